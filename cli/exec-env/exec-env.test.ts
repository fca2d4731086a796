import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

/** As it is built; its temporary folders are made in one of the test's own. */
const CLI = new URL("../../dist/cli/netnone.js", import.meta.url).pathname;
let directory = "";

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "nn-"));
});
afterAll(() => rmSync(directory, { recursive: true }));

const environment = () => ({ ...process.env, TMPDIR: directory, XDG_RUNTIME_DIR: undefined });

function inWorld(script: string, options: readonly string[] = [], asNobody = false) {
  const args = ["exec-env", "--host", "bare", ...options, "--", "bash", "-c", script];
  const { stdout, stderr, status } = spawnSync(CLI, args, {
    encoding: "utf8",
    cwd: asNobody ? "/" : directory,
    env: { ...environment(), ...(asNobody ? { TMPDIR: "/tmp" } : {}) },
    input: "",
    timeout: 30_000,
    ...(asNobody ? { uid: 65534, gid: 65534 } : {}),
  });
  return { stdout, stderr, status };
}

const PAIR = `ip netns add a; ip link add v0 type veth peer name v1 netns a
ip addr add 10.0.0.1/24 dev v0; ip link set v0 up
ip -n a addr add 10.0.0.2/24 dev v1; ip -n a link set v1 up
`;

