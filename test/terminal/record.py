#!/usr/bin/env python3
"""Records what readline makes of keys: `python3 test/terminal/record.py > test/terminal/golden/readline.json`.

Each case runs in a bash of its own, in a pseudoterminal, through `read -e` with a history. Keys go in one at a time, and
what the terminal shows before Enter and the line that came out are written down. Settings go into an init file that
includes Debian's /etc/inputrc. Needs bash 5.2 with readline 8.2.
"""
import fcntl, json, os, pty, re, select, struct, subprocess, sys, tempfile, termios

HISTORY = ["ip link show", "docker run -it base /bin/bash", "ping -c 3 172.17.42.1", "echo 'one two' three.txt"]
E = "\x1b"
UP, DOWN, RIGHT, LEFT = E + "[A", E + "[B", E + "[C", E + "[D"
HOME, END, DEL = E + "[H", E + "[F", E + "[3~"
BS = "\x7f"
# A paste, then a mark where the cursor is.
def C(letter): return chr(ord(letter.upper()) ^ 0x40)
def M(key): return E + key
def paste(text): return E + "[200~" + text + E + "[201~"

# name, keys, columns. A "|" typed at the end of the keys shows where point was.
CASES = [
    ("plain", "ip link", 80),
    ("backspace", "abc" + BS + BS + "x", 80),
    ("backspace at start", BS + "a", 80),
    ("left and insert", "ac" + LEFT + "b|", 80),
    ("left past the start", "a" + LEFT * 3 + "|", 80),
    ("right past the end", "ab" + LEFT + RIGHT * 4 + "|", 80),
    ("home and end", "bc" + HOME + "a" + END + "d|", 80),
    ("ctrl-a ctrl-e", "bc" + C("a") + "a" + C("e") + "d|", 80),
    ("ctrl-b ctrl-f", "abcd" + C("b") * 3 + C("f") + "|", 80),
    ("SS3 arrows", "ac" + E + "OD" + "b" + E + "OC" + "|", 80),
    ("home 1~ end 4~", "b" + E + "[1~" + "a" + E + "[4~" + "|", 80),
    ("delete key", "abc" + HOME + DEL + "|", 80),
    ("delete at the end", "abc" + DEL + "|", 80),
    ("ctrl-d in the middle", "abc" + LEFT * 2 + C("d") + "|", 80),
    ("ctrl-k", "one two three" + C("a") + M("f") + C("k") + "|", 80),
    ("ctrl-k ctrl-y twice", "one two" + C("a") + C("k") + C("y") + C("y") + "|", 80),
    ("ctrl-u", "one two three" + LEFT * 3 + C("u") + "|", 80),
    ("ctrl-u ctrl-y", "one two" + C("u") + "x " + C("y") + "|", 80),
    ("ctrl-w", "ip addr show dev/eth0" + C("w") + "|", 80),
    ("ctrl-w over blanks", "one two   " + C("w") + "|", 80),
    ("ctrl-w twice is one kill", "one two three" + C("w") * 2 + "x " + C("y") + "|", 80),
    ("ctrl-w in a word", "one two" + LEFT * 2 + C("w") + "|", 80),
    ("kills both ways join", "one two three" + M("b") + C("w") + C("k") + C("a") + C("y") + "|", 80),
    ("a move between kills", "one two three" + C("w") + LEFT + C("w") + C("y") + "|", 80),
    ("yank-pop", "one two" + C("w") + LEFT + C("u") + C("y") + M("y") + "|", 80),
    ("yank-pop thrice", "a b c" + C("w") + "x" + BS + C("w") + "y" + BS + C("y") + M("y") + M("y") + "|", 80),
    ("yank-pop without yank", "one two" + C("w") + "x" + M("y") + "|", 80),
    ("yank of nothing", "a" + C("y") + "|", 80),
    ("alt-b alt-f", "one two-three four" + M("b") * 3 + M("f") + "|", 80),
    ("ctrl-left ctrl-right", "one two-three" + E + "[1;5D" * 1 + E + "[1;5D" + E + "[1;5C" + "|", 80),
    ("alt-d", "one two three" + C("a") + M("d") + M("d") + "|", 80),
    ("alt-d then yank", "one two three" + C("a") + M("d") + M("d") + C("e") + C("y") + "|", 80),
    ("alt-d at the end", "one" + M("d") + C("y") + "|", 80),
    ("alt-backspace", "ip/addr/show" + M(BS) + "|", 80),
    ("alt-backspace twice yank", "ip/addr/show" + M(BS) * 2 + C("y") + C("y") + "|", 80),
    ("alt-backspace from outside", "one two ,," + M(BS) + "|", 80),
    ("ctrl-t at the end", "ab" + C("t") + "|", 80),
    ("ctrl-t in the middle", "abcd" + LEFT * 2 + C("t") + "|", 80),
    ("ctrl-t at the start", "abc" + HOME + C("t") + "|", 80),
    ("ctrl-t on one", "a" + C("t") + "|", 80),
    ("alt-t", "one two" + M("t") + "|", 80),
    ("alt-t in between", "one two three" + C("a") + M("f") + M("t") + "|", 80),
    ("alt-t on one word", "one" + M("t") + "|", 80),
    ("alt-u", "one two" + C("a") + M("u") + "|", 80),
    ("alt-l", "ONE TWO" + C("a") + M("f") + M("l") + "|", 80),
    ("alt-c", "one tWO" + C("a") + M("c") + M("c") + "|", 80),
    ("alt-c inside a word", "hello" + C("a") + RIGHT * 2 + M("c") + "|", 80),
    ("negative alt-u", "one two" + M("-") + M("u") + "|", 80),
    ("alt-backslash", "one   two" + LEFT * 4 + M("\\") + "|", 80),
    ("undo typed text", "hello world" + C("_") + "|", 80),
    ("undo long text", "abcdefghijklmnopqrstuvwxyz" + C("_") + "|", 80),
    ("undo a kill", "one two three" + C("w") + C("_") + "|", 80),
    ("undo step by step", "one" + BS + BS + C("_") + "|", 80),
    ("undo twice", "one two" + C("w") + C("w") + C("_") * 2 + "|", 80),
    ("undo everything and more", "ab" + C("_") * 3 + "|", 80),
    ("undo with ctrl-x ctrl-u", "one" + C("a") + "x" + C("x") + C("u") + "|", 80),
    ("undo transpose", "abc" + C("t") + C("_") + "|", 80),
    ("undo capitals", "one two" + C("a") + M("u") + C("_") + "|", 80),
    ("revert line", "abc" + BS + "d" + M("r") + "|", 80),
    ("revert history line", UP + "xyz" + M("r") + "|", 80),
    ("digit argument", "abcdef" + M("3") + LEFT + "|", 80),
    ("two digits", M("1") + "2" + "x" + "|", 80),
    ("negative argument", "abcdef" + LEFT * 4 + M("-") + M("2") + LEFT + "|", 80),
    ("argument and ctrl-d kill", "abcdef" + C("a") + M("3") + C("d") + C("e") + C("y") + "|", 80),
    ("argument and backspace", "abcdef" + M("2") + BS + C("y") + "|", 80),
    ("argument and alt-d", "one two three" + C("a") + M("2") + M("d") + "|", 80),
    ("argument and ctrl-k", "one two" + LEFT * 3 + M("-") + C("k") + "|", 80),
    ("argument and ctrl-t", "abcdef" + LEFT * 4 + M("2") + C("t") + "|", 80),
    ("character search", "one two three" + C("a") + C("]") + "t" + "|", 80),
    ("character search twice", "one two three" + C("a") + M("2") + C("]") + "t" + "|", 80),
    ("character search back", "one two three" + M(C("]")) + "o" + "|", 80),
    ("character search fails", "one" + C("a") + C("]") + "x" + "|", 80),
    ("quoted insert", "a" + C("v") + C("a") + "b" + C("q") + "\t" + "|", 80),
    ("quoted insert erased", "a" + C("v") + C("a") + BS + "|", 80),
    ("mark and exchange", "one two" + LEFT * 3 + M(" ") + C("a") + C("x") + C("x") + "|", 80),
    ("ctrl-x backspace", "one two" + LEFT * 3 + C("x") + BS + "|", 80),
    ("comment", "one two" + M("#"), 80),
    ("up", UP + "|", 80),
    ("up up down", UP * 2 + DOWN + "|", 80),
    ("up beyond the first", UP * 9 + "|", 80),
    ("down beyond the last", DOWN + "a" + "|", 80),
    ("what was typed comes back", "half" + UP + DOWN + " done|", 80),
    ("edits of entries stay while looking", UP + "X" + UP + "Y" + DOWN + "|", 80),
    ("ctrl-p ctrl-n", C("p") * 3 + C("n") + "|", 80),
    ("alt-< alt->", "x" + M("<") + "a" + M(">") + "|", 80),
    ("argument and up", M("3") + UP + "|", 80),
    ("last argument", "cat " + M(".") + "|", 80),
    ("last argument twice", "cat " + M(".") * 2 + "|", 80),
    ("last argument too often", "cat " + M(".") * 6 + "|", 80),
    ("last argument with a number", "cat " + M("1") + M(".") + "|", 80),
    ("last argument alt-_", "cat " + M("_") + "|", 80),
    ("first argument", "cat " + M(C("y")) + "|", 80),
    ("undo last argument", "cat " + M(".") + C("_") + "|", 80),
    ("search back", C("r") + "ping" + C("e") + "|", 80),
    ("search back, then keep typing", C("r") + "run" + RIGHT + "|", 80),
    ("search twice", C("r") + "o" + C("r") + C("r") + C("e") + "|", 80),
    ("search fails", C("r") + "zz" + C("e") + "|", 80),
    ("search fails late", C("r") + "pingx" + C("a") + "|", 80),
    ("search and abort", "typed" + C("r") + "ping" + C("g") + "|", 80),
    ("search and erase", C("r") + "docx" + BS + C("e") + "|", 80),
    ("search with ctrl-w", C("r") + "pi" + C("w") + C("e") + "|", 80),
    ("search back and forth", C("r") + "o" + C("r") + C("r") + C("s") + C("e") + "|", 80),
    ("search ends with ctrl-j", C("r") + "dock" + C("j"), 80),
    ("search in the line itself", "abc abd" + C("r") + "ab" + C("a") + "|", 80),
    ("search then up", C("r") + "ping" + UP + "|", 80),
    ("search the same again", C("r") + "ping" + C("e") + C("u") + C("r") + C("r") + C("e") + "|", 80),
    ("non-incremental search", M("p") + "dock" + "\r" + "|", 80),
    ("non-incremental search from inside", "ab" + M("p") + "dock" + "\r" + "|", 80),
    ("last argument too often and on", "cat " + M(".") * 5 + "x" + M(".") + "|", 80),
    ("alt digits after a minus", "abcdefghijklmnopqrstuvwxyz" + C("a") + M("-") + M("2") + C("b") + "|", 80),
    ("digits after a minus", "abcdef" + C("a") + M("-") + "2" + C("b") + "|", 80),
    ("paste", "a" + paste("b c") + "d|", 80),
    ("paste in the middle", "ad" + LEFT + paste("bc") + "|", 80),
    ("paste undone", "a" + paste("bcd") + C("_") + "|", 80),
    ("paste with tabs", paste("a\tb") + "|", 80),
    ("paste with an escape", paste("a\x1b[Ab\x01c") + "|", 80),
    ("unknown key", "a" + E + "[24~" + "b|", 80),
    ("wide characters", "ip 中文 link" + LEFT * 6 + BS + "|", 80),
    ("wide move", "中文字" + LEFT * 2 + "|", 80),
    ("wide transpose", "中文" + C("t") + "|", 80),
    ("wide words", "你好 世界" + M("b") + "|", 80),
    ("wide ctrl-w", "echo 你好,世界 再见" + C("w") * 2 + "|", 80),
    ("combining erased whole", "ae\u0301b" + LEFT + BS + "|", 80),
    ("combining stepped over", "ae\u0301b" + LEFT * 2 + "|", 80),
    ("umlaut words", "größe über" + M("b") + M("c") + "|", 80),
    ("wrap", "a long command line that wraps", 20),
    ("wrap exactly", "abcdefghijklmnopqr", 20),
    ("wrap exactly and one", "abcdefghijklmnopqrs", 20),
    ("wrap and back", "abcdefghijklmnopqrs" + BS * 3, 20),
    ("wrap and insert at the start", "abcdefghijklmnopqrstuvwxyz" + HOME + "XY", 20),
    ("wrap and delete at the start", "abcdefghijklmnopqrstuvwxyz" + HOME + DEL * 3, 20),
    ("wrap and kill", "abcdefghijklmnopqrstuvwxyz0123456789abcdefghij" + LEFT * 30 + C("k"), 20),
    ("wrap wide at the edge", "abcdefghijklmnopq中文字", 20),
    ("wrap wide and back", "abcdefghijklmnopq中文字" + BS * 2, 20),
    ("wrap wide and move", "abcdefghijklmnopq中文字" + LEFT * 3, 20),
    ("wrap wide and insert", "abcdefghijklmnop中文字" + HOME + "x", 20),
    ("wrap history", UP * 2 + UP, 20),
    ("wrap history shorter", UP * 3 + DOWN * 3, 20),
    ("wrap search", C("r") + "base", 30),
    ("wrap undo", "abcdefghijklmnopqrstuvwxyz" + C("_"), 20),
    ("clear screen", "abc" + C("l") + "d", 80),
    ("narrow", "abcdefgh", 5),
    ("controls wrap", "abcdefghijklmnopq" + C("v") + C("a") + "z", 20),
    ("negative ctrl-w", "one two three" + M("-") + C("w") + "|", 80),
    ("a kill leaves the mark", "one two three" + M("b") + C("w") + C("e") + C("x") + C("x") + "|", 80),
    ("a kill that one backspace makes", "abc" + M("1") + BS + "x" + C("y") + "|", 80),
    ("nothing to upcase is nothing to undo", "ab" + M("u") + C("_") + "|", 80),
    ("sharp s stays", "\u00df" + C("a") + M("u") + "|", 80),
    ("character search as far as it goes", "one two" + C("a") + M("3") + C("]") + "o|", 80),
    ("wide characters and undo", "\u4e2dabcdefghijklmnopqrs" + C("_") + "|", 80),
    ("last argument back and forth", "cat " + M(".") * 3 + M("-") + M(".") + "|", 80),
    ("last argument by a number, again", "cat " + M("0") + M(".") + M(".") + "|", 80),
    ("last argument of an edited entry", UP + "x" + DOWN + M(".") + "|", 80),
    ("argument from behind", M("-") + M(C("y")) + "|", 80),
    ("a search leaves the place", "ab" + M("p") + "dock\r" + UP + "|", 80),
    ("a search of a beginning", M("p") + "^e\r" + "|", 80),
    ("a search that fails", "ab" + M("p") + "zz\r" + "|", 80),
    ("a search that is given up", "ab" + M("p") + "zz" + C("g") + "|", 80),
    ("a search and undo", "ab" + M("p") + "ip\r" + C("_") * 2 + "|", 80),
    ("a search forward", UP * 4 + M("n") + "one\r" + "|", 80),
    ("a search of the same", M("p") + "e\r" + M("p") + "\r|", 80),
    ("page up", "p" + E + "[5~" + "|", 80),
    ("page up twice", "d" + E + "[5~" * 1 + E + "[5~" + DOWN + "|", 80),
    ("page up of nothing", E + "[5~" + E + "[5~" + "|", 80),
    ("page up and down", "e" + E + "[5~" + E + "[6~" + "|", 80),
    ("insert key", "abc" + C("a") + E + "[2~" + "xy" + BS + "|", 80),
    ("overwrite wide", "a\u4e2db" + C("a") + E + "[2~" + "\u6587y|", 80),
    ("tilde", "cat ~/x" + M("&") + "|", 80),
    ("tilde of nobody", "cat ~nobody1/x" + M("&") + "|", 80),
    ("expand nothing inside", "ab cd" + C("a") + M("^") + "|", 80),
    ("search turns", "xe" + C("r") + "e" + C("s") + C("a") + "|", 80),
    ("search fails and goes on", C("r") + "zz" + BS * 2 + "ip" + C("a") + "|", 80),
    ("search and the mark", "ab" + C("r") + "ping" + C("e") + C("x") + C("x") + "|", 80),
]
UNIVERSAL = ['"\\C-t": universal-argument']
SIDEWAYS = ["set horizontal-scroll-mode on"]
# Keys in vi mode: Escape waits to be a key of its own.
VI = ["set editing-mode vi", "set keyseq-timeout 15"]
VI_CASES = [
    ("motions", "one two_x three-four\x1b0w|".replace("|", "i|")),
    ("words back", "one two_x three-four\x1bbbi|"),
    ("big words back", "one two-x three-four\x1bBi|"),
    ("ends", "one two-x three\x1b0eeEi|"),
    ("first and last", "  one two\x1b^i<\x1b$a>"),
    ("counts", "one two three four\x1b02w3li|"),
    ("column", "abcdef\x1b3|i|"),
    ("left and right stop", "abc\x1bhhhhhi|\x1blllllla|"),
    ("find", "one two three\x1b0foi|"),
    ("find again", "a.b.c.d\x1b0f.;i|"),
    ("find the other way", "a.b.c.d\x1b0f.;,i|"),
    ("up to", "a.b.c.d\x1b0t.;i|"),
    ("up to, back", "a.b.c.d\x1bT.i|"),
    ("find what is not there", "abc\x1b0fzi|"),
    ("bracket", "a (b [c] d) e\x1b0%i|"),
    ("bracket without another", "a (b\x1b0%i|"),
    ("marks", "one two\x1bma0`ai|"),
    ("delete", "abcdef\x1b0x2xp.i|"),
    ("delete back", "abcdef\x1bX2Xi|"),
    ("delete words", "one two three four\x1b0dw2dwi|"),
    ("delete numbered words", "one two three four\x1b0d2wi|"),
    ("delete to the end of a word", "one two three\x1b0dei|"),
    ("delete the line", "one two\x1bddp"),
    ("delete to the end", "one two three\x1b0wD"),
    ("delete to a character", "one two three\x1b0dtri|"),
    ("delete back to a character", "one two three\x1bdFoi|"),
    ("delete to a bracket", "f(a, b) c\x1b0ld%i|"),
    ("delete back to a bracket", "f(a, b) c\x1bF)d%i|"),
    ("bracket from within", "f(a, b) c\x1b0fa%i|"),
    ("delete to a bracket from within", "f(a, b) c\x1b0fad%i|"),
    ("delete to a bracket from before", "f(a, b) c\x1b0d%i|"),
    ("delete and again", "one two three four\x1b0dw.i|"),
    ("delete an unknown motion", "abc\x1bdzi|"),
    ("change a word", "one two three\x1b0wcwTWO\x1bi|"),
    ("change and again", "one two three\x1b0cwx\x1bw.i|"),
    ("change the line", "one two\x1bccnew"),
    ("change to the end", "one two\x1b0wCnew\x1bui|"),
    ("change what cannot be found", "one two\x1b0ctzx\x1bi|"),
    ("yank and put", "one two\x1b0ywPi|"),
    ("yank the line", "one two\x1byyp"),
    ("yank to the end", "one two\x1b0wY$p"),
    ("yank back", "one two\x1bybPi|"),
    ("two kills", "one two\x1b0dwdwp"),
    ("substitute", "abc\x1b0sXY\x1bl.i|"),
    ("substitute the line", "abc\x1bSnew\x1bui|"),
    ("replace a character", "abc\x1b0rx2l.i|"),
    ("replace characters", "abcdef\x1b02rxi|"),
    ("replace and escape", "abc\x1br\x1bi|"),
    ("replace mode", "abcdef\x1b0Rxy\x1bi|"),
    ("replace mode, back", "abcdef\x1b0Rxyz\x7f\x7f\x1bi|"),
    ("replace mode, again", "abcdef\x1b0Rxy\x1bl.i|"),
    ("insert at the beginning", "  one\x1bIx\x1b.i|"),
    ("append", "ab\x1b0axy\x1b.i|"),
    ("append at the end", "ab\x1b0Axy\x1b0.i|"),
    ("insert again", "ab\x1b0ixy\x1b3.i|"),
    ("other case", "one Two\x1b0~~~~~i|"),
    ("other case, numbered", "abcdef\x1b03~.i|"),
    ("other case at the end", "abc\x1b3~i|"),
    ("undo", "one\x1baxy\x1b0xuui|"),
    ("undo the line", "one\x1baxy\x1b0xUi|"),
    ("what was typed first stays", "one\x1buuui|"),
    ("up and down", "half\x1bkkji|"),
    ("back to the line", "half\x1bkji|"),
    ("numbered up", "\x1b2ki|"),
    ("fetch", "\x1bGi|"),
    ("fetch a number", "\x1b2Gi|"),
    ("search", "\x1b/dock\ri|"),
    ("search and again", "\x1b/i\rnni|"),
    ("search and back", "\x1b/i\rnNi|"),
    ("search forward", "\x1bkkkk?one\ri|"),
    ("search a beginning", "\x1b/^p\ri|"),
    ("search fails", "abc\x1b/zz\ri|"),
    ("search given up", "abc\x1b/zz\x7f\x7f\x7fi|"),
    ("last argument", "cat\x1b_"),
    ("numbered argument", "cat\x1b2_"),
    ("comment", "one two\x1b#"),
    ("ctrl-w", "one two/three-four  \x17|"),
    ("ctrl-w in command mode", "one two-x\x1b\x17i|"),
    ("ctrl-u", "one two\x1b\x15i|"),
    ("incremental search", "\x12pi\x1b0i|"),
    ("arrows", "abc\x1b[D\x1b[Dx\x1b[A|"),
    ("end of file is a line end", "abc\x04"),
    ("wide", "\u4e2d\u6587 \u5b57\x1bhx0~rai|"),
    ("enter in command mode", "abc\x1bx"),
]
CASES = [(*case, []) for case in CASES] + [("vi: " + name, keys, 80, VI) for name, keys in VI_CASES] + [
    ("point stays in the history", "abc" + LEFT * 2 + UP * 2 + "|", 80, ["set history-preserve-point on"]),
    ("universal argument", "a" + C("t") + "b|", 80, UNIVERSAL),
    ("universal argument twice", C("t") * 2 + "b|", 80, UNIVERSAL),
    ("universal argument and digits", C("t") + "12b|", 80, UNIVERSAL),
    ("universal argument and a minus", "abcdef" + C("a") + C("t") + "-" + C("b") + "|", 80, UNIVERSAL),
    ("universal argument, a minus and a digit", "abcdef" + C("a") + C("t") + "-2" + C("b") + "|", 80, UNIVERSAL),
    ("universal argument ends a number", C("t") + "3" + C("t") + "4|", 80, UNIVERSAL),
    ("universal argument ends a number that Alt began", M("3") + C("t") + "4|", 80, UNIVERSAL),
    ("universal argument behind a minus", "abcdefghij" + M("-") + C("t") + C("f") + "|", 80, UNIVERSAL),
    ("universal argument and a kill", "abcdef" + C("t") + BS + C("y") + "|", 80, UNIVERSAL),
    ("universal argument and Alt", "abcdefghijkl" + C("t") + M("2") + C("b") + "|", 80, UNIVERSAL),
    ("universal argument shown", "abc" + C("t") * 2, 80, UNIVERSAL),
    ("universal argument and history", C("t") + UP + "|", 80, UNIVERSAL),
    ("universal argument abort", "abc" + C("t") + C("g") + "d|", 80, UNIVERSAL),
    ("sideways", "0123456789abcdefghijklmno", 20, SIDEWAYS),
    ("sideways by one", "0123456789abcdefg", 20, SIDEWAYS),
    ("sideways and back", "0123456789abcdefghijklmno" + LEFT * 8, 20, SIDEWAYS),
    ("sideways and further back", "0123456789abcdefghijklmno" + LEFT * 15, 20, SIDEWAYS),
    ("sideways home", "0123456789abcdefghijklmnopqrstuvwxyz0123456789" + HOME, 20, SIDEWAYS),
    ("sideways home and forth", "0123456789abcdefghijklmnopqrstuvwxyz0123456789" + HOME + RIGHT * 20 + "X", 20, SIDEWAYS),
    ("sideways long", "0123456789abcdefghijklmnopqrstuvwxyz" * 3 + M("b") * 2 + "|", 20, SIDEWAYS),
    ("sideways kill", "0123456789 abcdefghijklmnopqrst uvwxyz" + C("w") * 2 + "|", 20, SIDEWAYS),
    ("sideways history", UP * 2 + LEFT * 14 + "|", 20, SIDEWAYS),
    ("paste stands out", "a" + paste("b c"), 80, []),
    ("paste stands out no more", "a" + paste("b c") + LEFT, 80, []),
    ("paste wraps and stands out", "a" + paste("bcdefghijklmnopqrstuvwxyz"), 20, []),
    ("paste does not stand out", "a" + paste("b c"), 80, ["set enable-active-region off"]),
    ("the region stands out", "one two" + M(" ") + C("a") + C("x") + C("x"), 80, []),
    ("a search stands out", C("r") + "ping", 80, []),
    ("a search that failed stands out", C("r") + "pingx", 80, []),
    ("a search that ended", C("r") + "ping" + C("e"), 80, []),
    ("a string that was found", M("p") + "dock\r", 80, []),
    ("a beginning that was found", M("p") + "^dock\r", 80, []),
    ("page up does not stand out", "p" + E + "[5~", 80, []),
    ("changed lines are marked", UP + "x", 80, ["set mark-modified-lines on"]),
    ("lines that are not changed", UP + "x" + UP + DOWN + DOWN, 80, ["set mark-modified-lines on"]),
    ("mode shown", "abc", 80, ["set show-mode-in-prompt on"]),
    ("mode shown, vi", "abc", 80, [*VI, "set show-mode-in-prompt on"]),
    ("mode shown, vi commands", "abc\x1bh", 80, [*VI, "set show-mode-in-prompt on"]),
]

