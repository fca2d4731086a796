import type { Row } from "../row.ts";

/** Jobs, signals and traps. */
export const signal: readonly Row[] = [
  'sleep 0.1 & a=$!; sleep 0.2 & wait -n; echo $?; wait -n; echo $?; wait -n; echo $?; (exit 3) & (sleep 0.1; exit 4) & wait -n; echo $?; wait -n; echo $?; (exit 5) & x=$!; wait -p v $x; echo $? $((v == x)); wait -p v -n; echo $? "[$v]"; (sleep 0.1; exit 7) & wait -n -p v; echo $? $((v == $!))',
  "wait 99999; echo $?; wait abc; echo $?; wait %9; echo $?; wait -x; echo $?; wait -p; echo $?; wait -p 1x $!; echo $?; wait -n 99999; echo $?; wait -f; echo $?; (exit 2) & y=$!; (exit 9) & z=$!; wait $y $z; echo $?; wait $z $y; echo $?; wait $y; echo $?; sleep 0.1 | (sleep 0.1; exit 6) & wait $!; echo $?; true | false & wait %%; echo $?",
  "sleep 5 & sleep 6 & jobs; jobs -r; jobs -s; jobs %1; jobs %+; jobs %-; jobs %sleep; echo $?; jobs %?6; jobs %7; echo $?; jobs -z; echo $?; kill %sleep; echo $?; kill %1 %2; wait %1; echo $?",
  "sleep 5 & sleep 6 & disown %1; jobs; disown; jobs; disown; echo $?; sleep 5 & disown -h %1; jobs; disown -a; jobs; sleep 4 & disown -r; jobs; disown %3; echo $?; disown -x; echo $?; sleep 3 & disown $!; echo $?; disown 99999; echo $?; jobs; fg; echo $?; bg; echo $?; suspend; echo $?; suspend -x; echo $?",
  "kill -l 9; kill -l TERM; kill -l SIGHUP 15 130 137; kill -l 0; kill -l 200; echo $?; kill -l foo HUP; echo $?; kill -l EXIT; kill; echo $?; kill -s; echo $?; kill -s FOO $$; echo $?; kill -99 $$; echo $?; kill 99999; echo $?; sleep 3 & kill $! 99999 2>/dev/null; echo $?; kill %5; echo $?; kill abc; echo $?; kill -0 $$; echo $?; kill -s 0 $$; echo $?; kill -SIGCONT $$; echo $?",
  "trap 'echo hi' INT USR1 EXIT; trap -p INT; trap -p FOO; echo $?; trap -p USR1 NOPE INT; echo $?; trap - INT; trap -p; trap '' HUP; trap -p HUP; trap 2; trap; trap 'a' 99; echo $?; trap -; echo $?; trap - EXIT USR1 HUP; trap",
  "g() { echo g; }; trap 'echo D:$BASH_COMMAND' DEBUG; trap 'echo R' RETURN; g; set -o functrace; g; set +o functrace; trap - DEBUG; g; declare -ft g; trap 'echo R2' RETURN; g; declare +ft g; g; trap - RETURN; h() { trap 'echo RH' RETURN; echo h; }; h; g; trap - RETURN; echo 'echo sourced' >s.sh; trap 'echo RS' RETURN; . ./s.sh",
  "trap 'echo E:$?' ERR; set -E; false | cat; echo -; true | false; echo -; { false; } | cat; echo -; (false) | cat; echo -; false & wait; echo -; { false; true; } & wait",
  "for s in TERM INT HUP USR1; do bash -c \"trap 'echo exit \\$?; exit 9' EXIT; kill -$s \\$\\$; echo not\" 2>/dev/null; echo \"$s $?\"; done 2>/dev/null; for s in TERM INT HUP; do bash -c \"trap 'echo exit \\$?' EXIT; trap 'echo t; exit 7' $s; kill -$s \\$\\$; echo not\"; echo \"$s $?\"; done; (trap 'echo got; exit 5' TERM; sleep 1 & wait) & sleep 0.1; kill $!; wait $!; echo $?",
  'trap \'echo "[$LINENO: $BASH_COMMAND]"\' ERR\nfalse | true | (exit 3)\nfalse | true\ntrue | false\n(exit 4)\n(false\n)\n{ false; }\n! true\nfalse | (exit 3); echo "${PIPESTATUS[@]}"\nf() { false; }\nf\nf | false',
  "trap 'echo \"[$LINENO: $BASH_COMMAND]\"' ERR\necho first >/dev/null\ntrue | { false; }\ntrue | while false; do :; done\ntrue | for i in 1; do false; done\ntrue | f 2>/dev/null\ntrue | (( 0 ))\ntrue | [[ a == b ]]\n(( 0 ))\ntrue |\n  (exit 2)\ntrue | x=$(false)\n(exit 3) || true\ntrue && (exit 3)\nset -o pipefail\n(exit 3) | true\n( ! true )\ntrue | (exit 3) > /dev/null",
  "trap 'echo \"[$LINENO: $BASH_COMMAND]\"' ERR\neval 'false'\neval '(exit 5)'\necho false > f; . ./f\n{ time (exit 4); } 2>/dev/null\n{ time -p { false; }; } 2>/dev/null\n! true | (exit 3)\nset -e\n! true | (exit 3)\necho on\ntrue | (exit 6)\necho never",
  "set -e\neval ')' || true\nf() { eval ')'; echo in; }\nf || echo or\nx=$(eval ')')\necho never",
  "set -e; trap 'echo bye' EXIT\neval 'echo )'\necho never",
  "set -e\nif true; then\n[[ a b c ]]\nfi\necho never",
  "set -e\necho hi\nx=(a & b)\necho never",
  "set -e\necho ')' > f\n. ./f\necho never",
];

