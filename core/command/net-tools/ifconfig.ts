/**
 * `ifconfig` of net-tools 2.10 (ifconfig(8)): words are carried out one after the other as they are read, and one that fails
 * does not keep the others from being tried.
 *
 * Same as Linux: what is shown of devices and labels, addresses of their class, labels, flags, MTU, MAC, names, IPv6 addresses.
 * Simplified: an IPv4 address that is not there is not taken away; the program adds it, by mistake.
 * Absent (refused by name): metric, media, hardware resources, tunnels, keepalive, the flags trailers and dynamic.
 */
import { type Ipv4, ipv4Mask, parseIpv4 } from "../../address/ipv4.ts";
import { type Ipv6, parseIpv6 } from "../../address/ipv6.ts";
import { parseMac } from "../../address/mac.ts";
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

export const IFCONFIG_VERSION = "net-tools 2.10\n";
const USAGE = "Usage:\n  ifconfig [-a] [-v] [-s] <interface> [[<AF>] <address>] ...\n";
const HINT = "ifconfig: `--help' gives usage information.";
/** E_USAGE and E_OPTERR of net-tools. */
const USAGE_STATUS = 3;
const UNMODELLED = ["metric", "media", "mem_start", "io_addr", "irq", "tunnel", "outfill", "keepalive"];
const UNMODELLED_FLAGS = ["trailers", "dynamic"];

