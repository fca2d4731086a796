/** `action mirred` (tc/m_mirred.c of iproute2). */
import type { Control, Mirred } from "../../model/filter.ts";
import type { ActionRequest } from "../../operation/action.ts";
import { type Args, matches } from "../args.ts";
import type { Output } from "../output.ts";
import { controlWords, parseControl, parseIndex, printControl } from "./action-words.ts";

const USAGE = `Usage: mirred <DIRECTION> <ACTION> [index INDEX] <dev DEVICENAME>
where:
	DIRECTION := <ingress | egress>
	ACTION := <mirror | redirect>
	INDEX  is the specific policy instance id
	DEVICENAME is the devicename
`;

interface Read {
  direction?: "egress" | "ingress";
  mode?: "mirror" | "redirect";
  device?: string;
  index?: { readonly index?: number };
}

/** NEXT_ARG behind a word that was taken: more must follow. */
function more(args: Args): void {
  if (!args.more) args.value();
}

/** parse_direction: words up to the device, or up to a number that stands by itself. */
function readWords(args: Args, read: Read, refuse: (said: string) => void): void {
  while (args.more) {
    const word = args.peek;
    const direction = (["egress", "ingress"] as const).find((each) => each !== read.direction && matches(word, each));
    if (direction) {
      args.take();
      if (read.direction)
        refuse(`Can't have both ${direction === "egress" ? "egress and ingress" : "ingress and egress"}\n`);
      read.direction = direction;
    } else if (matches(word, "index")) {
      read.index = parseIndex(args, () => refuse('Illegal "index"\n'));
      if (!read.direction) return;
    } else {
      args.take();
      const mode = (["mirror", "redirect"] as const).find((each) => each !== read.mode && matches(word, each));
      if (mode) {
        if (read.mode) refuse("Can't have both mirror and redir\n");
        read.mode = mode;
      } else if (read.mode && matches(word, "dev")) {
        read.device = args.value();
        return;
      }
      // Whatever else there is is passed over.
    }
    more(args);
  }
}

/** parse_mirred: what stands behind `mirred`; `refuse` says something and what becomes of it. */
export function parseMirred(
  args: Args,
  exists: (name: string) => boolean,
  refuse: (said: string) => void,
): ActionRequest | undefined {
  more(args);
  const first = args.peek;
  if (args.more && matches(first, "help")) args.refuse(255, USAGE);
  if (args.more && !["egress", "ingress", "index"].some((word) => matches(first, word)))
    refuse(`mirred option not supported ${first}\n`);
  const read: Read = {};
  readWords(args, read, refuse);
  if (args.refusal) return undefined;
  const { direction, mode, device } = read;
  if (device !== undefined && !exists(device)) {
    refuse(`Cannot find device "${device}"\n`);
    return undefined;
  }
  let control: Control = mode === "redirect" ? "stolen" : "pipe";
  if (mode === "mirror") control = parseControl(args) ?? control;
  if (read.index && args.more && matches(args.peek, "index")) refuse("mirred: Illegal double index\n");
  const index = read.index ?? parseIndex(args, () => refuse('mirred: Illegal "index"\n'));
  if (args.refusal) return undefined;
  if (!direction || !mode || device === undefined) return { kind: "mirred", act: "none", control: "pass", ...index };
  return { kind: "mirred", direction, mode, device, control, ...index };
}

export function renderMirred(action: Extract<ActionRequest, { kind: "mirred" }>): readonly string[] {
  if ("act" in action) return ["mirred"];
  const words = ["mirred", action.direction, action.mode, "dev", action.device];
  return action.mode === "mirror" ? [...words, ...controlWords(action.control)] : words;
}

/** print_mirred, up to the line of numbers. */
export function printMirred(out: Output, { direction, mode, control }: Mirred, device: string): void {
  const title = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
  out.json("kind", "mirred").json("mirred_action", mode).json("direction", direction).json("to_dev", device);
  printControl(out, `mirred (${title(direction)} ${title(mode)} to device ${device}) `, control, "\n\t");
}
