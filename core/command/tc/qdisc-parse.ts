/** `tc qdisc add|change|replace|link|del` as an operation, and back (tc/tc_qdisc.c of iproute2). */

import { type ClassId, INGRESS_HANDLE, INGRESS_PARENT } from "../../model/qdisc.ts";
import type { NetnsRef } from "../../operation/netns-ref.ts";
import type { QdiscAdd, QdiscOperation, QdiscRequest, QdiscSpec } from "../../operation/qdisc.ts";
import { type Args, matches, NOT_MODELLED, notModelled, type Refusal } from "../args.ts";
import { parseIngress } from "./ingress.ts";
import { LONGEST_KIND, takeDevice } from "./kind.ts";
import { isQdiscKind, qdiscGrammar, UNMODELLED_QDISCS } from "./table.ts";

export const QDISC_USAGE = `Usage: tc qdisc [ add | del | replace | change | show ] dev STRING
       [ handle QHANDLE ] [ root | ingress | clsact | parent CLASSID ]
       [ estimator INTERVAL TIME_CONSTANT ]
       [ stab [ help | STAB_OPTIONS] ]
       [ ingress_block BLOCK_INDEX ] [ egress_block BLOCK_INDEX ]
       [ [ QDISC_KIND ] [ help | OPTIONS ] ]

       tc qdisc { show | list } [ dev STRING ] [ QDISC_ID ] [ invisible ]
Where:
QDISC_KIND := { [p|b]fifo | tbf | prio | cbq | red | etc. }
OPTIONS := ... try tc qdisc add <desired QDISC_KIND> help
STAB_OPTIONS := ... try tc qdisc add stab help
QDISC_ID := { root | ingress | handle QHANDLE | parent CLASSID }
`;
const UNMODELLED = ["estimator", "stab", "ingress_block", "egress_block"];

/** strtoul of base 16: the number in front, and what is behind it. */
function hexadecimal(text: string): { readonly value: number; readonly rest: string } {
  const match = /^\s*\+?(?:0x)?([0-9a-f]+)/i.exec(text);
  return { value: Number.parseInt(match?.[1] ?? "0", 16), rest: match ? text.slice(match[0].length) : text };
}

/** get_qdisc_handle: what is behind the colon is not looked at. */
export function parseHandle(text: string): number | undefined {
  if (text === "none") return 0;
  const { value, rest } = hexadecimal(text);
  return rest === text || value > 0xffff || (rest !== "" && !rest.startsWith(":")) ? undefined : value;
}

/** get_tc_classid; without a colon it is all of the number. */
export function parseClassId(text: string): ClassId | undefined {
  if (text === "none") return { major: 0, minor: 0 };
  const { value, rest } = hexadecimal(text);
  if (rest === "")
    return value > 0xffffffff || text === ""
      ? undefined
      : { major: Math.floor(value / 0x10000), minor: value % 0x10000 };
  if (!rest.startsWith(":") || value > 0xffff) return undefined;
  const minor = hexadecimal(rest.slice(1));
  return minor.rest !== "" || minor.value > 0xffff ? undefined : { major: value, minor: minor.value };
}

/** Reads device, parent and handle, then the kind and its words; without a mode it is a deletion. */
export function parseQdiscChange(
  mode: QdiscAdd["mode"] | undefined,
  args: Args,
  netns: NetnsRef,
): QdiscOperation | Refusal {
  let device: string | undefined;
  let parent: QdiscSpec["parent"];
  let handle: number | undefined;
  let kind: string | undefined;
  let request: QdiscRequest | undefined;
  while (args.more && kind === undefined) {
    const word = args.take();
    if (word === "dev") {
      const name = takeDevice(args);
      if (device !== undefined) args.duplicate("dev", name);
      device = name;
    } else if (word === "handle") {
      if (handle !== undefined) args.duplicate("handle", word);
      const text = args.value();
      handle = parseHandle(text);
      if (handle === undefined) args.invalid("invalid qdisc ID", text);
    } else if (word === "ingress" || word === "clsact") {
      if (parent !== undefined) args.refuse(255, `Error: "${word}" is a duplicate parent ID\n`);
      parent = INGRESS_PARENT;
      handle = INGRESS_HANDLE;
      kind = word;
      request = parseIngress(word, args);
    } else if (word === "root") {
      if (parent !== undefined) args.refuse(255, 'Error: "root" is duplicate parent ID\n');
      parent = "root";
    } else if (word === "parent") {
      const text = args.value();
      if (parent !== undefined) args.duplicate("parent", text);
      parent = text === "root" ? "root" : parseClassId(text);
      if (parent === undefined) args.invalid("invalid parent ID", text);
    } else if (UNMODELLED.some((each) => matches(word, each))) {
      const option = UNMODELLED.find((each) => matches(word, each)) ?? word;
      const text = args.value();
      const [way, block] = option.split("_");
      if (block !== undefined && !(Number(text) > 0)) args.invalid(`invalid ${way} block index value`, text);
      args.unmodelled("tc qdisc", option);
    } else if (matches(word, "help")) args.refuse(0, QDISC_USAGE);
    else {
      kind = word;
      if (isQdiscKind(word)) request = qdiscGrammar(word).parse(args);
      else if (UNMODELLED_QDISCS.includes(word))
        args.refuse(NOT_MODELLED, notModelled("tc qdisc", "type", word).stderr);
      else if (args.more)
        args.refuse(1, `Unknown qdisc "${word.slice(0, LONGEST_KIND)}", hence option "${args.peek}" is unparsable\n`);
    }
  }
  if (args.refusal) return args.refusal;
  if (device === undefined) return { status: 2, stderr: "RTNETLINK answers: No such device\n" };
  const qdisc: QdiscSpec = {
    device,
    ...(parent === undefined ? {} : { parent }),
    ...(handle === undefined ? {} : { handle }),
  };
  if (mode === undefined) return { kind: "qdiscDelete", netns, qdisc, ...(kind === undefined ? {} : { type: kind }) };
  return { kind: "qdiscAdd", netns, mode, qdisc, options: request ?? { kind: "unknown", name: kind } };
}

/** An operation as a command line of tc. */
export function renderQdisc(operation: QdiscOperation): readonly string[] {
  const { device, parent, handle } = operation.qdisc;
  const verb = operation.kind === "qdiscDelete" ? "del" : operation.mode;
  const words = ["tc", "qdisc", verb, "dev", device];
  const ingress = ingressWord(operation);
  if (ingress) return [...words, ingress];
  if (parent === "root") words.push("root");
  else if (parent !== undefined) words.push("parent", `${parent.major.toString(16)}:${parent.minor.toString(16)}`);
  if (handle !== undefined) words.push("handle", `${handle.toString(16)}:`);
  if (operation.kind === "qdiscDelete") return operation.type === undefined ? words : [...words, operation.type];
  const { options } = operation;
  if (options.kind === "unknown") return options.name === undefined ? words : [...words, options.name];
  if (options.kind === "ingress" || options.kind === "clsact") return [...words, options.kind];
  return [...words, options.kind, ...qdiscGrammar(options.kind).render(options)];
}

/** What stands for the place where packets come in, its handle and a kind at once. */
function ingressWord(operation: QdiscOperation): string | undefined {
  const { parent, handle } = operation.qdisc;
  if (typeof parent !== "object" || parent.major !== INGRESS_PARENT.major || parent.minor !== INGRESS_PARENT.minor)
    return undefined;
  const kind = operation.kind === "qdiscDelete" ? operation.type : operation.options.kind;
  return handle === INGRESS_HANDLE && (kind === "ingress" || kind === "clsact") ? kind : undefined;
}
