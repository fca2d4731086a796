/** `ip addrlabel` (ip/ipaddrlabel.c). */

import type { Prefix6 } from "../../address/prefix.ts";
import type { AddressLabelOperation } from "../../operation/address-label.ts";
import { addressLabelsOf } from "../../operation/address-label-change.ts";
import { type Args, matches, type Names, parseUnsigned } from "../args.ts";
import { formatHost } from "../host-names.ts";
import { takePrefix } from "../names.ts";
import type { Output } from "../output.ts";
import type { IpCommand, IpScope } from "./command.ts";
import { hereOf, linksOf, type View } from "./view.ts";

const ADDRLABEL_USAGE =
  "Usage: ip addrlabel { add | del } prefix PREFIX [ dev DEV ] [ label LABEL ]\n" +
  "       ip addrlabel [ list | flush | help ]\n";

/** In the order that decides what a shortened one means. */
export const ADDRLABEL_COMMANDS = ["list", "lst", "show", "add", "delete", "flush", "help"];

const NOTHING: IpCommand = { kind: "nothing" };
const UNSUPPORTED = "RTNETLINK answers: Operation not supported\n";
const NO_LABEL = 0xffffffff;

function parseList(args: Args, scope: IpScope): IpCommand {
  if (args.more) args.refuse(1, '"ip addrlabel show" does not take any arguments.\n');
  else if (scope.options.family === "inet") args.refuse(255, `${UNSUPPORTED}Dump terminated\n`);
  return { kind: "query", query: { kind: "addressLabels" } };
}

/** ipaddrlabel_modify: words that it does not know are passed over. */
function parseChange(
  args: Args,
  names: Names,
  scope: IpScope,
  kind: "addressLabelAdd" | "addressLabelDelete",
): IpCommand {
  const { family } = scope.options;
  const wanted = family === "inet" || family === "inet6" ? family : undefined;
  let prefix: ReturnType<typeof takePrefix> | undefined;
  let device: string | undefined;
  let label = NO_LABEL;
  while (args.more) {
    const word = args.take();
    if (word === "prefix") prefix = takePrefix(args, wanted);
    else if (word === "dev") {
      device = args.value();
      if (!args.refusal && !names.device(device)) args.invalid("dev is invalid\n", device);
    } else if (word === "label") {
      const text = args.value();
      label = parseUnsigned(text) ?? NO_LABEL;
      if (!args.refusal && label === NO_LABEL) args.invalid("label is invalid\n", text);
    }
  }
  if (prefix === undefined) args.refuse(1, 'Not enough information: "prefix" argument is required.\n');
  else if (label === NO_LABEL) args.refuse(1, 'Not enough information: "label" argument is required.\n');
  else if (wanted === "inet") args.refuse(2, UNSUPPORTED);
  else if (prefix.any || typeof prefix.prefix.address === "number")
    args.refuse(2, "Error: Attribute failed policy validation.\n");
  if (args.refusal || prefix === undefined || prefix.any) return NOTHING;
  const operation: AddressLabelOperation = {
    kind,
    netns: scope.netns,
    prefix: prefix.prefix as Prefix6,
    ...(device !== undefined && { device }),
    label,
  };
  return { kind: "apply", operation };
}

function parseFlush(args: Args, scope: IpScope): IpCommand {
  if (args.more) args.refuse(1, '"ip addrlabel flush" does not allow extra arguments\n');
  else if (scope.options.family === "inet") args.refuse(1, `${UNSUPPORTED}Flush terminated\n`);
  return { kind: "apply", operation: { kind: "addressLabelFlush", netns: scope.netns } };
}

export function parseAddrlabel(args: Args, names: Names, scope: IpScope): IpCommand {
  if (!args.more) return parseList(args, scope);
  const word = args.take();
  if (["list", "show", "lst"].some((keyword) => matches(word, keyword))) return parseList(args, scope);
  if (matches(word, "add")) return parseChange(args, names, scope, "addressLabelAdd");
  if (matches(word, "delete")) return parseChange(args, names, scope, "addressLabelDelete");
  if (matches(word, "flush")) return parseFlush(args, scope);
  if (matches(word, "help")) args.refuse(255, ADDRLABEL_USAGE);
  else args.refuse(255, `Command "${word}" is unknown, try "ip addrlabel help".\n`);
  return NOTHING;
}

/** The command line of a change, from the verb on. */
export function addrlabelWords(op: AddressLabelOperation): readonly string[] {
  if (op.kind === "addressLabelFlush") return ["flush"];
  const { prefix, device, label } = op;
  const words = ["prefix", `${prefix.address}/${prefix.length}`, ...(device === undefined ? [] : ["dev", device])];
  return [op.kind === "addressLabelAdd" ? "add" : "delete", ...words, "label", String(label)];
}

export function printAddressLabels(out: Output, view: View): void {
  const links = linksOf(view);
  for (const { prefix, ifindex, label } of addressLabelsOf(hereOf(view))) {
    out
      .openObject()
      .text("prefix ")
      .coloured("inet6", "address", formatHost(prefix.address), formatHost(prefix.address));
    out.field("prefixlen", prefix.length, `/${prefix.length} `);
    if (ifindex !== 0) {
      const name = links.find((link) => link.ifindex === ifindex)?.name ?? `if${ifindex}`;
      out.text("dev ").coloured("ifname", "ifname", name, name).text(" ");
    }
    out.field("label", label, `label ${label} `).text("\n").close();
  }
}
