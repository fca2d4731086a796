import fc from "fast-check";
import { expect, test } from "vitest";
import { formatIpv4 } from "../address/ipv4.ts";
import type { NetnsId } from "../model/id.ts";
import { SELF } from "../operation/netns-ref.ts";
import type { Ipv4Packet } from "../wire/frame.ts";
import { ipv4Length } from "../wire/length.ts";
import { fragment4, fragment6 } from "./fragment.ts";
import { Reassembly } from "./reassembly.ts";
import { bridged, ip4, ip6, type Lab, routed } from "./testing.ts";

const SECOND = 1_000_000;

function echo(octets: number, over: Partial<Ipv4Packet> = {}): Ipv4Packet {
  return {
    kind: "ipv4",
    source: ip4("10.0.0.11"),
    destination: ip4("10.0.0.1"),
    ttl: 64,
    tos: 0,
    id: 7,
    dontFragment: false,
    moreFragments: false,
    fragmentOffset: 0,
    payload: {
      kind: "icmp",
      type: "echo-request",
      id: 1,
      sequence: 1,
      data: new Uint8Array(octets).map((_, i) => i & 255),
    },
    ...over,
  };
}

function send(lab: Lab, from: NetnsId, to: string, octets: number, pmtu?: "do" | "dont" | "want") {
  const answers: string[] = [];
  const { socket, id } = lab.net.openPing(from, "inet", ({ packet }) => {
    const { payload } = packet;
    if ("type" in payload) answers.push("info" in payload ? `${payload.type} ${payload.info}` : payload.type);
  });
  const data = new Uint8Array(octets);
  const message = { kind: "icmp", type: "echo-request", id, sequence: 1, data } as const;
  const sent = lab.net.sendPing(socket, ip4(to), message, pmtu === undefined ? {} : { pmtu });
  if (!sent.ok) answers.push(sent.error);
  lab.net.advance(lab.world.runtime.nowMicros + SECOND);
  lab.net.close(socket);
  return answers;
}

test("pieces in any order become the packet again, and again of pieces of pieces", () => {
  const { lab } = bridged();
  const device = lab.net.device(lab.link(lab.host, "br0").id);
  if (!device) throw new Error("br0");
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 9000 }),
      fc.integer({ min: 68, max: 1500 }),
      fc.integer({ min: 68, max: 1500 }),
      fc.integer({ min: 0, max: 1000 }),
      (octets, mtu, narrower, turn) => {
        const packet = echo(octets);
        const pieces = fragment4(packet, mtu).flatMap((piece) => fragment4(piece, narrower));
        expect(pieces.every((piece) => ipv4Length(piece) <= Math.min(mtu, narrower))).toBe(true);
        const from = turn % pieces.length;
        const reassembly = new Reassembly();
        const results = [...pieces.slice(from), ...pieces.slice(0, from)].map((piece) =>
          piece.moreFragments || piece.fragmentOffset > 0 ? reassembly.add4(lab.net, device, piece) : undefined,
        );
        if (pieces.length === 1) return;
        expect(results.slice(0, -1).every((result) => result?.ok && result.value === undefined)).toBe(true);
        expect(results.at(-1)).toEqual({ ok: true, value: packet });
      },
    ),
    { numRuns: 100 },
  );
});

test("IPv6 pieces are no longer than the path takes, and become the packet again", () => {
  const { lab } = bridged();
  const device = lab.net.device(lab.link(lab.host, "br0").id);
  if (!device) throw new Error("br0");
  const data = new Uint8Array(3000).fill(7);
  const packet = {
    kind: "ipv6",
    source: ip6("fd00::1"),
    destination: ip6("fd00::2"),
    hopLimit: 64,
    trafficClass: 0,
    flowLabel: 0,
    payload: { kind: "icmpv6", type: "echo-request", id: 1, sequence: 1, data },
  } as const;
  const pieces = fragment6(packet, 1280, 99);
  expect(pieces.map((piece) => piece.fragment?.offset)).toEqual([0, 1232, 2464]);
  const reassembly = new Reassembly();
  const results = pieces.map((piece) => reassembly.add6(lab.net, device, piece));
  expect(results.at(-1)).toEqual({ ok: true, value: packet });
});

test.each([
  ["the same piece twice", [0, 0], "DUP_FRAG"],
  ["pieces that overlap", [0, 4], "NOT_SPECIFIED"],
] as const)("%s: thrown away", (_, [first, second], reason) => {
  const { lab } = bridged();
  const device = lab.net.device(lab.link(lab.host, "br0").id);
  if (!device) throw new Error("br0");
  const reassembly = new Reassembly();
  const piece = (at: number) =>
    echo(0, {
      moreFragments: true,
      fragmentOffset: at * 8,
      payload: { kind: "raw", protocol: 1, data: new Uint8Array(64) },
    });
  expect(reassembly.add4(lab.net, device, piece(first)).ok).toBe(true);
  expect(reassembly.add4(lab.net, device, piece(second))).toEqual({ ok: false, error: reason });
});

