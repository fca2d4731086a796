/** What probes of traceroute are made of, and what answers to them are shown as. */
import type { TcpOptions } from "../../../core/wire/frame.ts";
import { TCP_FLAG } from "../../../core/wire/tcp.ts";

const TCP_HEADER = 20;
/** The SYN of a probe with its options. */
const SYN = 40;
const MSS_OPTION = 4;

/** A SYN as connect(2) sends it has all options; one that was put together has the size of segments, and others have none. */
export function tcpOptions(flags: number, mss: number, nowMicros: number): TcpOptions {
  if (flags !== 0) return flags & TCP_FLAG.syn ? { mss } : {};
  const timestamps = { value: Math.floor(nowMicros / 1000), echo: 0 };
  return { mss, sackPermitted: true, timestamps, windowScale: 2 };
}

export function segmentLength(flags: number): number {
  if (flags === 0) return SYN;
  return TCP_HEADER + (flags & TCP_FLAG.syn ? MSS_OPTION : 0);
}

export function filled(size: number): Uint8Array {
  return new Uint8Array(size).map((_, i) => 0x40 + (i & 0x3f));
}

/** `-O info`: the flags of a segment, as they are told. */
export function flagNames(flags: number): string {
  const names = (["fin", "syn", "rst", "psh", "ack", "urg", "ece", "cwr"] as const).filter(
    (each) => flags & TCP_FLAG[each],
  );
  return ` <${names.join(",")}>`;
}

/** Marks of what else than the port was unreachable. */
export function mark(error: {
  readonly kind: "icmp" | "icmpv6";
  readonly code: number;
  readonly info: number;
  readonly type: string;
}) {
  const { code } = error;
  if (error.kind === "icmpv6") {
    if (error.type === "packet-too-big") return ` !F-${error.info}`;
    return [" !N", " !X", " !S", " !H", ""][code] ?? ` !<${code}>`;
  }
  const marks: Readonly<Record<number, string>> = {
    0: " !N",
    1: " !H",
    2: " !P",
    3: "",
    4: ` !F-${error.info}`,
    5: " !S",
  };
  if (code in marks) return marks[code] ?? "";
  if (code === 6 || code === 11) return " !N";
  if (code === 7 || code === 12) return " !H";
  if (code === 9 || code === 10 || code === 13) return " !X";
  return code === 14 ? " !V" : code === 15 ? " !C" : ` !<${code}>`;
}
