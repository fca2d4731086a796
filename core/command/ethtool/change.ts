/**
 * What `ethtool` changes (`-s -G -L -C -A` and the like of ethtool 6.1): its words are read as the original reads them, and then
 * virtual devices take nothing of it, but for channels that are as they were.
 *
 * Absent (refused by name): channels of a veth in another number, settings of tun that it keeps.
 */
import type { Link } from "../../model/link.ts";
import { NOT_MODELLED, notModelled } from "../args.ts";
import type { Outcome } from "../ip/run.ts";

const UNSUPPORTED = "netlink error: Operation not supported";
const DONE: Outcome = { stdout: "", stderr: "", status: 0 };

export const NO_NAME = "netlink error: no device matches name (offset 24)\nnetlink error: No such device";

/** What may stand behind a word: a number, or one of these. */
type Value = "number" | readonly string[];
const SWITCH: Value = ["on", "off"];

function numbers(words: string): Readonly<Record<string, Value>> {
  return Object.fromEntries(words.split(" ").map((word) => [word, "number" as const]));
}

interface Change {
  readonly names: readonly string[];
  readonly words: Readonly<Record<string, Value>>;
  /** The exit status of what the driver refuses. */
  readonly status: number;
  /** Nothing is asked where no word is given. */
  readonly lazy: boolean;
}

const CHANGES: readonly Change[] = [
  {
    names: ["-s", "--change"],
    words: {
      ...numbers("speed lanes phyad msglvl"),
      duplex: ["half", "full"],
      port: ["tp", "aui", "bnc", "mii", "fibre", "da"],
      mdix: ["auto", "on", "off"],
      autoneg: SWITCH,
      wol: [..."pumbagsfd"],
    },
    status: 75,
    lazy: true,
  },
  { names: ["-G", "--set-ring"], words: numbers("rx rx-mini rx-jumbo tx"), status: 81, lazy: false },
  { names: ["-L", "--set-channels"], words: numbers("rx tx other combined"), status: 1, lazy: true },
  {
    names: ["-C", "--coalesce"],
    words: {
      "adaptive-rx": SWITCH,
      "adaptive-tx": SWITCH,
      ...numbers("rx-usecs rx-frames rx-usecs-irq rx-frames-irq tx-usecs tx-frames tx-usecs-irq tx-frames-irq"),
      ...numbers("stats-block-usecs pkt-rate-low rx-usecs-low rx-frames-low tx-usecs-low tx-frames-low pkt-rate-high"),
      ...numbers("rx-usecs-high rx-frames-high tx-usecs-high tx-frames-high sample-interval"),
      "cqe-mode-rx": SWITCH,
      "cqe-mode-tx": SWITCH,
    },
    status: 1,
    lazy: false,
  },
  {
    names: ["-A", "--pause"],
    words: { autoneg: SWITCH, rx: SWITCH, tx: SWITCH },
    status: 76,
    lazy: false,
  },
];

/** Words for completion. */
export const CHANGING: readonly string[] = CHANGES.flatMap(({ names }) => names);

function failed(stderr: string, status: number): Outcome {
  return { stdout: "", stderr: `${stderr}\n`, status };
}

/** Of what is not a change, undefined. `words` begins with the option and the device. */
export function change(words: readonly string[], find: (name: string) => Link | undefined): Outcome | undefined {
  const [option = "", device = "", ...rest] = words;
  const kind = CHANGES.find(({ names }) => names.includes(option));
  if (!kind) return undefined;
  const read = readWords(kind, rest);
  if ("status" in read) return read;
  if (kind.lazy && read.length === 0) return DONE;
  const link = find(device);
  if (!link) return failed(NO_NAME, kind.status);
  const keeps = link.kind.type === "tun" && (kind.status === 75 || option === "-C" || option === "--coalesce");
  if (keeps && read.length === 0) return DONE;
  if (keeps) return { stdout: "", ...notModelled("ethtool", "option", option), status: NOT_MODELLED };
  if (kind.words["combined"] && link.kind.type === "veth") return setChannels(option, link, read);
  if (read.length === 1 && read[0]?.word === "autoneg" && read[0].text === "on" && !hasSettings(link))
    return failed(`netlink error: failed to retrieve link settings\n${UNSUPPORTED}`, kind.status);
  return failed(UNSUPPORTED, kind.status);
}

interface Word {
  readonly word: string;
  readonly text: string;
}

/** nl_parser. */
function readWords({ names, words }: Change, rest: readonly string[]): readonly Word[] | Outcome {
  const [short] = names;
  const read: Word[] = [];
  for (let i = 0; i < rest.length; i += 2) {
    const word = rest[i] as string;
    const text = rest[i + 1];
    const value = Object.hasOwn(words, word) ? words[word] : undefined;
    if (value === undefined) return failed(`ethtool (${short}): unknown parameter '${word}'`, 1);
    if (text === undefined) return failed(`ethtool (${short}): no value for parameter '${word}'`, 1);
    if (word === "wol") {
      const strange = [...text].find((letter) => !value.includes(letter));
      if (strange !== undefined)
        return failed(`ethtool (${short}): invalid char '${strange}' in '${text}' for parameter 'wol'`, 1);
    } else if (value === "number" ? !/^(0x[0-9a-f]+|\d+)$/i.test(text) : !value.includes(text))
      return failed(`ethtool (${short}): invalid value '${text}' for parameter '${word}'`, 1);
    read.push({ word, text });
  }
  return read;
}

/** Whether a driver tells settings that could be changed. */
function hasSettings({ kind }: Link): boolean {
  return !["loopback", "ifb", "dummy", "vrf", "gre", "gretap", "ipip", "sit", "ip6tnl", "ip6gre", "ip6gretap"].includes(
    kind.type,
  );
}

/** Octets in front of the attributes of a request: its headers, and the one that names the device. */
function headers({ name }: Link): number {
  return 16 + 4 + 4 + 4 + Math.ceil((name.length + 1) / 4) * 4;
}

/** ethnl_set_channels, of a veth that uses one queue of those it has. */
function setChannels(option: string, link: Link, read: readonly Word[]): Outcome {
  const most: Readonly<Record<string, number>> = { rx: link.queues.rx, tx: link.queues.tx, other: 0, combined: 0 };
  const invalid = (text: string, at: number) =>
    failed(`netlink error: ${text} (offset ${headers(link) + 8 * at})\nnetlink error: Invalid argument`, 1);
  for (const word of ["rx", "tx", "other", "combined"]) {
    const at = read.findIndex((each) => each.word === word);
    if (at >= 0 && Number(read[at]?.text) > (most[word] ?? 0))
      return invalid("requested channel count exceeds maximum", at);
  }
  const none = read.findIndex(({ word, text }) => (word === "rx" || word === "tx") && Number(text) === 0);
  if (none >= 0) return invalid("requested channel counts would result in no RX or TX channel being configured", none);
  if (read.every(({ word, text }) => Number(text) === (word === "rx" || word === "tx" ? 1 : 0))) return DONE;
  return { stdout: "", ...notModelled("ethtool", "option", option), status: NOT_MODELLED };
}
