import { expect, test } from "vitest";
import { parseIpv4 } from "../../../core/address/ipv4.ts";
import { Network } from "../../../core/datapath/network.ts";
import type { NetnsId } from "../../../core/model/id.ts";
import { World } from "../../../core/model/world.ts";
import { apply, createHost } from "../../../core/operation/apply.ts";
import { SELF } from "../../../core/operation/netns-ref.ts";
import type { Operation } from "../../../core/operation/operation.ts";
import type { OpenFile, SignalName, Signals } from "../../../core/process.ts";
import { err, ok } from "../../../core/result.ts";
import type { DatagramSocket } from "../../kernel/datagram.ts";
import type { Capability } from "../../kernel/kernel.ts";
import { runPing } from "./ping.ts";
import type { PingContext } from "./ping-target.ts";

const SECOND = 1_000_000;

/** Two namespaces with a cable between them, and a process in the first. */
function lab(options: { uid?: number; interruptMicros?: number; hosts?: string } = {}) {
  const world = new World();
  const here = createHost(world, "host");
  const there = createHost(world, "host");
  const act = (netns: NetnsId, op: Operation) => {
    const done = apply(world, { netns, netAdmin: true, findNetns: () => there }, op);
    if (!done.ok) throw new Error(JSON.stringify(done.error));
  };
  const up = (netns: NetnsId, device: string) =>
    act(netns, { kind: "linkSet", netns: SELF, device, changes: { up: true } });
  const address = (netns: NetnsId, device: string, text: string) => {
    const [ip = "", length] = text.split("/");
    const v4 = parseIpv4(ip);
    if (v4 === undefined) throw new Error(text);
    const local = { address: v4, length: Number(length) };
    act(netns, { kind: "addressAdd", netns: SELF, mode: "add", address: { device, local } });
  };
  act(here, { kind: "linkAdd", netns: SELF, link: { name: "e1" }, info: { type: "veth", peer: { name: "e2" } } });
  act(here, { kind: "linkSet", netns: SELF, device: "e2", changes: { netns: { by: "name", name: "there" } } });
  for (const [netns, device] of [
    [here, "lo"],
    [there, "lo"],
    [here, "e1"],
    [there, "e2"],
  ] as const)
    up(netns, device);
  address(here, "e1", "10.0.0.11/24");
  address(there, "e2", "10.0.0.12/24");
  const network = new Network(world);
  network.advance(5 * SECOND);

  const out = { stdout: "", stderr: "" };
  const file = (name: "stdout" | "stderr"): OpenFile => ({
    path: name,
    read: () => null,
    write: (text) => {
      out[name] += text;
    },
    close: () => undefined,
    retain: () => file(name),
  });
  const caught = new Map<SignalName, () => void>();
  const signals: Signals = {
    pending: undefined,
    listen: () => () => undefined,
    catch: (signal, handler) => {
      caught.set(signal, handler);
      return () => caught.delete(signal);
    },
  };
  const begin = world.runtime.nowMicros;
  const kernel = {
    credentials: { uid: options.uid ?? 0, gid: 0, groups: [], capabilities: new Set<Capability>() },
    netns: here,
    datapath: network,
    // Servers of names are out of reach.
    datagram: () => ({ connect: () => "ENETUNREACH", close: () => {} }) as unknown as DatagramSocket,
    wallMicros: () => world.runtime.nowMicros,
    nowMicros: () => world.runtime.nowMicros,
    random: () => 0,
    config: () => world.config,
    sleep: async (micros: number, waker: Signals) => {
      const until = world.runtime.nowMicros + micros;
      let woken = false;
      const deaf = waker.listen(() => {
        woken = true;
      });
      while (!woken && !waker.pending) {
        const interrupt = options.interruptMicros === undefined ? undefined : begin + options.interruptMicros;
        const next = Math.min(network.nextMicros ?? until, until);
        if (interrupt !== undefined && next >= interrupt && caught.has("INT")) {
          network.advance(interrupt);
          caught.get("INT")?.();
          break;
        }
        network.advance(next);
        if (next >= until) break;
      }
      deaf();
    },
  };
  const run = async (...argv: string[]) => {
    out.stdout = "";
    out.stderr = "";
    const context: PingContext = {
      argv: ["ping", ...argv],
      stdout: file("stdout"),
      stderr: file("stderr"),
      self: { pid: 2, parentPid: 1, signals },
      files: {
        readFile: (path) =>
          path === "/etc/hosts" ? ok(options.hosts ?? "127.0.0.1 localhost\n10.0.0.12 server srv\n") : err("ENOENT"),
      },
      kernel,
    };
    const status = await runPing(context);
    // Times are the simulator's own; what the words are is not.
    const text = out.stdout
      .replace(/time=[\d.]+ ms/g, "time=T ms")
      .replace(/= [\d.]+\/[\d.]+\/[\d.]+\/[\d.]+ ms/g, "= R ms")
      .replace(/ewma [\d./]+/g, "ewma E")
      .replace(/time \d+ms/g, "time Nms");
    return { status, stdout: text, stderr: out.stderr };
  };
  return { run, world, act, here, raw: out };
}

