/** `action skbedit` (tc/m_skbedit.c of iproute2). */
import type { Skbedit } from "../../model/filter.ts";
import type { ActionRequest } from "../../operation/action.ts";
import { type Args, matches, parseUnsigned } from "../args.ts";
import type { Output } from "../output.ts";
import { controlWords, parseControl, parseIndex, printControl } from "./action-words.ts";
import { parseClassId } from "./qdisc-parse.ts";
import { formatClass } from "./qdisc-print.ts";

const USAGE = "Usage: ... skbedit <[QM] [PM] [MM] [PT] [IF]>\n";
const TYPES = ["host", "broadcast", "multicast", "otherhost"] as const;
const MOST_QUEUES = 0xffff;

type Read = { -readonly [Key in keyof Skbedit]?: Skbedit[Key] };

/** One word; false for what is none of this action's. */
function readWord(args: Args, read: Read, refuse: (said: string) => void): boolean {
  const word = args.peek;
  const key = (["queue_mapping", "priority", "mark", "ptype", "inheritdsfield", "help"] as const).find((each) =>
    matches(word, each),
  );
  if (!key) return false;
  args.take();
  if (key === "help") args.refuse(255, USAGE);
  else if (key === "inheritdsfield") read.inheritDsField = true;
  else readValue(key, args.value(), read, (said) => !args.refusal && refuse(said));
  return true;
}

function readValue(
  key: "queue_mapping" | "priority" | "mark" | "ptype",
  text: string,
  read: Read,
  refuse: (said: string) => void,
): void {
  switch (key) {
    case "queue_mapping":
      read.queueMapping = /^\s*\+?\d+$/.test(text) ? Number.parseInt(text, 10) : undefined;
      if (read.queueMapping === undefined || read.queueMapping > MOST_QUEUES) refuse("Illegal queue_mapping\n");
      return;
    case "priority": {
      const id = text === "root" ? { major: 0xffff, minor: 0xffff } : parseClassId(text);
      if (!id) refuse("Illegal priority\n");
      else read.priority = id.major * 0x10000 + id.minor;
      return;
    }
    case "mark": {
      const [mark = "", ...mask] = text.split("/");
      read.mark = parseUnsigned(mark);
      if (read.mark === undefined) refuse("Illegal mark\n");
      if (!text.includes("/")) return;
      read.markMask = parseUnsigned(mask.join("/"));
      if (read.markMask === undefined) refuse("Illegal mask\n");
      return;
    }
    case "ptype":
      read.packetType = TYPES.find((each) => matches(text, each));
      if (!read.packetType) refuse(`Illegal ptype (${text})\n`);
  }
}

/** parse_skbedit: what stands behind `skbedit`; `refuse` says something and what becomes of it. */
export function parseSkbedit(args: Args, refuse: (said: string) => void): ActionRequest | undefined {
  const read: Read = {};
  if (!args.more) args.value();
  while (args.more && readWord(args, read, refuse));
  const control = parseControl(args) ?? "pipe";
  const numbered = args.more && matches(args.peek, "index");
  const index = parseIndex(args, () => refuse('skbedit: Illegal "index"\n'));
  if (args.refusal) return undefined;
  if (Object.keys(read).length === 0 && !numbered) {
    refuse(USAGE);
    return undefined;
  }
  return { kind: "skbedit", control, ...read, ...index };
}

export function renderSkbedit(action: Skbedit): readonly string[] {
  const { queueMapping, priority, mark, markMask, packetType, inheritDsField, control } = action;
  return [
    "skbedit",
    ...(queueMapping === undefined ? [] : ["queue_mapping", String(queueMapping)]),
    ...(priority === undefined ? [] : ["priority", priorityText(priority)]),
    ...(mark === undefined ? [] : ["mark", `${mark}${markMask === undefined ? "" : `/0x${markMask.toString(16)}`}`]),
    ...(packetType === undefined ? [] : ["ptype", packetType]),
    ...(inheritDsField ? ["inheritdsfield"] : []),
    ...controlWords(control),
  ];
}

/** sprint_tc_classid. */
function priorityText(priority: number): string {
  if (priority === 0xffffffff) return "root";
  return priority === 0 ? "none" : formatClass({ major: priority >>> 16, minor: priority & 0xffff });
}

/** print_skbedit, up to the line of numbers. */
export function printSkbedit(out: Output, action: Skbedit): void {
  const { queueMapping, priority, mark, markMask, packetType, inheritDsField, control } = action;
  out.field("kind", "skbedit", "skbedit ");
  if (queueMapping !== undefined) out.field("queue_mapping", queueMapping, `queue_mapping ${queueMapping}`);
  if (priority !== undefined) out.field("priority", priorityText(priority), ` priority ${priorityText(priority)}`);
  if (mark !== undefined) out.field("mark", mark, ` mark ${mark}`);
  if (markMask !== undefined) {
    const hex = markMask === 0 ? "0" : `0x${markMask.toString(16)}`;
    out.field("mask", markMask.toString(16), `/${hex}`);
  }
  if (packetType !== undefined) out.field("ptype", packetType, ` ptype ${packetType}`);
  if (inheritDsField) out.field("inheritdsfield", null, " inheritdsfield");
  printControl(out, " ", control, "\n\t ");
}
