import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { NetnsId } from "../model/id.ts";
import { SELF } from "../operation/netns-ref.ts";
import type { Hop } from "../trace.ts";
import type { Received } from "./datapath.ts";
import { bridged, ip4, ip6, Lab, routed } from "./testing.ts";

const SECOND = 1_000_000;
/** Recorded from the kernel; what and how stands in the file. */
const timeline = JSON.parse(readFileSync(new URL("./golden/neighbor-timeline.json", import.meta.url), "utf8")) as {
  readonly states: readonly (readonly [number, ...string[]])[];
};

/** Interfaces speak by themselves over IPv6; here they are not to. */
function silence(lab: Lab, n1: NetnsId, n2: NetnsId): void {
  lab.sysctl(n1, "net/ipv6/conf/e1/disable_ipv6", "1");
  lab.sysctl(n2, "net/ipv6/conf/e2/disable_ipv6", "1");
  for (const name of ["br0", "v1", "v2"]) lab.sysctl(lab.host, `net/ipv6/conf/${name}/disable_ipv6`, "1");
}

function dropsOf(hops: readonly Hop[]): string[] {
  return hops.flatMap((hop) => (hop.verdict.kind === "drop" ? [`${hop.stage} ${hop.verdict.reason}`] : []));
}

test("two namespaces reach each other over a bridge, and the host", () => {
  const { lab, n1, n2 } = bridged();
  expect(lab.ping(n1, "10.0.0.12").types).toEqual(["echo-reply"]);
  expect(lab.ping(n2, "10.0.0.11").types).toEqual(["echo-reply"]);
  expect(lab.ping(n1, "10.0.0.1").types).toEqual(["echo-reply"]);
  expect(lab.ping(lab.host, "10.0.0.11").types).toEqual(["echo-reply"]);
  expect(lab.ping(n1, "127.0.0.1").types).toEqual(["echo-reply"]);
  expect(lab.ping(n1, "10.0.0.11").types).toEqual(["echo-reply"]);
});

test("the bridge learns who is where, and forgets after the ageing time", () => {
  const { lab, n1, n2 } = bridged();
  silence(lab, n1, n2);
  lab.ping(n1, "10.0.0.12");
  const br0 = lab.link(lab.host, "br0");
  const fdb = lab.world.runtime.fdb.get(br0.id);
  const e1 = lab.link(n1, "e1").mac;
  expect(fdb?.get(e1)).toMatchObject({ state: "learned", port: lab.link(lab.host, "v1").id });
  expect(fdb?.get(lab.link(n2, "e2").mac)).toMatchObject({ port: lab.link(lab.host, "v2").id });
  lab.net.advance(lab.world.runtime.nowMicros + 320 * SECOND);
  const hops = lab.trace();
  lab.ping(n2, "10.0.0.11");
  const request = hops.find((hop) => hop.stage === "bridge" && hop.frame?.destination === e1);
  expect(request?.verdict).toEqual({ kind: "emit", to: [lab.link(lab.host, "v1").id] });
  expect(request?.decidedBy).toBeUndefined();
});

test("a neighbor goes through the states of the kernel's machine", () => {
  const { lab, n1, n2 } = bridged();
  lab.ping(n1, "10.0.0.12");
  expect(lab.neighbor(n1, "e1", "10.0.0.12")?.state).toBe("REACHABLE");
  // The other side learned from the request, used it to reply, and asks by itself five seconds later.
  expect(lab.neighbor(n2, "e2", "10.0.0.11")?.state).toBe("DELAY");
  lab.net.advance(lab.world.runtime.nowMicros + 6 * SECOND);
  expect(lab.neighbor(n2, "e2", "10.0.0.11")?.state).toBe("REACHABLE");
  lab.net.advance(lab.world.runtime.nowMicros + 60 * SECOND);
  expect(lab.neighbor(n1, "e1", "10.0.0.12")?.state).toBe("STALE");
});

test("the states come in the order and at the times that were read from Linux", () => {
  const lab = new Lab();
  const n1 = lab.netns("n1");
  const n2 = lab.netns("n2");
  lab.veth(n1, "e1", "e2");
  lab.do(n1, { kind: "linkSet", netns: SELF, device: "e2", changes: { netns: { by: "name", name: "n2" } } });
  lab.up(n1, "e1");
  lab.up(n2, "e2");
  lab.address(n1, "e1", "10.0.0.11", 24);
  lab.address(n2, "e2", "10.0.0.12", 24);
  lab.net.advance(3 * SECOND);
  const begin = lab.world.runtime.nowMicros;
  const { socket, id } = lab.net.openPing(n1, "inet", () => undefined);
  for (const to of ["10.0.0.12", "10.0.0.99"])
    lab.net.sendPing(socket, ip4(to), {
      kind: "icmp",
      type: "echo-request",
      id,
      sequence: 1,
      data: new Uint8Array(16),
    });
  const seen: (readonly [number, ...string[]])[] = [];
  for (let ms = 10; ms < 8500; ms += 10) {
    lab.net.advance(begin + ms * 1000);
    const states = [
      lab.neighbor(n1, "e1", "10.0.0.12"),
      lab.neighbor(n1, "e1", "10.0.0.99"),
      lab.neighbor(n2, "e2", "10.0.0.11"),
    ].map((neighbor) => neighbor?.state ?? "none");
    if (seen.at(-1)?.slice(1).join() !== states.join()) seen.push([ms, ...states]);
  }
  expect(seen.map(([, ...states]) => states)).toEqual(timeline.states.map(([, ...states]) => states));
  // The wheel's buckets, and how often the original was looked at.
  for (const [i, [ms]] of seen.entries()) expect(Math.abs(ms - (timeline.states[i]?.[0] ?? 0))).toBeLessThan(300);
});

