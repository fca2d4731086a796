/** Programs that configure the network, as processes: names, namespaces, rights. Words and statuses as Debian 12 gave them. */
import { beforeEach, expect, test } from "vitest";
import { bootMachine, type Machine } from "../../kernel/testing.ts";

let machine: Machine;

beforeEach(() => {
  machine = bootMachine(() => new Promise((resolve) => setImmediate(resolve)));
});

/** What a command printed, errors marked, and its status unless 0. */
async function run(user: "root" | "user", line: string): Promise<string> {
  const { status, out, err } = await machine.run(user, ...line.split(" "));
  return out + err.replace(/^(?=.)/gm, "! ") + (status === 0 ? "" : `= ${status}\n`);
}

async function root(...lines: readonly string[]): Promise<string> {
  let last = "";
  for (const line of lines) last = await run("root", line);
  return last;
}

test("namespaces come, are listed, and go", async () => {
  expect(await root("ip netns")).toBe("");
  expect(await root("ip netns add x")).toBe("");
  expect(await root("ip netns add x")).toBe('! Cannot create namespace file "/run/netns/x": File exists\n= 1\n');
  expect(await root("ip netns add y", "ip -j netns list")).toBe('[{"name":"y"},{"name":"x"}]\n');
  expect(await root("ip netns set x 5", "ip netns list-id")).toBe("nsid 5 (iproute2 netns name: x)\n");
  expect(await root("ip netns set x 6")).toBe("! Error: Peer netns already has a nsid assigned.\n= 2\n");
  expect(await root("ip netns set x foo")).toBe('! Error: argument "foo" is wrong: Invalid "netnsid" value\n= 255\n');
  expect(await root("ip netns del nosuch")).toBe(
    '! Cannot remove namespace file "/run/netns/nosuch": No such file or directory\n= 1\n',
  );
  expect(await root("ip netns list-id nsid 77")).toBe("! Error: Peer netns reference is invalid.\n= 2\n");
  expect(await root("ip -all netns del", "ip netns")).toBe("");
});

test("ip netns exec runs a program there", async () => {
  await root("ip netns add x");
  expect(await root("ip netns exec x ip -br link")).toBe(
    "lo               DOWN           00:00:00:00:00:00 <LOOPBACK> \n",
  );
  expect(await root("ip netns exec x nosuch")).toBe('! exec of "nosuch" failed: No such file or directory\n= 1\n');
  expect(await root("ip netns exec nosuch ls")).toBe(
    '! Cannot open network namespace "nosuch": No such file or directory\n= 255\n',
  );
  expect(await root("ip netns exec x ip link show foo")).toBe('! Device "foo" does not exist.\n= 1\n');
  expect(await root("ip netns exec x ip netns identify")).toBe("x\n");
  expect(await root("ip netns exec x")).toBe("! No command specified\n= 1\n");
  expect(await root("ip -all netns exec ip -br link")).toContain("\nnetns: x\nlo ");
  expect(await root("ip netns identify 99999")).toBe(
    "! Cannot open network namespace: No such file or directory\n= 1\n",
  );
});

test("without rights nothing changes, and the tools say so", async () => {
  await root("ip netns add x", "ip link add A type veth peer name B", "ip link add br9 type bridge");
  expect(await run("user", "ip link set A up")).toBe("! RTNETLINK answers: Operation not permitted\n= 2\n");
  expect(await run("user", "ip netns exec x ls")).toBe(
    '! setting the network namespace "x" failed: Operation not permitted\n= 255\n',
  );
  expect(await run("user", "ip -n x link")).toBe(
    '! setting the network namespace "x" failed: Operation not permitted\n= 255\n',
  );
  expect(await run("user", "brctl addif br9 A")).toBe("! can't add A to bridge br9: Operation not permitted\n= 1\n");
  expect(await run("user", "brctl addbr q")).toBe("! add bridge failed: Operation not permitted\n= 1\n");
  expect(await run("user", "brctl stp br9 on")).toBe("! set stp status failed: Operation not permitted\n= 1\n");
  expect(await run("user", "bridge fdb add 02:00:00:00:00:99 dev A master")).toBe(
    "! RTNETLINK answers: Operation not permitted\n= 255\n",
  );
  expect(await run("user", "sysctl -w net.ipv4.ip_forward=1")).toBe(
    '! sysctl: permission denied on key "net.ipv4.ip_forward"\n= 1\n',
  );
  expect(await run("user", "ip addr flush dev lo")).toBe(
    "! Failed to send flush request: Operation not permitted\n= 255\n",
  );
  expect(await run("user", "ip -br link show A")).toContain("A@B              DOWN ");
  expect(await run("user", "ip route get 127.0.0.1")).toBe(
    "local 127.0.0.1 dev lo src 127.0.0.1 uid 1000 \n    cache <local> \n",
  );
});

