import { expect, test } from "vitest";
import { IPV4_ANY, type Ipv4, parseIpv4 } from "../../core/address/ipv4.ts";
import { BROADCAST_MAC, type Mac, ZERO_MAC } from "../../core/address/mac.ts";
import type { LinkId, NetnsId } from "../../core/model/id.ts";
import type { Hop } from "../../core/trace.ts";
import type { Frame, Icmpv6 } from "../../core/wire/frame.ts";
import { Journeys } from "./journey.ts";
import { frameText, kindOf } from "./kind.ts";

const ip = (text: string): Ipv4 => parseIpv4(text) ?? IPV4_ANY;
const mac = "02:42:ac:11:2a:63" as Mac;

const arp = (operation: "request" | "reply"): Frame => ({
  source: mac,
  destination: BROADCAST_MAC,
  payload: {
    kind: "arp",
    operation,
    senderMac: mac,
    senderIp: ip("10.0.0.2"),
    targetMac: ZERO_MAC,
    targetIp: ip("10.0.0.1"),
  },
});
const echo = (type: "echo-request" | "echo-reply"): Frame => ({
  source: mac,
  destination: mac,
  payload: {
    kind: "ipv4",
    source: ip("10.0.0.2"),
    destination: ip("10.0.0.1"),
    ttl: 64,
    tos: 0,
    id: 1,
    dontFragment: true,
    moreFragments: false,
    fragmentOffset: 0,
    payload: { kind: "icmp", type, id: 7, sequence: 3, data: new Uint8Array() },
  },
});
const ndp = (source: string, payload: Icmpv6): Frame => ({
  source: mac,
  destination: mac,
  payload: {
    kind: "ipv6",
    source: source as never,
    destination: "ff02::1" as never,
    hopLimit: 255,
    trafficClass: 0,
    flowLabel: 0,
    payload,
  },
});
const solicitation: Icmpv6 = {
  kind: "icmpv6",
  type: "neighbor-solicitation",
  target: "fe80::2" as never,
  sourceLink: mac,
};

test.each([
  [arp("request"), "arpRequest", "who-has 10.0.0.1 tell 10.0.0.2"],
  [arp("reply"), "arpReply", "10.0.0.2 is-at 02:42:ac:11:2a:63"],
  [echo("echo-request"), "echoRequest", "10.0.0.2 > 10.0.0.1: echo request, seq 3"],
  [echo("echo-reply"), "echoReply", "10.0.0.2 > 10.0.0.1: echo reply, seq 3"],
  [ndp("fe80::1", solicitation), "ndp", "fe80::1 > ff02::1: who has fe80::2"],
  [ndp("::", solicitation), "multicast", ":: > ff02::1: who has fe80::2"],
] as const)("%#", (frame, kind, text) => {
  expect(kindOf(frame)).toBe(kind);
  expect(frameText(frame)).toBe(text);
});

const hop = (packet: number, frame: Frame | undefined, verdict: Hop["verdict"], link = 1): Hop => ({
  atMicros: 5,
  packet,
  netns: 1 as NetnsId,
  link: link as LinkId,
  stage: "transmit",
  frame,
  verdict,
});
const emit = { kind: "emit", to: [2 as LinkId] } as const;
const journeys = (): Journeys => new Journeys({ place: (netns) => `ns${netns}`, device: (link) => `dev${link}` });

test("a request and its reply are two journeys; a lookup belongs to the frame that comes of it", () => {
  const list = journeys();
  expect(list.add(hop(1, undefined, emit))).toBeUndefined();
  list.add(hop(1, echo("echo-request"), { kind: "deliver" }));
  list.add(hop(1, undefined, emit));
  list.add(hop(1, echo("echo-reply"), emit));
  expect(list.all.map(({ kind, hops, outcome }) => [kind, hops.length, outcome.kind])).toEqual([
    ["echoRequest", 2, "delivered"],
    ["echoReply", 2, "travelled"],
  ]);
  expect(list.all[0]?.hops[0]).toMatchObject({ place: "ns1", device: "dev1", to: ["dev2"] });
});

test("delivered once is delivered, though another copy was dropped; waiting ends", () => {
  const list = journeys();
  list.add(hop(1, echo("echo-request"), { kind: "drop", reason: "OTHERHOST" }));
  expect(list.all[0]?.outcome).toEqual({ kind: "dropped", reason: "OTHERHOST" });
  list.add(hop(1, echo("echo-request"), { kind: "deliver" }));
  list.add(hop(1, echo("echo-request"), { kind: "drop", reason: "OTHERHOST" }));
  expect(list.all[0]?.outcome).toEqual({ kind: "delivered" });
  list.add(hop(2, echo("echo-request"), { kind: "queued" }));
  expect(list.all[1]?.outcome).toEqual({ kind: "waiting" });
  list.add(hop(2, echo("echo-request"), emit));
  expect(list.all[1]?.outcome).toEqual({ kind: "travelled" });
});

test("an ARP request is without answer until it is answered, whoever else has heard it", () => {
  const list = journeys();
  list.add(hop(1, arp("request"), { kind: "drop", reason: "NOT_SPECIFIED" }));
  list.add(hop(1, arp("request"), { kind: "deliver" }));
  expect(list.all[0]?.outcome).toEqual({ kind: "unanswered" });
  list.add(hop(1, arp("reply"), emit));
  list.add(hop(1, arp("request"), { kind: "drop", reason: "NOT_SPECIFIED" }));
  expect(list.all[0]?.outcome).toEqual({ kind: "delivered" });
});

test("a packet that is given up before there is a frame is listed with its lookups", () => {
  const list = journeys();
  list.add(hop(1, undefined, emit));
  list.add(hop(1, undefined, { kind: "queued" }));
  list.add(hop(1, undefined, { kind: "drop", reason: "NEIGH_FAILED" }));
  expect(list.all).toMatchObject([{ kind: "unsent", outcome: { kind: "dropped", reason: "NEIGH_FAILED" } }]);
  expect(list.all[0]?.hops).toHaveLength(3);
});

test("names are those of the time; only the last are kept", () => {
  let name = "B";
  const list = new Journeys({ place: () => "host", device: () => name });
  list.add(hop(1, arp("request"), emit));
  name = "eth0";
  list.add(hop(1, arp("request"), emit));
  expect(list.all[0]?.hops.map(({ device }) => device)).toEqual(["B", "eth0"]);
  for (let packet = 2; packet < 200; packet++) list.add(hop(packet, arp("request"), emit));
  expect(list.all.length).toBeLessThanOrEqual(80);
  expect(list.all.at(-1)?.id).toBe("199 arpRequest");
});
