/**
 * `ifconfig` of net-tools 2.10 (ifconfig(8)): words are carried out one after the other as they are read, and one that fails
 * does not keep the others from being tried.
 *
 * Same as Linux: what is shown of devices and labels, addresses of their class, labels, flags, MTU, MAC, names, IPv6 addresses.
 * Absent (refused by name): `media auto`, tunnels of sit devices, address families other than these two and unix.
 */
import { type Ipv4, ipv4Mask, parseIpv4 } from "../../address/ipv4.ts";
import { type Ipv6, parseIpv6 } from "../../address/ipv6.ts";
import { parseMac } from "../../address/mac.ts";
import { isMulticast } from "../../address/prefix.ts";
import { type KernelError, strerror } from "../../errors.ts";
import { IFF, isUp } from "../../model/link.ts";
import type { LinkChanges } from "../../operation/link.ts";
import { SELF } from "../../operation/netns-ref.ts";
import type { Result } from "../../result.ts";
import { atoi, NOT_MODELLED, notModelled } from "../args.ts";
import type { Outcome } from "../ip/run.ts";
import {
  complained,
  findOldDevice,
  type NetToolsHost,
  type OldDevice,
  oldDevices,
  said,
  UnaskedName,
} from "./device.ts";
import { printInterface, printTable } from "./ifconfig-print.ts";
import { dropLabel, setAddress, setBroadcast, setNetmask, setPeer } from "./inet-ioctl.ts";
import {
  HARDWARE,
  helped,
  hostError,
  NET_TOOLS_VERSION,
  readEther,
  readMaskLength,
  USAGE_STATUS,
  type Usage,
  usageText,
  whyNoHost6,
} from "./usage.ts";

const USAGE: Usage = [
  {
    text: `Usage:
  ifconfig [-a] [-v] [-s] <interface> [[<AF>] <address>]
  [add <address>[/<prefixlen>]]
  [del <address>[/<prefixlen>]]
  [[-]broadcast [<address>]]  [[-]pointopoint [<address>]]
  [netmask <address>]  [dstaddr <address>]  [tunnel <address>]
  [outfill <NN>] [keepalive <NN>]
  [hw <HW> <address>]  [mtu <NN>]
  [[-]trailers]  [[-]arp]  [[-]allmulti]
  [multicast]  [[-]promisc]
  [mem_start <NN>]  [io_addr <NN>]  [irq <NN>]  [media <type>]
  [txqueuelen <NN>]
  [name <newname>]
  [[-]dynamic]
  [up|down] ...

  <HW>=Hardware Type.
  List of possible hardware types:
`,
  },
  {
    text:
      "    loop (Local Loopback) slip (Serial Line IP) cslip (VJ Serial Line IP) \n" +
      "    slip6 (6-bit Serial Line IP) cslip6 (VJ 6-bit Serial Line IP) adaptive (Adaptive Serial Line IP) \n" +
      "    ash (Ash) ether (Ethernet) ax25 (AMPR AX.25) \n" +
      "    netrom (AMPR NET/ROM) rose (AMPR ROSE) tunnel (IPIP Tunnel) \n" +
      "    ppp (Point-to-Point Protocol) hdlc ((Cisco)-HDLC) lapb (LAPB) \n" +
      "    arcnet (ARCnet) dlci (Frame Relay DLCI) frad (Frame Relay Access Device) \n" +
      "    sit (IPv6-in-IPv4) fddi (Fiber Distributed Data Interface) hippi (HIPPI) \n" +
      "    irda (IrLAP) ec (Econet) x25 (generic X.25) \n" +
      "    eui64 (Generic EUI-64) \n",
    list: true,
  },
  { text: "  <AF>=Address family. Default: inet\n  List of possible address families:\n" },
  {
    text:
      "    unix (UNIX Domain) inet (DARPA Internet) inet6 (IPv6) \n" +
      "    ax25 (AMPR AX.25) netrom (AMPR NET/ROM) rose (AMPR ROSE) \n" +
      "    ipx (Novell IPX) ddp (Appletalk DDP) ec (Econet) \n" +
      "    ash (Ash) x25 (CCITT X.25) \n",
    list: true,
  },
];
const HINT = "ifconfig: `--help' gives usage information.";
/** Families that the program knows too. */
const OTHER_FAMILIES = ["ax25", "netrom", "rose", "ipx", "ddp", "ec", "ash", "x25"];
/** What cards of old were told, which no driver here takes (SIOCSIFMAP), and lines of SLIP. */
const CARD_WORDS = ["mem_start", "io_addr", "irq", "media", "port"];
const LINE_WORDS: Readonly<Record<string, string>> = { outfill: "SIOCSOUTFILL", keepalive: "SIOCSKEEPALIVE" };
/** if_port_text: every name of a kind of port. */
const MEDIA = "unknown 10base2 bnc coax 10baset utp tpe aui thick db15 100baset 100basetx 100basefx".split(" ");
/** IFNAMSIZ without the end of the string. */
const NAME_LENGTH = 15;

