/** Limits on what a process may use, and what is said of processes that signals end: on the simulated kernel and the machine's. */
import type { Row } from "../row.ts";

/** Numbers of processes are left out. */
const said = (script: string): Row =>
  `cat >s.sh <<'END'\n${script}\nEND\nbash s.sh 2>&1 | sed -E 's/(: line [0-9]+:) +[0-9]{3,} /\\1 PID /; s/^ +[0-9]{3,} /PID /'`;

export const limitRows: readonly Row[] = [
  said(`ulimit -n 5; exec 3</dev/null 4</dev/null 5</dev/null; echo $?`),
  said(`ulimit -n 5; echo hi >x; echo $?; cat x; ls x`),
  said(`ulimit -n 10; echo hi >x; echo $?; { echo a; } 2>/dev/null; echo $?; cat <x`),
  said(
    `ulimit -n 20; exec 25</dev/null; echo $?; exec 3>&25; exec {v}</dev/null; echo $? $v; echo hi 19>&1; echo hi 20>&1; echo $?; exec 20>&1; exec 9>&20`,
  ),
  said(`ulimit -n 2; ulimit -n; echo $?; echo a > x; echo $?; /bin/true; echo $?`),
  said(`ulimit -n 3; read x <<<hi; echo $?; . x; echo $?; bash -c 'echo a'`),
  said(
    `ulimit -f 1; yes > f1; echo $?; stat -c %s f1; for i in {1..2000}; do echo hello; done > f2; echo $?; stat -c %s f2; echo never`,
  ),
  said(
    `ulimit -f 1; (for i in {1..2000}; do echo hello; done > f2); echo $?; stat -c %s f2; head -c 3000 /dev/zero > f3; echo $?; stat -c %s f3; dd if=/dev/zero of=f4 bs=1000 count=3; echo $?; stat -c %s f4`,
  ),
  said(
    `ulimit -f 1; ulimit -f; bash -c "ulimit -f; ulimit -Hf"; yes | head -c 5000 | cat | wc -c; yes >f8 & wait $!; echo $?`,
  ),
  said(`ulimit -f 0; (echo x > f); echo $?; echo y > /dev/null; echo $?; cat <<<doc; sort <<<b`),
  said(
    `set -o posix; ulimit -f 1; head -c 3000 /dev/zero > f3; echo $?; stat -c %s f3; ulimit -f; ulimit -c 4; set +o posix; ulimit -f; ulimit -c`,
  ),
  said(
    `(ulimit -f 1; yes) > f9; echo $?; stat -c %s f9; printf %2000s x >f10; stat -c %s f10; ulimit -f 2; printf %2000s x >f10; stat -c %s f10;  printf %2000s é >f10; echo no`,
  ),
  said(`ulimit -t 1; bash -c "while :; do :; done"; echo $?; (while :; do :; done); echo $?; ulimit -t`),
  said(
    `ulimit -St 1; (trap "echo cpu; exit 3" XCPU; while :; do :; done); echo $?; awk "BEGIN{while(1);}"; echo $?; while :; do :; done`,
  ),
  said(`ulimit -Ss 8000; ulimit -s; ulimit -m 10; ulimit -l 20; ulimit -q 5; ulimit -x 3; ulimit -l; ulimit -x`),
  said(
    `bash -c 'kill -SEGV $$'; echo $?; bash -c 'kill -FPE $$'; (kill -ABRT $BASHPID); echo $?; kill -URG $$; sleep 5 & kill -SYS $!; wait $!; echo $?; trap 'echo io' IO; kill -IO $$; trap -p; bash -c 'trap "echo bye" EXIT; kill -XCPU $$'; echo $?`,
  ),
  said(`trap "echo prof" PROF VTALRM PWR 16; trap; kill -16 $$; kill -PWR $$`),
  said(
    `ulimit -n 30; for i in {1..40}; do exec {f}</dev/null || break; done; echo $i $f; exec 29</dev/null; echo $?; ulimit -n; bash -c 'ulimit -n; ulimit -Hn'; (ulimit -n 12; bash -c 'ulimit -n'); ulimit -n`,
  ),
  said(
    `ulimit -f 1; trap '' XFSZ; for i in {1..173}; do echo hello; done > f2; echo $?; stat -c %s f2; yes > f1; echo $?; seq 10000 > f7; echo $?; cut -c1- f2 f1 >f3; echo $?; yes | head -n 600 | tee f5 | wc -c`,
  ),
  said(`ulimit -St 1; (trap "echo cpu; exit 3" XCPU; while :; do :; done); echo $?`),
  said(`ulimit -St 1; awk "BEGIN{while(1);}"; echo $?`),
  said(`ulimit -t 1; while :; do :; done`),
  said(
    `set -o posix; sleep 5 & kill -9 $!; wait $!; sleep 5 & kill -9 $!; sleep 0.1; (kill -9 $BASHPID); true | bash -c 'kill -9 $$'`,
  ),
  said(`set -o posix; trap 'echo hi' 25; (kill -25 $BASHPID) >x; cat x`),
  said(`(kill -9 $BASHPID) >x 2>&1`),
  said(`while :; do kill -9 $BASHPID; done >x | cat`),
  said(`:
:
f() {
  :
  bash -c "kill -9 \\$\\$"
  :
}
:
f
if true; then
  bash -c "kill -9 \\$\\$"
fi
while true; do
  bash -c "kill -9 \\$\\$"
  break
done
case a in
  a)
  bash -c "kill -9 \\$\\$"
  ;;
esac
g() {
  for i in 1; do
    :
    bash -c "kill -9 \\$\\$"
  done
}
:
g
x() { :; f; }
:
x
{ :
f
:
}
for i in a; do

f
{ :
  (
    kill -9 $BASHPID )
 }
done
eval ':
bash -c "kill -9 \\$\\$"
:
'
bash -c "kill -9 \\$\\$" &&
true
true &&
bash -c "kill -9 \\$\\$"
true | bash -c "kill -9 \\$\\$"
for i in 1; do case a in
*) bash -c "kill -9 \\$\\$"
esac
bash -c "kill -9 \\$\\$"
done
select i in a; do
:
bash -c "kill -9 \\$\\$"
break
done <<<1
for ((i=0;
i<1;i++)); do
:
bash -c "kill -9 \\$\\$"
done
(
:
bash -c "kill -9 \\$\\$"
:
)`),
  said(`:
eval ':
nosuch1
nosuch2
'
eval 'nosuch3' \\
 'a'
if true; then
eval ':
nosuch4'
fi
for i in 1; do
:
eval ':
nosuch5'
done
f() {
:
eval ':
nosuch6'
}
f
trap ':
nosuch7' USR1
kill -USR1 $$
:
trap 'nosuch8
nosuch9' EXIT
{ eval 'echo $LINENO
echo $LINENO'
}
echo $LINENO`),
  said(`:
trap 'echo $LINENO; nosuch' USR1
:
kill -USR1 $$
f() {
 :
 kill -USR1 $$
}
f
trap 'echo a
echo $LINENO; nosuch' USR1
kill -USR1 $$
trap 'echo E$LINENO
echo E$LINENO
nosuch' ERR
false
trap - ERR
nosuch 'a
b'
echo 'a
b' $LINENO
x=1 nosuch 'a
b'
nosuch c 'a
b'
nosuch \\
 c 'a
b'
nosuch >/dev/null 'a
b'
echo $(echo
echo $LINENO) $LINENO
echo "$(
echo $LINENO)" $LINENO
for i in a \\
 b; do echo $LINENO; done
case 'a
b' in *) echo $LINENO;; esac
trap 'echo $LINENO; nosuch' EXIT
(trap 'echo $LINENO; nosuch' EXIT)
nosuch $(echo a
echo b)
nosuch "$(
nosuch2
)"
echo \`
nosuch3
\``),
];