test("nobody answers: three requests a second apart, then the sender is told about every packet", () => {
  const { lab, n1 } = bridged();
  const hops = lab.trace();
  const begin = lab.world.runtime.nowMicros;
  const result = lab.ping(n1, "10.0.0.99", { count: 4, waitMicros: SECOND });
  expect(result.types).toEqual(["unreachable", "unreachable", "unreachable", "unreachable"]);
  expect(result.got.map((each) => each.packet.source)).toEqual(Array(4).fill(ip4("10.0.0.11")));
  const first = result.got[0] as Received;
  // Three timers of the wheel: 1.004 to 1.032 s, then 1.024 s each.
  expect(first.atMicros - begin).toBeGreaterThan(3.04 * SECOND);
  expect(first.atMicros - begin).toBeLessThan(3.09 * SECOND);
  expect(lab.neighbor(n1, "e1", "10.0.0.99")).toMatchObject({ state: "FAILED", mac: undefined });
  const e1 = lab.link(n1, "e1").id;
  const asked = hops.filter((hop) => hop.stage === "arp" && hop.link === e1 && hop.verdict.kind === "emit");
  expect(asked).toHaveLength(3);
  const dropped = hops.filter((hop) => hop.verdict.kind === "drop" && hop.verdict.reason === "NEIGH_FAILED");
  expect(dropped).toHaveLength(4);
});

test("without lo the error has no way to the sender", () => {
  const { lab, n1 } = bridged();
  lab.do(n1, { kind: "linkSet", netns: SELF, device: "lo", changes: { up: false } });
  expect(lab.ping(n1, "10.0.0.99", { waitMicros: 4 * SECOND }).types).toEqual([]);
  const hops = lab.trace();
  expect(lab.ping(n1, "10.0.0.11")).toMatchObject({ errors: [], types: [] });
  expect(dropsOf(hops)).toEqual(["transmit QDISC_DROP"]);
});

test("no route, no way", () => {
  const { lab, n1 } = bridged();
  expect(lab.ping(n1, "8.8.8.8").errors).toEqual(["ENETUNREACH"]);
  expect(lab.net.sourceFor(n1, ip4("8.8.8.8"))).toEqual({ ok: false, error: "ENETUNREACH" });
  expect(lab.net.sourceFor(n1, ip4("10.0.0.1"))).toEqual({ ok: true, value: ip4("10.0.0.11") });
});

test("broadcast echo is heard and not answered", () => {
  const { lab, n1, n2 } = bridged();
  const hops = lab.trace();
  expect(lab.ping(n1, "10.0.0.255").types).toEqual([]);
  const e2 = lab.link(n2, "e2").id;
  expect(hops.some((hop) => hop.link === e2 && hop.stage === "local-in" && hop.verdict.kind === "drop")).toBe(true);
  expect(dropsOf(hops).filter((drop) => drop === "local-in INVALID_PROTO")).toHaveLength(3);
});

test("IPv6: link-local addresses lose tentative after a second, and reach each other", () => {
  const { lab, n1, n2 } = bridged();
  const local = lab.link(n2, "e2").inet6[0];
  expect(local).toMatchObject({ tentative: false, prefixLength: 64 });
  expect(lab.ping(n1, local?.local ?? "", { device: "e1" }).types).toEqual(["echo-reply"]);
  expect(lab.neighbor(n1, "e1", local?.local ?? "")?.state).toBe("REACHABLE");
  lab.address(n1, "e1", "fd00::1", 64);
  lab.address(n2, "e2", "fd00::2", 64);
  lab.net.advance(lab.world.runtime.nowMicros + 3 * SECOND);
  expect(lab.ping(n1, "fd00::2").types).toEqual(["echo-reply"]);
  expect(lab.ping(n1, "fd00::1").types).toEqual(["echo-reply"]);
  expect(lab.ping(n1, "::1").types).toEqual(["echo-reply"]);
  expect(lab.ping(n1, "2001:db8::1").errors).toEqual(["ENETUNREACH"]);
  const lost = lab.ping(n1, "fd00::9", { waitMicros: 4 * SECOND });
  expect(lost.types).toEqual(["unreachable"]);
  expect(lost.got[0]?.packet.source).toBe(ip6("fd00::1"));
});

