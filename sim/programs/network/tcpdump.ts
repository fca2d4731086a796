/**
 * tcpdump (Debian 12: tcpdump 4.99.3, libpcap 1.10.3): packets of a device, of all devices, or of a file, as text or
 * into a file.
 *
 * Same as the original: what it sees and where, and when (tcpdump-ring.ts), its lines, filters, files, messages and counters.
 * Simplified: its counters count what has come until it ends.
 * Absent: the options that tcpdump-options.ts names, dropping privileges.
 */

import { parseIp } from "../../../core/address/prefix.ts";
import { emitCooked, emitCooked1 } from "../../../core/capture/cooked.ts";
import { compileFilter } from "../../../core/capture/filter/filter.ts";
import { layersOf } from "../../../core/capture/filter/layers.ts";
import type { Test } from "../../../core/capture/filter/tests.ts";
import { type CaptureRecord, LINK_TYPE, parseCaptureFile } from "../../../core/capture/pcap-file.ts";
import { asciiDump, hexAndAsciiDump, hexDump } from "../../../core/capture/print/hex.ts";
import type { PrintOptions } from "../../../core/capture/print/options.ts";
import { dumpedPart, printPacket } from "../../../core/capture/print/packet.ts";
import type { Captured } from "../../../core/datapath/packet-socket.ts";
import { strerror } from "../../../core/errors.ts";
import { hardwareOf, isRunning, isUp, type Link } from "../../../core/model/link.ts";
import { LONGEST_NAME } from "../../../core/operation/link.ts";
import type { ExitStatus } from "../../../core/process.ts";
import { bytesOfText } from "../../../core/text-bytes.ts";
import { emitFrame } from "../../../core/wire/ethernet.ts";
import { WORLD_BEGAN_MICROS } from "../../kernel/release.ts";
import type { ProcessContext, Program } from "../../program.ts";
import { nameOf } from "./hosts.ts";
import { withNames } from "./resolve.ts";
import { parseTcpdump, type TcpdumpOptions } from "./tcpdump-options.ts";
import { type Arrival, PacketRing } from "./tcpdump-ring.ts";
import { Savefile } from "./tcpdump-savefile.ts";
import { Wakeable } from "./wakeable.ts";

const HOUR_MICROS = 3_600_000_000;
/** How long packets may be kept back; less where somebody watches the lines (main in tcpdump.c). */
const TIMEOUT_MICROS = 1_000_000;
const WATCHED_TIMEOUT_MICROS = 100_000;
/** st_blksize of files and pipes: what stdio(3) gathers. */
const STDIO_BUFFER = 4096;
const LINK_NAMES: Readonly<Record<number, string>> = {
  [LINK_TYPE.ethernet]: "EN10MB (Ethernet)",
  [LINK_TYPE.raw]: "RAW (Raw IP)",
  [LINK_TYPE.cooked1]: "LINUX_SLL (Linux cooked v1)",
  [LINK_TYPE.cooked2]: "LINUX_SLL2 (Linux cooked v2)",
};

const LOST = "0 packets dropped by kernel";

class Fatal {
  readonly message: string;
  constructor(message: string) {
    this.message = message;
  }
}

async function run(context: ProcessContext): Promise<ExitStatus> {
  const parsed = parseTcpdump(context.argv);
  if (parsed.kind === "stop") {
    if (parsed.stderr !== "") await context.stderr.write(parsed.stderr);
    if (parsed.stdout !== "") await context.stdout.write(parsed.stdout);
    return parsed.status;
  }
  const { options } = parsed;
  if (options.listDevices) {
    await context.stdout.write(deviceList(context));
    return 0;
  }
  const early = listsOrUser(context, options);
  if (early instanceof Fatal) {
    await context.stderr.write(`tcpdump: ${early.message}\n`);
    return 1;
  }
  if (early !== undefined) {
    await context.stderr.write(early);
    return 0;
  }
  const problem =
    options.read === undefined ? await live(context, options) : await fromFile(context, options, options.read);
  if (!problem) return 0;
  await context.stderr.write(`tcpdump: ${problem.message}\n`);
  return 1;
}