/** Runs `ifconfig`; `argv` begins with the program's name. */
export function* runIfconfig(host: NetToolsHost, argv: readonly string[]): Generator<UnaskedName, Outcome> {
  const words = argv.slice(1);
  let all = false;
  let short = false;
  let verbose = false;
  while (words[0]?.startsWith("-")) {
    const option = words.shift() as string;
    if (option === "-a") all = true;
    else if (option === "-s") short = true;
    else if (option === "-V" || option === "-version" || option === "--version") return said(NET_TOOLS_VERSION);
    else if (["-?", "-h", "-help", "--help"].includes(option)) return helped(USAGE);
    else if (option === "-v") verbose = true;
    else return complained(`ifconfig: option \`${option}' not recognised.\n${HINT}`, 1);
  }
  const [name, ...rest] = words;
  if (name === undefined) return show(host, all, short);
  if (rest.length === 0) return showOne(host, name, short);
  return yield* new Change(host, name, verbose).run(rest);
}

type Family = "inet" | "inet6" | "unix";

const SHORT_HEAD = "Iface      MTU";

function show(host: NetToolsHost, all: boolean, short: boolean): Outcome {
  const view = host.view();
  const devices = oldDevices(view);
  if (short) return said(printTable(view, devices, all, SHORT_HEAD));
  const shown = devices.filter(({ link }) => all || isUp(link));
  return said(shown.map((device) => printInterface(view, device)).join(""));
}

function showOne(host: NetToolsHost, given: string, short: boolean): Outcome {
  const view = host.view();
  const name = given.slice(0, NAME_LENGTH);
  const device = findOldDevice(view, name);
  if (!device)
    return {
      stdout: short ? `${SHORT_HEAD}    RX-OK RX-ERR RX-DRP RX-OVR    TX-OK TX-ERR TX-DRP TX-OVR Flg\n` : "",
      stderr: `${name}: error fetching interface information: Device not found\n`,
      status: 1,
    };
  return said(short ? printTable(view, [device], true, SHORT_HEAD) : printInterface(view, device));
}

/** Words that set a flag; with `-` in front they clear it. `arp` is the other way round. */
const FLAGS: Readonly<Record<string, (on: boolean) => LinkChanges>> = {
  arp: (on) => ({ arp: on }),
  promisc: (on) => ({ promisc: on }),
  allmulti: (on) => ({ allMulticast: on }),
  multicast: (on) => ({ multicast: on }),
  dynamic: (on) => ({ dynamic: on }),
  trailers: (on) => ({ trailers: on }),
};

/** Flags that are looked at again once they are cleared: somebody else may want them. */
const TESTED = ["promisc", "allmulti", "multicast", "dynamic"];

class Change {
  readonly #host: NetToolsHost;
  /** It may be a label; a device may get another name on the way. */
  readonly #name: string;
  readonly #device: string;
  #words: string[] = [];
  #stderr = "";
  #stdout = "";
  #status = 0;
  /** Nothing more is read. */
  #over = false;
  /** A mask behind the address, which is set when all else is done. */
  #mask: Ipv4 | undefined;
  #masked = false;
  /** What there was when the program first looked, which it does once (if_readlist). */
  #listed: readonly OldDevice[] | undefined;
  readonly #verbose: boolean;
  #family: Family = "inet";

  constructor(host: NetToolsHost, name: string, verbose: boolean) {
    this.#host = host;
    this.#verbose = verbose;
    this.#name = name.slice(0, NAME_LENGTH);
    this.#device = name.replace(/:.*$/, "");
  }

