import fc from "fast-check";
import { expect, test } from "vitest";
import { type Ipv4, parseIpv4 } from "../address/ipv4.ts";
import { type Ipv6, parseIpv6 } from "../address/ipv6.ts";
import { type Mac, parseMac } from "../address/mac.ts";
import { checksum } from "./checksum.ts";
import { emitFrame, parseFrame } from "./ethernet.ts";
import type { Frame, Payload, VlanTag } from "./frame.ts";
import { frameLength, VLAN_TAG } from "./length.ts";
import { PcapngWriter, readPcapng } from "./pcapng.ts";

function known<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("not an address");
  return value;
}
const mac = (text: string): Mac => known(parseMac(text));
const ip4 = (text: string): Ipv4 => known(parseIpv4(text));
const ip6 = (text: string): Ipv6 => known(parseIpv6(text));
const octets = (hex: string): Uint8Array =>
  Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
const hex = (bytes: Uint8Array): string => Array.from(bytes, (octet) => octet.toString(16).padStart(2, "0")).join("");

const ip4Header = { kind: "ipv4", tos: 0, moreFragments: false, fragmentOffset: 0, ttl: 64 } as const;
const ip6Header = { kind: "ipv6", trafficClass: 0, flowLabel: 0, hopLimit: 255 } as const;
const e1 = mac("56:94:5b:f5:bc:aa");
const e2 = mac("92:98:84:a6:24:b9");
const nobody = mac("00:00:00:00:00:00");
const data = octets("c606056b0000000055aa0e0000000000");