/** Runs `ifconfig`; `argv` begins with the program's name. */
export function runIfconfig(host: NetToolsHost, argv: readonly string[]): Outcome {
  const words = argv.slice(1);
  let all = false;
  let short = false;
  while (words[0]?.startsWith("-")) {
    const option = words.shift() as string;
    if (option === "-a") all = true;
    else if (option === "-s") short = true;
    else if (option === "-V" || option === "-version" || option === "--version") return said(IFCONFIG_VERSION);
    else if (["-?", "-h", "-help", "--help"].includes(option)) return { stdout: "", stderr: USAGE, status: 0 };
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
};

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

  constructor(host: NetToolsHost, name: string) {
    this.#host = host;
    this.#name = name;
    this.#device = name.replace(/:.*$/, "");
  }

  run(words: readonly string[]): Outcome {
    this.#words = [...words];
    let family: "inet" | "inet6" = "inet";
    if (words[0] === "inet" || words[0] === "inet6") family = this.#words.shift() as typeof family;
    while (this.#words.length > 0 && !this.#over) this.#word(this.#words.shift() as string, family);
    return { stdout: this.#stdout, stderr: this.#stderr, status: this.#status & 255 };
  }

  #say(text: string, status: number): void {
    this.#stderr += `${text}\n`;
    this.#status |= status;
  }

  #stop(text: string, status: number): void {
    this.#stderr += text;
    this.#status = status;
    this.#over = true;
  }

  /** The word behind a keyword; undefined when there is none, which ends everything. */
  #value(): string | undefined {
    const word = this.#words.shift();
    if (word === undefined) this.#stop(USAGE, USAGE_STATUS);
    return word;
  }

  #ioctl(call: string, result: Result<unknown, Pick<KernelError, "errno">>, status = 1): boolean {
    if (!result.ok) this.#say(`${call}: ${strerror(result.error.errno)}`, status);
    return result.ok;
  }

  #set(changes: LinkChanges) {
    return this.#host.apply({ kind: "linkSet", netns: SELF, device: this.#device, changes });
  }

  /** set_flag and clr_flag: the flags are asked for first. */
  #flags(changes: LinkChanges): boolean {
    if (!findOldDevice(this.#host.view(), this.#name)) {
      this.#say(`${this.#name}: ERROR while getting interface flags: No such device`, -1);
      return false;
    }
    return this.#ioctl("SIOCSIFFLAGS", this.#set(changes), -1);
  }

  /** A label has no flags of its own: up, it is what it was. */
  #labelUp(): boolean {
    const there = findOldDevice(this.#host.view(), this.#name)?.address !== undefined;
    if (!there) this.#say("SIOCSIFFLAGS: Cannot assign requested address", -1);
    return there;
  }

  #word(word: string, family: "inet" | "inet6"): void {
    const off = word.startsWith("-");
    const plain = off ? word.slice(1) : word;
    const flag = Object.hasOwn(FLAGS, plain) ? FLAGS[plain] : undefined;
    if (flag) this.#flags(flag(!off));
    else if (UNMODELLED_FLAGS.includes(plain) || UNMODELLED.includes(word))
      this.#stop(notModelled("ifconfig", "option", word).stderr, NOT_MODELLED);
    else if (word === "up" && this.#name.includes(":")) this.#labelUp();
    else if (word === "up") this.#flags({ up: true });
    else if (word === "down") {
      if (this.#name.includes(":")) this.#ioctl("SIOCSIFFLAGS", dropLabel(this.#host, this.#name), -1);
      else this.#flags({ up: false });
    } else if (plain === "broadcast") this.#broadcast(off);
    else if (plain === "pointopoint" || word === "dstaddr") this.#peer(off);
    else if (word === "netmask")
      this.#address((mask) => this.#ioctl("SIOCSIFNETMASK", setNetmask(this.#host, this.#name, mask)));
    else if (word === "mtu" || word === "txqueuelen" || word === "name" || word === "hw") this.#attribute(word);
    else if (word === "add" || word === "del") this.#addOrDelete(word);
    else this.#host4(word, family);
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
    if (address === undefined) this.#say(`${word}: ${whyNoHost(word)}`, 1);
    return address;
  }

  #broadcast(off: boolean): void {
    const next = this.#words[0];
    if (off) {
      const link = findOldDevice(this.#host.view(), this.#name)?.link;
      if (link && link.flags & IFF.BROADCAST) this.#say(`Warning: Interface ${this.#name} still in BROADCAST mode.`, 0);
    } else if (next !== undefined)
      this.#address((to) => this.#ioctl("SIOCSIFBRDADDR", setBroadcast(this.#host, this.#name, to)));
  }

  #peer(off: boolean): void {
    if (!off) this.#address((to) => this.#ioctl("SIOCSIFDSTADDR", setPeer(this.#host, this.#name, to)));
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
        const address = this.#value();
        if (address === undefined) return;
        const mac = parseMac(address);
        if (value !== "ether") this.#stop(notModelled("ifconfig: hw", "type", value).stderr, NOT_MODELLED);
        else if (mac === undefined) {
          this.#say(`${address}: invalid ${value} address.`, 1);
          this.#over = true;
        } else this.#ioctl("SIOCSIFHWADDR", this.#set({ mac }));
      }
    }
  }

  /** `add` and `del`: an IPv6 address, or an IPv4 one under a label of its own. */
  #addOrDelete(word: "add" | "del"): void {
    const value = this.#value();
    if (value === undefined) return;
    const [text = "", length] = value.split("/");
    const address = parseIpv6(text);
    if (address !== undefined) this.#inet6(word, address, length === undefined ? 128 : atoi(length));
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
    if (!link || !parent) return;
    const label = (number: number) => `${this.#device}:${number}`;
    const under = (number: number) => link.inet.find((each) => each.label === label(number));
    if (word === "del") {
      const own = link.inet.find(({ local, label: name }) => local === address && name !== link.name);
      if (own) this.#ioctl("SIOCSIFFLAGS", dropLabel(this.#host, own.label), -1);
      return;
    }
    let free = 0;
    while (under(free)) free++;
    const name = label(free);
    if (!this.#ioctl("SIOCSIFADDR", setAddress(this.#host, name, address))) return;
    const mask = ipv4Mask(parent.prefixLength) as Ipv4;
    this.#ioctl("SIOCSIFNETMASK", setNetmask(this.#host, name, mask));
    if (parent.broadcast !== undefined) this.#ioctl("SIOCSIFBRDADDR", setBroadcast(this.#host, name, parent.broadcast));
  }

  /** A word that is no keyword is the address, which sets the device up. */
  #host4(word: string, family: "inet" | "inet6"): void {
    if (family === "inet6") {
      this.#stop(notModelled("ifconfig", "option", `inet6 ${word}`).stderr, NOT_MODELLED);
      return;
    }
    const [text = "", length] = word.split("/");
    const address = this.#resolve(text);
    if (address === undefined) {
      this.#stop(`${HINT}\n`, 1);
      return;
    }
    const set = this.#ioctl("SIOCSIFADDR", setAddress(this.#host, this.#name, address));
    if (length !== undefined && set && address !== 0) {
      const bits = atoi(length);
      // The program shifts a word of 32 bits, of which the processor takes five: /32 comes out as /0.
      const mask = ipv4Mask(bits & 31) as Ipv4;
      this.#ioctl("SIOCSIFNETMASK", setNetmask(this.#host, this.#name, mask));
    }
    // As the program does: whatever became of the address, the device is set up.
    if (address !== 0) this.#flags({ up: true });
  }
}

/** h_errno of a name that is none: what looks like an address is refused at once, a server is asked for the rest. */
export function whyNoHost(name: string): string {
  return /^[\d.]+$/.test(name) ? "Unknown host" : "Host name lookup failure";
}
