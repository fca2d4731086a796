/** Scripts over named pipes, and over pipes that several read one after another: what bash prints for each. */
export const STREAMS: readonly (readonly [script: string, printed: string])[] = [
  ["mkfifo p; cat < p & echo hi > p; wait", "hi\n"],

  ["mkfifo p; exec 3<>p; read -t 0.1 x <&3; echo $?; (sleep 0.1; echo late >&3) & read x <&3; echo $x", "142\nlate\n"],
  ["mkfifo p; (sleep 0.1; echo late > p) & read x < p; echo $x", "late\n"],
  ['mkfifo p; (echo a; echo b) > p & while read l; do echo "<$l>"; done < p; wait', "<a>\n<b>\n"],
  ["mkfifo p; cat < p & sleep 0.1; kill $!; wait $!; echo $?", "143\n"],
  ["mkfifo p; timeout 0.2 bash -c 'echo x > p; echo never'; echo $?", "124\n"],
  [
    "mkfifo p; trap 'echo trap' USR1; (sleep 0.1; kill -USR1 $$; sleep 0.1; echo z > p) & read x < p; echo $x; wait",
    "trap\nz\n",
  ],
  ["mkfifo p; head -c 200000 /dev/zero > p & wc -c < p; wait", "200000\n"],
  [
    "mkfifo p; for i in {1..9000}; do echo line; done > p & { n=0; while read a; do n=$((n+1)); done; echo $n; } < p",
    "9000\n",
  ],
  // One that is opened again as soon as its reader has closed it: not one that a program of ours still holds.
  ["mkfifo p; echo 'echo sourced' > p & source ./p; echo foo > p & x=$(<p); echo $x", "sourced\nfoo\n"],
  [
    'mkfifo a b; (while read l; do echo "e:$l"; done < a > b) & exec 3>a 4<b; echo 1 >&3; read r <&4; echo $r; echo 2 >&3; read r <&4; echo $r; exec 3>&-; wait',
    "e:1\ne:2\n",
  ],
  ["mkfifo p; yes > p & head -2 < p; wait $!; echo $?", "y\ny\n141\n"],
  [
    "for n in 0 1 4096 65535 65536 65537 131072 300000; do head -c $n /dev/zero | { sleep 0.05; wc -c; }; done",
    "0\n1\n4096\n65535\n65536\n65537\n131072\n300000\n",
  ],
  ["seq 1 50000 | { read x; read y; sleep 0.1; echo $x $y; tail -1; }", "1 2\n50000\n"],
  ["(seq 1 30000; seq 5) | (read x; sleep 0.05; cat | wc -c)", "168902\n"],
  ["exec 3< <(seq 1 40000); sleep 0.1 <&3; read x <&3; echo $x; wc -l <&3", "1\n39999\n"],
  ["seq 1 40000 | { for i in 1 2 3; do bash -c 'read a; echo $a'; done; wc -l; }", "1\n2\n3\n39997\n"],
  ["seq 1 20000 | while read x; do case $x in 5) sleep 0.1;; 10000) cat | wc -l;; esac; done", "10000\n"],
  ["head -c 300000 /dev/urandom > r; cat r | (sleep 0.1; cat) | cmp - r && echo same", "same\n"],
  ["printf '\\xc3\\xa9\\xff%.0s' {1..30000} | (sleep 0.1; wc -c)", "90000\n"],
  ["yes | head -c 200000 | (sleep 0.1; sleep 0.1; wc -c)", "200000\n"],
  ["seq 1 60000 | tee >(wc -c >n) | wc -c; sleep 0.2; cat n", "348894\n348894\n"],
  ["echo hi | bash -c 'sleep 0.1; cat > f' ; cat f", "hi\n"],
  // One in the background takes nothing that it does not read.
  ["echo x | { sleep 0.3 & cat; }", "x\n"],
  ["seq 3 | while read l; do echo $l; sleep 0.1 & done; wait", "1\n2\n3\n"],
  ["{ sleep 0.2 & cat; } <<< x", "x\n"],
  ["echo x | { (sleep 0.1; cat) & wait; }", "x\n"],
  ["seq 3 | { read a; cat; }", "2\n3\n"],
  ["echo hi | cat /dev/stdin", "hi\n"],
  // What goes to one file from two descriptors is there in the order in which it was written.
  ["sh -c 'echo a; echo b >&2; echo c' 2>&1 | cat", "a\nb\nc\n"],
  ["sh -c 'echo a; echo b >&2; echo c' > f 2>&1; cat f", "a\nb\nc\n"],
  ["sh -c 'echo a; echo b >&2; echo c' 2>&1", "a\nb\nc\n"],
  // A builtin is no more than a pipe ahead of who reads.
  [
    "{ for i in {1..3000}; do echo 0123456789012345678901234567890; done; echo done > n; } | { sleep 0.2; ls n; wc -c; }",
    "ls: cannot access 'n': No such file or directory\n96000\n",
  ],
  // Programs leave off what the shell's mask says, and only those that a subshell with another starts leave off another.
  [
    "umask 077; mkdir m; (umask 022; mkdir n; sh -c umask); mkdir o; stat -c %a m n o; sh -c umask; rmdir m n o",
    "0022\n700\n755\n700\n0077\n",
  ],
];