// What the original printed, recorded from iputils 20221126 on Linux 6.18 with the times replaced.
test.each([
  [
    ["-c", "3", "10.0.0.12"],
    0,
    `PING 10.0.0.12 (10.0.0.12) 56(84) bytes of data.
64 bytes from 10.0.0.12: icmp_seq=1 ttl=64 time=T ms
64 bytes from 10.0.0.12: icmp_seq=2 ttl=64 time=T ms
64 bytes from 10.0.0.12: icmp_seq=3 ttl=64 time=T ms

--- 10.0.0.12 ping statistics ---
3 packets transmitted, 3 received, 0% packet loss, time Nms
rtt min/avg/max/mdev = R ms
`,
    "",
  ],
  [
    ["-c", "4", "10.0.0.99"],
    1,
    `PING 10.0.0.99 (10.0.0.99) 56(84) bytes of data.
From 10.0.0.11 icmp_seq=1 Destination Host Unreachable
From 10.0.0.11 icmp_seq=2 Destination Host Unreachable
From 10.0.0.11 icmp_seq=3 Destination Host Unreachable
From 10.0.0.11 icmp_seq=4 Destination Host Unreachable

--- 10.0.0.99 ping statistics ---
4 packets transmitted, 0 received, +4 errors, 100% packet loss, time Nms
pipe 4
`,
    "",
  ],
  [
    ["-q", "-c", "2", "10.0.0.98"],
    1,
    `PING 10.0.0.98 (10.0.0.98) 56(84) bytes of data.

--- 10.0.0.98 ping statistics ---
2 packets transmitted, 0 received, +2 errors, 100% packet loss, time Nms
pipe 2
`,
    "",
  ],
  [
    ["-c", "2", "-O", "10.0.0.98"],
    1,
    `PING 10.0.0.98 (10.0.0.98) 56(84) bytes of data.
no answer yet for icmp_seq=1
From 10.0.0.11 icmp_seq=1 Destination Host Unreachable
From 10.0.0.11 icmp_seq=2 Destination Host Unreachable

--- 10.0.0.98 ping statistics ---
2 packets transmitted, 0 received, +2 errors, 100% packet loss, time Nms
pipe 2
`,
    "",
  ],
  [
    ["-c", "1", "-s", "8", "10.0.0.12"],
    0,
    `PING 10.0.0.12 (10.0.0.12) 8(36) bytes of data.
16 bytes from 10.0.0.12: icmp_seq=1 ttl=64

--- 10.0.0.12 ping statistics ---
1 packets transmitted, 1 received, 0% packet loss, time Nms

`,
    "",
  ],
  [
    ["-c", "1", "-I", "e1", "10.0.0.12"],
    0,
    `PING 10.0.0.12 (10.0.0.12) from 10.0.0.11 e1: 56(84) bytes of data.
64 bytes from 10.0.0.12: icmp_seq=1 ttl=64 time=T ms

--- 10.0.0.12 ping statistics ---
1 packets transmitted, 1 received, 0% packet loss, time Nms
rtt min/avg/max/mdev = R ms
`,
    "",
  ],
  [
    ["-c", "1", "localhost"],
    0,
    `PING localhost (127.0.0.1) 56(84) bytes of data.
64 bytes from localhost (127.0.0.1): icmp_seq=1 ttl=64 time=T ms

--- localhost ping statistics ---
1 packets transmitted, 1 received, 0% packet loss, time Nms
rtt min/avg/max/mdev = R ms
`,
    "",
  ],
  [
    ["-c", "1", "::1"],
    0,
    `PING ::1(::1) 56 data bytes
64 bytes from ::1: icmp_seq=1 ttl=64 time=T ms

--- ::1 ping statistics ---
1 packets transmitted, 1 received, 0% packet loss, time Nms
rtt min/avg/max/mdev = R ms
`,
    "",
  ],
  [
    ["-c", "2", "-l", "2", "10.0.0.12"],
    0,
    `PING 10.0.0.12 (10.0.0.12) 56(84) bytes of data.
64 bytes from 10.0.0.12: icmp_seq=1 ttl=64 time=T ms
64 bytes from 10.0.0.12: icmp_seq=2 ttl=64 time=T ms

--- 10.0.0.12 ping statistics ---
2 packets transmitted, 2 received, 0% packet loss, time Nms
rtt min/avg/max/mdev = R ms, pipe 2
`,
    "",
  ],
  [
    ["-f", "-c", "3", "10.0.0.12"],
    0,
    `PING 10.0.0.12 (10.0.0.12) 56(84) bytes of data.
.\b \b.\b \b.\b \b
--- 10.0.0.12 ping statistics ---
3 packets transmitted, 3 received, 0% packet loss, time Nms
rtt min/avg/max/mdev = R ms, ipg/ewma E ms
`,
    "",
  ],
  [
    ["-c", "1", "-s", "2000", "-M", "do", "10.0.0.12"],
    1,
    `PING 10.0.0.12 (10.0.0.12) 2000(2028) bytes of data.

--- 10.0.0.12 ping statistics ---
1 packets transmitted, 0 received, +1 errors, 100% packet loss, time Nms

`,
    "ping: local error: message too long, mtu=1500\n",
  ],
  [["-c", "1", "8.8.8.8"], 2, "", "ping: connect: Network is unreachable\n"],
  [["-c", "1", "2001:db8::1"], 2, "", "ping: connect: Network is unreachable\n"],
  [["-c", "1", "foo"], 2, "", "ping: foo: Temporary failure in name resolution\n"],
  [["-c", "1", "300.1.1.1"], 2, "", "ping: 300.1.1.1: Temporary failure in name resolution\n"],
  [["-c", "1", "foo bar"], 2, "", "ping: foo bar: Name or service not known\n"],
  [["-c", "1", ""], 2, "", "ping: : Name or service not known\n"],
  [
    ["-c", "1", "10.0.0.255"],
    2,
    "",
    "ping: Do you want to ping broadcast? Then -b. If not, check your local firewall rules\n",
  ],
  [["-c", "1", "-I", "e9", "10.0.0.12"], 2, "", "ping: SO_BINDTODEVICE e9: No such device\n"],
  [["-c", "1", "-I", "e9", "::1"], 2, "", "ping: unknown iface: e9\n"],
  [["-c", "1", "-I", "10.0.0.55", "10.0.0.12"], 2, "", "ping: bind: Cannot assign requested address\n"],
  [["-6", "-c", "1", "10.0.0.12"], 2, "", "ping: 10.0.0.12: Address family for hostname not supported\n"],
  [["-4", "-c", "1", "::1"], 2, "", "ping: ::1: Address family for hostname not supported\n"],
  [["-4", "-6", "::1"], 2, "", "ping: only one -4 or -6 option may be specified\n"],
  [[], 1, "", "ping: usage error: Destination address required\n"],
  [["-c", "0", "10.0.0.12"], 1, "", "ping: invalid argument: '0': out of range: 1 <= value <= 9223372036854775807\n"],
  [["-c", "x", "10.0.0.12"], 1, "", "ping: invalid argument: 'x'\n"],
  [["-t", "0", "-c", "1", "10.0.0.12"], 2, "", "ping: cannot set unicast time-to-live: Invalid argument\n"],
  [["-t", "256", "10.0.0.12"], 1, "", "ping: invalid argument: '256': out of range: 0 <= value <= 255\n"],
  [["-M", "foo", "10.0.0.12"], 2, "", "ping: invalid -M argument: foo\n"],
  [["-p", "zz", "10.0.0.12"], 2, "", "ping: patterns must be specified as hex digits: zz\n"],
] as const)("ping %j", async (argv, status, stdout, stderr) => {
  expect(await lab().run(...argv)).toEqual({ status, stdout, stderr });
});

