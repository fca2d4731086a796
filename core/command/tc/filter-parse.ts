/** `tc filter add|replace|change|del` as an operation, and back, and `show` (tc/tc_filter.c, f_matchall.c, f_basic.c of iproute2). */

import { ANY_PROTOCOL, type FilterHook, type FlowerKeys, type SkipFlag, type U32Key } from "../../model/filter.ts";
import { type ClassId, INGRESS_HANDLE } from "../../model/qdisc.ts";
import type { ActionRequest } from "../../operation/action.ts";
import type { FilterAdd, FilterMatchRequest, FilterOperation, FilterSpec } from "../../operation/filter.ts";
import type { NetnsRef } from "../../operation/netns-ref.ts";
import { type Args, matches, NOT_MODELLED, notModelled, parseInteger, parseUnsigned, type Refusal } from "../args.ts";
import { type DeviceExists, parseActions, parsePolice, renderAction } from "./action.ts";
import { filterProtocolName, parseFilterProtocol } from "./filter-protocol.ts";
import { FLOWER_USAGE, parseFlowerKey, renderFlower } from "./flower.ts";
import { LONGEST_KIND, takeDevice } from "./kind.ts";
import { parseClassId } from "./qdisc-parse.ts";
import { parseSelector, renderKeys } from "./u32.ts";
import { parseU32Handle, parseU32Word, renderTables, type U32Words, u32HandleWords, u32Words } from "./u32-tables.ts";

export const FILTER_USAGE =
  "Usage: tc filter [ add | del | change | replace | show | get ] [ dev STRING ] [ pref PRIO ] protocol PROTO [ FILTER_TYPE ]\n";
const USAGES = {
  matchall: "Usage: ... matchall [ action ACTION_SPEC ] [ classid CLASSID ]\n",
  basic: "Usage: ... basic [ action ACTION_SPEC ] [ classid CLASSID ]\n",
  u32: "Usage: ... u32 [ match SELECTOR ... ] [ classid CLASSID ] [ action ACTION_SPEC ]\n",
  fw: "Usage: ... fw [ classid CLASSID ] [ indev DEV ] [ action ACTION_SPEC ]\n",
  flower: FLOWER_USAGE,
};
type Kind = FilterMatchRequest["kind"];
export const FILTER_KINDS = Object.keys(USAGES) as readonly Kind[];
const UNMODELLED_KINDS = ["bpf", "cgroup", "flow", "route", "rsvp", "rsvp6", "tcindex"];

/** TC_H_MIN_INGRESS and TC_H_MIN_EGRESS. */
const INGRESS_MINOR = 0xfff2;
const EGRESS_MINOR = 0xfff3;
/** TC_H_ROOT, which for filters is another name of the place where packets come in. */
const ROOT: ClassId = { major: INGRESS_HANDLE, minor: 0xffff };

function hookOf({ major, minor }: ClassId): FilterHook {
  if (major !== INGRESS_HANDLE) return { major, minor };
  if (minor === INGRESS_MINOR) return "ingress";
  return minor === EGRESS_MINOR ? "egress" : { major, minor };
}

function together(one: string, other: string): string {
  return `Error: "${one}" cannot be used in the same time as "${other}"\n`;
}

/** What stands in front of the kind, of changes and of lists alike. */
class Head {
  /** Lists have words of their own (tc_filter_list of tc/tc_filter.c). */
  readonly #lists: boolean;
  device: string | undefined;
  hook: FilterHook | undefined;
  block: string | undefined;
  preference: number | undefined;
  protocol: number | undefined;
  handle: string | undefined;
  chain: number | undefined;

  constructor(lists = false) {
    this.#lists = lists;
  }