  /** Stops at names that nobody has been asked for; the word that they belong to is read again after that. */
  *run(words: readonly string[]): Generator<UnaskedName, Outcome> {
    this.#words = [...words];
    if (["inet", "inet6", "unix"].includes(words[0] ?? "")) this.#family = this.#words.shift() as Family;
    else if (OTHER_FAMILIES.includes(words[0] ?? "")) return unmodelled(`${words[0]}`);
    while (this.#words.length > 0 && !this.#over) {
      const unread = [...this.#words];
      try {
        this.#word(this.#words.shift() as string);
      } catch (unasked) {
        if (!(unasked instanceof UnaskedName)) throw unasked;
        this.#words = unread;
        yield unasked;
      }
    }
    if (this.#mask !== undefined && !this.#over) {
      const before = this.#status;
      this.#ioctl("SIOCSIFNETMASK", setNetmask(this.#host, this.#name, this.#mask));
      this.#status |= before;
    }
    if (this.#verbose && this.#status !== 0 && !this.#over)
      this.#stderr += `WARNING: at least one error occured. (${this.#status})\n`;
    return { stdout: this.#stdout, stderr: this.#stderr, status: this.#status & 255 };
  }

  /** What an ioctl comes to takes the place of what there was; flags and masks are added to it. */
  #say(text: string, status: number, added = status < 0): void {
    this.#stderr += `${text}\n`;
    this.#status = added || status === 0 ? this.#status | status : status;
  }

  #stop(text: string, status: number): void {
    this.#stderr += text;
    this.#status = status;
    this.#over = true;
  }

  /** The word behind a keyword; undefined when there is none, which ends everything. */
  #value(): string | undefined {
    const word = this.#words.shift();
    if (word === undefined) this.#misuse();
    return word;
  }

