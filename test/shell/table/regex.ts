import type { Row } from "../row.ts";

const EXPRESSIONS = String.raw`'*b' 'a|*b' '(*b)' 'a{x' 'a{' '{1}' 'a{1' 'a{2,1}' 'a{99999}' 'a)' '(a' '()' 'a||b' '|b' 'a|' '(|a)' '[a' '[[:foo:]]' '[b-a]' 'a\' '\1' '(a)\2' '(a\1)' 'a**' 'a+?' '[[.a.]]' '[[=a=]]' '[[.-.]]' '[a-[.c.]]' '^*' '(^a)' 'a^b' 'a$b' 'x(a$)' '\(a' 'a{,2}' 'a{,}' 'a{1}{2}' '\d' '\n' '\t' 'a\{1' '+' '?a' '^+' '(+a)' '[]a]' '[^]a]' '[a-]' '[\n]' '[[.space.]]' 'a{0}' 'a{1a}' '[[:alpha:' 'a{1,2' 'a{32767}' 'a{32768}' 'a{1,2,3}' '\{1' 'a|{1}' '[a-z-9]' '[%--]' '[--/]' '\-' 'a\|b' '\<a' '\bb' 'x\B.' '\w+' '\S*'`;
const TEXT = "'xaab*b+{1}a{x)(12^$|n-c'";
const LONGEST = String.raw`'(ab|abcd)' '(a|ab)(c|bcd)(d*)' '(a*)(ab)*(b*)' '(a|b)*' '(a*)*' '(a*)+' '((a)|(b))*' '(b*|c)(.*)' 'a(b|bc)(c?d)?' '([a-c]*)(cd|d)' '(|ab|abc)d' '(ab?)*(bc)?' 'x*' '(.)(.)\2' '(a|ab|abc)\1*' '^(a+)+$' '(ab|a)(bcd|c)?' '(a)|b|(c)' '[[:alpha:]]+(d)' '(.*)(c|d)(.?)'`;
const HARD = String.raw`'^(a+)+$' '(a*)*b' '(a|a)*b' '(a|aa)+$' '(.*a){12}b' '((a*)*)*b' '(a+|b)*c' '^(([a-z])+.)+[A-Z]$'`;

/** `[[ =~ ]]` and patterns: what is an expression, the longest of the leftmost, what groups matched, and what must not take long. */
export const regex: readonly Row[] = [
  `for re in ${EXPRESSIONS}; do [[ ${TEXT} =~ $re ]]; echo "$re $?" "\${BASH_REMATCH[@]@Q}"; done`,
  `for re in ${LONGEST}; do for t in abcd abab aa '' xbcd; do [[ $t =~ $re ]]; echo "$re $t $?" "\${BASH_REMATCH[@]@Q}"; done; done`,
  `x=$(printf '%040d' 0); x=\${x//0/a}; for re in ${HARD}; do [[ $x-! =~ $re ]]; echo "$re $?"; done`,
  "shopt -s nocasematch; for re in 'É' '[a-c]x' '[^a]' '[[:upper:]]+' '(a)\\1'; do [[ éBXAa =~ $re ]]; echo $? \"${BASH_REMATCH[@]}\"; done; [[ ÉT == é? ]]; echo $?",
  "for re in '.' '[^a]' '[[:alpha:]]+' '\\w*' '[éü]'; do for t in éa 漢字 😀b ' ÿ'; do [[ $t =~ $re ]]; echo $? \"$BASH_REMATCH\"; done; done",
  "x=$(printf '%060d' 0); x=${x//0/a}; shopt -s extglob; [[ $x == *a*a*a*a*a*a*a*a*a*a*b ]]; echo $?; [[ $x == +(a|aa|aaa)b ]]; echo $?; [[ $x == *(*(a)*(a))b ]]; echo $?; echo ${x//*(a|aa)b/x} ${x/+(+(a))b} ${x%%+(a|aa)b} ${x##*a*a*a*a*ab}; case $x in *(a|a)*(a|a)c) echo no;; *) echo yes;; esac",
  "shopt -s extglob; for p in '!(a)' '!(a)b' 'a!(b)c' '!(a|b)*' '!(!(a))' '!(*b*)' '?!(b)' '@(a|b)!(b)' '!(a)!(b)' '+(!(b))' '!()'; do for t in '' a b ab abc aab ba; do [[ $t == $p ]] && printf '%s ' \"<$t>\"; done; echo \"$p\"; done",
  "shopt -s extglob; x=foo.bar.tar.gz; echo ${x#!(*.*)} ${x##!(*z)} ${x%!(*.*)} ${x%%.!(t*)} ${x//!(o|r)/-} ${x/!(f)/_}; y=aXbXc; echo ${y//!(X)/.} ${y/@(a|aXb)/<&>} ${y//@(X|Xb)/<&>}",
  "x=aaa; echo ${x/a*/<&>} ${x//a/<&>} ${x/#a*a/<&>} ${x/%a/<&>}; x=abab; echo ${x//@(a|ab)/[&]}; shopt -s extglob; echo ${x//@(a|ab)/[&]} ${x/+(ab)/[&]} ${x//?(b)/.} ${x//*(x)/.}; z=; echo ${z//*/y} ${z/*(x)/y}",
];