VI_UNIT = re.compile(r"\x1b\[[0-9;]*[A-Za-z~]|.", re.S)
UNIT = re.compile(r"\x1b\[200~.*?\x1b\[201~|\x1b\[[0-9;]*[A-Za-z~]|\x1bO.|\x1b.|.", re.S)

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

def record(keys, columns, settings):
    vi = "set editing-mode vi" in settings
    init = tempfile.NamedTemporaryFile("w", suffix=".inputrc")
    init.write("\n".join(["$include /etc/inputrc", *settings]) + "\n")
    init.flush()
    script = "".join("history -s -- \"$%d\"; " % (i + 1) for i in range(len(HISTORY)))
    script += "printf READY; IFS= read -e -r -p '> ' LINE; printf 'LINE<%s>' \"$LINE\""
    pid, fd = pty.fork()
    if pid == 0:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 10, columns, 0, 0))
        mode = termios.tcgetattr(0)
        mode[0] &= ~termios.IXON  # Ctrl-S is a key
        termios.tcsetattr(0, termios.TCSANOW, mode)
        env = {"TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "PATH": os.environ["PATH"], "HISTFILE": "/dev/null", "INPUTRC": init.name, "HOME": "/root"}
        os.execve("/bin/bash", ["bash", "--norc", "--noprofile", "-c", script, "bash"] + HISTORY, env)
    out = b""
    while b"READY" not in out or b"> " not in out:
        out += os.read(fd, 4096)
    out = (out + settle(fd, 0.02)).split(b"READY", 1)[1]
    for unit in (VI_UNIT if vi else UNIT).findall(keys):
        os.write(fd, unit.encode())
        out += settle(fd, 0.06 if unit == E else 0.012)
    out += settle(fd, 0.1)
    before = out.decode()
    if not (b"LINE<" in out):
        os.write(fd, b"\r")
        out += settle(fd, 0.05)
    for _ in range(20):
        if b"LINE<" in out and out.endswith(b">"):
            break
        out += settle(fd, 0.05)
    os.close(fd)
    os.waitpid(pid, 0)
    rest = out.decode()
    if "LINE<" not in rest:
        sys.exit("no line: %r -> %r" % (keys, rest))
    ended, line = rest.split("LINE<", 1)
    return before.split("LINE<")[0], ended, line.rsplit(">", 1)[0]

cases = []
for name, keys, columns, settings in CASES:
    before, ended, line = record(keys, columns, settings)
    cases.append({"name": name, "keys": keys, "columns": columns, "rows": 10, **({"settings": settings} if settings else {}), "line": line, "screen": before, "ended": ended[len(before):]})
version = subprocess.run(["bash", "--version"], capture_output=True, text=True).stdout.split("\n")[0]
json.dump({"recordedWith": version, "prompt": "> ", "history": HISTORY, "cases": cases}, sys.stdout, indent=1, ensure_ascii=True)
print()
