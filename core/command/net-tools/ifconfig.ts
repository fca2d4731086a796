/**
 * `ifconfig` of net-tools 2.10 (ifconfig(8)): words are carried out one after the other as they are read, and one that fails
 * does not keep the others from being tried.
 *
 * Same as Linux: what is shown of devices and labels, addresses of their class, labels, flags, MTU, MAC, names, IPv6 addresses.
 * Absent (refused by name): `media auto`, tunnels, address families other than these two.
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
import { complained, findOldDevice, type NetToolsHost, oldDevices, said } from "./device.ts";
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
const UNMODELLED = ["tunnel"];
/** Families that the program knows too. */
const OTHER_FAMILIES = ["unix", "ax25", "netrom", "rose", "ipx", "ddp", "ec", "ash", "x25"];
/** What cards of old were told, which no driver here takes (SIOCSIFMAP), and lines of SLIP. */
const CARD_WORDS = ["mem_start", "io_addr", "irq", "media"];
const LINE_WORDS: Readonly<Record<string, string>> = { outfill: "SIOCSOUTFILL", keepalive: "SIOCSKEEPALIVE" };
const MEDIA = ["10base2", "10baseT", "AUI", "100baseT", "100baseTx", "100baseFx"];
/** IFNAMSIZ without the end of the string. */
const NAME_LENGTH = 15;

/** Runs `ifconfig`; `argv` begins with the program's name. */
export function runIfconfig(host: NetToolsHost, argv: readonly string[]): Outcome {
  const words = argv.slice(1);
  let all = false;
  let short = false;
  while (words[0]?.startsWith("-")) {
    const option = words.shift() as string;
    if (option === "-a") all = true;
    else if (option === "-s") short = true;
    else if (option === "-V" || option === "-version" || option === "--version") return said(NET_TOOLS_VERSION);
    else if (["-?", "-h", "-help", "--help"].includes(option)) return helped(USAGE);
    else if (option !== "-v") return complained(`ifconfig: option \`${option}' not recognised.\n${HINT}`, 1);
  }
  const [name, ...rest] = words;
  if (name === undefined) return show(host, all, short);
  if (rest.length === 0) return showOne(host, name, short);
  return new Change(host, name).run(rest);
}

const SHORT_HEAD = "Iface      MTU";

function show(host: NetToolsHost, all: boolean, short: boolean): Outcome {
  const view = host.view();
  const devices = oldDevices(view);
  if (short) return said(printTable(view, devices, all, SHORT_HEAD));
  const shown = devices.filter(({ link }) => all || isUp(link));
  return said(shown.map((device) => printInterface(view, device)).join(""));
}

