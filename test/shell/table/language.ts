import type { Row } from "../row.ts";

/** What scripts seldom use, but bash has: extended globs as they are switched, toggled cases, builtins out of use. */
export const language: readonly Row[] = [
  // extended globs are a syntax of their own
  "echo before\necho !(a)\necho after",
  "shopt -s extglob\ntouch a b c; echo !(a) @(a|b) *(c) +([ab])",
  "shopt -s extglob; f() { echo @(y); }\nf",
  "f() {\n  echo @(y)\n}\nf",
  "x=$(echo !(a))",
  "echo x; x=(@(a|b)); echo y",
  "@(a|b)",
  "a=!(x)",
  "cat <@(a)",
  "for i in !(a); do :; done",
  "if true; then echo !(x); fi",
  "case x in @(a|b)) echo;; esac",
  "!(true); echo $?",
  "eval 'echo !(a)'; echo $?; shopt -s extglob; eval 'echo !(a)'; echo $?",
  'v=abc; echo ${v/@(a|b)/x} "${v##+([a-c])}"; shopt -s extglob; echo ${v/@(a|b)/x} "${v##+([a-c])}" ${v%!(x)}',
  "p='@(a|b)'; case a in $p) echo m;; *) echo no;; esac; [[ a == $p ]] && echo yes; touch a; echo $p; [[ foo == !(bar) ]] && echo other",
  // toggled case
  'v=Hello; echo ${v~} ${v~~} ${v~~[el]} ${v~H} ${v~e}; v=(ab Cd); echo ${v[@]~~} ${v[1]~}; set -- xY zW; echo ${@~} ${*~~} "${1~~}" [${nosuch~~}]',
  // enable
  "enable -n echo; type echo; enable echo; type echo; enable -n; enable | head -n 3; enable -n nosuch; echo $?; enable -s | head -n 4; enable -x; echo $?",
  "enable -n pwd let; (enable -n); type let; bash -c 'type -t let'; builtin let 1; echo $?; enable let; let 1 && echo back",
  // help
  "help nosuch; echo $?; help -s cd echo; help cd nosuch >/dev/null; echo $?; help -x; echo $?; help -s 'c[ad]*'; help -s unal; help 'q*' >/dev/null; echo $?; help -s '[' % '(( ... ))'",
  // fc has nothing to list in a script
  "fc -l; echo $?; fc -s; echo $?; fc; echo $?; fc -z; echo $?",
  // unset goes one function up
  'f() { local x=1; g; echo "f:$x"; }; g() { unset x; echo "g:${x-unset}"; x=2; }; x=0; f; echo $x',
  'f() { local x=1; unset x; echo "${x-unset}"; x=3; g; }; g() { echo "g:$x"; unset x; echo "g:${x-unset}"; }; x=0; f; echo $x',
  // declared, not assigned
  "declare -a k; declare -p k; k=(); declare -p k; declare -A m; declare -p m; m=(); declare -p m; declare -a y; y[0]=1; unset 'y[0]'; declare -p y; declare -ai n; declare -p n; f() { local -a l; declare -p l; }; f",
  "declare -A m=([x]=1); echo ${m@a} ${m[@]@K}; declare -i n; echo ${n@a}; v=abc; echo ${v:0:-1} [${v:5}] [${w:0:-1}]; echo ${v:1:-5}; echo after",
  "echo ${!BASH_A*} ${!HIST*} ${!SEC@}",
  // set -x
  "set -x; ((  x = 1  )); ((x++)); [[ ! -f x ]]; [[ a =~ b ]]; [[ ! a == b && -n c ]]; set -- 'p q'; select y in \"$@\" c; do break; done </dev/null; select y; do break; done <<<1",
  // names that start with a dot, and what GLOBIGNORE leaves out
  "touch a.txt b.txt .h; echo .* *; GLOBIGNORE=a.txt; echo *.txt *; GLOBIGNORE=; echo *.txt; shopt -u globskipdots; echo .*",
  // functions in the environment
  'f() { echo "in f $1"; }; export -f f; bash -c "f x"; bash -c "declare -F f"; (export -nf f; bash -c "f y"); export -f nosuch; echo $?',
  "trap 'echo \"E:$BASH_COMMAND\"' ERR; echo y | grep -q z; echo a | false; trap - ERR; echo end",
  "compgen -W 'alpha beta alto' -- al; compgen -W 'x' y; echo $?; touch f1 f2; mkdir fd; compgen -f f | sort; compgen -d f; compgen -G 'f?' | sort; compgen -A function; zz() { :; }; compgen -A function z; compgen -v BASH_VERSI; compgen -b ec; compgen -k unt; compgen -P '<' -S '>' -W 'a b'; compgen -X 'a*' -W 'ab cd'; compgen -A bogus; echo $?",
  "echo [${x@Z}] [${x@Q}]; x=1; echo ${x@Q}; echo ${x:}; echo no",
  "PS4='+${LINENO}: '; set -x; a=1\nf() { local b=2; echo $b; }\nf\n(echo s); export C=1\nx=$(echo sub)\nset +x; z=\"'\"; echo ${z@Q}; alias q=\"'\"; alias q",
  // mistakes in conditions leave $? alone
  "false\n[[ a == ]]\n",
  "[[ a b ]]",
  "echo a; [[ a == ]]; echo b",
  "bash -O nosuch -c :; echo $?; bash -O extglob -c 'echo @(a)'",
];
