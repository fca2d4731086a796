import { expect, test } from "vitest";
import { bootMachine } from "./testing.ts";

const tick = () => new Promise<void>((resolve) => setImmediate(resolve));

test("a machine has the tree of Debian", async () => {
  const machine = bootMachine(tick);
  const { out, status } = await machine.run("user", "ls", "/");
  expect(status).toBe(0);
  expect(out.split("\n")).toEqual(
    "bin boot dev etc home lib media mnt opt proc root run sbin srv sys tmp usr var ".split(" "),
  );
});

/** A line each time: the rest of the file is for the next look. */
const LINES_OF_PROC = `while read -r key value; do case $key in Name:|PPid:) echo -n "\${key%:} ";; esac; done < /proc/self/status
n=0; while IFS= read -r line; do n=$((n+1)); done < /proc/net/dev; [ $n = $(wc -l < /proc/net/dev) ] && echo all`;

test.each([
  ["user", ["id"], "uid=1000(user) gid=1000(user) groups=1000(user),27(sudo),998(docker)\n"],
  ["root", ["id"], "uid=0(root) gid=0(root) groups=0(root)\n"],
  ["user", ["sudo", "id", "-u"], "0\n"],
  ["user", ["sudo", "-u", "user", "whoami"], "user\n"],
  ["root", ["cat", "/proc/sys/kernel/hostname"], "host\n"],
  ["root", ["ls", "/sys/class/net"], "lo\n"],
  ["root", ["cat", "/sys/class/net/lo/operstate"], "unknown\n"],
  ["root", ["readlink", "-f", "/var/run"], "/run\n"],
  ["root", ["readlink", "/proc/self/ns/net"], "net:[4026531840]\n"],
  ["root", ["bash", "-c", LINES_OF_PROC], "Name PPid all\n"],
  ["root", ["bash", "-c", "command -v dig || type -t nmap || [ -x /usr/bin/fping ] || echo none"], "none\n"],
] as const)("%s runs %j", async (user, argv, expected) => {
  const { out, err, status } = await bootMachine(tick).run(user, ...argv);
  expect({ out, err, status }).toEqual({ out: expected, err: "", status: 0 });
});

test.each([
  ["user", ["ls", "/root"], "ls: cannot open directory '/root': Permission denied\n", 2],
  ["user", ["readlink", "-v", "/proc/1/ns/net"], "readlink: /proc/1/ns/net: Permission denied\n", 1],
  ["user", ["mkdir", "/run/netns"], "mkdir: cannot create directory ‘/run/netns’: Permission denied\n", 1],
  ["user", ["cat", "/nosuch"], "cat: /nosuch: No such file or directory\n", 1],
  ["user", ["sudo", "nosuch"], "sudo: nosuch: command not found\n", 1],
  ["user", ["rm", "/etc/passwd"], "rm: cannot remove '/etc/passwd': Permission denied\n", 1],
  ["user", ["kill", "1"], "kill: (1) - Operation not permitted\n", 1],
] as const)("%s is refused %j", async (user, argv, expected, code) => {
  const { err, status } = await bootMachine(tick).run(user, ...argv);
  expect({ err, status }).toEqual({ err: expected, status: code });
});

test("sleep takes simulated time, and timeout ends it", async () => {
  const machine = bootMachine(tick);
  const before = machine.host.nowMicros;
  await machine.run("user", "sleep", "1000");
  expect(machine.host.nowMicros - before).toBeGreaterThanOrEqual(1_000_000_000);
  const ended = await machine.run("user", "timeout", "2", "sleep", "1000");
  expect(ended.status).toBe(124);
  expect(machine.host.nowMicros - before).toBeLessThan(1_010_000_000);
});

test("a namespace lives as long as it has a name or a process", async () => {
  const machine = bootMachine(tick);
  const root = machine.as("root");
  expect(root.netnsAdd("blue").ok).toBe(true);
  expect(root.netnsAdd("blue")).toEqual({ ok: false, error: "EEXIST" });
  expect(machine.as("user").netnsAdd("red")).toEqual({ ok: false, error: "EPERM" });
  const blue = root.findNetns({ by: "name", name: "blue" });
  expect(blue).toBeDefined();
  const release = machine.host.clock.hold(() => {});
  expect(root.netnsDelete("blue").ok).toBe(true);
  expect(root.findNetns({ by: "name", name: "blue" })).toBeUndefined();
  expect(Object.keys(root.config().netns)).toHaveLength(2);
  await machine.run("root", "sleep", "0.1");
  expect(Object.keys(root.config().netns)).toHaveLength(1);
  release();
});

test("a link to a process's namespace dangles when the process is gone", async () => {
  const machine = bootMachine(tick);
  const root = machine.as("root");
  const { process } = machine.host.spawn(
    {
      parent: undefined,
      argv: ["guest"],
      env: {},
      cwd: "/",
      files: new Map(),
      netns: machine.host.createNetns(root.netns),
    },
    () => new Promise(() => {}),
  );
  const name = String(process.hostPid);
  await machine.run("root", "mkdir", "-p", "/var/run/netns");
  const link = ["ln", "-s", `/proc/${name}/ns/net`, `/var/run/netns/${name}`] as const;
  expect((await machine.run("root", ...link)).status).toBe(0);
  expect((await machine.run("root", ...link)).err).toBe(
    `ln: failed to create symbolic link '/var/run/netns/${name}': File exists\n`,
  );
  expect(root.findNetns({ by: "name", name })).toBe(process.netns);
  const release = machine.host.clock.hold(() => {});
  machine.host.signal(process, "KILL");
  await machine.run("root", "sleep", "0.1");
  expect(root.findNetns({ by: "name", name })).toBeUndefined();
  expect(root.netnsNames()).toEqual([name]);
  expect((await machine.run("root", "ls", `/var/run/netns/${name}`)).out).toBe(`/var/run/netns/${name}\n`);
  expect((await machine.run("root", "cat", `/var/run/netns/${name}`)).err).toBe(
    `cat: /var/run/netns/${name}: No such file or directory\n`,
  );
  release();
});
