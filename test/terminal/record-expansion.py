#!/usr/bin/env python3
"""Records bash's history expansion: `python3 test/terminal/record-expansion.py > test/terminal/golden/history-expansion.json`.

Asks `history -p`, which expands its argument and prints it, or says what is wrong.
"""
import json, subprocess, sys

HISTORY = ["ip link show", "docker run -it base /bin/bash", "ping -c 3 172.17.42.1", "cp /etc/net.d/a.conf 'two words' x.txt"]
LINES = [
    "!!", "sudo !!", "!1", "!2 -x", "!-2", "!ip", "!ping", "!do", "!?base?", "!?base? x", "!?172", "!$", "!^", "!*", "!:0", "!:1", "!:2", "!:1-2",
    "!!:$", "!!:^", "!!:*", "!!:2*", "!!:1-", "!!:-2", "!-2:$", "!2:2-3", "!ping:3", "!1$", "!1*", "echo !$ !^", "!!:h", "!!:1:h", "!!:1:t",
    "!!:1:r", "!!:1:e", "!!:1:t:r", "!!:s/etc/var/", "!!:s/etc/var", "!!:gs/t/T/", "!!:s/x/<&>/", "!!:s,/etc,/var,", "^etc^var^", "^etc^var", "^etc^var^ y",
    "^zzz^var^", "!!:q", "!1:x", "!zzz", "!99", "!-9", "!!:9", "!!:2-9", "!?nothing?", "echo '!!'", 'echo "!!"', "echo \\!!", "echo a!", "echo ! a", "echo $!", "echo ${!x}",
    "echo [!a]x", "a != b", "echo \"hi!\"", "!1:p", "!!:s/zzz/y/", "!!:y", "!#", "echo a !#", "echo # !!", "x#!!", "!1;!3", "(!1)", "!1|cat", "!1:1-$", "!!:0-1", "!!:4*", "!1:3*", "!:", "!!x", "!1 !1",
    "!1:&", "!!:s/a/b/:&", "!!:G", "echo a\"b!1\"c", "!docker:$:t", "!!:%", "!?txt?:%", "echo \"'!!'\"",
]
cases = []
for line in LINES:
    script = "set -o history; set +o histexpand; " + "".join("history -s -- \"$%d\"; " % (i + 2) for i in range(len(HISTORY))) + "history -p -- \"$1\""
    done = subprocess.run(["bash", "--norc", "-c", script, "bash", line, *HISTORY], capture_output=True, text=True, env={"LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"})
    error = done.stderr.split("history: ", 1)[-1].rstrip("\n") if done.returncode else None
    cases.append({"line": line, "text": None if error else done.stdout.removesuffix("\n"), "error": error})
version = subprocess.run(["bash", "--version"], capture_output=True, text=True).stdout.split("\n")[0]
json.dump({"recordedWith": version, "history": HISTORY, "cases": cases}, sys.stdout, indent=1)
print()