test("short forms of addresses are what inet_aton makes of them", async () => {
  const { run } = lab();
  expect((await run("-c", "1", "10.12")).stdout).toContain("PING 10.12 (10.0.0.12) 56(84)");
  expect((await run("-c", "1", "0")).stdout).toContain("PING 0 (127.0.0.1) 56(84)");
});

test("Ctrl-C prints the statistics", async () => {
  const interrupted = await lab({ interruptMicros: 1.5 * SECOND }).run("10.0.0.12");
  expect(interrupted.status).toBe(0);
  expect(interrupted.stdout).toContain("2 packets transmitted, 2 received, 0% packet loss");
  const nobody = await lab({ interruptMicros: 1.5 * SECOND }).run("10.0.0.96");
  expect(nobody.status).toBe(1);
  expect(nobody.stdout).toContain("2 packets transmitted, 0 received, 100% packet loss, time Nms\n\n");
});

test("a deadline ends it at the first error or when time is up", async () => {
  const { run } = lab();
  const result = await run("-c", "5", "-w", "4", "10.0.0.98");
  expect(result.status).toBe(1);
  expect(result.stdout).toContain("From 10.0.0.11 icmp_seq=1 Destination Host Unreachable");
});

test("who is not root may not flood", async () => {
  const result = await lab({ uid: 1000 }).run("-f", "10.0.0.12");
  expect(result.status).toBe(2);
  expect(result.stderr).toContain("cannot flood");
});
