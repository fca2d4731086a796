/**
 * The listing of sockets of `netstat` (tcp_do_one, udp_do_one, addr_do_one of net-tools 2.10, and busybox's netstat.c).
 *
 * Same as the original: columns, how long addresses are cut, names of hosts, ports and users, timers, programs.
 * Simplified: nobody in the simulated world has raw sockets that are listed, so that their list is empty.
 */
import { formatEnd } from "../../../core/address/mapped.ts";
import { formatIp, type IpAddress } from "../../../core/address/prefix.ts";
import { portName } from "../../../core/capture/services.ts";
import type { SocketShow } from "../../../core/command/net-tools/netstat.ts";
import type { TcpState } from "../../../core/datapath/tcp/socket.ts";
import { type SocketRow, socketRows, type Transport } from "../../kernel/socket-rows.ts";
import type { ProcessContext } from "../../program.ts";
import { userOf } from "../base/support.ts";
import { nameOf } from "./hosts.ts";
import { socketUsers } from "./socket-users.ts";

/** What is cut to this where -W does not say otherwise: a port's name keeps up to four characters less. */
const SHORT_LENGTH = 22;
const PROGRAM_WIDTH = 20;
const HERTZ = 100;

/** Does the list hold the socket: everything, what waits for somebody, or what has somebody? */
function listed({ peerPort }: SocketRow, show: Pick<SocketShow, "all" | "listening">): boolean {
  return show.all || show.listening === (peerPort === 0);
}

function title(kind: string, show: Pick<SocketShow, "all" | "listening">): string {
  const which = show.all ? "servers and established" : show.listening ? "only servers" : "w/o servers";
  return `Active ${kind} (${which})\n`;
}

function hostText(context: ProcessContext, row: SocketRow, address: IpAddress | undefined, numeric: boolean): string {
  if (address === undefined || address === 0 || address === "::") {
    if (row.family === "inet") return "0.0.0.0";
    return numeric ? "::" : "[::]";
  }
  // IPv4 over an IPv6 socket is shown as IPv4.
  return (numeric ? undefined : nameOf(context.files, address)) ?? formatIp(address);
}

function portText(port: number, netid: Transport, numeric: boolean): string {
  return port === 0 ? "*" : ((numeric ? undefined : portName(port, netid)) ?? String(port));
}

/** addr_do_one. */
function endText(host: string, port: string, wide: boolean): string {
  if (wide || host.length + port.length <= SHORT_LENGTH) return `${host}:${port}`;
  const room = Math.min(port.length, SHORT_LENGTH - 4);
  return `${host.slice(0, SHORT_LENGTH - room)}:${port.slice(0, room)}`;
}

/** `off (0.00/0/0)`: what is left, retransmissions, probes. */
function timerText({ timer }: SocketRow): string {
  if (!timer) return "off (0.00/0/0)";
  const word = timer.word === "persist" ? "probe" : timer.word;
  const left = (Math.floor((timer.leftMicros * HERTZ) / 1_000_000) / HERTZ).toFixed(2);
  const [again, probes] = word === "probe" ? [0, timer.count] : [timer.count, 0];
  return `${word} (${left}/${again}/${probes})`;
}

function stateText({ netid, state }: SocketRow): string {
  return netid === "udp" && state === "CLOSE" ? "" : STATE_WORDS[state];
}

const STATE_WORDS: Readonly<Record<TcpState, string>> = {
  ESTABLISHED: "ESTABLISHED",
  SYN_SENT: "SYN_SENT",
  SYN_RECV: "SYN_RECV",
  FIN_WAIT1: "FIN_WAIT1",
  FIN_WAIT2: "FIN_WAIT2",
  TIME_WAIT: "TIME_WAIT",
  CLOSE: "CLOSE",
  CLOSE_WAIT: "CLOSE_WAIT",
  LAST_ACK: "LAST_ACK",
  LISTEN: "LISTEN",
  CLOSING: "CLOSING",
};

/** TCP before UDP, which is how netstat reads /proc/net. */
function listedRows(
  { kernel }: ProcessContext,
  show: Pick<SocketShow, "all" | "listening" | "tcp" | "udp" | "family">,
): readonly SocketRow[] {
  const rows = socketRows(kernel, kernel.netns).filter(
    (row) => listed(row, show) && (show.family === undefined || show.family === row.family),
  );
  return (["tcp", "udp"] as const).flatMap((transport) =>
    show[transport] ? rows.filter(({ netid }) => netid === transport) : [],
  );
}

/** The queues of a line: of a listener /proc/net/tcp shows no backlog. */
function queues({ state, receive, send }: SocketRow): string {
  return `${String(receive).padStart(6)} ${String(state === "LISTEN" ? 0 : send).padStart(6)}`;
}