function links(context: ProcessContext): readonly Link[] {
  const { kernel } = context;
  const config = kernel.config();
  return (config.netns[kernel.netns]?.byIndex.ids ?? [])
    .flatMap((id) => config.links[id] ?? [])
    .sort((a, b) => a.ifindex - b.ifindex);
}

interface CaptureDevice {
  readonly name: string;
  readonly text: string;
  readonly merit: number;
}

/** What get_figure_of_merit of libpcap counts against a device, the worst first. */
const DEMERIT = { notRunning: 16, notUp: 8, disconnected: 4, loopback: 2, any: 1 };
const NO_DEVICE = DEMERIT.notRunning + DEMERIT.notUp;

function captureDevice(link: Link): CaptureDevice {
  const loopback = link.kind.type === "loopback";
  const running = isRunning(link);
  const merit =
    (running ? 0 : DEMERIT.notRunning) +
    (isUp(link) ? 0 : DEMERIT.notUp) +
    (loopback ? DEMERIT.loopback : running ? 0 : DEMERIT.disconnected);
  const up = isUp(link) ? (running ? "Up, Running" : "Up") : "none";
  const text = loopback
    ? `${link.name} [${isUp(link) ? "Up, Running, " : ""}Loopback]`
    : `${link.name} [${up}, ${running ? "Connected" : "Disconnected"}]`;
  return { name: link.name, text, merit };
}

/** pcap_findalldevs(3): links, then what is no network device, the best to capture on first. */
function captureDevices(context: ProcessContext): readonly CaptureDevice[] {
  const others = [
    { name: "bluetooth-monitor", text: "bluetooth-monitor (Bluetooth Linux Monitor) [Wireless]" },
    { name: "nflog", text: "nflog (Linux netfilter log (NFLOG) interface) [none]" },
    { name: "nfqueue", text: "nfqueue (Linux netfilter queue (NFQUEUE) interface) [none]" },
    { name: "dbus-system", text: "dbus-system (D-Bus system bus) [none]" },
    { name: "dbus-session", text: "dbus-session (D-Bus session bus) [none]" },
  ];
  return [
    ...links(context).map(captureDevice),
    { name: "any", text: "any (Pseudo-device that captures on all interfaces) [Up, Running]", merit: DEMERIT.any },
    ...others.map((other) => ({ ...other, merit: NO_DEVICE })),
  ].sort((a, b) => a.merit - b.merit);
}

function deviceList(context: ProcessContext): string {
  return captureDevices(context)
    .map(({ text }, i) => `${i + 1}.${text}\n`)
    .join("");
}

/** show_dlts, show_tstamp_types; the user of -Z, whom nobody may know. */
function listsOrUser(context: ProcessContext, options: TcpdumpOptions): string | Fatal | undefined {
  const device = options.device ?? captureDevices(context)[0]?.name ?? "any";
  if (options.listTimeStamps) return `Time stamp types for ${device} (use option -j to set):\n  host (Host)\n`;
  if (options.listLinkTypes && options.read === undefined) {
    const link = links(context).find(({ name }) => name === device);
    if (device !== "any" && !link) return new Fatal(`${device}: No such device exists\n(No such device exists)`);
    if (link && !isUp(link)) return new Fatal(`${device}: That device is not up`);
    const types = device === "any" ? [LINK_TYPE.cooked1, LINK_TYPE.cooked2] : [linkTypeOf(context, device) as number];
    const lines = types.map((type) => `  ${LINK_NAMES[type]}\n`);
    // What a cable modem's Ethernet carries, for whoever knows that it is one.
    const others = link && hardwareOf(link) === "ether" ? "  DOCSIS (DOCSIS) (printing not supported)\n" : "";
    return `Data link types for ${device} (use option -y to set):\n${lines.join("")}${others}`;
  }
  const passwd = context.files.readFile("/etc/passwd");
  const known = !passwd.ok || passwd.value.split("\n").some((line) => line.split(":")[0] === options.user);
  return options.user === undefined || known ? undefined : new Fatal(`Couldn't find user '${options.user}'`);
}

