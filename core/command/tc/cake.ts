/**
 * `cake` (tc-cake(8), tc/q_cake.c of iproute2). Rates by measuring, filters of acknowledgements and marks of firewalls are refused
 * by name.
 */
import type { Cake, CakeDiffserv, CakeFlowMode } from "../../model/qdisc.ts";
import type { CakeRequest } from "../../operation/qdisc.ts";
import { type Args, parseUnsigned } from "../args.ts";
import { printCake, printCakeStats } from "./cake-print.ts";
import { type QdiscGrammar, takeValue } from "./kind.ts";
import type { Writable } from "./option-words.ts";
import { parseRate, parseSize, parseTime } from "./units.ts";

const USAGE = `Usage: ... cake [ bandwidth RATE | unlimited* | autorate-ingress ]
                [ rtt TIME | datacentre | lan | metro | regional |
                  internet* | oceanic | satellite | interplanetary ]
                [ besteffort | diffserv8 | diffserv4 | diffserv3* ]
                [ flowblind | srchost | dsthost | hosts | flows |
                  dual-srchost | dual-dsthost | triple-isolate* ]
                [ nat | nonat* ]
                [ wash | nowash* ]
                [ split-gso* | no-split-gso ]
                [ ack-filter | ack-filter-aggressive | no-ack-filter* ]
                [ memlimit LIMIT ]
                [ fwmark MASK ]
                [ ptm | atm | noatm* ] [ overhead N | conservative | raw* ]
                [ mpu N ] [ ingress | egress* ]
                (* marks defaults)
`;
const UNMODELLED = ["autorate-ingress", "ack-filter", "ack-filter-aggressive"];
/** Target and interval. */
const PRESETS: Readonly<Record<string, readonly [number, number]>> = {
  datacentre: [5, 100],
  lan: [50, 1000],
  metro: [500, 10_000],
  regional: [1500, 30_000],
  internet: [5000, 100_000],
  oceanic: [15_000, 300_000],
  satellite: [50_000, 1_000_000],
  interplanetary: [50_000_000, 1_000_000_000],
};
const DIFFSERV: Readonly<Record<string, CakeDiffserv>> = {
  besteffort: "besteffort",
  precedence: "precedence",
  diffserv8: "diffserv8",
  diffserv4: "diffserv4",
  diffserv: "diffserv4",
  diffserv3: "diffserv3",
};
const FLOW_MODES: readonly string[] = [
  ...(["flowblind", "srchost", "dsthost", "hosts", "flows"] satisfies CakeFlowMode[]),
  ...(["dual-srchost", "dual-dsthost", "triple-isolate"] satisfies CakeFlowMode[]),
];
/** Words that stand for one setting. */
const FLAGS: Readonly<Record<string, Partial<Omit<Cake, "kind">>>> = {
  nowash: { wash: false },
  wash: { wash: true },
  "split-gso": { splitGso: true },
  "no-split-gso": { splitGso: false },
  nat: { nat: true },
  nonat: { nat: false },
  ptm: { atm: "ptm" },
  atm: { atm: "atm" },
  noatm: { atm: "noatm" },
  ingress: { ingress: true },
  egress: { ingress: false },
  "no-ack-filter": {},
  "via-ethernet": {},
};
/** Kinds of frames: what they add, in what cells they go, and how long they are at least. */
const FRAMINGS: Readonly<Record<string, readonly [overhead: number, atm?: Cake["atm"] | undefined, least?: number]>> = {
  "ipoa-vcmux": [8, "atm"],
  "ipoa-llcsnap": [16, "atm"],
  "bridged-vcmux": [24, "atm"],
  "bridged-llcsnap": [32, "atm"],
  "pppoa-vcmux": [10, "atm"],
  "pppoa-llc": [14, "atm"],
  "pppoe-vcmux": [32, "atm"],
  "pppoe-llcsnap": [40, "atm"],
  "pppoe-ptm": [30, "ptm"],
  "bridged-ptm": [22, "ptm"],
  ethernet: [38, undefined, 84],
  "ether-vlan": [4],
  docsis: [18, "noatm", 64],
};

type Read = Writable<CakeRequest>;

/** strtol of base 10 within limits; tc says its complaint with a backslash and no end of line. */
function ranged(args: Args, word: string, least: number, most: number): number {
  return (
    takeValue(
      args,
      (text) => {
        const value = /^\s*[+-]?\d+$/.test(text) ? Number(text) : text === "" ? 0 : undefined;
        return value === undefined || value < least || value > most ? undefined : value;
      },
      () => args.refuse(1, `Illegal "${word}", valid range is ${least} to ${most}\\n`),
    ) ?? 0
  );
}