test("sysctl reads, writes and refuses", async () => {
  expect(await root("sysctl net.ipv4.ip_forward")).toBe("net.ipv4.ip_forward = 0\n");
  expect(await root("sysctl -w net.ipv4.ip_forward=1")).toBe("net.ipv4.ip_forward = 1\n");
  expect(await root("sysctl -n net/ipv4/ip_forward")).toBe("1\n");
  expect(await root("sysctl -q -w net.ipv4.ip_forward=0")).toBe("");
  expect(await root("sysctl -w net.ipv4.ip_forward")).toBe(
    "! sysctl: command line(0): invalid syntax, continuing...\n= 1\n",
  );
  expect(await root("sysctl net.ipv4.nosuch")).toBe(
    "! sysctl: cannot stat /proc/sys/net/ipv4/nosuch: No such file or directory\n= 1\n",
  );
  expect(await root("sysctl -e net.ipv4.nosuch")).toBe("");
  expect(await root("sysctl -w net.ipv4.ip_forward=foo")).toBe(
    '! sysctl: setting key "net.ipv4.ip_forward": Invalid argument\n= 1\n',
  );
  await root("ip link add a.b type bridge");
  expect(await root("sysctl net.ipv4.conf.a/b.rp_filter")).toBe("net.ipv4.conf.a/b.rp_filter = 0\n");
  expect(await root("sysctl -w net.ipv4.conf.*.rp_filter=2")).toBe(
    "! sysctl: cannot stat /proc/sys/net/ipv4/conf/*/rp_filter: No such file or directory\n= 1\n",
  );
  expect(await root("sysctl")).toContain("Usage:");
  expect(await root("sysctl -p /nosuch")).toBe('! sysctl: cannot open "/nosuch": No such file or directory\n= 1\n');
});

test("what is real and not modelled is refused by name", async () => {
  expect(await root("ip link add V type geneve id 5")).toBe('! netnone: ip link: type "geneve" is not modelled\n= 3\n');
  expect(await root("ip link set lo vf 0 mac 1:2:3:4:5:6")).toBe(
    '! netnone: ip link: option "vf" is not modelled\n= 3\n',
  );
  expect(await root("ip xfrm")).toBe('! netnone: ip: object "xfrm" is not modelled\n= 3\n');
});

test("hostname reads /etc/hosts, and takes only what a host may be called", async () => {
  const hosts = "10.0.0.5 vm2.example.org vm2 alias2\n127.0.0.1 localhost\nfd00::1 vm2\n10.0.0.6 vm2\n";
  machine.as("root").files.writeFile("/etc/hosts", hosts);
  expect(await root("hostname a.b.c", "hostname -s")).toBe("a\n");
  expect(await root("hostname -f")).toBe("! hostname: Name or service not known\n= 1\n");
  expect(await root("hostname vm2", "hostname -i")).toBe("fd00::1 10.0.0.5 10.0.0.6\n");
  expect(await root("hostname -f")).toBe("vm2.example.org\n");
  expect(await root("hostname -d")).toBe("example.org\n");
  expect(await root("hostname -a")).toBe("vm2 alias2 vm2\n");
  expect(await root("hostname -if")).toBe("vm2.example.org\n");
  expect(await root("hostname -y")).toBe("! hostname: Local domain name not set\n= 1\n");
  for (const name of ["a_b", "a.", ".a", "-- -a"])
    expect(await root(`hostname ${name}`)).toBe("! hostname: the specified hostname is invalid\n= 1\n");
  expect(await root(`hostname ${"x".repeat(65)}`)).toBe("! hostname: name too long\n= 1\n");
  expect(await root("hostname -F /nope")).toBe("! hostname: No such file or directory\n= 1\n");
  expect(await root("hostname a b")).toMatch(/^! Usage: hostname [^]*= 255\n$/);
  expect(await root("hostname -h")).toMatch(/^Usage: hostname [^]*= 255\n$/);
  expect(await run("user", "hostname x")).toBe("! hostname: you must be root to change the host name\n= 1\n");
  expect(await root("hostname")).toBe("vm2\n");
});