async function filterOf(context: ProcessContext, options: TcpdumpOptions, linkType: number): Promise<Test | Fatal> {
  let text = options.filter;
  if (options.filterFile !== undefined) {
    const read = context.files.readFile(absolute(context, options.filterFile));
    if (!read.ok) return new Fatal(`can't open ${options.filterFile}: ${strerror(read.error)}`);
    // read_infile: what stands behind a # is a remark.
    text = read.value.replaceAll(/#[^\n]*/g, "");
  }
  const compiled = await withNames(context, (resolve) =>
    compileFilter(text, linkType, (name) => resolve(name).map(({ address }) => address)),
  );
  return compiled.ok ? compiled.test : new Fatal(compiled.message);
}

/** Where packets go: lines on standard output, or a file. */
class Sink {
  readonly #context: ProcessContext;
  readonly #options: TcpdumpOptions;
  readonly #linkType: number;
  readonly #print: PrintOptions;
  readonly #file: Savefile | undefined;
  readonly #unbuffered: boolean;
  #text = "";
  #first: number | undefined;
  #previous: number | undefined;
  packets = 0;

  constructor(context: ProcessContext, options: TcpdumpOptions, linkType: number, file: Savefile | undefined) {
    this.#context = context;
    this.#options = options;
    this.#linkType = linkType;
    this.#file = file;
    this.#unbuffered = context.stdout.terminal !== undefined || options.lineBuffered;
    this.#print = {
      numeric: options.numeric,
      link: options.link,
      verbose: options.verbose,
      quiet: options.quiet,
      unchecked: options.unchecked,
      absoluteSequence: options.absoluteSequence,
      dumping: options.hex > 0 || options.hexAscii > 0,
      hostName: (text) => {
        const address = parseIp(text);
        return address === undefined ? undefined : nameOf(context.files, address);
      },
      deviceName: (ifindex) => links(context).find((link) => link.ifindex === ifindex)?.name,
    };
  }

  /** "full": no packet fits any more; a Fatal: a file that could not be opened. */
  async take(record: CaptureRecord): Promise<"full" | Fatal | undefined> {
    const taken = await this.#file?.take(record);
    if (taken === "full") return taken;
    if (taken) return new Fatal(taken.problem);
    this.packets++;
    if (this.#options.countOnly) return undefined;
    if (!this.#file || this.#options.print) await this.write(this.#line(record));
    return undefined;
  }

  /** To standard output as stdio(3) does: at once to a terminal and with -l, else when a buffer is full. */
  async write(text: string): Promise<void> {
    this.#text += text;
    const ready = this.#unbuffered ? this.#text.length : this.#text.length - (this.#text.length % STDIO_BUFFER);
    if (ready === 0) return;
    const written = this.#text.slice(0, ready);
    this.#text = this.#text.slice(ready);
    await this.#context.stdout.write(written);
  }

  async flush(): Promise<void> {
    const text = this.#text;
    this.#text = "";
    if (text !== "") await this.#context.stdout.write(text);
  }

  #line(record: CaptureRecord): string {
    const { hex, hexAscii, ascii, numbered } = this.#options;
    const { bytes } = record;
    let line = numbered ? `${String(this.packets).padStart(5)}  ` : "";
    line += this.#time(record.atMicros);
    line += printPacket(bytes, record.length, this.#linkType, this.#print);
    const whole = Math.max(hex, hexAscii, ascii) > 1;
    const dumped = whole ? bytes : dumpedPart(bytes, this.#linkType);
    if (hexAscii > 0) line += hexAndAsciiDump(dumped, "\t");
    else if (hex > 0) line += hexDump(dumped, "\t");
    else if (ascii > 0) line += asciiDump(dumped);
    return `${line}\n`;
  }

  /** ts_print: nothing, seconds since 1970, or the time of day, the date, what has passed since. The clock is UTC. */
  #time(atMicros: number): string {
    const { timestamp } = this.#options;
    const previous = this.#previous ?? atMicros;
    this.#first ??= atMicros;
    this.#previous = atMicros;
    const nanoseconds = this.#options.nanoseconds ? "000" : "";
    const fraction = (micros: number) => `${String(micros % 1_000_000).padStart(6, "0")}${nanoseconds}`;
    const clock = (micros: number) => new Date(Math.floor(micros / 1000)).toISOString().slice(11, 19);
    if (timestamp === 1) return "";
    if (timestamp === 2) return `${Math.floor(atMicros / 1_000_000)}.${fraction(atMicros)} `;
    if (timestamp === 3 || timestamp >= 5) {
      const passed = atMicros - (timestamp === 3 ? previous : this.#first);
      const hours = String(Math.floor(passed / HOUR_MICROS)).padStart(2, "0");
      return ` ${hours}${clock(passed).slice(2)}.${fraction(passed)} `;
    }
    const date = timestamp === 4 ? `${new Date(Math.floor(atMicros / 1000)).toISOString().slice(0, 10)} ` : "";
    return `${date}${clock(atMicros)}.${fraction(atMicros)} `;
  }
}

/** The file that -w names, opened. */
async function output(
  context: ProcessContext,
  options: TcpdumpOptions,
  linkType: number,
  snapLength: number,
): Promise<Savefile | undefined | Fatal> {
  if (options.write === undefined) return undefined;
  const file = new Savefile(context, options, options.write, linkType, snapLength);
  const problem = await file.begin();
  return problem === undefined ? file : new Fatal(problem);
}

function absolute(context: ProcessContext, path: string): string {
  return path.startsWith("/") ? path : `${context.cwd}/${path}`;
}

async function live(context: ProcessContext, options: TcpdumpOptions): Promise<Fatal | undefined> {
  const { kernel, self, stderr } = context;
  const wanted = options.device ?? captureDevices(context)[0]?.name ?? "any";
  const listed = /^\d+$/.test(wanted) ? captureDevices(context)[Number(wanted) - 1]?.name : wanted;
  if (listed === undefined) return new Fatal("Invalid adapter index");
  const waker = new Wakeable(kernel, self);
  const ring = new PacketRing(timeoutOf(context, options), options.snapLength, kernel.nowMicros());
  const early: Captured[] = [];
  let take = (captured: Captured) => {
    early.push(captured);
  };
  // iface_get_id knows no name that is longer than an interface's.
  if (listed.length > LONGEST_NAME) return new Fatal(`${listed}: No such device exists\n(No such device exists)`);
  const opened = kernel.openPacket(listed, (captured) => take(captured), {
    promiscuous: options.promiscuous && listed !== "any",
  });
  if (!opened.ok) {
    if (opened.error === "ENETDOWN") return new Fatal(`${listed}: That device is not up`);
    if (opened.error === "ENODEV") return new Fatal(`${listed}: No such device exists\n(No such device exists)`);
    const permission = "You don't have permission to perform this capture on that device";
    return new Fatal(`${listed}: ${permission}\n(socket: ${strerror(opened.error)})`);
  }
  const { socket } = opened.value;
  let interrupted = false;
  const stop = () => {
    interrupted = true;
    waker.wake();
  };
  let asked = false;
  let flushing = false;
  const deaf = [
    self.signals.catch("INT", stop),
    self.signals.catch("TERM", stop),
    self.signals.catch("HUP", stop),
    self.signals.catch("USR1", () => {
      asked = true;
      waker.wake();
    }),
    self.signals.catch("USR2", () => {
      flushing = true;
      waker.wake();
    }),
  ];
  try {
    const linkType =
      options.linkType === "LINUX_SLL" && listed === "any" ? LINK_TYPE.cooked1 : linkTypeOf(context, listed);
    if (listed === "any") await stderr.write("tcpdump: data link type LINUX_SLL2\n");
    const test = await filterOf(context, options, linkType);
    if (test instanceof Fatal) return test;
    const file = await output(context, options, linkType, options.snapLength);
    if (file instanceof Fatal) return file;
    const sink = new Sink(context, options, linkType, file);
    const terse = options.verbose === 0 && (options.write === undefined || options.print);
    await stderr.write(
      `tcpdump: ${terse ? "verbose output suppressed, use -v[v]... for full protocol decode\n" : ""}` +
        `listening on ${listed}, link-type ${LINK_NAMES[linkType]}, snapshot length ${options.snapLength} bytes\n`,
    );
    take = (captured) => {
      const record = recordOf(captured, linkType);
      if (!test(layersOf(record.bytes, record.length, linkType, true))) return;
      const due = ring.dueMicros;
      ring.put({ captured, record }, kernel.nowMicros());
      if (due === undefined || ring.dueMicros !== due) waker.wake();
    };
    for (const captured of early) take(captured);
    let received = 0;
    const counts = (): readonly string[] => [
      `${packetsText(sink.packets)} captured`,
      `${packetsText(received + ring.waiting)} received by filter`,
      LOST,
    ];
    const full = () => options.count !== undefined && sink.packets >= options.count;
    while (!interrupted && !self.signals.pending && !full()) {
      if (asked) await stderr.write(`tcpdump: ${counts().join(", ")}\n`);
      if (flushing) await file?.flush();
      asked = flushing = false;
      const arrival: Arrival | undefined = ring.take(kernel.nowMicros());
      if (!arrival) {
        await waker.sleep(Math.max(1, (ring.dueMicros ?? kernel.nowMicros() + HOUR_MICROS) - kernel.nowMicros()));
        continue;
      }
      const { captured, record } = arrival;
      received++;
      if (!concerns(captured, options.direction)) continue;
      const taken = await sink.take({ ...record, bytes: record.bytes.subarray(0, options.snapLength) });
      if (taken instanceof Fatal) return taken;
      if (taken === undefined) continue;
      await stderr.write(`Maximum file limit reached: ${options.files}\n`);
      break;
    }
    // Whatever it does not catch ends it as it stands, with what it has not written.
    if (!interrupted && self.signals.pending) return undefined;
    await file?.close();
    if (options.write === undefined) {
      // A line that was being printed would end here.
      if (interrupted) await sink.write("\n");
      await sink.flush();
    }
    if (options.countOnly) await sink.write(`${packetsText(sink.packets)}\n`);
    else
      await stderr.write(
        counts()
          .map((line) => `${line}\n`)
          .join(""),
      );
    await sink.flush();
    return undefined;
  } finally {
    kernel.datapath.close(socket);
    for (const forget of deaf) forget();
  }
}

function timeoutOf(context: ProcessContext, options: TcpdumpOptions): number {
  if (options.immediate) return 0;
  const lines = options.write === undefined || options.print;
  const watched = lines && (context.stdout.terminal !== undefined || options.lineBuffered);
  return watched ? WATCHED_TIMEOUT_MICROS : TIMEOUT_MICROS;
}

/** map_arphrd_to_dlt: tunnels have no link layer, and GRE's device is of a type that libpcap does not know. */
function linkTypeOf(context: ProcessContext, device: string): number {
  if (device === "any") return LINK_TYPE.cooked2;
  const link = links(context).find(({ name }) => name === device);
  const hardware = link && hardwareOf(link);
  if (hardware === "gre" || hardware === "tunnel6" || hardware === "gre6") return LINK_TYPE.cooked1;
  return hardware === "ipip" || hardware === "sit" ? LINK_TYPE.raw : LINK_TYPE.ethernet;
}

function packetsText(count: number): string {
  return `${count} packet${count === 1 ? "" : "s"}`;
}

function captureOf(captured: Captured, linkType: number): Uint8Array {
  switch (linkType) {
    case LINK_TYPE.cooked2:
      return emitCooked(captured);
    case LINK_TYPE.cooked1:
      return emitCooked1(captured);
    case LINK_TYPE.raw:
      return emitFrame(captured.frame).subarray(14);
    default:
      return emitFrame(captured.frame);
  }
}

function recordOf(captured: Captured, linkType: number): CaptureRecord {
  const bytes = captureOf(captured, linkType);
  return { atMicros: WORLD_BEGAN_MICROS + captured.atMicros, bytes, length: bytes.length };
}

/** linux_check_direction: what leaves by lo comes in by it too, and is shown once. */
function concerns({ type, device }: Captured, direction: TcpdumpOptions["direction"]): boolean {
  if (type === "outgoing") return !device.loopback && direction !== "in";
  return direction !== "out";
}

async function fromFile(context: ProcessContext, options: TcpdumpOptions, path: string): Promise<Fatal | undefined> {
  const bytes = await contents(context, path);
  if (bytes instanceof Fatal) return bytes;
  const capture = parseCaptureFile(bytes);
  if (typeof capture === "string") return new Fatal(capture);
  const { linkType } = capture;
  if (LINK_NAMES[linkType] === undefined) return new Fatal(`netnone does not model packets of link type ${linkType}`);
  await context.stderr.write(
    `reading from file ${path}, link-type ${LINK_NAMES[linkType]}, snapshot length ${capture.snapLength}\n` +
      (linkType === LINK_TYPE.cooked2 ? "Warning: interface names might be incorrect\n" : ""),
  );
  const test = await filterOf(context, options, linkType);
  if (test instanceof Fatal) return test;
  const file = await output(context, options, linkType, capture.snapLength);
  if (file instanceof Fatal) return file;
  const sink = new Sink(context, { ...options, snapLength: capture.snapLength }, linkType, file);
  for (const record of capture.records) {
    if (options.count !== undefined && sink.packets >= options.count) break;
    if (!test(layersOf(record.bytes, record.length, linkType, false))) continue;
    const taken = await sink.take(record);
    if (taken instanceof Fatal) return taken;
    if (taken === "full") break;
  }
  await sink.flush();
  await file?.close();
  if (options.countOnly) await context.stdout.write(`${packetsText(sink.packets)}\n`);
  return capture.damage === undefined ? undefined : new Fatal(capture.damage);
}

async function contents(context: ProcessContext, path: string): Promise<Uint8Array | Fatal> {
  if (path !== "-") {
    const read = context.files.readFile(absolute(context, path));
    return read.ok ? Uint8Array.from(bytesOfText(read.value)) : new Fatal(`${path}: ${strerror(read.error)}`);
  }
  let text = "";
  for (;;) {
    const chunk = await context.stdin.read(context.self.signals);
    if (chunk === null) return Uint8Array.from(bytesOfText(text));
    text += chunk;
  }
}

export const tcpdump: Program = {
  name: "tcpdump",
  path: "/usr/bin/tcpdump",
  summary: "show the packets that pass a device",
  run,
  complete: (words) => {
    const last = words.at(-1) ?? "";
    if (words.at(-2) === "-i") return ["<device>"];
    if (words.at(-2) === "-r" || words.at(-2) === "-w") return ["<file>"];
    if (last.startsWith("-")) return [..."ADceilnpqQrstUvwxX"].map((letter) => `-${letter}`);
    return ["arp", "and", "ether", "host", "icmp", "icmp6", "ip", "ip6", "net", "not", "or", "port", "tcp", "udp"];
  },
};
