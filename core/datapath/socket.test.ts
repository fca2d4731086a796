/** Packet sockets and UDP sockets. */
import { expect, test } from "vitest";
import type { NetnsId } from "../model/id.ts";
import { SELF } from "../operation/netns-ref.ts";
import type { Received } from "./datapath.ts";
import { bridged, ip4, type Lab, routed } from "./testing.ts";

const SECOND = 1_000_000;

function tap(lab: Lab, netns: NetnsId, device: string): string[] {
  const seen: string[] = [];
  const opened = lab.net.openPacket(netns, device, ({ frame: { payload }, type, device: { name } }) => {
    const what = payload.kind === "arp" ? payload.operation : "payload" in payload ? payload.payload : undefined;
    const text = typeof what === "string" ? what : what && "type" in what ? what.type : payload.kind;
    if (payload.kind !== "ipv6") seen.push(`${name} ${type} ${text}`);
  });
  if (!opened.ok) throw new Error(opened.error);
  return seen;
}

test("taps see a bridged ping at every device it passes, in the kernel's order", () => {
  const { lab, n1 } = bridged();
  const host = tap(lab, lab.host, "any");
  const e1 = tap(lab, n1, "e1");
  lab.ping(n1, "10.0.0.12");
  expect(e1).toEqual(["e1 outgoing request", "e1 host reply", "e1 outgoing echo-request", "e1 host echo-reply"]);
  expect(host).toEqual([
    "v1 broadcast request",
    "v2 outgoing request",
    "br0 broadcast request",
    "v2 otherhost reply",
    "v1 outgoing reply",
    "v1 otherhost echo-request",
    "v2 outgoing echo-request",
    "v2 otherhost echo-reply",
    "v1 outgoing echo-reply",
  ]);
});

test("what the host sends by a bridge is seen on the bridge and on the port", () => {
  const { lab } = bridged();
  lab.ping(lab.host, "10.0.0.11");
  const host = tap(lab, lab.host, "any");
  lab.ping(lab.host, "10.0.0.11");
  expect(host).toEqual([
    "br0 outgoing echo-request",
    "v1 outgoing echo-request",
    "v1 otherhost echo-reply",
    "br0 host echo-reply",
  ]);
});

test("a packet over lo is seen going out and coming in", () => {
  const { lab, n1 } = bridged();
  const seen = tap(lab, n1, "lo");
  lab.ping(n1, "127.0.0.1");
  expect(seen).toEqual([
    "lo outgoing echo-request",
    "lo host echo-request",
    "lo outgoing echo-reply",
    "lo host echo-reply",
  ]);
});

test("a device that is down is not tapped, and one without a carrier sends nothing to see", () => {
  const { lab, n1, n2 } = bridged();
  expect(lab.net.openPacket(n1, "nosuch", () => undefined)).toEqual({ ok: false, error: "ENODEV" });
  const seen = tap(lab, n1, "e1");
  lab.do(lab.host, { kind: "linkSet", netns: SELF, device: "v1", changes: { up: false } });
  lab.ping(n1, "10.0.0.12");
  expect(seen).toEqual([]);
  lab.do(n2, { kind: "linkSet", netns: SELF, device: "e2", changes: { up: false } });
  expect(lab.net.openPacket(n2, "e2", () => undefined)).toEqual({ ok: false, error: "ENETDOWN" });
});

test("a closed tap sees nothing more", () => {
  const { lab, n1 } = bridged();
  let seen = 0;
  const opened = lab.net.openPacket(n1, "any", () => seen++);
  if (!opened.ok) throw new Error(opened.error);
  lab.ping(n1, "10.0.0.12");
  const before = seen;
  expect(before).toBeGreaterThan(0);
  lab.net.close(opened.value.socket);
  lab.ping(n1, "10.0.0.12");
  expect(seen).toBe(before);
});

function udp(lab: Lab, netns: NetnsId, port?: number) {
  const got: string[] = [];
  const heard = ({ packet: { payload } }: Received) => {
    if (payload.kind === "udp") got.push(`${payload.data.length} from ${payload.sourcePort}`);
    else if ("code" in payload) got.push(`${payload.type} ${payload.code}`);
  };
  const opened = lab.net.openUdp(netns, "inet", heard, port === undefined ? {} : { port });
  if (!opened.ok) throw new Error(opened.error);
  return { got, ...opened.value };
}

test("datagrams reach the socket bound to their port, whole however large; a closed port is told of", () => {
  const { lab, client, server } = routed();
  lab.sysctl(lab.host, "net/ipv4/ip_forward", "1");
  const there = udp(lab, server, 53);
  const here = udp(lab, client);
  expect(here.port).toBeGreaterThanOrEqual(32768);
  for (const size of [5, 5000]) lab.net.sendUdp(here.socket, ip4("10.2.0.2"), 53, new Uint8Array(size));
  lab.net.sendUdp(here.socket, ip4("10.2.0.2"), 54, new Uint8Array(1));
  lab.net.advance(lab.world.runtime.nowMicros + SECOND);
  expect(there.got).toEqual([`5 from ${here.port}`, `5000 from ${here.port}`]);
  expect(here.got).toEqual(["unreachable 3"]);
  expect(lab.net.openUdp(server, "inet", () => undefined, { port: 53 })).toEqual({ ok: false, error: "EADDRINUSE" });
  lab.net.close(there.socket);
  expect(lab.net.openUdp(server, "inet", () => undefined, { port: 53 }).ok).toBe(true);
});

test("what a time to live too short does is told to the socket; no route is told at once", () => {
  const { lab, client } = routed();
  lab.sysctl(lab.host, "net/ipv4/ip_forward", "1");
  const here = udp(lab, client);
  lab.net.sendUdp(here.socket, ip4("10.2.0.2"), 33434, new Uint8Array(32), { ttl: 1 });
  lab.net.advance(lab.world.runtime.nowMicros + SECOND);
  expect(here.got).toEqual(["time-exceeded 0"]);
  expect(lab.net.sendUdp(here.socket, ip4("10.2.0.2"), 1, new Uint8Array(2000), { pmtu: "do" })).toEqual({
    ok: false,
    error: "EMSGSIZE",
  });
});