function showOne(host: NetToolsHost, name: string, short: boolean): Outcome {
  const view = host.view();
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

  constructor(host: NetToolsHost, name: string) {
    this.#host = host;
    this.#name = name.slice(0, NAME_LENGTH);
    this.#device = name.replace(/:.*$/, "");
  }

  run(words: readonly string[]): Outcome {
    this.#words = [...words];
    let family: "inet" | "inet6" = "inet";
    if (words[0] === "inet" || words[0] === "inet6") family = this.#words.shift() as typeof family;
    else if (OTHER_FAMILIES.includes(words[0] ?? "")) return unmodelled(`${words[0]}`);
    while (this.#words.length > 0 && !this.#over) this.#word(this.#words.shift() as string, family);
    if (this.#mask !== undefined && !this.#over) {
      const before = this.#status;
      this.#ioctl("SIOCSIFNETMASK", setNetmask(this.#host, this.#name, this.#mask));
      this.#status |= before;
    }
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
    if (!this.#name.includes(":")) this.#exists();
    else this.#labelUp();
  }

  /** A label has no flags of its own: up, it is what it was. */
  #labelUp(): boolean {
    if (!this.#exists()) return false;
    const there = findOldDevice(this.#host.view(), this.#name)?.address !== undefined;
    if (!there) this.#say("SIOCSIFFLAGS: Cannot assign requested address", -1);
    return there;
  }

  #word(word: string, family: "inet" | "inet6"): void {
    const off = word.startsWith("-");
    const plain = off ? word.slice(1) : word;
    const flag = Object.hasOwn(FLAGS, plain) ? FLAGS[plain] : undefined;
    if (flag) {
      this.#flags(flag(!off));
      if (off && TESTED.includes(plain)) this.#tested();
    } else if (UNMODELLED.includes(word)) this.#unmodelled(word);
    else if (CARD_WORDS.includes(word)) this.#card(word);
    else if (Object.hasOwn(LINE_WORDS, word)) {
      if (this.#value() !== undefined) this.#say(`${LINE_WORDS[word]}: Operation not supported`, 1);
    } else if (word === "up" && this.#name.includes(":")) this.#labelUp();
    else if (word === "up") this.#flags({ up: true });
    else if (word === "down") {
      if (this.#name.includes(":")) {
        if (this.#exists()) this.#ioctl("SIOCSIFFLAGS", dropLabel(this.#host, this.#name), -1);
      } else this.#flags({ up: false });
    } else if (plain === "broadcast") this.#broadcast(off);
    else if (plain === "pointopoint" || word === "dstaddr") this.#peer(off, word === "dstaddr");
    else if (word === "netmask") this.#netmask();
    else if (word === "mtu" || word === "txqueuelen" || word === "name" || word === "hw") this.#attribute(word);
    else if (word === "add" || word === "del") this.#addOrDelete(word);
    else this.#host4(word, family);
  }

  #unmodelled(word: string): void {
    this.#stop(unmodelled(word).stderr, NOT_MODELLED);
  }

  #card(word: string): void {
    const value = this.#value();
    if (value === undefined) return;
    if (word !== "media") this.#say(`${word}: SIOCSIFMAP: Operation not supported`, 1);
    else if (value === "auto") this.#unmodelled("media auto");
    else if (MEDIA.includes(value)) this.#say("port: SIOCSIFMAP: Operation not supported", 1);
    else this.#say("Unknown media type.", 1);
  }

  #netmask(): void {
    if (this.#masked) return this.#misuse();
    this.#masked = true;
    this.#address((mask) => this.#ioctl("SIOCSIFNETMASK", setNetmask(this.#host, this.#name, mask), 1, true));
  }

  /** An IPv4 address behind a keyword. */
  #address(use: (address: Ipv4) => void): void {
    const word = this.#value();
    if (word === undefined) return;
    const address = this.#resolve(word);
    if (address !== undefined) use(address);
  }

  #resolve(word: string): Ipv4 | undefined {
    if (word === "default") return 0 as Ipv4;
    const text = this.#host.resolve(word, "inet");
    const address = text === undefined ? undefined : parseIpv4(text);
    if (address === undefined) this.#say(hostError(word), 1);
    return address;
  }

  #broadcast(off: boolean): void {
    const next = this.#words[0];
    if (off) {
      const link = findOldDevice(this.#host.view(), this.#name)?.link;
      if (!this.#exists()) this.#tested();
      if (link && link.flags & IFF.BROADCAST) this.#say(`Warning: Interface ${this.#name} still in BROADCAST mode.`, 0);
    } else {
      if (next !== undefined)
        this.#address((to) => this.#ioctl("SIOCSIFBRDADDR", setBroadcast(this.#host, this.#name, to)));
      this.#sameFlags();
    }
  }

  /** `pointopoint` stands for the flag, too, which is the driver's own to set; `dstaddr` is the address alone. */
  #peer(off: boolean, addressNeeded: boolean): void {
    if (!off && (addressNeeded || this.#words.length > 0))
      this.#address((to) => this.#ioctl("SIOCSIFDSTADDR", setPeer(this.#host, this.#name, to)));
    else {
      this.#sameFlags();
      if (off) this.#tested();
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
        this.#ioctl("SIOCSIFNAME", this.#set({ name: value }));
        return;
      case "hw": {
        if (!Object.hasOwn(HARDWARE, value)) return this.#misuse();
        const address = this.#value();
        if (address === undefined) return;
        const octets = value === "ether" ? readEther(address) : undefined;
        const mac = octets === undefined ? undefined : parseMac(octets);
        const loopback = (findOldDevice(this.#host.view(), this.#name)?.link.flags ?? 0) & IFF.LOOPBACK;
        if (HANDLERLESS.includes(value)) {
          this.#say(`hw address type \`${value}' has no handler to set address. failed.`, 1);
        } else if (value !== "ether") this.#unmodelled(`hw ${value}`);
        else if (mac === undefined) {
          this.#say(`${address}: invalid ${value} address.`, 1);
          this.#over = true;
        } else if (loopback) this.#say("SIOCSIFHWADDR: Invalid argument", 1);
        else this.#ioctl("SIOCSIFHWADDR", this.#set({ mac }));
      }
    }
  }

  /** `add` and `del`: an IPv6 address, or an IPv4 one under a label of its own. */
  #addOrDelete(word: "add" | "del"): void {
    const value = this.#value();
    if (value === undefined) return;
    const [text = "", length] = value.split("/");
    const address = parseIpv6(text);
    const bits = length === undefined ? 128 : atoi(length);
    if (address !== undefined && (bits < 0 || bits > 128)) this.#misuse();
    else if (address !== undefined) this.#inet6(word, address, bits);
    else this.#alias(word, value);
  }

  #inet6(word: "add" | "del", address: Ipv6, length: number): void {
    if (!findOldDevice(this.#host.view(), this.#name)) {
      this.#say("SIOGIFINDEX: No such device", 1);
      return;
    }
    const spec = { device: this.#device, local: { address, length } };
    if (word === "add")
      this.#ioctl("SIOCSIFADDR", this.#host.apply({ kind: "addressAdd", netns: SELF, mode: "add", address: spec }));
    else this.#ioctl("SIOCDIFADDR", this.#host.apply({ kind: "addressDelete", netns: SELF, address: spec }));
  }

  /** set_ifstate of ifconfig.c: the first label that is free, with mask and broadcast of the device's own address. */
  #alias(word: "add" | "del", value: string): void {
    const address = this.#resolve(value);
    if (address === undefined) return;
    const link = findOldDevice(this.#host.view(), this.#device)?.link;
    const parent = link?.inet.find(({ label }) => label === link.name);
    if (!link) this.#stderr += `${this.#device}: error fetching interface information: Device not found\n`.repeat(2);
    if (!link || !parent) return;
    const label = (number: number) => `${this.#device}:${number}`;
    const under = (number: number) => link.inet.find((each) => each.label === label(number));
    if (word === "del") {
      const own = link.inet.find(({ local, label: name }) => local === address && name !== link.name);
      // By mistake the program adds what it does not find.
      if (own) {
        this.#ioctl("SIOCSIFFLAGS", dropLabel(this.#host, own.label), -1);
        return;
      }
    }
    // What is no address of a host is passed over without a word.
    if (address === 0 || isMulticast(address)) return;
    let free = 0;
    while (under(free)) free++;
    const name = label(free);
    if (!this.#ioctl("SIOCSIFADDR", setAddress(this.#host, name, address))) return;
    const mask = ipv4Mask(parent.prefixLength) as Ipv4;
    this.#ioctl("SIOCSIFNETMASK", setNetmask(this.#host, name, mask));
    this.#ioctl("SIOCSIFBRDADDR", setBroadcast(this.#host, name, parent.broadcast ?? (0 as Ipv4)));
    // Its flags are set as the device's are, and a label that is not up is one that goes (devinet_ioctl).
    if (!isUp(link)) dropLabel(this.#host, name);
  }

  /** A word that is no keyword is the address, which sets the device up. */
  #host4(word: string, family: "inet" | "inet6"): void {
    if (family === "inet6") {
      // It looks for the address and then knows no call to set it by: `add` is the word.
      if (parseIpv6(word) !== undefined) this.#stop("Don't know how to set addresses for family 10.\n", 1);
      else this.#stop(`${whyNoHost6(word)}\n${HINT}\n`, 1);
      return;
    }
    const slash = word.indexOf("/");
    const length = slash < 0 ? undefined : readMaskLength(word.slice(slash + 1));
    if (slash >= 0 && length === undefined) return this.#misuse();
    const address = this.#resolve(slash < 0 ? word : word.slice(0, slash));
    if (address === undefined) {
      this.#stop(`${HINT}\n`, 1);
      return;
    }
    this.#ioctl("SIOCSIFADDR", setAddress(this.#host, this.#name, address));
    if (length !== undefined) this.#mask = ipv4Mask(length) as Ipv4;
    // As the program does: whatever became of the address, the device is set up; by a label that is nothing to do.
    if (this.#name.includes(":")) this.#labelUp();
    else this.#flags({ up: true });
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
];

function unmodelled(word: string): Outcome {
  return { stdout: "", ...notModelled("ifconfig", "option", word), status: NOT_MODELLED };
}