/** What a shell remembers of its jobs, what they read, and what traps interrupt. */
export const jobs: readonly Row[] = [
  "set -m; sleep 0.1 & sleep 0.4; echo b; (exit 3) & sleep 0.3; echo c; sleep 0.1 | cat & sleep 0.5; echo e; jobs",
  "(exit 8) & sleep 0.2; wait %1; echo $?; wait %1; echo $?; wait $!; echo $?; jobs; (exit 2) & sleep 0.2; jobs >/dev/null; wait %1; echo $?",
  "(exit 3) & p=$!; (exit 4) & q=$!; sleep 0.2; wait; wait $p 2>/dev/null; echo $?; wait $q 2>/dev/null; echo $?",
  "cat <(sleep 0.1; exit 5); wait $!; echo $?; echo a > >(cat; exit 6); wait $!; echo $?; : > >(sleep 0.1; exit 7); wait; wait $! 2>/dev/null; echo $?",
  "sleep 1 & jobs -x echo %9 x; jobs -x; echo $?; f() { echo f $1; }; jobs -x f a; kill %1; sleep 0.2; jobs; echo -; sleep 1 & kill -PIPE $!; sleep 0.2; jobs",
  "trap 'echo chld' CHLD; sleep 0.1; echo a; (exit 1); echo b; sleep 0.1 & wait; echo c; x=$(echo); echo d; echo x | cat; echo e",
  "trap 'sleep 0.01; echo x' CHLD; sleep 0.1; echo end",
  "{ sleep 1; } & (sleep 1; sleep 2) & for i in 1; do sleep 1; sleep 1; done & { sleep 1; { sleep 2; } } & jobs; kill $(jobs -p)",
  "echo in | { cat & wait; }; { cat & wait; } <<<b; (cat & wait) <<<p; f() { cat & wait; }; f <<<f; echo i | f; while :; do cat & wait; break; done <<<w",
  "echo l | { { read x; echo [$x]; } & wait; read y; echo [$y]; }; { cat | cat & wait; } <<<h; cat & wait; exec <<<e; cat & wait; read z; echo $z",
  "{ sleep 0.3; /bin/echo late; echo $? >&2; } | true; echo ${PIPESTATUS[@]}",
];

/** What ends or is looked at while a shell reads. */
export const readers: readonly Row[] = [
  "trap 'echo c' USR1; (sleep 0.2; kill -USR1 $$) & read x < <(sleep 0.5; echo late); echo \"$? $x\"; (sleep 0.2; kill -USR1 $$) & mapfile -t m < <(sleep 0.5; echo l); echo $m",
  "read -t 0 x < <(sleep 1); echo $?; readonly ro=1; read ro <<<2; echo $? $ro; read -u abc x; echo $?",
  "mapfile -t -c 1 -C 'echo cb' a <<<$'x\\ny z'; mapfile -c 2 -C 'echo cb' -s 1 b < <(seq 6); mapfile -n x; echo $?; mapfile -c 0 a; echo $?; mapfile -C f; echo $?",
  "f() { trap 'echo ret $?' RETURN; (exit 2); return 5; }; f; echo $?; trap - RETURN; g() { trap 'echo ret $?' RETURN; false; }; g; echo $?; trap - RETURN; h() { trap 'echo ret $?' RETURN; return; }; h",
  "[ -e /dev/fd/1 ] && echo one; [ -e /dev/fd/7 ] || echo none; exec 7<&0; [ -e /dev/fd/7 ] && echo seven; exec 7<&-; [[ -e /dev/stdin ]] && echo in",
  "x=77; exec 3>&$x; echo a >&$x; echo a 2>&77; exec 3<&$x; read a <&$x; read a 0<&$x; echo hi 1>&$x",
  "(exec /; echo no); echo $?",
];

/** What needs the whole kernel, and timeout. */
export const signalTools: readonly Row[] = [
  "sleep 1 & sleep 0.1; kill -QUIT $!; sleep 0.2; kill -0 $! && echo alive; (sleep 0.3; echo not stopped) & sleep 0.1; kill -QUIT $!; wait; kill %1 2>/dev/null; echo $?",
  "set -m; sleep 5 & jobs; kill %1; wait %1; echo $?; sleep 0.1 & fg %1; echo $?; sleep 0.1 | cat & fg",
  "trap 'echo T' USR1; (kill -USR1 $BASHPID; echo no); echo $?; trap '' USR1; (kill -USR1 $BASHPID; echo still); trap 'dbg=$BASH_COMMAND; echo dbg $dbg' DEBUG; echo a | cat; trap - DEBUG",
  "timeout 0.1 sleep 5; echo $?; timeout --preserve-status 0.1 sleep 5; echo $?; timeout -v 0.1 sleep 5; echo $?; timeout --foreground 0.1 sleep 5; echo $?; timeout 1 true; echo $?; timeout 1 false; echo $?; timeout 1 nocmd; echo $?; timeout; echo $?; timeout 1; echo $?; timeout x true; echo $?; timeout -s FOO 1 true; echo $?; timeout 0 echo z; timeout 0.001m sleep 3; echo $?; timeout 1h echo h; timeout .1d echo d; timeout -k x 1 true; echo $?; timeout -1 true; echo $?; timeout 1 /etc; echo $?; timeout -s INT --preserve-status 0.1 bash -c 'trap \"echo int; exit 5\" INT; sleep 1 & wait'; echo $?; timeout -s 0 0.1 sleep 0.2; echo $?; timeout -x 1 true; echo $?; timeout --signal=HUP 0.1 sleep 3; echo $?; timeout 1 bash -c 'exit 77'; echo $?; (timeout -v -k 0.1 0.1 bash -c 'trap \"\" TERM; while :; do sleep 0.1; done'; echo $?) 2>&1 | grep -v Killed",
];
