import type { Row } from "../row.ts";

/** exec, and traps. */
export const exec: readonly Row[] = [
  "(exec -l bash -c 'echo $0; shopt login_shell'); (exec -la x bash -c 'echo $0'); (exec -cl bash -c 'echo $0'); (exec -c env); (X=5 exec -c env); (export Y=1; exec -ca zz env); (exec -a foo bash -c 'echo $0'); (exec -a '' bash -c 'echo \"[$0]\"'); (exec -l sh -c 'echo $0')",
  "exec nosuch; echo $?",
  "trap 'echo bye $?' EXIT; exec nosuch; echo $?",
  "shopt -s execfail; exec nosuch; echo $?; exec /tmp; echo $?; exec ./x; echo $?",
  "shopt -s execfail; trap 'echo bye $?' EXIT; exec nosuch; echo $?",
  "exec -a; echo $?",
  "exec -x ls; echo $?",
  "exec -a foo; echo $?; exec -l; echo $?; exec -c >x; echo hi; cat x >&2",
  "(exec -a foo sh -c 'echo $0 $1' a b); (exec -- echo hi); (X=3 exec env | grep ^X); (exec printenv X)",
  "printf 'trap \"echo bye\" EXIT\\nexec nosuch\\necho here\\n' >s; bash s; echo $?; printf 'exec /tmp\\necho here\\n' >s; bash s; echo $?; printf 'exec </nonexist\\necho here $?\\n' > s; bash s; echo $?; printf 'exec nosuch </dev/null 3>x\\necho here\\n' > s; bash s; echo $?",
  "trap 'echo bye $?' EXIT; exec echo hi",
  "trap 'echo err' ERR; shopt -s execfail; exec nosuch || echo c; exec nosuch",
  "set -e; shopt -s execfail; exec nosuch; echo no",
  "x=1 exec 2>/dev/null; echo $x; exec 3<&0 4>&1; exec 3<&- 4>&-; exec 5<nosuch; echo $?",
  "set -o posix; exec 5<nosuch; echo $?",
  "command exec 5<nosuch; echo $?; command exec nosuch; echo $?",
  "command exec -a foo bash -c 'echo $0'; echo no",
  "builtin exec -a foo bash -c 'echo $0'; echo no",
  "exec ''; echo $?",
  "shopt -s execfail; exec ''; echo $?; exec -z; echo $?; exec --help | head -1; exec ./; echo $?; exec ls/; echo $?",
  "trap \"echo it's\" USR1; trap -p USR1; trap 'echo \"a\nb\"' USR2; trap; trap -z; echo $?; trap -p -l 2>/dev/null | head -n 1; trap 'echo e' ERR; trap 'echo d' DEBUG; trap -p; trap - DEBUG ERR; trap 'echo r' RETURN; trap -p RETURN; f() { trap -p RETURN; }; f",
];
/** exec of scripts, and signals that were ignored when a shell began. */
export const execTools: readonly Row[] = [
  "trap 'echo int' INT; trap 'echo u' USR1; (exec bash -c 'trap; trap -p'); trap '' USR2; (exec bash -c 'trap -p'); exec bash -c 'kill -USR1 $$; echo no'",
  "echo '#!/bin/sh\necho $0 $*' >s; chmod +x s; (exec -a foo ./s 1 2); (exec -l ./s 3); exec -c ./s 4",
  "trap '' INT; (trap -p; trap 'echo x' INT; trap -p); bash -c 'trap -p; trap \"echo hi\" INT; trap -p; kill -INT $$; echo after'; trap - INT; trap -p; trap 'echo t' 5; trap -p; kill -5 $$; trap 5; trap -p; trap 'echo a' 0; trap -p EXIT; trap -p 5; echo $?; trap - 0",
  "trap 'echo x' SIGINT int 2 TERM; trap -p INT; trap; trap - 2 15; trap; trap 'x' 99; echo $?; trap 'x' FOO; echo $?; trap -p FOO; echo $?; trap 'x' KILL; echo $?; trap -l | head -n 2; trap INT; echo $?; trap -- '' 1 2; trap -p HUP INT; trap - HUP INT; trap '' 5; bash -c 'trap -p; trap - 5; trap -p'",
  "trap '' TERM; (kill -TERM $BASHPID; echo alive); trap 'echo c' CHLD; sleep 0.1 & wait; trap - CHLD; trap 'exit 7' USR1; kill -USR1 $$; echo no",
];
