/** What sort of packet a frame is, for colour, shape and legend, and how it is put in a line. */
import { formatIpv4 } from "../../core/address/ipv4.ts";
import type { Frame, Icmp, Icmpv6 } from "../../core/wire/frame.ts";

export type PacketKind =
  | "arpRequest"
  | "arpReply"
  | "echoRequest"
  | "echoReply"
  | "icmpError"
  | "ndp"
  | "multicast"
  | "transport";

export const PACKET_KINDS: readonly PacketKind[] = [
  "arpRequest",
  "arpReply",
  "echoRequest",
  "echoReply",
  "ndp",
  "icmpError",
  "transport",
  "multicast",
];

export function kindOf(frame: Frame): PacketKind {
  const { payload } = frame;
  if (payload.kind === "arp") return payload.operation === "request" ? "arpRequest" : "arpReply";
  if (payload.kind === "raw-ethernet") return "transport";
  if (payload.kind === "mpls") return kindOf({ ...frame, payload: payload.payload });
  const inner = payload.payload;
  if (inner.kind === "icmp") {
    if (inner.type === "echo-request") return "echoRequest";
    if (inner.type === "echo-reply") return "echoReply";
    return "icmpError";
  }
  if (inner.kind === "igmp") return "multicast";
  if (inner.kind !== "icmpv6") return "transport";
  switch (inner.type) {
    case "echo-request":
      return "echoRequest";
    case "echo-reply":
      return "echoReply";
    case "neighbor-solicitation":
      // From the unspecified address it is duplicate address detection (RFC 4862 section 5.4.2), nobody's question.
      return payload.source === "::" ? "multicast" : "ndp";
    case "neighbor-advertisement":
    case "redirect":
      return "ndp";
    case "router-advertisement":
    case "router-solicitation":
    case "mld2-report":
      return "multicast";
    default:
      return "icmpError";
  }
}

/** In the words of tcpdump(8), which are the same in every language. */
export function frameText(frame: Frame): string {
  const { payload } = frame;
  if (payload.kind === "arp") {
    const target = formatIpv4(payload.targetIp);
    const sender = formatIpv4(payload.senderIp);
    return payload.operation === "request"
      ? `who-has ${target} tell ${sender}`
      : `${sender} is-at ${payload.senderMac}`;
  }
  if (payload.kind === "raw-ethernet") return `${frame.source} > ${frame.destination}`;
  if (payload.kind === "mpls") {
    const labels = payload.labels.map(({ label }) => label).join("/");
    return `MPLS ${labels} ${frameText({ ...frame, payload: payload.payload })}`;
  }
  const ends =
    payload.kind === "ipv4"
      ? `${formatIpv4(payload.source)} > ${formatIpv4(payload.destination)}`
      : `${payload.source} > ${payload.destination}`;
  const inner = payload.payload;
  if (inner.kind === "icmp" || inner.kind === "icmpv6") return `${ends}: ${icmpText(inner)}`;
  if (inner.kind === "udp") return `${ends}: UDP ${inner.sourcePort} > ${inner.destinationPort}`;
  return ends;
}

function icmpText(message: Icmp | Icmpv6): string {
  switch (message.type) {
    case "echo-request":
    case "echo-reply":
      return `${message.type.replace("-", " ")}, seq ${message.sequence}`;
    case "neighbor-solicitation":
      return `who has ${message.target}`;
    case "neighbor-advertisement":
      return `${message.target} is here`;
    default:
      return message.type.replaceAll("-", " ");
  }
}