test("IPv6: an address that somebody has is not taken", () => {
  const { lab, n1, n2 } = bridged();
  lab.address(n2, "e2", "fd00::2", 64);
  lab.net.advance(lab.world.runtime.nowMicros + 3 * SECOND);
  lab.address(n1, "e1", "fd00::2", 64);
  lab.net.advance(lab.world.runtime.nowMicros + 3 * SECOND);
  const address = lab.link(n1, "e1").inet6.find((each) => each.local === ip6("fd00::2"));
  expect(address).toMatchObject({ tentative: true, dadFailed: true });
});

test("a router forwards when it may, and takes one off the time to live", () => {
  const { lab, client } = routed();
  const hops = lab.trace();
  expect(lab.ping(client, "10.2.0.2").types).toEqual([]);
  expect(dropsOf(hops)).toContain("forward IP_INADDRERRORS");
  lab.sysctl(lab.host, "net/ipv4/ip_forward", "1");
  const { got, types } = lab.ping(client, "10.2.0.2");
  expect(types).toEqual(["echo-reply"]);
  expect(got[0]?.packet).toMatchObject({ ttl: 63 });
  const expired = lab.ping(client, "10.2.0.2", { ttl: 1 });
  expect(expired.types).toEqual(["time-exceeded"]);
  expect(expired.got[0]?.packet.source).toBe(ip4("10.1.0.1"));
  const nowhere = lab.ping(client, "10.9.9.9");
  expect(dropsOf(hops)).toContain("forward IP_INNOROUTES");
  expect(dropsOf(hops)).toContain("forward IP_INHDR");
  expect(nowhere.types).toEqual(["unreachable"]);
  expect(nowhere.got[0]?.packet.payload).toMatchObject({ code: 0 });
  const nobody = lab.ping(client, "10.2.0.77", { waitMicros: 4 * SECOND });
  expect(nobody.got[0]?.packet).toMatchObject({ source: ip4("10.1.0.1"), payload: { type: "unreachable", code: 1 } });
});

test("strict reverse path filtering drops what comes in by the wrong side", () => {
  const { lab, client, server } = routed();
  lab.sysctl(lab.host, "net/ipv4/ip_forward", "1");
  lab.sysctl(lab.host, "net/ipv4/conf/r1/rp_filter", "1");
  lab.address(client, "lo", "10.2.0.50", 32);
  // Asked from there, the router would not answer to ARP either.
  lab.ping(client, "10.1.0.1");
  const hops = lab.trace();
  const { socket, id } = lab.net.openPing(client, "inet", () => undefined);
  lab.net.sendPing(
    socket,
    ip4("10.2.0.2"),
    { kind: "icmp", type: "echo-request", id, sequence: 1, data: new Uint8Array(8) },
    { source: ip4("10.2.0.50") },
  );
  lab.net.advance(lab.world.runtime.nowMicros + SECOND);
  expect(dropsOf(hops)).toContain("forward IP_RPFILTER");
  expect(hops.some((hop) => hop.netns === server && hop.frame?.payload.kind === "ipv4")).toBe(false);
});

test("counters count what Linux counts", () => {
  const { lab, n1, n2 } = bridged();
  silence(lab, n1, n2);
  const of = (netns: NetnsId, name: string) => ({ ...lab.world.runtime.counters.get(lab.link(netns, name).id) });
  const before = { e1: of(n1, "e1"), br0: of(lab.host, "br0") };
  lab.ping(n1, "10.0.0.1");
  const after = { e1: of(n1, "e1"), br0: of(lab.host, "br0") };
  // An ARP exchange of 42 octets each way and an echo of 98; the bridge counts upwards without the Ethernet header.
  expect((after.e1.txBytes ?? 0) - (before.e1.txBytes ?? 0)).toBe(42 + 98);
  expect((after.e1.rxBytes ?? 0) - (before.e1.rxBytes ?? 0)).toBe(42 + 98);
  expect((after.br0.rxBytes ?? 0) - (before.br0.rxBytes ?? 0)).toBe(28 + 84);
  expect((after.br0.txBytes ?? 0) - (before.br0.txBytes ?? 0)).toBe(42 + 98);
});

test("the same world twice tells the same story", () => {
  const story = () => {
    const { lab, n1 } = bridged();
    const hops = lab.trace();
    lab.ping(n1, "10.0.0.12", { count: 3 });
    return hops.map((hop) => `${hop.atMicros} ${hop.link} ${hop.stage} ${hop.verdict.kind}`);
  };
  expect(story()).toEqual(story());
});
