/** `tc class add|change|replace|del` as an operation, and back, and `show` (tc/tc_class.c of iproute2). */

import type { ClassId } from "../../model/qdisc.ts";
import type { NetnsRef } from "../../operation/netns-ref.ts";
import type { ClassAdd, ClassOperation, ClassSpec } from "../../operation/qdisc.ts";
import { type Args, matches, NOT_MODELLED, notModelled, type Refusal } from "../args.ts";
import { parseDrrClass, renderDrrClass } from "./drr.ts";
import { parseEtsClass, renderEtsClass } from "./ets.ts";
import { parseHtbClass, renderHtbClass } from "./htb.ts";
import { LONGEST_KIND, takeDevice } from "./kind.ts";
import { parseClassId, parseHandle } from "./qdisc-parse.ts";

export const CLASS_USAGE = `Usage: tc class [ add | del | change | replace | show ] dev STRING
       [ classid CLASSID ] [ root | parent CLASSID ]
       [ [ QDISC_KIND ] [ help | OPTIONS ] ]

       tc class show [ dev STRING ] [ root | parent CLASSID ]
Where:
QDISC_KIND := { prio | cbq | etc. }
OPTIONS := ... try tc class add <desired QDISC_KIND> help
`;
/** Disciplines whose classes have words of their own. */
const UNMODELLED_CLASSES = ["hfsc", "qfq", "cbq", "atm"];

/** tc_class_modify; without a mode it is a deletion. */
export function parseClassChange(
  mode: ClassAdd["mode"] | undefined,
  args: Args,
  netns: NetnsRef,
): ClassOperation | Refusal {
  let device: string | undefined;
  let parent: ClassSpec["parent"];
  let classId: ClassId | undefined;
  let kind: string | undefined;
  let options: ClassAdd["options"];
  while (args.more && kind === undefined) {
    const word = args.take();
    if (word === "dev") {
      const name = takeDevice(args);
      if (device !== undefined) args.duplicate("dev", name);
      device = name;
    } else if (word === "classid") {
      const text = args.value();
      if (classId !== undefined) args.duplicate("classid", text);
      classId = parseClassId(text);
      if (classId === undefined) args.invalid("invalid class ID", text);
    } else if (word === "handle") args.refuse(255, 'Error: try "classid" instead of "handle"\n');
    else if (word === "root") {
      if (parent !== undefined) args.refuse(255, 'Error: "root" is duplicate parent ID.\n');
      parent = "root";
    } else if (word === "parent") {
      const text = args.value();
      if (parent !== undefined) args.duplicate("parent", text);
      parent = text === "root" ? "root" : parseClassId(text);
      if (parent === undefined) args.invalid("invalid parent ID", text);
    } else if (matches(word, "estimator")) args.unmodelled("tc class", word);
    else if (matches(word, "help")) args.refuse(255, CLASS_USAGE);
    else {
      kind = word;
      if (kind === "htb") options = parseHtbClass(args);
      else if (kind === "drr") options = parseDrrClass(args);
      else if (kind === "ets") options = parseEtsClass(args);
      else if (UNMODELLED_CLASSES.includes(kind))
        args.refuse(NOT_MODELLED, notModelled("tc class", "type", kind).stderr);
      else args.refuse(1, `Error: Qdisc "${kind.slice(0, LONGEST_KIND)}" is classless.\n`);
    }
  }
  if (args.refusal) return args.refusal;
  if (device === undefined) return { status: 2, stderr: "RTNETLINK answers: No such device\n" };
  const spec: ClassSpec = { device, ...(parent && { parent }), ...(classId && { classId }) };
  if (mode === undefined) return { kind: "classDelete", netns, class: spec };
  return { kind: "classAdd", netns, mode, class: spec, ...(options && { options }) };
}

/** An operation as a command line of tc. */
export function renderClass(operation: ClassOperation): readonly string[] {
  const { device, parent, classId } = operation.class;
  const verb = operation.kind === "classDelete" ? "del" : operation.mode;
  const words = ["tc", "class", verb, "dev", device];
  const name = ({ major, minor }: ClassId) => `${major.toString(16)}:${minor.toString(16)}`;
  if (parent !== undefined) words.push(...(parent === "root" ? ["root"] : ["parent", name(parent)]));
  if (classId) words.push("classid", name(classId));
  if (operation.kind === "classDelete" || !operation.options) return words;
  const { options } = operation;
  if ("kind" in options)
    return [...words, ...(options.kind === "drr" ? renderDrrClass(options) : renderEtsClass(options))];
  return [...words, "htb", ...renderHtbClass(options)];
}

export interface ClassFilter {
  readonly device: string | undefined;
  readonly qdisc: number | undefined;
  readonly of: number | undefined;
  readonly classId: ClassId | undefined;
  /** Of the device's root: no class is a child of it in a dump. */
  readonly root: boolean;
}

/** tc_class_list. */
export function parseClassShow(args: Args): ClassFilter {
  let device: string | undefined;
  let qdisc: number | undefined;
  let classId: ClassId | undefined;
  let parent: "root" | ClassId | undefined;
  while (args.more) {
    const word = args.take();
    if (word === "dev") {
      const name = takeDevice(args);
      if (device !== undefined) args.duplicate("dev", name);
      device = name;
    } else if (word === "qdisc") {
      const text = args.value();
      qdisc = parseHandle(text);
      if (qdisc === undefined) args.invalid("invalid qdisc ID", text);
    } else if (word === "classid") {
      const text = args.value();
      if (classId) args.duplicate("classid", text);
      classId = parseClassId(text);
      if (classId === undefined) args.invalid("invalid class ID", text);
    } else if (word === "root") {
      if (parent) args.refuse(255, 'Error: "root" is duplicate parent ID\n');
      parent = "root";
    } else if (word === "parent") {
      if (parent) args.duplicate("parent", word);
      const text = args.value();
      parent = text === "root" ? "root" : parseClassId(text);
      if (parent === undefined) args.invalid("invalid parent ID", text);
    } else if (matches(word, "help")) args.refuse(255, CLASS_USAGE);
    else args.refuse(255, `What is "${word}"? Try "tc class help".\n`);
  }
  const of = typeof parent === "object" ? parent.major : undefined;
  return { device, qdisc, of, classId, root: parent === "root" };
}
