/** `ip netconf` (ip/ipnetconf.c): settings of interfaces, as rtnetlink tells of them. */
import type { Family } from "../../address/prefix.ts";
import { netconf, netconfOf } from "../../operation/netconf.ts";
import { type Args, matches, type Names } from "../args.ts";
import type { Output } from "../output.ts";
import type { IpCommand, IpScope } from "./command.ts";
import { deviceNamed, hereOf, linksOf, type View } from "./view.ts";

const NETCONF_USAGE = "Usage: ip netconf show [ dev STRING ]\n";

export const NETCONF_COMMANDS = ["show", "list", "lst", "help"];

export function parseNetconf(args: Args, names: Names, _scope: IpScope): IpCommand {
  const word = args.more ? args.take() : "show";
  if (matches(word, "help")) args.refuse(255, NETCONF_USAGE);
  else if (!["show", "lst", "list"].some((keyword) => matches(word, keyword)))
    args.refuse(255, `Command "${word}" is unknown, try "ip netconf help".\n`);
  let device: string | undefined;
  // Words that mean nothing are passed over.
  while (args.more) if (args.take() === "dev") device = args.value();
  if (device !== undefined && !args.refusal && !names.device(device))
    args.refuse(1, `Device "${device}" does not exist.\n`);
  return { kind: "query", query: { kind: "netconf", ...(device !== undefined && { device }) } };
}

const RP_FILTER = ["off", "strict", "loose"];

/** One line: those settings that are there. */
export function printNetconf(
  out: Output,
  family: Family,
  device: string,
  settings: Readonly<Record<string, number>>,
): void {
  out.openObject().field("family", family, `${family} `);
  out.coloured("ifname", "interface", device, `${device} `);
  for (const [word, value] of Object.entries(settings)) {
    const text = word === "rp_filter" ? (RP_FILTER[value] ?? `unknown ${value}`) : value !== 0 ? "on" : "off";
    out.field(word, word === "rp_filter" ? text : value !== 0, `${word} ${text} `);
  }
  out.text("\n").close();
}

/** Interfaces by index, then `all` and `default`, family by family. */
export function printNetconfs(out: Output, view: View, device: string | undefined, wanted: Family | undefined): void {
  const here = hereOf(view);
  const one = device === undefined ? undefined : deviceNamed(view, device);
  for (const family of ["inet", "inet6"] as const) {
    if (wanted !== undefined && family !== wanted) continue;
    for (const link of one ? [one] : linksOf(view)) printNetconf(out, family, link.name, netconfOf(family, link));
    const { all, default: fresh } = family === "inet" ? here.conf4 : here.conf6;
    if (one) continue;
    printNetconf(out, family, "all", netconf(family, all));
    printNetconf(out, family, "default", netconf(family, fresh));
  }
}