/** Captured with tcpdump from Linux 6.18. Each is read and written, so that neither side can err alone. */
const CAPTURED: readonly (readonly [string, string, Frame])[] = [
  [
    "ARP request",
    "ffffffffffffd2c6017ddc4808060001080006040001d2c6017ddc480a00000b0000000000000a00000c",
    {
      source: mac("d2:c6:01:7d:dc:48"),
      destination: mac("ff:ff:ff:ff:ff:ff"),
      payload: {
        kind: "arp",
        operation: "request",
        senderMac: mac("d2:c6:01:7d:dc:48"),
        senderIp: ip4("10.0.0.11"),
        targetMac: nobody,
        targetIp: ip4("10.0.0.12"),
      },
    },
  ],
  [
    "ARP reply",
    "d2c6017ddc481ef058b627bb080600010800060400021ef058b627bb0a00000cd2c6017ddc480a00000b",
    {
      source: mac("1e:f0:58:b6:27:bb"),
      destination: mac("d2:c6:01:7d:dc:48"),
      payload: {
        kind: "arp",
        operation: "reply",
        senderMac: mac("1e:f0:58:b6:27:bb"),
        senderIp: ip4("10.0.0.12"),
        targetMac: mac("d2:c6:01:7d:dc:48"),
        targetIp: ip4("10.0.0.11"),
      },
    },
  ],
  [
    "echo request",
    "1ef058b627bbd2c6017ddc480800450000544e8840004001d80a0a00000b0a00000c08009c8100220001c4fc046b00000000cf20040000000000101112131415161718191a1b1c1d1e1f202122232425262728292a2b2c2d2e2f3031323334353637",
    {
      source: mac("d2:c6:01:7d:dc:48"),
      destination: mac("1e:f0:58:b6:27:bb"),
      payload: {
        ...ip4Header,
        source: ip4("10.0.0.11"),
        destination: ip4("10.0.0.12"),
        id: 0x4e88,
        dontFragment: true,
        payload: {
          kind: "icmp",
          type: "echo-request",
          id: 34,
          sequence: 1,
          data: octets(
            "c4fc046b00000000cf20040000000000101112131415161718191a1b1c1d1e1f202122232425262728292a2b2c2d2e2f3031323334353637",
          ),
        },
      },
    },
  ],
  [
    "host unreachable",
    "000000000000000000000000080045c00048bec900004001a7160a00000b0a00000b0301fcfe000000004500002c357340004001f0f00a00000b0a0000630800b1d200150001c606056b000000006ca50e0000000000",
    {
      source: nobody,
      destination: nobody,
      payload: {
        ...ip4Header,
        tos: 0xc0,
        source: ip4("10.0.0.11"),
        destination: ip4("10.0.0.11"),
        id: 0xbec9,
        dontFragment: false,
        payload: {
          kind: "icmp",
          type: "unreachable",
          code: 1,
          info: 0,
          original: {
            ...ip4Header,
            source: ip4("10.0.0.11"),
            destination: ip4("10.0.0.99"),
            id: 0x3573,
            dontFragment: true,
            payload: {
              kind: "icmp",
              type: "echo-request",
              id: 21,
              sequence: 1,
              data: octets("c606056b000000006ca50e0000000000"),
            },
          },
        },
      },
    },
  ],
  [
    "neighbor solicitation",
    "3333ff00000256945bf5bcaa86dd6000000000203afffd000000000000000000000000000001ff0200000000000000000001ff0000028700106400000000fd000000000000000000000000000002010156945bf5bcaa",
    {
      source: e1,
      destination: mac("33:33:ff:00:00:02"),
      payload: {
        ...ip6Header,
        source: ip6("fd00::1"),
        destination: ip6("ff02::1:ff00:2"),
        payload: { kind: "icmpv6", type: "neighbor-solicitation", target: ip6("fd00::2"), sourceLink: e1 },
      },
    },
  ],
  [
    "probe for a duplicate address, with a nonce",
    "3333ffb627bb1ef058b627bb86dd6000000000203aff00000000000000000000000000000000ff0200000000000000000001ffb627bb8700805900000000fe800000000000001cf058fffeb627bb0e015e500ae3bfbe",
    {
      source: mac("1e:f0:58:b6:27:bb"),
      destination: mac("33:33:ff:b6:27:bb"),
      payload: {
        ...ip6Header,
        source: ip6("::"),
        destination: ip6("ff02::1:ffb6:27bb"),
        payload: {
          kind: "icmpv6",
          type: "neighbor-solicitation",
          target: ip6("fe80::1cf0:58ff:feb6:27bb"),
          sourceLink: undefined,
          nonce: octets("5e500ae3bfbe"),
        },
      },
    },
  ],
  [
    "neighbor advertisement",
    "56945bf5bcaa929884a624b986dd6000000000203afffd000000000000000000000000000002fd0000000000000000000000000000018800e2a360000000fd0000000000000000000000000000020201929884a624b9",
    {
      source: e2,
      destination: e1,
      payload: {
        ...ip6Header,
        source: ip6("fd00::2"),
        destination: ip6("fd00::1"),
        payload: {
          kind: "icmpv6",
          type: "neighbor-advertisement",
          target: ip6("fd00::2"),
          targetLink: e2,
          router: false,
          solicited: true,
          override: true,
        },
      },
    },
  ],
  [
    "router solicitation",
    "333300000002929884a624b986dd6000000000103afffe80000000000000909884fffea624b9ff0200000000000000000000000000028500073e000000000101929884a624b9",
    {
      source: e2,
      destination: mac("33:33:00:00:00:02"),
      payload: {
        ...ip6Header,
        source: ip6("fe80::9098:84ff:fea6:24b9"),
        destination: ip6("ff02::2"),
        payload: { kind: "icmpv6", type: "router-solicitation", sourceLink: e2 },
      },
    },
  ],
  [
    "IGMP report of a group that was left",
    "01005e00001602000000000a080046c0002800004000" + "0102f9f80a000001e0000016940400002200e9f90000000103000000ef010203",
    {
      source: mac("02:00:00:00:00:0a"),
      destination: mac("01:00:5e:00:00:16"),
      payload: {
        ...ip4Header,
        source: ip4("10.0.0.1"),
        destination: ip4("224.0.0.22"),
        tos: 0xc0,
        ttl: 1,
        id: 0,
        dontFragment: true,
        payload: { kind: "igmp", type: "v3-report", records: [{ change: "to_in", group: ip4("239.1.2.3") }] },
      },
    },
  ],
  [
    "router advertisement",
    "33330000000102000000000a86dd60016ab100883afffe80000000000000000000fffe00000aff0200000000000000000000000000018600fab54008001e0000000000000000030440c000000e10000007080000000020010db8000100000000000000000000180330000000025820010db8000900000000000000000000190300000000000a20010db80001000000000000000000531f0300000000000a076578616d706c65036f7267000000000501000000000578010102000000000a",
    {
      source: mac("02:00:00:00:00:0a"),
      destination: mac("33:33:00:00:00:01"),
      payload: {
        ...ip6Header,
        flowLabel: 0x16ab1,
        source: ip6("fe80::ff:fe00:a"),
        destination: ip6("ff02::1"),
        payload: {
          kind: "icmpv6",
          type: "router-advertisement",
          hopLimit: 64,
          managed: false,
          other: false,
          homeAgent: false,
          preference: "high",
          lifetimeSeconds: 30,
          reachableMillis: 0,
          retransmitMillis: 0,
          options: [
            {
              kind: "prefix",
              prefix: ip6("2001:db8:1::"),
              length: 64,
              onLink: true,
              autonomous: true,
              routerAddress: false,
              validSeconds: 3600,
              preferredSeconds: 1800,
            },
            { kind: "route", prefix: ip6("2001:db8:9::"), length: 48, preference: "medium", lifetimeSeconds: 600 },
            { kind: "rdnss", lifetimeSeconds: 10, servers: [ip6("2001:db8:1::53")] },
            { kind: "dnssl", lifetimeSeconds: 10, domains: ["example.org"] },
            { kind: "mtu", mtu: 1400 },
            { kind: "sourceLink", mac: mac("02:00:00:00:00:0a") },
          ],
        },
      },
    },
  ],
  [
    "listener report of two groups",
    "333300000016a668782c900886dd6000000000380001fe800000000000009c36f5fffe40e628ff0200000000000000000000000000163a000502000001008f00107e0000000204000000ff0200000000000000000001ff40e62804000000ff02000000000000000000000000006a",
    {
      source: mac("a6:68:78:2c:90:08"),
      destination: mac("33:33:00:00:00:16"),
      payload: {
        ...ip6Header,
        hopLimit: 1,
        source: ip6("fe80::9c36:f5ff:fe40:e628"),
        destination: ip6("ff02::16"),
        payload: {
          kind: "icmpv6",
          type: "mld2-report",
          records: [
            { change: "to_ex", group: ip6("ff02::1:ff40:e628") },
            { change: "to_ex", group: ip6("ff02::6a") },
          ],
        },
      },
    },
  ],
  [
    "address unreachable",
    "00000000000000000000000086dd6005f1d900483a40fd000000000000000000000000000001fd00000000000000000000000000000101032ecd00000000600a3b9900183a40fd000000000000000000000000000001fd0000000000000000000000000000098000566e00160001c606056b0000000055aa0e0000000000",
    {
      source: nobody,
      destination: nobody,
      payload: {
        ...ip6Header,
        hopLimit: 64,
        flowLabel: 0x5f1d9,
        source: ip6("fd00::1"),
        destination: ip6("fd00::1"),
        payload: {
          kind: "icmpv6",
          type: "unreachable",
          code: 3,
          info: 0,
          original: {
            ...ip6Header,
            hopLimit: 64,
            flowLabel: 0xa3b99,
            source: ip6("fd00::1"),
            destination: ip6("fd00::9"),
            payload: { kind: "icmpv6", type: "echo-request", id: 22, sequence: 1, data },
          },
        },
      },
    },
  ],
];

