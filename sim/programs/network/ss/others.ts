/**
 * Sockets that are neither TCP nor UDP, as ss lists them: those of netlink(7), packet(7), raw(7), unix(7).
 *
 * Same as the original: the kernel's own netlink sockets in their order, who asks, whose device is watched, what ping has.
 * Simplified: packet sockets are of the kind raw.
 * Absent: netlink sockets of other programs (`ip monitor`), sockets of unix(7) that no program of the
 * simulator makes for itself (SOCK_SEQPACKET).
 */
import type { TcpState } from "../../../../core/datapath/tcp/socket.ts";
import type { Kernel } from "../../../kernel/kernel.ts";
import type { UnixType } from "../../../kernel/unix.ts";
import type { OtherTable } from "./options.ts";

/** A line of the table: addresses up to the colon, and what stands behind it. */
export interface OtherRow {
  readonly netid: string;
  readonly state: TcpState;
  /** Undefined where nobody asks who holds it. */
  readonly inode: number | undefined;
  readonly receive: number;
  readonly send: number;
  readonly local: readonly [address: string, port: string];
  readonly peer: readonly [address: string, port: string];
  /** Of unix(7); empty without a name. */
  readonly path?: string;
  readonly end?: SocketEnd;
}

/** What tells sockets of packet(7) and netlink(7) apart: the protocol, and the device or the program, 0 for any and the kernel. */
export interface SocketEnd {
  readonly of: "link" | "netlink";
  readonly number: number;
  readonly port: number;
}

const UNCONNECTED = { state: "CLOSE", inode: undefined } as const;

/** NETLINK_* of linux/netlink.h as ss names them, those that a kernel listens to. */
const NETLINK: readonly (readonly [number: number, name: string])[] = [
  [0, "rtnl"],
  [4, "tcpdiag"],
  [6, "xfrm"],
  [9, "audit"],
  [10, "fiblookup"],
  [12, "nft"],
  [15, "uevent"],
  [16, "genl"],
];
const ETH_P_ALL = 3;
/** What the kernel's answer and the request take in the queues of the two that are at it just now. */
const ASKED = 832;
const ANSWERING = 4352;

function netlinkRows(kernel: Pick<Kernel, "pid">, numeric: boolean): readonly OtherRow[] {
  return NETLINK.flatMap(([number, name]): OtherRow[] => {
    const row = (port: string, receive: number, pid: number): OtherRow => ({
      netid: "nl",
      end: { of: "netlink", number, port: pid },
      ...UNCONNECTED,
      receive,
      send: 0,
      local: [`${numeric ? number : name}:`, port],
      peer: ["*", ""],
    });
    const own = row(numeric ? "0" : "kernel", name === "tcpdiag" ? ASKED : 0, 0);
    return name === "tcpdiag" ? [own, row(`${numeric ? "" : "ss/"}${kernel.pid}`, ANSWERING, kernel.pid)] : [own];
  });
}

/** IPPROTO_ICMP and IPPROTO_ICMPV6, which stand where other sockets have ports. */
const PROTOCOL = { inet: ["1", "icmp"], inet6: ["58", "ipv6-icmp"] } as const;

/** unix_show: paths where others have addresses, inodes where they have ports. */
function unixRows(kernel: Pick<Kernel, "unixList">, netns: Kernel["netns"], type: UnixType): readonly OtherRow[] {
  const ends = kernel.unixList(netns).map(({ end }) => end);
  return ends
    .filter((end) => end.type === type)
    .map((end) => ({
      netid: type === "stream" ? "u_str" : "u_dgr",
      state: end.state,
      inode: end.inode,
      receive: end.state === "LISTEN" ? end.pending.length : end.queued,
      send: end.state === "LISTEN" ? end.backlog : 0,
      local: [`${end.name?.replaceAll("\0", "@") ?? "*"} `, String(end.inode)],
      peer: ["* ", String(end.peer?.inode ?? 0)],
      path: end.name?.replaceAll("\0", "@") ?? "",
    }));
}

/** The rows of one table. */
export function otherRows(
  kernel: Pick<Kernel, "pid" | "netns" | "datapath" | "unixList">,
  netns: Kernel["netns"],
  table: OtherTable,
  numeric: boolean,
  ifindex: (device: string) => number | undefined,
): readonly OtherRow[] {
  switch (table) {
    case "netlink":
      return netlinkRows(kernel, numeric);
    case "unix":
      return unixRows(kernel, netns, "stream");
    case "u_dgr":
      return unixRows(kernel, netns, "dgram");
    case "packet":
      return kernel.datapath.packetList(netns).map((device) => ({
        netid: "p_raw",
        end: { of: "link", number: ETH_P_ALL, port: device === undefined ? 0 : (ifindex(device) ?? 0) },
        ...UNCONNECTED,
        receive: 0,
        send: 0,
        local: ["*:", device ?? "*"],
        peer: ["*", ""],
      }));
    case "raw": {
      const families = kernel.datapath.pingList(netns);
      // ping opens one of each family when it is not told which.
      const all = families.flatMap((family) => (family === "inet" ? (["inet", "inet6"] as const) : [family]));
      return [...all]
        .sort((a, b) => Number(a === "inet6") - Number(b === "inet6"))
        .map((family) => {
          const any = family === "inet" ? "0.0.0.0:" : "*:";
          return {
            netid: "raw",
            ...UNCONNECTED,
            receive: 0,
            send: 0,
            local: [any, PROTOCOL[family][numeric ? 0 : 1]],
            peer: [any, "*"],
          };
        });
    }
    default:
      return [];
  }
}
