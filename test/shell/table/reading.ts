/** How a text is read: what runs before a mistake, wherever the text comes from, and from where on an alias counts. */
import type { Row } from "../row.ts";

/** A text with a mistake on its last line or lines, run in every way there is. */
const texts = [
  "echo a\nif then\necho b",
  "echo a\nfi",
  "echo a; echo same line; fi\necho b",
  "echo a\nif true; then\n echo inside",
  "f() {\n  echo f $1\n}\nf 1\nf 2\n)\nf 3",
  "cat <<END\n$((1+1))\nif then\nEND\nwhile do",
  "cat <<'A' <<B\nfi\nA\n)\nB\ndone",
  "x=1; echo $x \\\n  still\n# ) comment \\\ncase $x in\n  1) echo one;;\nesac\necho $x | | cat",
  "echo 'many\nlines'\necho \"open\necho b",
  "for i in 1 2; do\n  echo $i\ndone\nfor i in 1 2\n  echo $i\ndone",
  "false\n[[ a b ]]\necho c",
  "echo a\na=(1 2",
  "echo a\nexit 3\nfi",
  "trap 'echo bye $?' EXIT\necho a\n}",
  "set -e\necho a\n(exit 4)\nfi",
  "echo a && \\\necho b &&\n\necho c\n;;",
  "{ echo a\n}; fi\n",
  "if true; then echo a; fi\nf() { echo a; } echo",
  "echo $(echo a\necho b)\necho ${x:-c}\necho )",
  "f() {",
  "echo a\n\n\n   \n# x\n   fi",
  "shopt -s expand_aliases\nalias loop='for x in a b; do'\nloop echo $x; done\necho c\nloop echo $x\nfi",
  "shopt -s expand_aliases\nalias say=echo open='if'\nsay one; alias say='echo two:'; say three\nsay four\nopen true; then say five; fi",
];

const quoted = (text: string): string => `cat >x <<'END_OF_TEXT'\n${text}\nEND_OF_TEXT\n`;

export const reading: readonly Row[] = [
  ...texts,
  ...texts.flatMap((text) => [
    `${quoted(text)}bash x; echo "status $?"`,
    `${quoted(text)}bash <x; echo "status $?"`,
    `${quoted(text)}eval "$(cat x)"; echo "status $?"`,
    `${quoted(text)}. ./x; echo "status $?"`,
  ]),
  "echo a\nset -n\necho b\nfi",
  "printf 'echo a\\nfi\\n' >x; chmod +x x; ./x; echo $?",
  "printf '#!/bin/bash\\necho a\\nfi\\n' >x; chmod +x x; ./x; echo $?",
  "printf 'return 5\\nfi\\n' >x; . ./x; echo $?",
  "f() { eval $'echo a\\nfi'; echo $?; }; f; echo $?",
  "(eval $'echo a\\n[[ a b ]]\\necho c'); echo $?",
  "trap $'echo a\\nfi' EXIT",
  "trap $'echo a\\nfi' USR1; kill -USR1 $$; echo $?",
  "eval 'echo $(fi)'; echo no",
  "(eval 'echo $(fi)'; echo no); echo $?",
  "a=(1 ; 2)\necho $? and on",
  "[[ 1 -lt ]]; echo no\necho never",
  "shopt -s expand_aliases\nalias a='echo A '\nalias b=B\na b; a c\nunalias b\na b",
  "shopt -s expand_aliases\nalias ls='echo ls --color'\nls x\nls y\nalias ll='ls -l'\nll\nls z",
  "shopt -s expand_aliases\neval 'alias foo=\"echo foo\"'\nfoo bar",
  "printf 'alias hi=\"echo hi\"\\nhi there\\n' >x; shopt -s expand_aliases; . ./x; hi you\nhi again",
  "shopt -s expand_aliases\nalias f='echo aliased'\nf() { echo no; }\nf",
  "shopt -s expand_aliases\nalias x='cat <<E'\nx\nbody\nE\necho end",
  "set -v\n# one\n\necho hi; echo ho\ncat <<E\nbody\nE\n\n# two\nfor i in 1 2\ndo echo $i\ndone | cat\nset +v\necho quiet",
  "set -v\neval \"echo ev\necho ev2\"\nf() {\n echo in f\n}\nf\nx=$(echo a\necho b)\necho $x \\\n  y\n(echo sub\necho sub2) # end\ntrap 'echo bye' EXIT",
  "printf '# inc\\necho inc\\n# end\\n' >x\nset -v; . ./x\necho x; exit 3\n# no\necho y",
  "set -v\nshopt -s expand_aliases\nalias q='echo al'\nq 1\nq 2 # c\nif\n foo\nfi )",
];