  /** One word; false for what is none of these. */
  read(args: Args, word: string): boolean {
    if (word === "dev") {
      const name = takeDevice(args);
      if (this.device !== undefined) args.duplicate("dev", name);
      if (this.#lists && this.block !== undefined) args.refuse(255, together("dev", "block"));
      this.device = name;
    } else if (word === "root" || word === "ingress" || word === "egress") {
      if (this.hook !== undefined) args.refuse(255, `Error: "${word}" is duplicate parent ID\n`);
      this.hook = word === "root" ? ROOT : word;
    } else if (word === "parent") {
      const text = args.value();
      if (this.hook !== undefined) args.duplicate("parent", text);
      const parent = text === "root" ? ROOT : parseClassId(text);
      if (!parent) args.invalid(this.#lists ? "invalid parent ID" : "Invalid parent ID", text);
      else this.hook = hookOf(parent);
    } else if (word === "handle") {
      const text = args.value();
      if (this.handle !== undefined) args.duplicate("handle", text);
      this.handle = text;
    } else if (matches(word, "preference") || matches(word, "priority")) {
      const text = args.value();
      if (this.preference) args.duplicate("priority", text);
      // A list takes one of 32 bits, and of those the lower half.
      const preference = parseUnsigned(text, this.#lists ? 0xffff_ffff : 0xffff);
      if (preference === undefined) args.invalid(this.#lists ? "invalid preference" : "invalid priority value", text);
      else this.preference = preference & 0xffff;
    } else if (matches(word, "protocol")) {
      const text = args.value();
      if (this.protocol !== undefined) args.duplicate("protocol", text);
      this.protocol = parseFilterProtocol(text);
      if (this.protocol === undefined) args.invalid("invalid protocol", text);
    } else if (matches(word, "chain")) {
      const text = args.value();
      if (this.chain !== undefined) args.duplicate("chain", text);
      this.chain = parseUnsigned(text);
      if (this.chain === undefined) args.invalid("invalid chain index value", text);
    } else if (matches(word, "block")) {
      const text = args.value();
      if (this.#lists && this.device !== undefined) args.refuse(255, together("block", "dev"));
      if (!parseUnsigned(text)) args.invalid("invalid block index value", text);
      else if (this.#lists) this.block = text;
      else args.unmodelled("tc filter", word);
    } else return false;
    return true;
  }
}

/** A handle of a filter as its kind writes it. */
function parseFilterHandle(kind: Kind, text: string, args: Args): Pick<FilterSpec, "handle" | "table" | "bucket"> {
  if (kind === "u32") {
    const node = parseU32Handle(text);
    if (!node) args.refuse(1, "Illegal filter ID\n");
    const { table, bucket, handle: number } = node ?? { table: 0, bucket: 0, handle: 0 };
    return { handle: number, ...(table && { table }), ...(bucket && { bucket }) };
  }
  if (kind === "fw") {
    const [mark = "", ...mask] = text.split("/");
    const handle = parseUnsigned(mark);
    if (handle === undefined) args.refuse(1, 'Illegal "handle"\n');
    if (mask.length > 0 && parseUnsigned(mask.join("/")) === undefined) args.refuse(1, 'Illegal "handle" mask\n');
    return { handle: handle ?? 0 };
  }
  if (kind !== "flower") {
    // strtol: what does not begin with a number is 0.
    const number = parseInteger(/^\s*[+-]?(?:0x[\da-f]+|0[0-7]*|[1-9]\d*)/i.exec(text)?.[0] ?? "0") ?? 0;
    if (Math.abs(number) >= 2 ** 63) args.refuse(1, `Illegal handle "${text}", must be numeric.\n`);
    return { handle: Number(BigInt.asUintN(32, BigInt(number))) };
  }
  const handle = parseUnsigned(text);
  if (handle === undefined) args.refuse(1, `Illegal "handle"\n`);
  return { handle: handle ?? 0 };
}

interface Body {
  readonly match: FilterMatchRequest;
  readonly classId: ClassId | undefined;
  readonly actions: readonly ActionRequest[];
  readonly bare: boolean;
  readonly order: number | undefined;
}

/** The words of a kind. */
function parseBody(kind: Kind, protocol: number, args: Args, exists: DeviceExists, handle?: string): Body {
  const keys: U32Key[] = [];
  const empty = !args.more;
  let selected = false;
  const tables: U32Words = {};
  const flower: { -readonly [K in keyof FlowerKeys]: FlowerKeys[K] } = {};
  let classId: ClassId | undefined;
  let actions: readonly ActionRequest[] = [];
  let bare = false;
  let skip: SkipFlag | undefined;
  let indev: string | undefined;
  while (args.more) {
    const left = args.rest.length - 1;
    const word = args.take();
    if (matches(word, "classid") || matches(word, "flowid")) {
      const text = args.value();
      classId = parseClassId(text);
      if (!classId) args.refuse(1, 'Illegal "classid"\n');
    } else if (matches(word, "action")) {
      if (!args.more) args.value();
      actions = parseActions(args, exists);
    } else if (matches(word, "police")) {
      const police = parsePolice(args, left);
      if (police) actions = [police];
      bare = kind === "u32";
      if (kind !== "u32") args.unmodelled(`tc filter: ${kind}`, word);
    } else if (kind === "u32" && matches(word, "match")) {
      parseSelector(args, keys);
      selected = true;
    } else if ((kind === "u32" || kind === "matchall") && word === "skip_hw") skip = word;
    else if (kind === "fw" && word === "indev") {
      if (!args.more) args.refuse(1, "Illegal indev\n");
      indev = args.take().slice(0, LONGEST_KIND);
    } else if (kind === "u32" && parseU32Word(args, word, tables, handle !== undefined)) continue;
    else if (
      (kind === "u32" && ["indev", "sample"].includes(word)) ||
      (kind === "basic" && word === "match") ||
      ((kind === "u32" || kind === "matchall") && word === "skip_sw")
    )
      args.unmodelled(`tc filter: ${kind}`, word);
    else if (word === "help") args.refuse(1, USAGES[kind]);
    else if (kind !== "flower" || !parseFlowerKey(args, word, protocol, flower))
      args.refuse(1, `What is "${word}"?\n${USAGES[kind]}`);
  }
  const match: FilterMatchRequest =
    kind === "u32"
      ? {
          kind,
          keys,
          ...(selected && keys.length === 0 && { selected }),
          ...u32Words(tables),
          ...(skip && { skip }),
          ...(empty && { empty }),
        }
      : kind === "fw"
        ? {
            ...{ kind, mask: parseUnsigned(handle?.split("/").slice(1).join("/") ?? "") ?? 0xffffffff },
            ...(indev !== undefined && { indev }),
            ...(empty && { old: true }),
          }
        : kind === "flower"
          ? { kind, keys: flower }
          : { kind, ...(skip && { skip }) };
  return { match, classId, actions, bare, order: tables.order };
}

/** tc_filter_modify; without a mode it is a deletion. */
export function parseFilterChange(
  mode: FilterAdd["mode"] | undefined,
  args: Args,
  netns: NetnsRef,
  exists: DeviceExists,
): FilterOperation | Refusal {
  const head = new Head();
  let kind: string | undefined;
  while (args.more && kind === undefined) {
    const word = args.take();
    if (head.read(args, word)) continue;
    if (matches(word, "estimator")) args.unmodelled("tc filter", word);
    else if (matches(word, "help")) args.refuse(255, FILTER_USAGE);
    else kind = word;
  }
  const { device, hook, preference, handle, chain } = head;
  if (!args.refusal && device !== undefined && !exists(device)) args.noDevice(device);
  const creates = mode === "add" || mode === "replace";
  const protocol = head.protocol ?? (creates ? ANY_PROTOCOL : 0);
  const known = FILTER_KINDS.find((each) => each === kind);
  let body: Body | undefined;
  let numbers: Pick<FilterSpec, "handle" | "table" | "bucket"> = {};
  if (!args.refusal && kind !== undefined) {
    if (known) {
      if (handle !== undefined) numbers = parseFilterHandle(known, handle, args);
      body = parseBody(known, protocol, args, exists, handle);
      const { order } = body;
      if (order) {
        if (numbers.handle && numbers.handle !== order) args.refuse(1, '"order" contradicts "handle"\n');
        numbers = { ...numbers, handle: order };
      }
    } else if (UNMODELLED_KINDS.includes(kind))
      args.refuse(NOT_MODELLED, notModelled("tc filter", "type", kind).stderr);
    else if (args.more)
      args.refuse(1, `Unknown filter "${kind.slice(0, LONGEST_KIND)}", hence option "${args.peek}" is unparsable\n`);
    else if (handle !== undefined) {
      // parse_nofopt: the only number that a kind nobody knows could have.
      const number = /^(?:0x)?[\da-f]{1,8}$/i.test(handle) ? Number.parseInt(handle, 16) : undefined;
      if (number === undefined) args.refuse(1, `Unparsable filter ID "${handle}"\n`);
      else numbers = { handle: number };
    }
  } else if (handle !== undefined) args.refuse(255, 'Must specify filter type when using "handle"\n');
  if (args.refusal) return args.refusal;
  if (device === undefined)
    return { status: 2, stderr: "RTNETLINK answers: No such device\nWe have an error talking to the kernel\n" };
  const filter: FilterSpec = {
    device,
    ...(hook !== undefined && { hook }),
    ...(chain !== undefined && { chain }),
    ...(preference !== undefined && { preference }),
    ...(protocol !== 0 && { protocol }),
    ...numbers,
  };
  if (mode === undefined) return { kind: "filterDelete", netns, filter, ...(kind !== undefined && { type: kind }) };
  return {
    ...{ kind: "filterAdd", netns, mode, filter, actions: body?.actions ?? [] },
    ...(body && { match: body.match }),
    ...(kind !== undefined && !known && { unknownKind: kind.slice(0, LONGEST_KIND) }),
    ...(body?.classId && { classId: body.classId }),
    ...(body?.bare && { bare: true }),
  };
}

const className = ({ major, minor }: ClassId) => `${major.toString(16)}:${minor.toString(16)}`;

/** `tc chain add` and `del`. What a chain is to be a template of is not modelled. */
export function parseChainChange(
  adds: boolean,
  args: Args,
  netns: NetnsRef,
  exists: DeviceExists,
): FilterOperation | Refusal {
  const operation = parseFilterChange(adds ? "add" : undefined, args, netns, exists);
  if ("stderr" in operation) return operation;
  const named = operation.kind === "filterAdd" ? (operation.match ?? operation.unknownKind) : undefined;
  if (adds && named !== undefined)
    return {
      status: NOT_MODELLED,
      stderr: notModelled("tc chain add", "type", typeof named === "string" ? named : named.kind).stderr,
    };
  const { device, hook, chain } = operation.filter;
  const filter = { device, ...(hook !== undefined && { hook }), ...(chain !== undefined && { chain }) };
  return { kind: adds ? "chainAdd" : "chainDelete", netns, filter };
}

/** An operation as a command line of tc. */
export function renderFilter(operation: FilterOperation): readonly string[] {
  const { device, hook, chain, preference, protocol, handle, table, bucket } = operation.filter;
  const ofChain = operation.kind === "chainAdd" || operation.kind === "chainDelete";
  const verb = operation.kind === "chainAdd" ? "add" : operation.kind === "filterAdd" ? operation.mode : "del";
  const words = ["tc", ofChain ? "chain" : "filter", verb, "dev", device];
  if (typeof hook === "object") words.push("parent", className(hook));
  else if (hook !== undefined) words.push(hook);
  if (chain !== undefined) words.push("chain", String(chain));
  if (ofChain) return words;
  if (protocol !== undefined) words.push("protocol", protocolWord(protocol));
  if (preference !== undefined) words.push("pref", String(preference));
  if (handle !== undefined) {
    const type = operation.kind === "filterDelete" ? operation.type : operation.match?.kind;
    const mask =
      operation.kind === "filterAdd" && operation.match?.kind === "fw" ? maskWords(operation.match.mask) : "";
    words.push("handle", type === "u32" ? u32HandleWords(table, bucket, handle) : `${handle}${mask}`);
  }
  if (operation.kind === "filterDelete") return operation.type === undefined ? words : [...words, operation.type];
  const { match, unknownKind, classId, actions, bare } = operation;
  if (unknownKind !== undefined) words.push(unknownKind);
  if (match) words.push(match.kind);
  if (match?.kind === "u32") words.push(...renderKeys(match), ...renderTables(match));
  if ((match?.kind === "u32" || match?.kind === "matchall") && match.skip) words.push(match.skip);
  if (match?.kind === "flower") words.push(...renderFlower(match.keys));
  if (match?.kind === "fw" && match.indev !== undefined) words.push("indev", match.indev);
  if (classId) words.push("classid", className(classId));
  for (const action of actions) words.push(...(bare ? [] : ["action"]), ...renderAction(action));
  return words;
}

function maskWords(mask: number): string {
  return mask === 0xffffffff ? "" : `/0x${mask.toString(16)}`;
}

function protocolWord(protocol: number): string {
  const name = filterProtocolName(protocol);
  return name ?? `0x${protocol.toString(16)}`;
}

export interface FilterQuery {
  readonly device: string | undefined;
  readonly hook: FilterHook | undefined;
  readonly preference: number | undefined;
  readonly protocol: number | undefined;
  readonly chain?: number | undefined;
}

/** Which filter `tc filter get` asks for. */
export interface FilterGet {
  readonly device: string;
  readonly hook: FilterHook;
  readonly preference: number;
  readonly protocol: number;
  readonly kind: string;
  readonly chain: number;
  readonly handle: number;
  readonly table?: number;
  readonly bucket?: number;
}

/** tc_filter_get. */
export function parseFilterGet(args: Args, exists: DeviceExists): FilterGet | Refusal {
  const head = new Head();
  let kind: string | undefined;
  while (args.more && kind === undefined && !args.refusal) {
    const word = args.take();
    if (head.read(args, word)) continue;
    if (matches(word, "help")) args.refuse(255, FILTER_USAGE);
    else kind = word;
  }
  if (args.refusal) return args.refusal;
  const { device, hook, preference, protocol, handle, chain = 0 } = head;
  const missing = (what: string) => ({ status: 255, stderr: `Must specify ${what}\n` });
  if (protocol === undefined) return missing("filter protocol");
  if (!preference) return missing("filter priority");
  if (hook === undefined) return missing("filter parent");
  if (kind === undefined) return missing("filter type");
  if (device === undefined) return missing('netdevice "dev" or block index "block"');
  if (!exists(device)) return { status: 1, stderr: `Cannot find device "${device}"\n` };
  const [behind] = args.rest;
  const known = FILTER_KINDS.find((each) => each === kind);
  let numbers: Pick<FilterSpec, "handle" | "table" | "bucket"> = {};
  if (known) {
    if (handle !== undefined) numbers = parseFilterHandle(known, handle, args);
    if (!args.refusal) parseBody(known, protocol, args, exists, handle);
  } else if (UNMODELLED_KINDS.includes(kind)) args.refuse(NOT_MODELLED, notModelled("tc filter", "type", kind).stderr);
  else if (args.more)
    args.refuse(1, `Unknown filter "${kind.slice(0, LONGEST_KIND)}", hence option "${args.peek}" is unparsable\n`);
  if (args.refusal) return args.refusal;
  if (handle === undefined) return missing('filter "handle"');
  if (behind !== undefined)
    return { status: 255, stderr: `Garbage instead of arguments "${behind} ...". Try "tc filter help".\n` };
  return { device, hook, preference, protocol, kind, chain, handle: 0, ...numbers };
}

/** Which chain `tc chain get` asks for. */
export interface ChainGet {
  readonly device: string;
  readonly hook: FilterHook;
  readonly chain: number;
}

/** tc_filter_get of a chain: what a filter would be known by is read and passed over. */
export function parseChainGet(args: Args, exists: DeviceExists): ChainGet | Refusal {
  const head = new Head();
  while (args.more) {
    const word = args.take();
    if (head.read(args, word)) continue;
    if (matches(word, "help")) args.refuse(0, FILTER_USAGE);
    break;
  }
  if (args.refusal) return args.refusal;
  const { device, hook, chain = 0 } = head;
  if (hook === undefined) return { status: 255, stderr: "Must specify filter parent\n" };
  if (device === undefined) return { status: 255, stderr: 'Must specify netdevice "dev" or block index "block"\n' };
  if (!exists(device)) return { status: 1, stderr: `Cannot find device "${device}"\n` };
  return { device, hook, chain };
}

/** tc_filter_list. */
export function parseFilterShow(args: Args): FilterQuery {
  const head = new Head(true);
  while (args.more) {
    const word = args.take();
    if (head.read(args, word)) continue;
    if (matches(word, "help")) args.refuse(255, FILTER_USAGE);
    else args.refuse(255, ` What is "${word}"? Try "tc filter help"\n`);
  }
  const { device, hook, preference, protocol, block, chain } = head;
  if (block !== undefined) args.refuse(1, `Cannot find block "${block}"\n`);
  return { device, hook, preference, protocol, chain };
}