/** Words with something behind them. */
const VALUES: Readonly<Record<string, (args: Args, read: Read) => void>> = {
  bandwidth: (args, read) => {
    // Nothing at all is no limit, unless nothing was asked for.
    const rate = takeValue(args, parseRate, () => args.refuse(1, 'Illegal "bandwidth"\n')) ?? 0;
    if (rate > 0) read.bandwidth = rate;
    else delete read.bandwidth;
  },
  rtt: (args, read) => {
    const interval = takeValue(args, parseTime, () => args.refuse(1, 'Illegal "rtt"\n')) ?? 0;
    read.intervalMicros = interval;
    read.targetMicros = Math.trunc(interval / 20) || 1;
  },
  overhead: (args, read) => void (read.overhead = ranged(args, "overhead", -64, 256)),
  mpu: (args, read) => void (read.leastPacket = ranged(args, "mpu", 0, 256)),
  memlimit: (args, read) => {
    read.memoryLimit =
      takeValue(args, parseSize, (text) => args.refuse(1, `Illegal value for "memlimit": "${text}"\n`)) ?? 0;
  },
  fwmark: (args) => {
    const mask = takeValue(
      args,
      (text) => parseUnsigned(text),
      (text) => args.refuse(1, `Illegal value for "fwmark": "${text}"\n`),
    );
    if (mask) args.unmodelled("tc qdisc: cake", "fwmark");
  },
};

function lookUp<T>(table: Readonly<Record<string, T>>, word: string): T | undefined {
  return Object.hasOwn(table, word) ? table[word] : undefined;
}

/** One word of which nothing stands behind it; false where it is none. */
function readPlain(args: Args, read: Read, word: string): boolean {
  const [diffserv, flags, framing] = [lookUp(DIFFSERV, word), lookUp(FLAGS, word), lookUp(FRAMINGS, word)];
  if (diffserv) read.diffserv = diffserv;
  else if (FLOW_MODES.includes(word)) read.flowMode = word as CakeFlowMode;
  else if (flags) Object.assign(read, flags);
  else if (framing) {
    const [overhead, atm, least] = framing;
    read.overhead = (read.overhead ?? 0) + overhead;
    if (atm) read.atm = atm;
    if (least) read.leastPacket = least;
  } else if (word === "unlimited") read.bandwidth = 0;
  else if (word === "raw") Object.assign(read, { atm: "noatm", overhead: 0, raw: true } as const);
  else if (word === "conservative") Object.assign(read, { atm: "atm", overhead: 48 } as const);
  else if (UNMODELLED.includes(word)) args.unmodelled("tc qdisc: cake", word);
  else return false;
  return true;
}

function parse(args: Args): CakeRequest | undefined {
  const read: Read = { kind: "cake" };
  let chosen: string | undefined;
  while (args.more) {
    const word = args.take();
    const value = lookUp(VALUES, word);
    const preset = lookUp(PRESETS, word);
    if (value) value(args, read);
    else if (preset) {
      if (chosen !== undefined) args.duplicate(word, chosen);
      chosen = word;
      [read.targetMicros, read.intervalMicros] = preset;
    } else if (!readPlain(args, read, word)) args.refuse(1, word === "help" ? USAGE : `What is "${word}"?\n${USAGE}`);
  }
  // What is 0 is not sent.
  if (read.leastPacket === 0) delete read.leastPacket;
  if (read.memoryLimit === 0) delete read.memoryLimit;
  if (read.intervalMicros === 0) delete read.intervalMicros;
  return args.refusal ? undefined : read;
}

function render(options: CakeRequest): readonly string[] {
  const { bandwidth, intervalMicros, diffserv, flowMode, nat, wash, splitGso, memoryLimit, atm } = options;
  const { overhead, raw, leastPacket, ingress } = options;
  const flag = (value: boolean | undefined, on: string, off: string) => (value === undefined ? [] : [value ? on : off]);
  return [
    ...(bandwidth === undefined ? [] : bandwidth > 0 ? ["bandwidth", `${bandwidth}bps`] : ["unlimited"]),
    ...(intervalMicros === undefined ? [] : presetWords(options)),
    ...(diffserv ? [diffserv] : []),
    ...(flowMode ? [flowMode] : []),
    ...flag(nat, "nat", "nonat"),
    ...flag(wash, "wash", "nowash"),
    ...flag(splitGso, "split-gso", "no-split-gso"),
    ...(memoryLimit === undefined ? [] : ["memlimit", String(memoryLimit)]),
    ...(raw ? ["raw"] : []),
    ...(atm ? [atm] : []),
    ...(overhead === undefined ? [] : ["overhead", String(overhead)]),
    ...(leastPacket === undefined ? [] : ["mpu", String(leastPacket)]),
    ...flag(ingress, "ingress", "egress"),
  ];
}

function presetWords({ intervalMicros, targetMicros }: CakeRequest): readonly string[] {
  const preset = Object.entries(PRESETS).find(([, [target, rtt]]) => target === targetMicros && rtt === intervalMicros);
  return preset ? [preset[0]] : ["rtt", `${intervalMicros}us`];
}

export const CAKE: QdiscGrammar = {
  parse,
  render: (options) => (options.kind === "cake" ? render(options) : []),
  print: (out, options) => {
    if (options.kind === "cake") printCake(out, options);
  },
  printStats: (out, stats, _now, options, link) => {
    if (options?.kind === "cake") printCakeStats(out, options, stats.cake, link.mtu + 14);
  },
  words: [
    ...Object.keys(VALUES),
    ...["unlimited", "raw", "conservative"],
    ...Object.keys(PRESETS),
    ...Object.keys(DIFFSERV),
    ...FLOW_MODES,
    ...Object.keys(FLAGS),
    ...Object.keys(FRAMINGS),
  ],
};
