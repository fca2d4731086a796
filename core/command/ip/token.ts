/** `ip token` (ip/iptoken.c). */

import { IPV6_ANY, type Ipv6 } from "../../address/ipv6.ts";
import { hasInet6 } from "../../model/family-mtu.ts";
import { IFF } from "../../model/link.ts";
import { type Args, matches, type Names } from "../args.ts";
import { formatHost } from "../host-names.ts";
import { takePrefix } from "../names.ts";
import type { Output } from "../output.ts";
import type { IpCommand, IpScope } from "./command.ts";
import { deviceNamed, linksOf, type View } from "./view.ts";

const TOKEN_USAGE = "Usage: ip token [ list | set | del | get ] [ TOKEN ] [ dev DEV ]\n";

/** In the order that decides what a shortened one means. */
export const TOKEN_COMMANDS = ["list", "lst", "show", "set", "add", "delete", "get", "help"];

function takeDevice(args: Args, names: Names): string {
  const device = args.value();
  if (!args.refusal && !names.device(device)) args.invalid("dev is invalid\n", device);
  return device;
}

/** Words that mean nothing are passed over, and so is what stands behind the device. */
function parseList(args: Args, names: Names): IpCommand {
  let device: string | undefined;
  while (args.more && device === undefined) if (args.take() === "dev") device = takeDevice(args, names);
  args.takeAll();
  return { kind: "query", query: { kind: "tokens", ...(device !== undefined && { device }) } };
}

function parseSet(args: Args, names: Names, scope: IpScope, deleting: boolean): IpCommand {
  let device: string | undefined;
  let empty = false;
  let token: Ipv6 | undefined = deleting ? IPV6_ANY : undefined;
  while (args.more) {
    const word = args.take();
    if (word === "dev") {
      if (device === undefined) device = takeDevice(args, names);
      else args.value();
    } else if (matches(word, "help")) args.refuse(255, TOKEN_USAGE);
    else if (token === undefined) {
      const taken = takePrefix(args, "inet6", word);
      token = taken.any ? IPV6_ANY : (taken.prefix.address as Ipv6);
      // They have no octets; `default` is ::.
      empty = word === "any" || word === "all";
    }
  }
  if (token === undefined) args.refuse(1, "Not enough information: token is required.\n");
  else if (device === undefined) args.refuse(1, 'Not enough information: "dev" argument is required.\n');
  if (empty) args.refuse(2, "Error: Attribute failed policy validation.\n");
  if (token === undefined || device === undefined) return { kind: "nothing" };
  return { kind: "apply", operation: { kind: "tokenSet", netns: scope.netns, device, token } };
}

export function parseToken(args: Args, names: Names, scope: IpScope): IpCommand {
  names.askForAll?.();
  if (!args.more) return parseList(args, names);
  const word = args.take();
  if (["list", "lst", "show"].some((keyword) => matches(word, keyword))) return parseList(args, names);
  if (matches(word, "set") || matches(word, "add")) return parseSet(args, names, scope, false);
  if (matches(word, "delete")) return parseSet(args, names, scope, true);
  if (matches(word, "get")) return parseList(args, names);
  if (matches(word, "help")) args.refuse(255, TOKEN_USAGE);
  else args.refuse(255, `Command "${word}" is unknown, try "ip token help".\n`);
  return { kind: "nothing" };
}

/** Links that do neighbor discovery, with their tokens; `::` is none. */
export function printTokens(out: Output, view: View, device: string | undefined): void {
  const one = device === undefined ? undefined : deviceNamed(view, device);
  for (const link of one ? [one] : linksOf(view)) {
    if (link.flags & (IFF.LOOPBACK | IFF.NOARP) || !hasInet6(link)) continue;
    const token = link.token ?? IPV6_ANY;
    out.openObject().text("token ").coloured("inet6", "token", formatHost(token), formatHost(token));
    out.text(" dev ").coloured("ifname", "ifname", link.name, `${link.name}\n`).close();
  }
}
