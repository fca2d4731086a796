/**
 * `ip mroute` (ip/ipmroute.c) and `ip mrule` (ip/iprule.c): routes of groups, which no program of the simulator makes (pimd and
 * its kin), and the one rule that there is of them.
 *
 * Absent: rules of one's own.
 */
import type { Family } from "../../address/prefix.ts";
import { kernelRule, TABLE } from "../../model/route.ts";
import { type Args, matches, type Names } from "../args.ts";
import { parseTable } from "../names.ts";
import type { Output } from "../output.ts";
import type { IpCommand, IpOptions, IpScope } from "./command.ts";
import { RULE_USAGE } from "./rule-parse.ts";
import { printRule } from "./rule-print.ts";
import type { View } from "./view.ts";

const MROUTE_USAGE =
  "Usage: ip mroute show [ [ to ] PREFIX ] [ from PREFIX ] [ iif DEVICE ]\n                      [ table TABLE_ID ]\n" +
  "TABLE_ID := [ local | main | default | all | NUMBER ]\n";

export function parseMroute(args: Args, names: Names, { options }: IpScope): IpCommand {
  const family: Family = options.family === "inet6" ? "inet6" : "inet";
  const word = args.more ? args.take() : "show";
  const shows = ["show", "lst", "list"].some((keyword) => matches(word, keyword));
  if (!shows && matches(word, "help")) args.refuse(255, MROUTE_USAGE);
  else if (!shows) args.refuse(255, `Command "${word}" is unknown, try "ip mroute help".\n`);
  let table: number | undefined;
  let device: string | undefined;
  while (args.more) {
    const next = args.take();
    if (next === "table") {
      const given = args.value();
      const number = given === "all" ? 0 : parseTable(given);
      if (number === undefined && !args.refusal) args.invalid("table id value is invalid\n", given);
      table = number;
    } else if (next === "iif") device = args.value();
    else if (matches(next, "from")) takeNoPrefix(args, args.value());
    else takeNoPrefix(args, next === "to" ? args.value() : next);
  }
  if (device !== undefined && !args.refusal && !names.device(device)) args.noDevice(device);
  return { kind: "query", query: { kind: "groupRoutes", family, ...(table !== undefined && { table }) } };
}

/** get_prefix of a family (RTNL_FAMILY_IPMR) that it knows no prefixes of. */
function takeNoPrefix(args: Args, word: string): void {
  if (!args.refusal && !["default", "any", "all"].includes(word))
    args.refuse(1, `Error: ??? prefix is expected rather than "${word}".\n`, true);
}

/** The table that there is; of another one the kernel knows nothing. Answers with its complaint. */
export function missingGroupTable(table: number | undefined, family: Family): string | undefined {
  const only = family === "inet" ? TABLE.default : TABLE.main;
  if (table === undefined || table === 0 || table === only) return undefined;
  return `Error: ${family === "inet" ? "ipv4" : "ipv6"}: MR table does not exist.\nDump terminated\n`;
}

export function parseMrule(args: Args, _names: Names, { options }: IpScope): IpCommand {
  const family: Family = options.family === "inet6" ? "inet6" : "inet";
  const word = args.more ? args.take() : "list";
  if (matches(word, "help")) args.refuse(255, RULE_USAGE);
  else if (!["list", "lst", "show"].some((keyword) => matches(word, keyword))) args.unmodelled("ip mrule", word);
  else if (args.more) args.unmodelled("ip mrule", args.take());
  return { kind: "query", query: { kind: "groupRules", family } };
}

/** The rule that comes with a namespace (ipmr_rules_init, ip6mr_rules_init). */
export function printGroupRules(out: Output, view: View, family: Family, options: IpOptions): void {
  const table = family === "inet" ? TABLE.default : TABLE.main;
  printRule(out, view, kernelRule(family, 32767, { kind: "lookup", table }), options);
}
