/** tcpdump, traceroute, tracepath and arping as processes: rights, signals, files, options. */
import { beforeEach, expect, test } from "vitest";
import { bootMachine, type Machine } from "../../kernel/testing.ts";

let machine: Machine;

beforeEach(async () => {
  machine = bootMachine(() => new Promise((resolve) => setImmediate(resolve)));
  await machine.run("root", "ip", "link", "set", "lo", "up");
});

async function run(user: "root" | "user", line: string): Promise<string> {
  const { status, out, err } = await machine.run(user, ...line.split(" "));
  return out + err.replace(/^(?=.)/gm, "! ") + (status === 0 ? "" : `= ${status}\n`);
}

test("capturing needs CAP_NET_RAW", async () => {
  expect(await run("user", "tcpdump -i lo")).toBe(
    "! tcpdump: lo: You don't have permission to perform this capture on that device\n" +
      "! (socket: Operation not permitted)\n= 1\n",
  );
});

test("a capture is written, read, filtered and counted", async () => {
  const script = "tcpdump -i lo -c 4 -w /tmp/x.pcap icmp & sleep 1; ping -c 3 -i 0.2 127.0.0.1 >/dev/null; wait";
  const { err } = await machine.run("root", "bash", "-c", script);
  expect(err).toBe(
    "tcpdump: listening on lo, link-type EN10MB (Ethernet), snapshot length 262144 bytes\n" +
      "4 packets captured\n12 packets received by filter\n0 packets dropped by kernel\n",
  );
  const reading = "! reading from file /tmp/x.pcap, link-type EN10MB (Ethernet), snapshot length 262144\n";
  expect(await run("user", "tcpdump -r /tmp/x.pcap --count")).toBe(`4 packets\n${reading}`);
  expect(await run("user", "tcpdump -tr /tmp/x.pcap -c 1")).toMatch(
    /^IP localhost > localhost: ICMP echo request, id \d+, seq 1, length 64\n/,
  );
  expect(await run("user", "tcpdump -tnr /tmp/x.pcap icmp[0]=0 and greater 2000")).toBe(reading);
  expect(await run("user", "tcpdump -tttnr /tmp/x.pcap -c 1 -#")).toContain("    1   00:00:00.000000 IP 127.0.0.1 >");
});

test.each(["kill $pid", "kill -INT $pid", "/bin/kill $pid", "pkill tcpdump", "killall -INT tcpdump"])(
  "what was captured can be read after %s",
  async (killing) => {
    const script = `tcpdump -n -i lo icmp >/tmp/said 2>&1 & pid=$!; sleep 0.4; ${killing}; cat /tmp/said`;
    const { out } = await machine.run("root", "bash", "-c", script);
    expect(out.split("\n").slice(2)).toEqual([
      ...["", "0 packets captured", "0 packets received by filter", "0 packets dropped by kernel", ""],
    ]);
  },
);

test("an interrupt ends a capture with its counters", async () => {
  const script =
    "tcpdump -n -i lo icmp & pid=$!; sleep 1; ping -c 1 127.0.0.1 >/dev/null; sleep 1; kill -INT $pid; wait $pid";
  const { out, err, status } = await machine.run("root", "bash", "-c", script);
  expect(status).toBe(0);
  expect(out.split("\n")).toHaveLength(4);
  expect(err).toContain("\n2 packets captured\n4 packets received by filter\n0 packets dropped by kernel\n");
});

test.each([
  ["tcpdump -E x -i lo", "! tcpdump: netnone does not model the option -E\n= 1\n"],
  ["tcpdump -r /nosuch", "! tcpdump: /nosuch: No such file or directory\n= 1\n"],
  ["tcpdump -i 99", "! tcpdump: Invalid adapter index\n= 1\n"],
  ["tcpdump -i lo ip proto foo", "! tcpdump: unknown ip proto 'foo'\n= 1\n"],
  ["traceroute -D 127.0.0.1", "! traceroute: netnone does not model the option -D\n= 2\n"],
  ["traceroute -q 11 127.0.0.1", "! no more than 10 probes per hop\n= 2\n"],
  ["tracepath nosuch.example", "! tracepath: nosuch.example: Temporary failure in name resolution\n= 1\n"],
  ["tracepath -m x 127.0.0.1", "! tracepath: invalid argument: 'x'\n= 1\n"],
  ["arping -I nosuch 127.0.0.1", "! arping: Device nosuch not available.\n= 2\n"],
  ["arping -I lo 127.0.0.1", 'Interface "lo" is not ARPable\n= 2\n'],
])("%s", async (line, wanted) => {
  expect(await run("root", line)).toBe(wanted);
});

test("a way with nothing on it is not waited for longer than asked", async () => {
  const { out } = await machine.run("root", "traceroute", "-n", "-q", "1", "127.0.0.1");
  expect(out).toMatch(/^traceroute to 127\.0\.0\.1 .*\n 1 {2}127\.0\.0\.1 {2}0\.\d{3} ms\n$/);
});
