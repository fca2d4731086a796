#!/usr/bin/env python3
"""Records sessions at bash's prompt: `python3 test/terminal/record-sessions.py > test/terminal/golden/sessions.json`.

Keys go in one step at a time, each when the terminal has been quiet for a while. Process ids become PID.
"""
import fcntl, json, os, pty, re, select, signal, struct, subprocess, sys, termios

SESSIONS = {
    "commands and exit": ["echo hello\r", "false\r", "echo $?\r", "exit 3\r"],
    "end of input": ["echo a\r", "\x04"],
    "interrupted line": ["echo never", "\x03", "echo $?\r", "\x04"],
    "interrupted command": ["sleep 100\r", "\x03", "echo $?\r", "\x04"],
    "interrupted loop": ["while true; do sleep 50; done\r", "\x03", "echo $?\r", "\x04"],
    "interrupted continuation": ["for i in 1\r", "\x03", "echo $?\r", "\x04"],
    "continuation": ["for i in 1 2\r", "do\r", "echo $i\r", "done\r", "\x1b[A\r", "\x04"],
    "here-document": ["cat <<E\r", "$HOME x\r", "E\r", "\x04"],
    "quotes over lines": ["echo 'a\r", "b'\r", "\x04"],
    "history": ["echo a\r", "echo b\r", "history\r", "!e:0 !!:1\r", "!nope\r", "history 2\r", "history -d 99\r", "history x\r", "\x04"],
    "quick substitution": ["echo one two\r", "^two^three\r", "echo !$ !#\r", "\x04"],
    "syntax errors": ["echo (\r", "echo $?\r", "fi\r", "\x04"],
    "unknown command": ["foo\r", "echo $?\r", "\x04"],
    "end inside a command": ["if true\r", "\x04"],
    "background job": ["sleep 100 &\r", "jobs\r", "kill %1\r", "\r", "\x04"],
    "job that writes": ["sh -c 'echo from the job' & read -t 0.1\r", "jobs\r", "sh -c 'echo a; echo b' | cat & read -t 0.1\r", "\r", "\x04"],
    "job that ends": ["sleep 0.1 &\r", "wait\r", "\r", "\x04"],
    "stopped job": ["sleep 100\r", "\x1a", "jobs\r", "\x04"],
    "stopped job at exit": ["sleep 100\r", "\x1a", "exit\r", "exit\r"],
    "stopped job at end of input": ["sleep 100\r", "\x1a", "\x04", "\x04"],
    "stopped job goes on": ["sleep 100\r", "\x1a", "fg\r", "\x03", "\x04"],
    "stopped job goes on behind": ["sleep 100\r", "\x1a", "bg\r", "jobs\r", "fg\r", "\x03", "\x04"],
    "read from the terminal": ["read x; echo \"<$x>\"\r", "a\x7fb c\r", "\x04"],
    "cat and end of input": ["cat\r", "one\r", "two\x04\x04", "\x04", "\x04"],
    "paste of lines": ["\x1b[200~echo a\recho b\x1b[201~", "\r", "history\r", "\x04"],
    "paste of a loop": ["\x1b[200~for i in 1 2; do\recho $i\rdone\r\x1b[201~", "\r", "\x04"],
    "trap": ["trap 'echo got it' INT\r", "\x03", "trap 'echo bye' EXIT\r", "\x04"],
    "prompt": ["PS1='\\[\\e[1m\\]\\w\\[\\e[0m\\] \\$ '\r", "cd /usr/bin\r", "\x04"],
    "prompt of two lines": ["PS1='[\\s]\\n> '\r", "echo a long command\x01\x1b[Cx\r", "\x04"],
    "comment": ["echo a # !!\r", "# nothing\r", "\x04"],
    "wide": ["echo 你好世界 e\u0301\x1b[D\x1b[D\x1b[D\x7f\r", "\x04"],
    "ctrl-z loop":["while true; do sleep 50; echo x; done\r","\x1a","jobs\r","echo $?\r","fg\r","\x03","\x04"],
    "ctrl-z list":["sleep 50; echo after\r","\x1a","jobs -l\r","kill %1; read -t 0.1\r","\r","jobs\r","\x04"],
    "ctrl-z and":["sleep 50 && echo after || echo or\r","\x1a","kill %1; read -t 0.1\r","\r","\x04"],
    "ctrl-z pipeline":["sleep 50 | cat\r","\x1a","jobs\r","jobs -l\r","bg\r","jobs\r","kill %1; read -t 0.1\r","\r","\x04"],
    "ctrl-z subshell":["(sleep 50; echo x)\r","\x1a","jobs\r","fg\r","\x03","\x04"],
    "ctrl-z function":["f() { sleep 50; echo f; }\r","f\r","\x1a","jobs\r","fg\r","\x03","\x04"],
    "cat behind":["cat & read -t 0.1\r","jobs\r","jobs -l\r","fg\r","hello\r","\x04","\x04"],
    "cat stopped":["cat\r","a\r","\x1a","fg\r","b\r","\x04","\x04"],
    "quit":["sleep 50\r","\x1c","echo $?\r","\x04"],
    "killed":["sh -c 'kill -9 $$'\r","echo $?\r","sh -c 'kill $$'\r","sh -c 'kill -HUP $$'\r","sh -c 'kill -PIPE $$'\r", "sh -c 'kill -USR1 $$'\r","\x04"],
    "killed pipeline":["sh -c 'kill -9 $$' | cat\r","true | sh -c 'kill $$'\r","\x04"],
    "kill -STOP":["sleep 50 &\r","kill -STOP %1; read -t 0.1\r","jobs\r","kill -CONT %1\r","jobs\r","kill -9 %1; read -t 0.1\r","\r","\x04"],
    "wait stopped":["sleep 50 &\r","wait\r","\x03","echo $?\r","kill %1; read -t 0.1\r","wait\r","\x04"],
    "complete -W": ["complete -W 'show set add' lab\r", "lab sh\t x\r", "lab s\t\t\x15lab q\t\x15", "\x04"],
    "complete -F": ["f() { COMPREPLY=($(compgen -W 'up down default' -- \"${COMP_WORDS[COMP_CWORD]}\")); }; complete -F f lab\r", "lab u\t\r", "lab d\t\t\x15", "lab one two\t\x15", "\x04"],
    "complete arguments": ["f() { printf '\\n<%s|%s|%s|%s|%s|%s>' \"$1\" \"$2\" \"$3\" \"$COMP_LINE\" $COMP_POINT $COMP_CWORD; COMPREPLY=(); }; complete -F f lab\r", "echo a; lab --opt=x y\t\r", "\x04"],
    "complete nospace and files": ["mkdir -p /tmp/cq/sub; cd /tmp/cq; touch 'a b'\r", "complete -o nospace -W 'key=' lab; complete -o filenames -W 'a\\ b sub' fil; complete -o default -W '' def; complete -d dirs2\r", "lab k\tv\r", "fil s\t\r", "def su\t\r", "dirs2 s\t\r", "cd /; rm -r /tmp/cq\r", "\x04"],
    "compopt at work": ["f() { compopt -o nospace; COMPREPLY=(dev=); }; complete -F f lab; g() { echo; no_such; false; COMPREPLY=(ok); }; complete -F g gab\r", "lab d\teth0\r", "false\r", "gab \t; echo $?\r", "complete -r lab; complete\r", "\x04"],
    "completion of files": ["mkdir -p /tmp/cs/Dir; cd /tmp/cs; touch .hid abc_x abd ABe z; ln -s Dir lnk; chmod +x abd; mkfifo pipe\r", "ls \t\t\x15", "ls ab\t\t\r", "ls l\t\t\x15", "ls lnk\t\t\x15", "bind 'set match-hidden-files off'\r", "ls \t\t\x15", "cd /; rm -r /tmp/cs\r", "\x04"],
    "completion without case": ["mkdir -p /tmp/cs/Dir; cd /tmp/cs; touch abc_x abc-y abd ABe; bind 'set completion-ignore-case on'\r", "ls ab\t\t\x15", "ls AB\t\t\x15", "ls di\t\x15", "ls ABC\t\x15", "bind 'set completion-map-case on'\r", "ls abc-\t\t\x15", "cd /; rm -r /tmp/cs\r", "\x04"],
    "completion at once": ["mkdir -p /tmp/cs; cd /tmp/cs; touch one.a one.b; bind 'set show-all-if-ambiguous on'\r", "ls o\t\t\x15", "bind 'set show-all-if-ambiguous off'; bind 'set show-all-if-unmodified on'\r", "ls o\t\x15", "ls one.\t\x15", "cd /; rm -r /tmp/cs\r", "\x04"],
    "completion with signs": ["mkdir -p /tmp/cs/dir; cd /tmp/cs; touch ex plain; chmod +x ex; ln -s dir lnk; mkfifo pipe; bind 'set visible-stats on'\r", "ls \t\t\x15", "bind 'set visible-stats off'; bind 'set mark-directories off'\r", "ls \t\t\x15", "ls d\tx\x15", "cd /; rm -r /tmp/cs\r", "\x04"],
    "completion in colors": ["mkdir -p /tmp/cs/dir; cd /tmp/cs; touch dix ex; chmod +x ex; bind 'set colored-stats on'; bind 'set colored-completion-prefix on'\r", "ls di\t\t\x15", "ls \t\t\x15", "cd /; rm -r /tmp/cs\r", "\x04"],
    "completion across": ["mkdir -p /tmp/cs; cd /tmp/cs; touch a b c d e f g; bind 'set print-completions-horizontally on'; bind 'set completion-display-width 12'\r", "ls \t\t\x15", "bind 'set print-completions-horizontally off'\r", "ls \t\t\x15", "bind 'set completion-display-width 0'\r", "ls \t\t\x15", "touch long-one long-two; bind 'set completion-prefix-display-length 3'\r", "ls lo\t\t\x15", "cd /; rm -r /tmp/cs\r", "\x04"],
    "completion in pages": ["mkdir -p /tmp/cs; cd /tmp/cs; touch {1..40}; bind 'set completion-display-width 0'\r", "ls \t\t", " ", "\x15ls \t\t", "\r", "q", "\x15bind 'set page-completions off'\r", "ls \t\t\x15", "bind 'set completion-query-items 10'\r", "ls \t\t", "n", "\t", "y", "\x15cd /; rm -r /tmp/cs\r", "\x04"],
    "completion from a menu": ["mkdir -p /tmp/cs; cd /tmp/cs; touch one.a one.b; bind '\"\\C-t\": menu-complete'\r", "ls o\x14\x14\x14\r", "bind 'set menu-complete-display-prefix on'\r", "ls o\x14", "\x14", "\x14\r", "cd /; rm -r /tmp/cs\r", "\x04"],
    "completion by kind": ["mkdir -p /tmp/cs; cd /tmp/cs; touch roots HOMES\r", "echo root\x1b/\x15", "echo roo\x1b~\r", "echo HOM\x1b/\x15", "bind 'set disable-completion on'\r", "echo a\tb\r", "cd /; rm -r /tmp/cs\r", "\x04"],
    "overwrite and tilde": ["echo abc\x1b[D\x1b[D\x1b[2~XY\r", "echo ~/x\x1b&\r", "bind '\"\\C-t\": overwrite-mode'; bind -q overwrite-mode\r", "\x04"],
    "vi": ["set -o vi\r", "echo one two\x1b", "bcwTWO\x1b", "0\r", "\x1b", "k\r", "set -o emacs\r", "echo x\x01\x1bf\x1bd\r", "\x04"],
    "complete -D": ["complete -D -W 'one two'; complete -W three x\r", "anything o\t\r", "x t\t\r", "\x04"],
    "two jobs":["sleep 50\r","\x1a","sleep 60\r","\x1a","jobs\r","fg %1\r","\x1a","jobs\r","kill %1 %2; read -t 0.1\r","\r","jobs\r","\x04"],
    "nested":["bash --norc\r","sleep 50\r","\x03","echo $?\r","sleep 50\r","\x1a","jobs\r","kill %1; read -t 0.1\r","exit\r","echo out\r","\x04"],
    "nested stopped exit":["bash --norc\r","sleep 50\r","\x1a","exit\r","exit\r","\x04"],
    "ctrl-c pipeline":["sleep 50 | sleep 60\r","\x03","echo $? ${PIPESTATUS[@]}\r","\x04"],
    "ctrl-c subst":["echo $(sleep 50)\r","\x03","echo $?\r","\x04"],
    "ctrl-z subst":["echo $(sleep 0.3)done\r","\x1a","\r","\x04"],
    "ctrl-c script":["sh -c 'sleep 50; echo after'\r","\x03","bash -c 'trap \"echo got\" INT; sleep 50; echo after'\r","\x03","\x04"],
    "bg done":["sleep 0.4\r","\x1a","bg\r","\r","\r","\r","\x04"],
    "set -b off fail":["false & read -t 0.1\r","\r","(exit 3) & read -t 0.1\r","\r","\x04"],
    "disown":["sleep 50 &\r","disown\r","jobs\r","\x04"],
    "fg no":["fg\r","bg\r","fg %3\r","bg %3\r","jobs %4\r","wait %5\r","\x04"],
    "bg running":["sleep 50 &\r","bg\r","kill %1; read -t 0.1\r","\r","\x04"],
    "signals for the shell":["kill $$\r","kill -INT $$\r","echo ok\r","\x04"],
    "stty -echo": ["stty -echo\r", "echo hi\r", "read x\r", "abc\r", "echo $x\r", "stty echo\r", "echo back\r", "\x04"],
    "stty -icanon": ["stty -icanon min 1; read -n 1 x; stty icanon\r", "q", "echo $x\r", "\x04"],
    "stty settings": ["stty -echoe intr ^X; stty; stty sane; stty; stty rows 30; stty size; stty rows 24\r", "g=$(stty -g); stty -echo -isig; stty $g; stty\r", "stty nonsense; stty rows x; stty erase\r", "\x04"],
    "stty intr": ["stty intr ^X\r", "sleep 50\r", "\x18", "echo $?\r", "stty sane\r", "\x04"],
    "stty -isig": ["stty -isig; cat -v\r", "a\x03\r", "\x04", "\x04"],
    "stty erase": ["stty erase x; cat\r", "abxc\r", "\x04", "\x04"],
    "read -s": ["read -s x\r", "secret\r", "echo $x\r", "read -sp 'pw: ' y; echo\r", "abc\r", "echo $y\r", "\x04"],
    "read one key": ["read -n 1 -p 'go on? ' k; echo; echo \"<$k>\"\r", "y", "read -rsn1 k; echo \"<$k>\"\r", "z", "read -d , a; echo; echo $a\r", "one,", "\x04"],
    "fc": ["echo a\r", "echo b\r", "fc -l\r", "fc -s\r", "fc -ln -1\r", "fc -s b=c echo\r", "fc nosuch\r", "fc -l 1 2\r", "fc -l -2\r", "fc -lr\r", "\x04"],
    "fc with an editor": ["echo a\r", "fc -e nosucheditor\r", "fc -l\r", "fc -e true 1\r", "fc -l\r", "fc -e false\r", "history\r", "\x04"],
    "edit and execute": ["EDITOR=nosucheditor\r", "echo never\x18\x05", "echo $?\r", "history\r", "EDITOR=true\r", "echo edited\x18\x05", "history 3\r", "\x04"],
    "complete a command": ["uniq\t", "\x15", "mkfi\tpipe; ls\r", "\x04"],
    "complete files": ["mkdir -p d; cd d; rm -rf *; touch alpha alto beta 'with space' zz.txt; mkdir dir\r", "ls al\t\t", "p\t\r", "cat w\t\r", "ls d\t\x15", "ls z\t\r", "ls \t\t\x15", "ls \"al\t\t\x15", "ls nosuch\t\r", "\x04"],
    "complete variables": ["NETNONE_A=1 NETNONE_B=2\r", "echo $NETN\t\t", "A\r", "echo ${NETNONE_B\t\r", "echo \"$NETNONE_\t\t\x15", "\x04"],
    "complete behind": ["mkdir -p d; cd d; rm -rf *; touch onlyone\r", "true && ls on\t\r", "true | cat on\t\r", "cat < on\t\r", "echo x > on\t\r", "ls ./on\t\r", "ls /tmp/work/d/on\t\r", "ls ~/../tmp/work/d/on\t\r", "x=on\t\r", "\x04"],
    "history twice": ["echo one\r", "echo one\r", " echo spaced\r", "!!\r", "!-2\r", "!?on?\r", "echo !1 !e:$\r", "!!:s/one/two/\r", "!!:gs/o/0/:p\r", "history 3\r", "\x04"],
    "history builtin": ["echo a\r", "echo b\r", "history -c\r", "history\r", "history -s 'echo stored'\r", "!!\r", "history -p '!!:1'\r", "history -d 1\r", "history\r", "\x04"],
    "shell options at the prompt": ["set -u; echo $nosuch\r", "echo still\r", "set +u; set -e; set +e; false\r", "echo $?\r", "${x!}\r", "echo ${y?unset}\r", "readonly r=1; r=2; echo no\r", "echo $?\r", "\x04"],
    "continuation of quotes and pipes": ["echo a |\r", "cat &&\r", "echo \"x\r", "y\"\r", "if true; then\r", "echo t\r", "fi\r", "echo $(\r", "echo sub)\r", "echo a\\\r", "b\r", "(\r", "echo p\r", ")\r", "\x04"],
    "more syntax errors": ["echo )\r", "done\r", "if then\r", "echo a ;; b\r", "for x in; do\r", "\x03", "echo $(fi)\r", "echo $?\r", "\x04"],
    "aliases": ["alias ll='echo al'\r", "ll x\r", "alias\r", "unalias ll; ll\r", "\x04"],
    "suspend nothing": ["\x1a", "echo a\r", "\x1c", "echo b\r", "\x04"],
    "long line": ["echo " + "0123456789" * 12 + "\x01\x1b[C\x1b[C\x1b[C\x1b[C\x1b[CX\r", "\x1b[A\x1b[A\x1b[B\r", "\x04"],
    "ctrl-l and ctrl-r": ["echo first\r", "echo second\r", "\x0cecho third\r", "\x12fir\r", "\x12zzz\x07", "echo x\r", "\x04"],
    "ps1 escapes": ["PS1='\\u:\\w:\\#:\\!:\\j:\\$ '\r", "cd /\r", "sleep 9 &\r", "PS1='\\[\\033[31m\\]red\\[\\033[0m\\]> '\r", "PS2='more> '\r", "if true\r", "then :; fi\r", "kill %1\r", "\x04"],
    "cat -v": ["printf 'a\\tb\\001\\177\\n\\n\\n\\303\\251\\n' | cat -A\r", "printf 'a\\n\\n\\n\\tb\\n' | cat -bsT\r", "\x04"],
    "cd completes directories": ["mkdir -p d/sub; cd d; rm -rf *; mkdir sub suburb; touch subfile\r", "cd su\t\t", "b/\r", "pwd; cd ..\r", "ls sub\t\t\x15", "cat subf\t\r", "echo 'su\t\t\x15", "rmdir sub\t\t\x15", "\x04"],
    "resize": ["echo $COLUMNS $LINES\r", "stty cols 40 rows 10\r", ":\r", "echo $COLUMNS $LINES\r", "stty cols 80 rows 24\r", "COLUMNS=5; echo $COLUMNS\r", "echo $COLUMNS\r", "\x04"],
    "numeric arguments": ["echo \x1b5a\x1b3\x02\x1b2\x04\r", "echo one two three\x1b-\x1bb\x1b2\x7f\r", "echo abc def\x01\x1b2\x1bf\x0b\r", "\x1b2\x10\r", "\x04"],
    "chinese": ["echo 你好\r", "echo 世界\x1b[D\x7f\r", "\x1b[A\x1b[D\x1b[D们\r", "echo 甲乙丙\x1bb\x0b\x19\x19\r", "mkdir -p d; cd d; touch 中文.txt\r", "cat 中\t\r", "ls 中\x14\r", "\x04"],
    "yank and undo": ["echo one two\x17\x19\x19\r", "echo abc\x1f\x1f\r", "echo a b c\x1b\x7f\x1b\x7f\x19\r", "echo one\x15echo two \x19\r", "echo x\x1b.\r", "echo last arg\r", "echo \x1b.\r", "echo \x1b.\x1b.\r", "\x04"],
    "loops and functions typed": ["f() {\r", "echo in $1\r", "}\r", "f a; for x in 1 2; do f $x; done\r", "while read l; do echo \"[$l]\"; done\r", "one\r", "two\r", "\x04", "case a in\r", "a) echo A ;;\r", "esac\r", "select x in p q; do echo $x; break; done\r", "2\r", "\x04"],
    "time and coloured": ["TIMEFORMAT='t'; time true\r", "printf '\\e[32mgreen\\e[0m\\n'\r", "printf 'a\\rb\\n\\tc\\n'\r", "printf 'no newline'\r", "\r", "\x04"],
    "named pipe": ["rm -f f; mkfifo f; cat < f\r", "\x03", "echo $?; jobs\r", "echo x > f\r", "\x03", "read x < f\r", "\x03", "echo $?\r", "{ cat; } < f\r", "\x03", "rm f\r", "\x04"],
    "ctrl-z named pipe": ["rm -f f; mkfifo f; cat < f\r", "\x1a", "echo $?; jobs\r", "echo a > f\r", "\x03", "fg\r", "\x1a", "bg; echo hello > f; wait\r", "echo a > f\r", "\x1a", "\x03", "cat < f | cat\r", "\x1a", "jobs; fg\r", "\x03", "rm f\r", "\x04"],
    "jobs that are waited for": ["sleep 0.1 & wait\r", "sleep 0.1 & wait $!; echo $?\r", "f() { sleep 0.1 & wait; echo done; }; f\r", "{ sleep 0.1; } & wait %1\r", "(exit 3) & wait; sleep 5 & kill $!; wait\r", "sleep 0.1 & wait -n; echo n\r", "(exit 2) & wait -n; echo $?\r", "x=$(sleep 0.1 & wait; echo y); echo $x; jobs\r", "\x04"],
    "prompt command":["PROMPT_COMMAND='echo pc'\r","false\r","echo $?\r","PS1='${x-def}$(echo sub)> '\r","x=3\r","\x04"],
    "bound keys": ["bind '\"\\C-o\": \"text\"' '\"\\C-xq\": \"echo hi\\C-m\"' '\"\\eOP\": kill-whole-line' '\"\\e[A\": history-search-backward'\r", "a\x0fb\x1bOPecho done\r", "\x18q", "echo other\r", "ech\x1b[A\r", "bind -s; bind -q kill-whole-line\r", "bind -r '\\C-xq'; bind -s\r", "\x04"],
    "key that runs a command": ["bind -x '\"\\C-t\": echo hi $READLINE_LINE $READLINE_POINT $READLINE_ARGUMENT; READLINE_LINE=new; READLINE_POINT=1'\r", "ab c\x02", "\x14", "X\r", "x\x1b3\x14", "\x15false\r", "\x14\x15echo $? ${READLINE_LINE-gone}\r", "\x04"],
    "keyboard macros": ["\x18", "(", "e", "c", "h", "o", " ", "1", "\x18", ")", "\r", "\x18", "e", "X\r", "\x18", "e", "\r", "\x04"],
    "menu completion": ["mkdir -p d; cd d; rm -rf *; touch alpha alto beta; bind 'TAB: menu-complete' '\"\\e[Z\": menu-complete-backward'\r", "ls al\t", "\t\t\t\r", "ls al\x1b[Z\r", "ls b\t\r", "ls zz\t\r", "\x04"],
    "settings of readline": ["bind 'set show-all-if-ambiguous on' 'set comment-begin //'; mkdir -p d; cd d; rm -rf *; touch alpha alto\r", "ls al\t\r", "echo x\x1b#", "bind 'set bell-style none'\r", "\x7f\x07\r", "\x04"],
    "history characters": ["histchars='@%#'\r", "echo one\r", "@@\r", "%one%two%\r", "echo !! \r", "unset histchars\r", "!!\r", "\x04"],
    "history verified": ["shopt -s histverify\r", "echo one\r", "!!\r", " x\r", "!nope\r", "!!:p\r", "shopt -s histreedit; shopt -u histverify\r", "!nope\r", "\x15echo y\r", "\x04"],
    "history file": ["export HISTFILE=hf HISTFILESIZE=3; printf 'a\\nb\\nc\\n' > hf\r", "bash --norc\r", "history\r", "HISTSIZE=2\r", "echo 1\r", "exit\r", "cat hf; rm hf\r", "\x04"],
    "patterns completed": ["mkdir -p /tmp/cs; cd /tmp/cs; rm -rf *; mkdir dir; touch 'a b' ax dir/x dir/y \\$z\r", "echo a\x18*\x15", "echo a*\x18*\r", "echo di*\x1bg\r", "echo dir/*\x18gx\x15", "echo dir/*\x18*\r", "echo 'a*\x18*\r", "echo \"a*\x18*\r", "echo ~/../tmp/cs/a*\x18*\r", "echo *z\x1bg\r", "echo a\x1b1\x18*\r", "echo di\x1bg\x1bg\x15", "echo a\x1bg\x1bg\x1bg\x15", "echo a*\x1b*\r", "cat ?x\t\r", "cat a*\t\x15", "cat '?x\t\r", "echo nox*\x18*\x18g\x1bg\x15", "cd /; rm -r /tmp/cs\r", "\x04"],
    "aliases and words expanded": ["alias ll='ls -l'; bind '\"\\C-t\": alias-expand-line' '\"\\C-xh\": history-and-alias-expand-line'; x='a b'\r", "echo one; ll b\x14\x15", "ll !!\x18h\x15", "echo $x ~ `echo y` 'a b' a*\x1b\x05\r", "ll $x\x1b\x05|\x15", "~ $(echo 'q')\x1b\x05|\x15", "echo $x\x1b\x05\x1f\r", "echo a; echo \"$x\" | cat\x1b\x05\x15", "nothing here\x1b\x05\x15", "\x04"],
    "words of the history": ["bind '\"\\C-t\": dabbrev-expand' '\"\\C-xd\": dynamic-complete-history' '\"\\C-xo\": old-menu-complete'\r", "echo zeb zac zeb; echo zoo\r", "echo 'z q' zac; : zulu\r", "echo z\x14|\r", "echo z\x14\x14|\r", "echo zu\x14|\r", "echo qq\x14|\r", "echo zeb\x14\x14\x14\x14\x14\x14\x14\x14|\x15", "echo ze\x18d|\r", "echo zul\x18d|\r", "echo \x18d\x15", "echo z\x18d\x18d\x15", "rm -rf d; mkdir d; cd d; touch alpha alto beta\r", "echo al\x18o|\r", "echo al\x18o\x18o|\r", "echo al\x18o\x18o\x18o|\r", "echo b\x18o|\r", "echo xx\x18o|\r", "\x04"],
    "spelling": ["mkdir -p /tmp/cs; cd /tmp/cs; rm -rf *; touch hello.txt 'a b'; bind '\"\\C-xs\": spell-correct-word'\r", "echo /usr/lcoal/bni x\x1bb\x1b\x02\x18s|\r", "echo /usr/lcoal/bni \x18s|\r", "echo helo.txt\x18s|\r", "echo hello.tx\x18s|\r", "echo ehllo.txt\x18s|\r", "echo hallo.txt\x18s|\r", "echo helllo.txt\x18s|\r", "echo qqqqq\x18s|\r", "echo /usr/lcoal/bni xx\x1bb\x1bb\x18s|\r", "echo /etcc/nosuch\x18s|\r", "cd /; rm -r /tmp/cs\r", "\x04"],
    "words of the shell change places": ["bind '\"\\C-xy\": shell-transpose-words'\r", "echo 'two three' four\x1bb\x18y|\r", "echo 'two three' four\x18y|\r", "echo 'two three' four\x01\x18y\r", "echo 'two three' four\x02\x02\x02\x02\x02\x18y|\r", "echo\x18y|\r", "\x04"],
    "names in vi mode": ["set -o vi; mkdir -p /tmp/cs; cd /tmp/cs; rm -rf *; touch abc abd zed\r", "echo ab\x1b", "=", "ddaecho ab\x1b", "*\r", "echo ab\x1b", "\\\r", "echo z\x1b", "\\|\r", "echo ~/x y\x1b", "b&\r", "echo a*\x1b", "*\r", "echo zed more\x1b", "b*\r", "cd /; rm -r /tmp/cs\r", "\x04"],
    "what readline is": ["echo x\x18\x16", "\r", "bind '\"\\C-t\": dump-macros' '\"\\C-x3\": print-last-kbd-macro' '\"\\C-xq\": \"a\\C-mb\"'\r", "ab\x14\x15", "ab\x1b1\x14\x15", "\x183\x15", "\x18(", "x", "\x1b", "b", "\x18)", "\x15\x183\x15", "bind '\"\\C-t\": dump-variables'\r", "clear\r", "\x1b1\x14", "\x15\x04"],
    "braces and hosts": ["mkdir -p /tmp/cs; cd /tmp/cs; rm -rf *; mkdir dirs; touch abc abd abdx b.txt 'b c'\r", "echo ab\x1b{\r", "echo a\x1b{\r", "echo b\x1b{\r", "echo b.\x1b{|\r", "echo \x1b{\r", "echo zz\x1b{\x15", "echo di\x1b{|\r", "cd /; rm -r /tmp/cs\r", "echo localh\x1b@|\r", "echo @localh\t|\r", "echo root@localh\t|\r", "echo zzz\x1b@|\r", "\x04"],
    "completion of dots": ["echo ..\t|\r", "echo ../..\t|\r", "rm -rf d; mkdir d; cd d; touch .hid\r", "echo .\t\t\x15", "echo .h\t|\r", "ls ./.\t\t\x15", "cd ..; rm -r d\r", "\x04"],
    "entries that go back": ["echo one\r", "echo two\r", "bind 'set revert-all-at-newline on' 'set echo-control-characters off'\r", "\x10\x10X\x10Y\r", "history\r", "echo never", "\x03", "echo $?\r", "\x04"],
    "reset": ["stty -echo\r", "reset\r", "", "", "", "", "", "echo a\r", "tset\r", "", "", "", "", "", "echo b\r", "reset -q\r", "setterm --cursor off; setterm --cursor on\r", "\x04"],
    "completion within the line": ["mkdir -p /tmp/cs; cd /tmp/cs; rm -rf *; mkdir dir; touch abcdef ab 'x y'\r", "echo abc xyz\x02\x02\x02\x02\t|\r", "echo abcxyz\x02\x02\x02\t:\r", "echo di/q\x02\x02\t:\r", "echo diq\x02\t:\r", "echo 'x'\x02\t:\r", "echo 'x'z\x02\x02\t:\r", "echo 'abc'z\x02\x02\t:\r", "echo 'abcz\x02\t:'\r", "echo \"abc\" z\x1bb\x02\x02\t:\r", "bind 'set skip-completed-text on'\r", "echo abcdef\x02\x02\x02\t:\r", "echo abcxyz\x02\x02\x02\t:\r", "echo dir\x02\x02\t:\r", "echo abcde zz\x1bb\x02\x02\x02\t:\r", "echo aabc\x02\t\t:\r", "bind 'set skip-completed-text off' 'set expand-tilde on'\r", "echo ~/../tmp/cs/abc\t:\r", "echo ~/../tmp/cs/a\t:\r", "echo ~\t:\r", "echo ~/..\t:\r", "cd /; rm -r /tmp/cs\r", "\x04"],
    "screen lines": ["bind '\"\\C-t\": previous-screen-line' '\"\\C-xt\": next-screen-line' '\"\\C-xa\": arrow-key-prefix'\r", "echo " + "0123456789" * 20 + "\x14\x14X\x18tY\r", "echo one\r", "echo abc\x18aDx\x18aq\r", "\x18aA\x18aAx\r", "\x04"],
    "dash": ["exec env -u PS1 sh\r", "foo\r", "if true\r", "then echo y\r", "fi\r", "fi\r", "echo ${x?}\r", "cd /nox\r", "echo $PS1 $-\r", "exit 3\r"],
    "dash interrupted": ["exec env -u PS1 sh\r", "sleep 5\r", "\x03", "echo $?\r", "echo never", "\x03", "exit\r"],
    "dash job that ends": ["exec env -u PS1 sh\r", "sleep 0.1 &\r", "wait\r", "\r", "exit\r"],
    "dash stopped job": ["exec env -u PS1 sh\r", "sleep 30\r", "\x1a", "jobs\r", "exit\r", "fg\r", "\x03", "exit\r"],
    "dash jobs": ["exec env -u PS1 sh\r", "sleep 9 & sleep 8 &\r", "jobs\r", "fg %1\r", "\x1a", "bg\r", "jobs\r", "kill %1 %2; wait\r", "exit\r"],
}