  #misuse(): void {
    this.#stop(usageText(USAGE), USAGE_STATUS);
  }

  #ioctl(call: string, result: Result<unknown, Pick<KernelError, "errno">>, status = 1, added?: boolean): boolean {
    if (!result.ok) this.#say(`${call}: ${strerror(result.error.errno)}`, status, added);
    return result.ok;
  }

  #set(changes: LinkChanges) {
    return this.#host.apply({ kind: "linkSet", netns: SELF, device: this.#device, changes });
  }

  /** set_flag and clr_flag: the flags are asked for first. */
  #flags(changes: LinkChanges): boolean {
    return this.#exists() && this.#ioctl("SIOCSIFFLAGS", this.#set(changes), -1);
  }

  #exists(): boolean {
    const there = findOldDevice(this.#host.view(), this.#name) !== undefined;
    if (!there) this.#say(`${this.#name}: ERROR while getting interface flags: No such device`, -1);
    return there;
  }

  /** test_flag. */
  #tested(): void {
    const there = findOldDevice(this.#host.view(), this.#name) !== undefined;
    if (!there) this.#say(`${this.#name}: ERROR while testing interface flags: No such device`, 0);
  }

  /** A flag that every device here has or that none can have: setting it does nothing, but where there is no address to a label. */
  #sameFlags(): void {
    if (!this.#name.includes(":")) this.#flags({});
    else this.#labelUp();
  }

  /** A label has no flags of its own: up, it is what it was. */
  #labelUp(): boolean {
    if (!this.#exists()) return false;
    const there = findOldDevice(this.#host.view(), this.#name)?.address !== undefined;
    if (!this.#host.privileged) this.#say("SIOCSIFFLAGS: Operation not permitted", -1);
    else if (!there) this.#say("SIOCSIFFLAGS: Cannot assign requested address", -1);
    return there;
  }

  #word(word: string): void {
    const off = word.startsWith("-");
    const plain = off ? word.slice(1) : word;
    const flag = Object.hasOwn(FLAGS, plain) ? FLAGS[plain] : undefined;
    if (flag) {
      this.#flags(flag(!off));
      if (off && TESTED.includes(plain)) this.#tested();
    } else if (word === "tunnel") this.#tunnel();
    else if (CARD_WORDS.includes(word)) this.#card(word);
    else if (Object.hasOwn(LINE_WORDS, word)) {
      const device = findOldDevice(this.#host.view(), this.#name);
      // br_dev_siocdevprivate takes the number for a place in memory.
      const refused = device?.link.kind.type === "bridge" ? "Bad address" : "Operation not supported";
      const why = device ? refused : "No such device";
      if (this.#value() !== undefined) this.#say(`${LINE_WORDS[word]}: ${why}`, 1);
    } else if (word === "up" && this.#name.includes(":")) this.#labelUp();
    else if (word === "up") this.#flags({ up: true });
    else if (word === "down") {
      if (this.#name.includes(":")) {
        if (this.#exists()) this.#ioctl("SIOCSIFFLAGS", dropLabel(this.#host, this.#name), -1);
      } else this.#flags({ up: false });
    } else if (plain === "broadcast") this.#broadcast(off);
    else if (plain === "pointopoint" || plain === "pointtopoint" || word === "dstaddr")
      this.#peer(off, word === "dstaddr");
    else if (word === "netmask") this.#netmask();
    else if (word === "mtu" || word === "txqueuelen" || word === "name" || word === "hw") this.#attribute(word);
    else if (word === "add" || word === "del") this.#addOrDelete(word);
    else if (this.#family === "unix") this.#stop("ifconfig: Cannot set address for this protocol family.\n", 1);
    else this.#hostWord(word, this.#family);
  }

  #unmodelled(word: string): void {
    this.#stop(unmodelled(word).stderr, NOT_MODELLED);
  }

  #card(word: string): void {
    const value = this.#value();
    if (value === undefined) return;
    const port = word === "media" || word === "port";
    const there = findOldDevice(this.#host.view(), this.#name) !== undefined;
    const why =
      there && !this.#host.privileged
        ? "SIOCSIFMAP: Operation not permitted"
        : there
          ? "SIOCSIFMAP: Operation not supported"
          : "SIOCGIFMAP: No such device";
    if (!port) this.#say(`${word}: ${why}`, 1);
    else if (value.toLowerCase() === "auto") this.#unmodelled("media auto");
    else if (/^\s*[-+]?\d*$/.test(value) || MEDIA.includes(value.toLowerCase())) this.#say(`port: ${why}`, 1);
    else this.#say("Unknown media type.", 1);
  }

  #netmask(): void {
    if (this.#masked) return this.#misuse();
    this.#address("SIOCSIFNETMASK", (mask) => {
      this.#masked = true;
      this.#ioctl("SIOCSIFNETMASK", setNetmask(this.#host, this.#name, mask), 1, true);
    });
  }

  /** An address behind a keyword. IPv6 has such a call for the other end of a tunnel alone (addrconf_set_dstaddr). */
  #address(call: string, use: (address: Ipv4) => void): void {
    const word = this.#value();
    if (word === undefined) return;
    // The program calls what this family lacks.
    if (this.#family === "unix") return this.#unmodelled(`unix ${word}`);
    if (this.#family === "inet6") {
      if (this.#resolve6(word) === undefined) this.#say(whyNoHost6(word), 1);
      else if (call !== "SIOCSIFDSTADDR") this.#say(`${call}: Inappropriate ioctl for device`, 1);
      else this.#tunnelEnd();
      return;
    }
    const address = this.#resolve(word);
    if (address !== undefined) use(address);
  }

  #resolve6(word: string): string | undefined {
    return parseIpv6(word) ?? this.#host.resolve(word, "inet6");
  }

  /** SIOCSIFDSTADDR of IPv6, which devices of sit alone take. */
  #tunnelEnd(): void {
    if (findOldDevice(this.#host.view(), this.#device)?.link.kind.type === "sit") this.#unmodelled("tunnel");
    else this.#say("SIOCSIFDSTADDR: No such device", 1);
  }

  #tunnel(): void {
    const prefix = this.#prefix6();
    if (prefix) this.#tunnelEnd();
  }

  /** An IPv6 address in figures on a device that exists; its length is 128 where none is said. */
  #prefix6(value = this.#value()): { readonly address: Ipv6; readonly length: number } | undefined {
    if (value === undefined) return undefined;
    const [text = "", digits] = value.split("/");
    const address = parseIpv6(text);
    const length = digits === undefined ? 128 : atoi(digits);
    if (length < 0 || length > 128) this.#misuse();
    else if (address === undefined) this.#say(`${text}: Resolver Error 0 (no error)`, 1);
    else if (!findOldDevice(this.#host.view(), this.#name)) this.#say("SIOGIFINDEX: No such device", 1);
    else return { address, length };
    return undefined;
  }

  #resolve(word: string): Ipv4 | undefined {
    if (word === "default") return 0 as Ipv4;
    const text = this.#host.resolve(word, "inet");
    const address = text === undefined ? undefined : parseIpv4(text);
    if (address === undefined) this.#say(hostError(word), 1);
    return address;
  }

  #broadcast(off: boolean): void {
    if (off) {
      const link = findOldDevice(this.#host.view(), this.#name)?.link;
      if (link) this.#sameFlags();
      else if (!this.#exists()) this.#tested();
      if (link && link.flags & IFF.BROADCAST) this.#say(`Warning: Interface ${this.#name} still in BROADCAST mode.`, 0);
    } else {
      if (this.#words.length === 0) this.#sameFlags();
      else
        this.#address("SIOCSIFBRDADDR", (to) => {
          this.#ioctl("SIOCSIFBRDADDR", setBroadcast(this.#host, this.#name, to));
          this.#sameFlags();
        });
    }
  }

  /** `pointopoint` stands for the flag, too, which is the driver's own to set; `dstaddr` is the address alone. */
  #peer(off: boolean, addressNeeded: boolean): void {
    if (!off && (addressNeeded || this.#words.length > 0))
      this.#address("SIOCSIFDSTADDR", (to) => {
        this.#ioctl("SIOCSIFDSTADDR", setPeer(this.#host, this.#name, to));
        if (!addressNeeded) this.#sameFlags();
      });
    else {
      this.#sameFlags();
      const link = findOldDevice(this.#host.view(), this.#name)?.link;
      if (off && link && link.flags & IFF.POINTOPOINT)
        this.#say(`Warning: Interface ${this.#name} still in POINTOPOINT mode.`, 0);
      else if (off) this.#tested();
    }
  }

  #attribute(word: "mtu" | "txqueuelen" | "name" | "hw"): void {
    const value = this.#value();
    if (value === undefined) return;
    const number = atoi(value);
    switch (word) {
      case "mtu":
        this.#ioctl("SIOCSIFMTU", this.#set({ mtu: number }));
        return;
      case "txqueuelen":
        if (number < 0) this.#say("SIOCSIFTXQLEN: Invalid argument", 1);
        else this.#ioctl("SIOCSIFTXQLEN", this.#set({ txQueueLength: number }));
        return;
      case "name":
        this.#ioctl("SIOCSIFNAME", this.#set({ name: value.slice(0, NAME_LENGTH) }));
        return;
      case "hw": {
        if (!Object.hasOwn(HARDWARE, value)) return this.#misuse();
        const address = HANDLERLESS.includes(value) ? (this.#words.shift() ?? "") : this.#value();
        if (address === undefined) return;
        const octets = value === "ether" ? readEther(address) : undefined;
        const mac = octets === undefined ? undefined : parseMac(octets);
        const loopback = (findOldDevice(this.#host.view(), this.#name)?.link.flags ?? 0) & IFF.LOOPBACK;
        if (HANDLERLESS.includes(value)) {
          this.#say(`hw address type \`${value}' has no handler to set address. failed.`, 1);
        } else if (value !== "ether") this.#unmodelled(`hw ${value}`);
        else if (mac === undefined) {
          this.#say(`${address}: invalid ${value} address.`, 1);
        } else if (loopback) this.#say("SIOCSIFHWADDR: Invalid argument", 1);
        else this.#ioctl("SIOCSIFHWADDR", this.#set({ mac }));
      }
    }
  }

  /** `add` and `del`: an IPv6 address, or an IPv4 one under a label of its own. */
  #addOrDelete(word: "add" | "del"): void {
    const value = this.#value();
    if (value === undefined) return;
    if (value.includes(":")) this.#inet6(word, value);
    else this.#alias(word, value);
  }

  #inet6(word: "add" | "del", value: string): void {
    const local = this.#prefix6(value);
    if (!local) return;
    const spec = { device: this.#device, local };
    if (word === "add") {
      this.#ioctl("SIOCSIFADDR", this.#host.apply({ kind: "addressAdd", netns: SELF, mode: "add", address: spec }));
      return;
    }
    if (this.#verbose) {
      const index = findOldDevice(this.#host.view(), this.#device)?.link.ifindex;
      this.#stderr += `now deleting: ioctl(SIOCDIFADDR,{ifindex=${index},prefixlen=${local.length}})\n`;
    }
    this.#ioctl("SIOCDIFADDR", this.#host.apply({ kind: "addressDelete", netns: SELF, address: spec }));
  }

  /** set_ifstate of ifconfig.c: the first label that is free, with mask and broadcast of the device's own address. */
  #alias(word: "add" | "del", value: string): void {
    if (value.includes(":")) {
      // What is taken for an address of IPv6 is no name.
      this.#say(`${value}: Resolver Error 0 (no error)`, 1);
      return;
    }
    const address = this.#resolve(value);
    if (address === undefined) return;
    const view = this.#host.view();
    const parent = findOldDevice(view, this.#name);
    if (!parent) this.#stderr += `${this.#name}: error fetching interface information: Device not found\n`.repeat(2);
    if (!parent) return;
    // Labels whose names begin as this one, which may be a label itself and then is one of them.
    const taken = new Set<number>();
    this.#listed ??= oldDevices(view);
    const known = this.#listed.some(({ name }) => name === parent.name);
    for (const { name, address: own } of known ? this.#listed : [...this.#listed, parent]) {
      if (!name.startsWith(this.#name) || !name.includes(":")) continue;
      const number = name.replace(/^[^:]*:/, "");
      if (number.includes("-")) continue;
      taken.add(atoi(number));
      // The other end's address, or its own. By mistake the program adds what it does not find to take away.
      if (own?.peer !== address) continue;
      if (word === "del") this.#ioctl("SIOCSIFFLAGS", dropLabel(this.#host, name), -1);
      return;
    }
    // What is no address of a host is passed over without a word.
    if (address === 0 || isMulticast(address)) return;
    let free = 0;
    while (taken.has(free)) free++;
    const name = `${this.#name}:${free}`.slice(0, NAME_LENGTH);
    // Nobody hears of what is refused, which a socket of another family always is.
    if (this.#family !== "inet") return;
    if (!setAddress(this.#host, name, address).ok) return;
    setNetmask(this.#host, name, ipv4Mask(parent.address?.prefixLength ?? 0) as Ipv4);
    setBroadcast(this.#host, name, parent.address?.broadcast ?? (0 as Ipv4));
    // Its flags are set as the device's are, and a label that is not up is one that goes (devinet_ioctl).
    if (!isUp(parent.link)) dropLabel(this.#host, name);
  }

  /** A word that is no keyword is the address, which sets the device up. */
  #hostWord(word: string, family: "inet" | "inet6"): void {
    if (family === "inet6") {
      // It looks for the address and then knows no call to set it by: `add` is the word.
      if (this.#resolve6(word) !== undefined) this.#stop("Don't know how to set addresses for family 10.\n", 1);
      else this.#stop(`${whyNoHost6(word)}\n${HINT}\n`, 1);
      return;
    }
    const slash = word.indexOf("/");
    const length = slash < 0 ? undefined : readMaskLength(word.slice(slash + 1));
    if (slash >= 0 && (length === undefined || this.#masked)) return this.#misuse();
    const address = this.#resolve(slash < 0 ? word : word.slice(0, slash));
    if (address === undefined) {
      this.#stop(`${HINT}\n`, 1);
      return;
    }
    this.#ioctl("SIOCSIFADDR", setAddress(this.#host, this.#name, address));
    if (length !== undefined) this.#mask = ipv4Mask(length) as Ipv4;
    // As the program does: whatever became of the address, the device is set up; by a label that is nothing to do.
    if (this.#name.includes(":")) {
      if (!this.#name.endsWith("-") && address !== 0) this.#labelUp();
    } else this.#flags({ up: true });
  }
}

/** Kinds of hardware whose addresses the program cannot read. */
const HANDLERLESS = [
  "loop",
  "slip",
  "cslip",
  "slip6",
  "cslip6",
  "adaptive",
  "ppp",
  "hdlc",
  "lapb",
  "sit",
  "dlci",
  "frad",
  "irda",
  "ec",
];

function unmodelled(word: string): Outcome {
  return { stdout: "", ...notModelled("ifconfig", "option", word), status: NOT_MODELLED };
}
