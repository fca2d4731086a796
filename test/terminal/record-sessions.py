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
    "prompt command":["PROMPT_COMMAND='echo pc'\r","false\r","echo $?\r","PS1='${x-def}$(echo sub)> '\r","x=3\r","\x04"],
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

sessions = []
for name, steps in SESSIONS.items():
    output, status = record(steps)
    sessions.append({"name": name, "steps": steps, "output": output, "status": status})
version = subprocess.run(["bash", "--version"], capture_output=True, text=True).stdout.split("\n")[0]
json.dump({"recordedWith": version, "sessions": sessions}, sys.stdout, indent=1, ensure_ascii=True)
print()
