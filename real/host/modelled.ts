/** What stands in front of the real programs: command lines that netnone does not model are refused by name. */
import { ANY_NAME, type Refusal } from "../../core/command/args.ts";
import { parseIp } from "../../core/command/ip/parse.ts";

/** What a program says when it refuses the model's limits, and its status; other refusals are the real program's to word. */
const NOT_MODELLED = 3;

/** The refusal of a command line that is real but not modelled; undefined where the real program may run. */
export function refuseUnmodelled(argv: readonly string[]): Refusal | undefined {
  const name = (argv[0] ?? "").replace(/^.*\//, "");
  if (name === "sudo") {
    const at = argv.findIndex((word, index) => index > 0 && !word.startsWith("-") && !word.includes("="));
    return at < 0 ? undefined : refuseUnmodelled(argv.slice(at));
  }
  if (name !== "ip") {
    return undefined;
  }
  const parsed = parseIp(argv, ANY_NAME);
  return "refusal" in parsed && parsed.refusal?.status === NOT_MODELLED ? parsed.refusal : undefined;
}