/** Everything that `netstat` prints of sockets; `complaint` goes to standard error first. */
export function printSockets(
  context: ProcessContext,
  show: SocketShow,
): { readonly text: string; readonly complaint: string } {
  let { complaint } = show;
  let out = "";
  const holders = show.programs ? socketUsers(context) : undefined;
  if (show.programs && context.kernel.credentials.uid !== 0)
    complaint +=
      holders?.size === 0
        ? `(No info could be read for "-p": geteuid()=${context.kernel.credentials.uid} but you should be root.)\n`
        : "(Not all processes could be identified, non-owned process info\n will not be shown, you would have to be root to see it all.)\n";
  const program = (inode: number | undefined) => {
    const holder = inode === undefined ? undefined : holders?.get(inode)?.at(-1);
    return (holder ? `${holder.pid}/${holder.name}`.slice(0, PROGRAM_WIDTH - 1) : "-").padEnd(PROGRAM_WIDTH);
  };
  const owner = (uid: number) => (show.numericUsers ? undefined : userOf(context.files, uid)?.name) ?? String(uid);
  if (show.internet) {
    out += title("Internet connections", show);
    out += "Proto Recv-Q Send-Q Local Address           Foreign Address         State      ";
    if (show.extended) out += " User       Inode     ";
    if (show.programs) out += ` ${"PID/Program name".padEnd(PROGRAM_WIDTH)}`;
    out += `${show.timers ? " Timer" : ""}\n`;
    for (const row of listedRows(context, show)) {
      const end = (address: IpAddress | undefined, port: number) =>
        endText(
          hostText(context, row, address, show.numericHosts),
          portText(port, row.netid, show.numericPorts),
          show.wide,
        ).padEnd(23);
      const proto = row.family === "inet6" ? `${row.netid}6` : row.netid;
      out += `${proto.padEnd(4)}  ${queues(row)} ${end(row.local, row.localPort)} ${end(row.peer, row.peerPort)} ${stateText(row).padEnd(11)}`;
      if (show.extended) out += ` ${owner(row.uid).padEnd(10)} ${String(row.inode ?? 0).padEnd(10)}`;
      if (show.programs) out += ` ${program(row.inode)}`;
      out += `${show.timers ? ` ${timerText(row)}` : ""}\n`;
    }
  }
  out += show.groups;
  if (show.unix) {
    out += title("UNIX domain sockets", show);
    out += `Proto RefCnt Flags       Type       State         I-Node  ${show.programs ? ` ${"PID/Program name".padEnd(PROGRAM_WIDTH)}` : ""} Path\n`;
    for (const row of unixRows(context, show))
      out += `${unixText(row, 8)} ${show.programs ? `${program(row.inode)} ` : ""}${row.name}\n`;
  }
  return { text: out, complaint };
}

interface UnixRow {
  readonly references: number;
  readonly type: "STREAM" | "DGRAM";
  readonly state: "LISTENING" | "CONNECTED" | "";
  readonly inode: number;
  readonly name: string;
}

/** unix_do_one: without -a and -l everything but who listens, with -l who listens alone. */
function unixRows({ kernel }: ProcessContext, show: Pick<SocketShow, "all" | "listening">): readonly UnixRow[] {
  const rows = kernel.unixList(kernel.netns).map(
    ({ end, references }): UnixRow => ({
      references,
      type: end.type === "stream" ? "STREAM" : "DGRAM",
      state: end.state === "LISTEN" ? "LISTENING" : end.state === "ESTABLISHED" ? "CONNECTED" : "",
      inode: end.inode,
      name: end.name?.replaceAll("\0", "@") ?? "",
    }),
  );
  return rows.filter(({ state }) => show.all || (state === "LISTENING") === show.listening);
}

function unixText({ references, type, state, inode }: UnixRow, width: number): string {
  const flags = state === "LISTENING" ? "[ ACC ]" : "[ ]";
  return `unix  ${String(references).padEnd(6)} ${flags.padEnd(11)} ${type.padEnd(10)} ${state.padEnd(13)} ${String(inode).padEnd(width)}`;
}

/** busybox: one protocol's name for both families, addresses never cut, and a space behind the state. */
export function printBusyboxSockets(
  context: ProcessContext,
  show: Pick<SocketShow, "all" | "listening" | "tcp" | "udp" | "family" | "internet" | "unix" | "numericHosts">,
): string {
  let out = "";
  const { numericHosts: numeric } = show;
  if (show.internet) {
    out += title("Internet connections", show);
    out += "Proto Recv-Q Send-Q Local Address           Foreign Address         State       \n";
    for (const row of listedRows(context, show)) {
      const end = (address: IpAddress | undefined, port: number) => {
        const named = numeric || address === undefined ? undefined : nameOf(context.files, address);
        const any = row.family === "inet" ? "0.0.0.0" : "::";
        const host = named ?? (address === undefined ? any : formatEnd(row.family, address));
        return `${host}:${portText(port, row.netid, numeric)}`.padEnd(23);
      };
      out += `${row.netid}   ${queues(row)} ${end(row.local, row.localPort)} ${end(row.peer, row.peerPort)} ${stateText(row).padEnd(12)}\n`;
    }
  }
  if (show.unix) {
    out += title("UNIX domain sockets", show);
    out += "Proto RefCnt Flags       Type       State         I-Node Path\n";
    for (const row of unixRows(context, show)) out += `${unixText(row, 6)} ${row.name}\n`;
  }
  return out;
}
