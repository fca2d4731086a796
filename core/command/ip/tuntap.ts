/**
 * `ip tuntap` (ip/iptuntap.c).
 *
 * Simplified: no process ever has a device open.
 */
import type { TuntapSpec } from "../../operation/tuntap.ts";
import { type Args, atoi, matches, type Names } from "../args.ts";
import { accountNumber, isInterfaceName } from "../names.ts";
import type { Output } from "../output.ts";
import type { IpCommand, IpOptions, IpScope } from "./command.ts";
import { linksOf, type View } from "./view.ts";

export const TUNTAP_COMMANDS = ["add", "del", "show", "list", "lst", "help"];

const USAGE =
  "Usage: ip tuntap { add | del | show | list | lst | help } [ dev PHYS_DEV ]\n" +
  "       [ mode { tun | tap } ] [ user USER ] [ group GROUP ]\n" +
  "       [ one_queue ] [ pi ] [ vnet_hdr ] [ multi_queue ] [ name NAME ]\n\n" +
  "Where: USER  := { STRING | NUMBER }\n" +
  "       GROUP := { STRING | NUMBER }\n";

type Draft = { -readonly [Key in keyof Omit<TuntapSpec, "mode">]: TuntapSpec[Key] } & { mode?: TuntapSpec["mode"] };

/** A user or a group, by number or by name. */
function takeAccount(args: Args, names: Names, what: "user" | "group"): number | undefined {
  const word = args.value();
  if (args.refusal) return undefined;
  const named = () => (names.account ? names.account(what, word) : accountNumber(word));
  const number = /^\s*[-+]?\d+$/.test(word) ? atoi(word) >>> 0 : named();
  if (number === undefined) args.refuse(255, `invalid ${what} "${word}"\n`);
  // The kernel is told of nobody.
  return number === NOBODY ? undefined : number;
}

/** -1 of 32 bits. */
const NOBODY = 0xffffffff;

/** @param owned whether the owner may be told: of one that is to be deleted it is not asked */
function parseSpec(args: Args, names: Names, owned: boolean): Draft {
  const spec: Draft = {};
  while (args.more) {
    const word = args.take();
    if (matches(word, "mode")) {
      const mode = args.value();
      if (args.refusal) break;
      const meant = (["tun", "tap"] as const).find((each) => matches(mode, each));
      if (meant === undefined) args.refuse(255, `Unknown tunnel mode "${mode}"\n`);
      else if ((spec.mode ??= meant) !== meant) args.refuse(255, "You managed to ask for more than one tunnel mode.\n");
    } else if (owned && matches(word, "user")) spec.user = takeAccount(args, names, "user");
    else if (owned && matches(word, "group")) spec.group = takeAccount(args, names, "group");
    else if (matches(word, "pi")) spec.pi = true;
    else if (matches(word, "one_queue")) spec.oneQueue = true;
    else if (matches(word, "vnet_hdr")) spec.vnetHdr = true;
    else if (matches(word, "multi_queue")) spec.multiQueue = true;
    else if (matches(word, "dev")) {
      const name = args.value();
      if (!args.refusal && !isInterfaceName(name)) args.invalid('"dev" not a valid ifname', name);
      spec.name = name;
    } else {
      const name = matches(word, "name") ? args.value() : word;
      if (matches(word, "help")) args.refuse(255, USAGE);
      if (spec.name !== undefined) args.garbage("name", name);
      else if (!args.refusal && !isInterfaceName(name)) args.invalid('"name" not a valid ifname', name);
      spec.name = name;
    }
  }
  return spec;
}

export function parseTuntap(args: Args, names: Names, scope: IpScope): IpCommand {
  const show: IpCommand = { kind: "query", query: { kind: "tuntaps" } };
  if (!args.more) return show;
  const verb = args.take();
  if (matches(verb, "add") || matches(verb, "delete")) {
    const { mode, ...rest } = parseSpec(args, names, matches(verb, "add"));
    if (mode === undefined) args.refuse(1, "You failed to specify a tunnel mode\n");
    const kind = matches(verb, "add") ? "tuntapAdd" : "tuntapDelete";
    const spec = { ...rest, mode: mode ?? "tun" };
    return { kind: "apply", operation: { kind, netns: scope.netns, spec }, ioctl: "ioctl(TUNSETIFF)" };
  }
  // What stands behind it is not even read.
  if (["show", "lst", "list"].some((word) => matches(verb, word))) return show;
  if (matches(verb, "help")) args.refuse(255, USAGE);
  args.refuse(255, `Command "${verb}" is unknown, try "ip tuntap help".\n`);
  return show;
}

/** The words that `parseTuntap` reads as this. */
export function tuntapWords(spec: TuntapSpec): string[] {
  return [
    ...(spec.name === undefined ? [] : ["dev", spec.name]),
    "mode",
    spec.mode,
    ...(spec.user === undefined ? [] : ["user", String(spec.user)]),
    ...(spec.group === undefined ? [] : ["group", String(spec.group)]),
    ...(spec.oneQueue ? ["one_queue"] : []),
    ...(spec.pi ? ["pi"] : []),
    ...(spec.vnetHdr ? ["vnet_hdr"] : []),
    ...(spec.multiQueue ? ["multi_queue"] : []),
  ];
}

/** Its JSON is none where there is one: the braces are left out. */
function printProcesses(out: Output, process: { readonly pid: number; readonly name: string } | undefined): void {
  out.openList("processes");
  if (process) {
    const { name, pid } = process;
    out.raw(`"name":${JSON.stringify(name)},"pid":${pid}`, `${name}(${pid})`);
  }
  out.close();
}

/** One line a device; with `-d` the processes that have it open. */
export function printTuntaps(out: Output, view: View, options: IpOptions): void {
  for (const { name, kind } of linksOf(view)) {
    if (kind.type !== "tun") continue;
    out.openObject();
    // IFF_NOFILTER of iproute2 has the value that became IFF_NO_PI in the kernel.
    const words = [
      kind.mode,
      ...(kind.pi ? ["pi"] : []),
      ...(kind.oneQueue ? ["one_queue"] : []),
      ...(kind.multiQueue ? ["multi_queue"] : []),
      ...(kind.vnetHdr ? ["vnet_hdr"] : []),
      ...(kind.transient ? [] : ["persist"]),
      ...(kind.pi ? ["filter"] : []),
    ];
    out.coloured("ifname", "ifname", name, name).text(":");
    out.field("flags", words, words.map((word) => ` ${word}`).join(""));
    if (kind.user !== undefined) out.field("user", kind.user, ` user ${kind.user}`);
    if (kind.group !== undefined) out.field("group", kind.group, ` group ${kind.group}`);
    out.text("\n");
    if (options.details) {
      out.text("\tAttached to processes:");
      printProcesses(out, kind.openedBy);
      out.text("\n");
    }
    out.close();
  }
}