const each = (command: string, expressions: string): string =>
  `for re in ${expressions}; do printf '%s\\n' ${TEXT} abcdabab | ${command}; echo "$re $?"; done`;

/** The same for the programs. */
export const regexTools: readonly Row[] = [
  each('grep -oE -e "$re" 2>&1', EXPRESSIONS),
  each('grep -o -e "$re" 2>&1', EXPRESSIONS),
  each('sed -E "s#$re#<&>#" 2>&1', EXPRESSIONS),
  each('sed "s#$re#<&>#g" 2>&1', EXPRESSIONS),
  each('sed -nE "s#$re#<&|\\1>#gp" 2>&1', LONGEST),
  each('grep -noE "$re"', LONGEST),
  each(
    'awk -v re="$re" \'{ print match($0, re), RSTART, RLENGTH; gsub(re, "<&>"); print }\' 2>&1',
    `'(ab|abcd)' '(a|ab)(c|bcd)(d*)' 'a(b|bc)(c?d)?' '(|ab|abc)d' 'x*' '(ab|a)(bcd|c)?' '[[:alpha:]]+d' '.*(c|d)'`,
  ),
  `x=$(printf '%040d' 0); x=\${x//0/a}; for re in ${HARD}; do echo $x-! | grep -cE "$re"; echo $x-! | sed -nE "/$re/p;s/$re/x/p"; expr $x-! : "$re"; done`,
  "printf 'a\\nb\\n\\n' | sed -n 'H;${x;s/^/>/Mg;s/$/</Mg;s/./x/M;s/[^b]/-/Mg;p}'; printf 'ab\\nab\\n' | sed 'N;s/\\(.*\\)\\n\\1/same \\1/'; echo aXbX | sed -E 's/(a)|X/[\\1]/g'; echo abc | sed 's/b*\\|c/x/2'; echo aaa | sed 's/a*/x/2'; echo hello | sed -E 's/(l)(l)?/<\\2\\1>/g'; echo foo.bar | sed 's/.*\\(bar\\|foo\\)/\\1/'",
  "printf 'foo_bar foo-bar barfoo\\nfoobar\\n' >f; grep -ow foo f; grep -nw 'foo\\|foobar' f; grep -wc 'fo*' f; grep -xE 'foo|foobar' f; grep -E 'o{2}' -o f; grep -oiE 'B[A-C]R' f; grep -on '\\bbar' f; printf 'a\\0b' | grep -zc '^b'; grep -oE -e foo -e foobar f; grep -e '\\(o\\)\\1' -e '\\(z\\)\\1' -o f; grep -F -e foo -e foo_bar -o f; grep -wF bar f -o; grep -xF foobar f",
  "printf 'aab\\nfoobar 12px\\n' >f; for re in '(?<!o)o' '(?<=foo)bar' 'o+?' '(?>o+)o' 'o++b' '\\d+(?=px)' '(?i)FOO' 'f(?i:O)o' '(?:a|aa)b' '(a|aa)b' 'a{2}' '\\Aa' 'b\\z' '\\w+\\K\\d' '[\\w]+' '[^\\d\\s]+' '(?<n>o)\\k<n>' '(o)\\g1' '(o)\\g{-1}' '\\x61' '[[:alpha:]]{4}' '\\p{L}+' '\\Qa\\Eb' '(?#c)a' '(' ')' '[a' '*a' 'a{2,1}' '\\' '(?<=a*)b' '\\1' '[b-a]' '[[:foo:]]' 'x*' '(?x) a b # c' '(?s).' '(a(?!b)|b)' '(?=a)' '\\bfoo\\b|b$'; do grep -oP -e \"$re\" f 2>&1; echo \"$re $?\"; done",
  "x=$(printf '%030d' 0); x=${x//0/a}; for p in '(?:a|a)*b'; do echo $x- | grep -cP \"$p\"; done; expr foobar : '.*\\(o.\\)'; expr abc : 'a\\|ab'; expr abc : '\\(x\\)*'; expr aab : 'a*'; expr 'a b' : '[^ ]*'; printf 'a1\\nb\\n' | nl -bp'[0-9]'",
];