test.each(CAPTURED)("%s", (_, bytes, frame) => {
  expect(parseFrame(octets(bytes))).toEqual(frame);
  expect(hex(emitFrame(frame))).toBe(bytes);
  expect(frameLength(frame)).toBe(bytes.length / 2);
});

const anyMac = fc
  .uint8Array({ minLength: 6, maxLength: 6 })
  .map((bytes) => mac(hex(bytes).replace(/(..)(?!$)/g, "$1:")));
const anyIp4 = fc.nat(0xffffffff).map((value) => value as Ipv4);
const anyPayload: fc.Arbitrary<Payload> = fc.record({
  kind: fc.constant("ipv4" as const),
  source: anyIp4,
  destination: anyIp4,
  ttl: fc.nat(255),
  tos: fc.nat(255),
  id: fc.nat(65535),
  dontFragment: fc.boolean(),
  moreFragments: fc.constant(false),
  fragmentOffset: fc.constant(0),
  payload: fc.record({
    kind: fc.constant("udp" as const),
    sourcePort: fc.nat(65535),
    destinationPort: fc.nat(65535),
    data: fc.uint8Array({ maxLength: 64 }),
  }),
});

/** Whole words of options that are none the reader knows by themselves. */
const anyOptions = fc
  .array(fc.uint8Array({ minLength: 4, maxLength: 4 }), { minLength: 1, maxLength: 10 })
  .map((words) => ({ bytes: Uint8Array.from([1, ...words.flatMap((word) => [...word]).slice(1)]) }));