def settle(fd, seconds):
    out = b""
    while select.select([fd], [], [], seconds)[0]:
        try:
            data = os.read(fd, 65536)
        except OSError:
            break
        if not data:
            break
        out += data
    return out

def record(steps):
    pid, fd = pty.fork()
    if pid == 0:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        for number in (signal.SIGINT, signal.SIGQUIT):
            signal.signal(number, signal.SIG_DFL)  # also when this script runs in the background
        os.makedirs("/tmp/work", exist_ok=True)
        os.chdir("/tmp/work")
        env = {"TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/root", "HISTFILE": "/dev/null", "PS1": "$ "}
        os.execve("/bin/bash", ["bash", "--norc", "--noprofile", "-i"], env)
    out = settle(fd, 0.2)
    for step in steps:
        os.write(fd, step.encode())
        out += settle(fd, 0.25)
    os.close(fd)
    _, status = os.waitpid(pid, 0)
    text = re.sub(r"(\[\d+\][-+ ]?) +\d+(?=[ \r])", r"\1 PID", out.decode())
    text = re.sub(r"^      *\d+ ", "     PID ", text, flags=re.M)
    return text, os.waitstatus_to_exitcode(status)

# Names behind the command record those alone and keep the others.
wanted = set(sys.argv[1:])
GOLDEN = os.path.join(os.path.dirname(os.path.abspath(__file__)), "golden/sessions.json")
known = {each["name"]: each for each in json.load(open(GOLDEN))["sessions"]} if wanted else {}
sessions = []
for name, steps in SESSIONS.items():
    if name in known and name not in wanted:
        sessions.append(known[name])
        continue
    output, status = record(steps)
    sessions.append({"name": name, "steps": steps, "output": output, "status": status})
version = subprocess.run(["bash", "--version"], capture_output=True, text=True).stdout.split("\n")[0]
json.dump({"recordedWith": version, "sessions": sessions}, sys.stdout, indent=1, ensure_ascii=True)
print()
