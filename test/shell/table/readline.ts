import type { Row } from "../row.ts";

/** bind: keys and settings of the line editor, as a script sees them. */
export const readline: readonly Row[] = [
  "export INPUTRC=/dev/null; for m in emacs emacs-standard emacs-meta emacs-ctlx vi vi-move vi-command vi-insert; do bind -m $m -p; bind -m $m -P; done 2>/dev/null",
  "export INPUTRC=/dev/null; bind -v; bind -l; bind -V",
  "export INPUTRC=/dev/null; TERM=xterm-256color bash -c 'for m in emacs vi-command vi-insert; do bind -m $m -P; done' 2>/dev/null",
  "export INPUTRC=/dev/null LC_ALL=C; bash -c 'bind -p; bind -v' 2>/dev/null",
  "export INPUTRC=/dev/null\nbind -q abort; echo $?; bind -q nosuch; echo $?; bind -q self-insert; bind -q dump-variables; echo $?; bind -q complete; bind -u abort; bind -q abort; bind -u nosuch; echo $?; bind -r '\\C-a'; bind -q beginning-of-line; bind -r '\\M-z'; echo $?",
  'export INPUTRC=/dev/null\nbind \'"\\C-x": "text"\'; bind -s; bind -S; bind \'"\\C-xq":abort\' \'"\\eOP": "f1"\' \'Control-q: yank\' \'Meta-Rubout: abort\' \'TAB: menu-complete\' \'space: "sp"\' "\'x: \'y\'" \'C-M-y: "cm"\' \'"\\x41\\102": "v"\' \'"\\C-?": "del"\' \'"\\M-p": "x"\' \'"é": "u"\'; bind -s; bind -q abort; bind -q menu-complete; bind -q yank',
  "export INPUTRC=/dev/null\nbind foo; echo $?; bind '\"\\C-x\": nosuch'; echo $?; bind '\"\\C-x'; bind 'yank-pop: x'; bind '\"\\C-a\"abort'; bind '\"a\" \"b\"'; bind -s; bind '\"\\C-a\": abort junk'; bind -q abort; bind '#x' \"\" '$foo'; bind -z; echo $?; bind -q; echo $?; bind -m nosuch -p; echo $?; bind -f /nosuch; echo $?",
  "export INPUTRC=/dev/null\nfor v in 'completion-ignore-case on' 'bell-style visible' 'bell-style foo' 'nosuch on' 'history-size 5' 'history-size abc' 'history-size' 'comment-begin' 'comment-begin //' 'keymap vi-move' 'keymap nosuch' 'keymap emacs' 'editing-mode vi' 'editing-mode x' 'editing-mode emacs' 'meta-flag off' 'visible-stats 1' 'visible-stats foo' 'completion-query-items -4' 'keyseq-timeout 9' 'emacs-mode-string \"x y\"'; do bind \"set $v\"; echo $? $v; done\nbind -v; bind set",
  "export INPUTRC=/dev/null\nbind -x '\"\\C-t\": echo hi'; bind -X; bind -x '\\C-t: echo'; echo $?; bind -x foo; bind -x '\"\\eq\" \"ls\"'; bind -x '\"\\C-x\\C-r\":ls -l'; bind -X; bind -r '\\C-t'; bind -X; bind -q transpose-chars",
  'cat > rc <<\'E\'\nset bell-style none\n"\\C-xq": "hello"\n$if Bash\n"\\C-xw": "wow\\n"\n$if mode=vi\n"\\C-xv": "no"\n$else\n"\\C-xv": "yes"\n$endif\n$else\n"\\C-xw": "no"\nset nosuch on\n$endif\n$if term=nosuch\nset comment-begin x\n$endif\n$include /nosuch\n$include rc2\n$foo\n  # comment\nbadline\n$endif\n$else\n$if version>=8.0\n"\\C-xz": "new"\n$endif\nE\necho \'"\\C-xi": "included"\' > rc2\nexport INPUTRC=/dev/null; bind -f rc; echo $?; bind -s; bind -v | grep bell-style; bind -v | grep comment',
  "cat > rc <<'E'\n\"\\C-xq\": \"mine\"\nset completion-ignore-case on\nE\nINPUTRC=rc; bind -s; bind -v | grep ignore-case; HOME=$PWD; unset INPUTRC; cat rc > .inputrc; bash -c 'bind -s' 2>/dev/null",
  "export INPUTRC=/dev/null; bind -v | grep keymap; bind -v | grep editing; set -o vi; bind -v | grep keymap; bind -v | grep editing; bind -q vi-movement-mode; shopt -o vi emacs; set -o emacs; bind -v | grep keymap; bind -v | grep editing; shopt -o vi emacs; set +o emacs; shopt -o vi emacs",
  'export INPUTRC=/dev/null; (bind \'"\\C-xq": "sub"\'; bind -s); echo; bind -s; bind -m vi-insert \'"jj": vi-movement-mode\'; bind -m vi-insert -q vi-movement-mode; bind -m emacs-ctlx \'"a": "in ctlx"\'; bind -s; bind -m emacs-meta -s',
  "export INPUTRC=/dev/null; compgen -A binding kill; compgen -A binding nosuch; echo $?",
];