test("options of a header are carried along", () => {
  fc.assert(
    fc.property(anyPayload, anyOptions, (plain, options) => {
      const frame = { source: e1, destination: e2, payload: { ...plain, options } } as Frame;
      const bytes = emitFrame(frame);
      expect(parseFrame(bytes)).toEqual(frame);
      expect(bytes.length).toBe(frameLength(frame));
    }),
  );
});

test("what is written is read back, whatever tags it has", () => {
  const tag = fc.record(
    { id: fc.nat(4095), priority: fc.nat(7), protocol: fc.constant("802.1ad" as const) },
    { requiredKeys: ["id", "priority"] },
  );
  const tags = fc
    .array(tag, { maxLength: 3 })
    .map((list) => list.reduceRight<VlanTag | undefined>((inner, one) => (inner ? { ...one, inner } : one), undefined));
  fc.assert(
    fc.property(anyMac, anyMac, anyPayload, tags, (source, destination, payload, vlan) => {
      const frame: Frame = { source, destination, payload, ...(vlan ? { vlan } : {}) };
      const bytes = emitFrame(frame);
      expect(parseFrame(bytes)).toEqual(frame);
      // The outermost tag is not counted.
      expect(bytes.length).toBe(frameLength(frame) + (vlan ? VLAN_TAG : 0));
    }),
  );
});

test("no octets make the parser fail", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 120 }), fc.constantFrom("0800", "0806", "86dd", "8100"), (bytes, type) => {
      parseFrame(Uint8Array.from([...new Uint8Array(12), ...octets(type), ...bytes]));
    }),
  );
});

test("a single wrong bit in a header is noticed", () => {
  const bytes = octets(CAPTURED[2]?.[1] ?? "");
  fc.assert(
    fc.property(fc.nat(20 * 8 - 1), (bit) => {
      const broken = bytes.slice();
      broken[14 + (bit >> 3)] = (broken[14 + (bit >> 3)] ?? 0) ^ (1 << (bit & 7));
      expect(parseFrame(broken)?.payload.kind).toBe("raw-ethernet");
    }),
  );
});

test("the example of RFC 1071", () => {
  expect(checksum(octets("0001f203f4f5f6f7"))).toBe(~0xddf2 & 0xffff);
});

test("captures are read as they were written", () => {
  const captures = CAPTURED.map(([name, bytes], i) => ({
    device: name.startsWith("ARP") ? "eth0" : "docker0",
    atMicros: i * 5_000_000_000 + i,
    bytes: octets(bytes),
  }));
  const writer = new PcapngWriter();
  const file = [writer.header(), ...captures.map((capture) => writer.packet(capture))].flatMap((part) => [...part]);
  expect(readPcapng(Uint8Array.from(file))).toEqual(captures);
  expect(readPcapng(new Uint8Array(40))).toBeUndefined();
});