test("pieces without a whole unit, and packets that come out too long, are thrown away", () => {
  const { lab } = bridged();
  const device = lab.net.device(lab.link(lab.host, "br0").id);
  if (!device) throw new Error("br0");
  const reassembly = new Reassembly();
  const raw = (length: number) => ({ kind: "raw", protocol: 1, data: new Uint8Array(length) }) as const;
  expect(reassembly.add4(lab.net, device, echo(0, { moreFragments: true, payload: raw(7) }))).toMatchObject({
    error: "NOT_SPECIFIED",
  });
  for (let at = 0; at < 65_528; at += 8)
    reassembly.add4(lab.net, device, echo(0, { moreFragments: true, fragmentOffset: at, payload: raw(8) }));
  expect(reassembly.add4(lab.net, device, echo(0, { fragmentOffset: 65528, payload: raw(64) }))).toMatchObject({
    error: "NOT_SPECIFIED",
  });
});

test("what does not come whole within half a minute is dropped, and its sender is told", () => {
  const { lab, n1 } = bridged();
  const hops = lab.trace();
  const heard: string[] = [];
  const { socket, id } = lab.net.openPing(n1, "inet", ({ packet }) => {
    heard.push(packet.payload.kind);
  });
  const told = () =>
    hops.flatMap(({ netns, verdict, frame }) => {
      const carried = frame?.payload.kind === "ipv4" ? frame.payload.payload : undefined;
      const taken = netns === n1 && verdict.kind === "deliver" && carried?.kind === "icmp" && "code" in carried;
      return taken ? [`${carried.type} ${carried.code}`] : [];
    });
  // The bridge takes only the first of two pieces.
  const device = lab.net.device(lab.link(lab.host, "br0").id);
  const [first] = fragment4(
    echo(2000, { payload: { kind: "icmp", type: "echo-request", id, sequence: 1, data: new Uint8Array(2000) } }),
    1500,
  );
  if (!device || !first) throw new Error("br0");
  lab.net.reassembly.add4(lab.net, device, first);
  lab.net.advance(lab.world.runtime.nowMicros + 29 * SECOND);
  expect(told()).toEqual([]);
  lab.net.advance(lab.world.runtime.nowMicros + 6 * SECOND);
  expect(told()).toEqual(["time-exceeded 1"]);
  // icmp_unreach: sockets are not told.
  expect(heard).toEqual([]);
  const reasons = hops.flatMap((hop) => (hop.verdict.kind === "drop" ? [hop.verdict.reason] : []));
  expect(reasons).toContain("FRAG_REASM_TIMEOUT");
  lab.net.close(socket);
});

test("a path narrower than the first link: the sender learns its MTU, and forgets it after ten minutes", () => {
  const { lab, client, server: far } = routed();
  lab.sysctl(lab.host, "net/ipv4/ip_forward", "1");
  lab.do(lab.host, { kind: "linkSet", netns: SELF, device: "r2", changes: { mtu: 1400 } });
  lab.do(far, { kind: "linkSet", netns: SELF, device: "c2", changes: { mtu: 1400 } });
  const server = ip4("10.2.0.2");
  expect(lab.net.pathMtu(client, server)).toEqual({ ok: true, value: 1500 });
  expect(send(lab, client, "10.2.0.2", 1472)).toEqual(["unreachable 1400"]);
  expect(lab.net.pathMtu(client, server)).toEqual({ ok: true, value: 1400 });
  expect(send(lab, client, "10.2.0.2", 1472)).toEqual(["echo-reply"]);
  expect(send(lab, client, "10.2.0.2", 1472, "do")).toEqual(["EMSGSIZE"]);
  expect(send(lab, client, formatIpv4(server), 1472, "dont")).toEqual(["echo-reply"]);
  lab.net.advance(lab.world.runtime.nowMicros + 601 * SECOND);
  expect(lab.net.pathMtu(client, server)).toEqual({ ok: true, value: 1500 });
  expect(send(lab, client, "10.2.0.2", 1472, "do")).toEqual(["unreachable 1400"]);
});

test("what was learned goes with the route it was learned over", () => {
  const { lab, client } = routed();
  lab.sysctl(lab.host, "net/ipv4/ip_forward", "1");
  lab.do(lab.host, { kind: "linkSet", netns: SELF, device: "r2", changes: { mtu: 1400 } });
  send(lab, client, "10.2.0.2", 1472);
  lab.do(client, { kind: "linkSet", netns: SELF, device: "c1", changes: { up: false } });
  lab.up(client, "c1");
  lab.gateway(client, "10.1.0.1");
  expect(lab.net.pathMtu(client, ip4("10.2.0.2"))).toEqual({ ok: true, value: 1500 });
});