describe("netnone exec-env", () => {
  it("runs real bash on the simulated network, and ends as it does", () => {
    const done = inWorld(`${PAIR} ping -c 1 -q 10.0.0.2 | grep -o '0% packet loss'; type -t coproc; exit 7`);
    expect(done).toEqual({ stdout: "0% packet loss\nkeyword\n", stderr: "", status: 7 });
  });

  it("needs no root", () => {
    const done = inWorld(`${PAIR} ip -n a -br -4 addr show v1; id -u; sudo ip link set lo down`, [], true);
    expect(done.stderr).toBe("");
    expect(done.stdout.replace(/ +/g, " ")).toBe("v1@if2 UP 10.0.0.2/24 \n0\n");
  });

  it("keeps output and error output apart, and statuses", () => {
    expect(inWorld("ip link show nope; echo $?; ip -br link show lo >/dev/null; echo $?")).toEqual({
      stdout: "1\n0\n",
      stderr: 'Device "nope" does not exist.\n',
      status: 0,
    });
  });

  it("runs the machine's commands in a namespace, and what they start acts there", () => {
    const script = `${PAIR} ip netns exec a bash -c 'ip -br link show type veth | cut -d" " -f1; ip netns identify $$; exit 5'; echo $?
unshare -n bash -c 'ip -br link | wc -l; sh -c "ip link add d0 type bridge"; ip -br link | wc -l'
ip -all netns exec sh -c 'ip -br link show v1 | cut -c1-2'
ip -br link show v0 | cut -c1-2; ip netns exec a nope; echo $?; ip netns exec b true; echo $?`;
    expect(inWorld(script)).toEqual({
      stdout: "v1@if2\na\n5\n1\n2\n\nnetns: a\nv1\nv0\n1\n255\n",
      stderr:
        'exec of "nope" failed: No such file or directory\nCannot open network namespace "b": No such file or directory\n',
      status: 0,
    });
  });

  it("knows what runs in a namespace by its real pid", () => {
    const script = `${PAIR} ip netns exec a sleep 50 & p=$!
until [ "$(ip netns pids a)" = $p ]; do :; done; echo there
ip link set v0 netns $p; ip -n a -br link show v0 | cut -c1-2
kill $p; wait $p 2>/dev/null; echo $?`;
    expect(inWorld(script).stdout).toBe("there\nv0\n143\n");
  });

  it("reads and writes this machine's files", () => {
    const script = `printf 'link add b0 type bridge\\nlink set b0 up\\n' >lines; ip -batch lines
ip -batch <(echo link add b1 type bridge; sleep 0.1; echo link set b1 up)
printf 'link add b2 type bridge\\n' | ip -b -; ip -br link show type bridge | cut -d' ' -f1 | tr '\\n' ' '
tcpdump -i lo -c 2 -w w.pcap 2>/dev/null & sleep 0.3; ping -c 1 -q 127.0.0.1 >/dev/null; wait; tcpdump -r w.pcap 2>/dev/null | wc -l`;
    expect(inWorld(script).stdout).toBe("b0 b1 b2 2\n");
    expect(readFileSync(join(directory, "w.pcap")).readUInt32LE(0)).toBe(0xa1b2c3d4);
  });

  it("shows the simulated machine's /sys/class/net, /proc/sys/net and /run/netns, and this machine's files else", () => {
    const script = `${PAIR} ls /sys/class/net | tr '\\n' ' '; ls /run/netns; echo 1 | tee /proc/sys/net/ipv4/ip_forward >/dev/null
sysctl -n net.ipv4.ip_forward; ip netns exec a cat /proc/sys/net/ipv4/ip_forward; echo text >t; cat t; grep -c x </dev/null`;
    expect(inWorld(script).stdout).toBe("lo v0 a\n1\n0\ntext\n0\n");
  });

  it("leaves the standard input to who reads it", () => {
    expect(inWorld("printf 'lo\\nnope\\n' | while read d; do ip -br link show $d 2>&1 | cut -c1-6; done").stdout).toBe(
      "lo    \nDevice\n",
    );
  });

  it("passes signals on, and ends with a reader that goes away", () => {
    const script = `: >lines; ping -i 0.1 127.0.0.1 >lines & p=$!; while [ "$(wc -l <lines)" -lt 3 ]; do sleep 0.05; done
kill -INT $p; wait $p; echo $?; tail -2 lines | cut -d' ' -f2-3
ping -i 0.05 127.0.0.1 | head -1 | cut -c1-4; echo \${PIPESTATUS[0]}
ping 127.0.0.1 >/dev/null & p=$!; sleep 0.2; kill -9 $p; wait $p 2>/dev/null; echo $?`;
    const { stdout } = inWorld(script);
    expect(stdout.replace(/^\S+ packets/m, "packets")).toMatch(
      /^0\npackets transmitted,\nmin\/avg\/max\/mdev =\nPING\n141\n137\n$/,
    );
  });

  it("serves many at once", () => {
    const script = `for i in {1..40}; do ip link add b$i type bridge & done; wait; ip -o link show type bridge | wc -l`;
    expect(inWorld(script).stdout).toBe("40\n");
  });

  it("lets time jump with --fast", () => {
    const began = Date.now();
    const { stdout } = inWorld(
      "ping -c 5 -q 127.0.0.1 | grep -o 'time .*'; sleep 20; timeout -s INT 30 ping -q 127.0.0.1 | grep -c 30",
      ["--fast"],
    );
    expect(stdout).toBe("time 4000ms\n1\n");
    expect(Date.now() - began).toBeLessThan(15_000);
  });

  it("takes commands down with it and cleans up, however it ends", async () => {
    const child = spawn(CLI, ["exec-env", "--host", "bare", "--", "bash", "-c", "ping 127.0.0.1 & echo $$; wait"], {
      env: environment(),
      stdio: ["ignore", "pipe", "ignore"],
    });
    const pid = await new Promise<number>((resolve) => child.stdout.once("data", (text) => resolve(Number(text))));
    expect(readdirSync(directory).filter((name) => name.startsWith("netnone-"))).toHaveLength(1);
    const ended = new Promise((resolve) => child.on("exit", resolve));
    child.kill("SIGTERM");
    expect(await ended).toBe(143);
    expect(existsSync(`/proc/${pid}`)).toBe(false);
    expect(readdirSync(directory).filter((name) => name.startsWith("netnone-"))).toEqual([]);
  });

  it("cuts off who does not keep to the protocol, and serves the others", async () => {
    writeFileSync(
      join(directory, "wait.sh"),
      `echo "$(dirname "$(command -v ip)")"; read line; ip -br link show lo | cut -c1-2`,
    );
    const child = spawn(CLI, ["exec-env", "--host", "bare", "--", "bash", join(directory, "wait.sh")], {
      env: environment(),
      stdio: ["pipe", "pipe", "inherit"],
    });
    let said = "";
    child.stdout.on("data", (text) => {
      said += text;
    });
    const bin = await new Promise<string>((resolve) =>
      child.stdout.once("data", (text) => resolve(String(text).trim())),
    );
    const u32 = (value: number) => {
      const bytes = Buffer.alloc(4);
      bytes.writeUInt32BE(value);
      return bytes;
    };
    const frame = (type: string, text: string) =>
      Buffer.concat([Buffer.from(type), u32(Buffer.byteLength(text)), Buffer.from(text)]);
    const bad: readonly Buffer[] = [
      Buffer.concat([Buffer.from("a"), u32(0xffffffff)]),
      frame("g", ""),
      frame("c", "relative"),
      frame("t", "1\x002x\0" + "80\x0024\0"),
      Buffer.concat([
        frame("a", "bash\0"),
        frame("e", ""),
        frame("c", "/"),
        frame("t", "1\x00000\x0080\x0024\0"),
        frame("g", ""),
      ]),
      Buffer.concat([
        frame("a", "ip\0monitor\0"),
        frame("e", ""),
        frame("c", "/"),
        frame("t", "1\x00000\x0080\x0024\0"),
        frame("g", ""),
        frame("s", "KILL"),
      ]),
      Buffer.from("GET / HTTP/1.1\r\n\r\n".repeat(100)),
    ];
    for (const bytes of bad) {
      await new Promise<void>((resolve) => {
        const socket = connect(join(bin, "..", "world"), () => socket.write(bytes));
        socket.on("data", () => undefined);
        socket.on("error", () => undefined);
        socket.on("close", () => resolve());
      });
    }
    child.stdin.end("\n");
    expect(await new Promise((resolve) => child.on("exit", resolve))).toBe(0);
    expect(said).toBe(`${bin}\nlo\n`);
  });

  it("says what it was not given or cannot start", () => {
    const refused = (args: readonly string[]) => {
      const { stderr, status } = spawnSync(CLI, ["exec-env", ...args], { encoding: "utf8", env: environment() });
      return { stderr: stderr.split("\n")[0], status };
    };
    expect(refused([])).toEqual({ stderr: "netnone: missing required argument 'command'", status: 2 });
    expect(refused(["--", "no-such-command"])).toEqual({
      stderr: "netnone: no-such-command: command not found",
      status: 127,
    });
  });
});
