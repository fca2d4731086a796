/** Stacks of labels (RFC 3032). */
import { be32, concat, put32 } from "./bytes.ts";
import type { MplsLabel, MplsPacket } from "./frame.ts";
import { emitIpv4, parseIpv4Packet } from "./ipv4.ts";
import { emitIpv6, parseIpv6Packet } from "./ipv6.ts";

/** Octets of a label. */
export const MPLS_LABEL = 4;
const BOTTOM = 0x100;

/** Undefined where the stack does not end, or what is behind it is neither IPv4 nor IPv6. */
export function parseMpls(bytes: Uint8Array): MplsPacket | undefined {
  const labels: MplsLabel[] = [];
  for (let at = 0; at + MPLS_LABEL <= bytes.length; at += MPLS_LABEL) {
    const word = be32(bytes, at);
    labels.push({ label: word >>> 12, trafficClass: (word >>> 9) & 7, ttl: word & 0xff });
    if ((word & BOTTOM) === 0) continue;
    const data = bytes.subarray(at + MPLS_LABEL);
    const version = (data[0] ?? 0) >> 4;
    const payload = version === 4 ? parseIpv4Packet(data) : version === 6 ? parseIpv6Packet(data) : undefined;
    return payload && { kind: "mpls", labels, payload };
  }
  return undefined;
}

export function emitMpls({ labels, payload }: MplsPacket): Uint8Array {
  const stack = new Uint8Array(MPLS_LABEL * labels.length);
  for (const [at, { label, trafficClass, ttl }] of labels.entries())
    put32(
      stack,
      MPLS_LABEL * at,
      label * 0x1000 + ((trafficClass << 9) | (at === labels.length - 1 ? BOTTOM : 0) | ttl),
    );
  return concat(stack, payload.kind === "ipv4" ? emitIpv4(payload) : emitIpv6(payload));
}
