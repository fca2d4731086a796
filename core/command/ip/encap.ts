/** `encap TYPE ...` of routes and next hops (ip/iproute_lwtunnel.c): lightweight tunnels, which are not modelled. */
import type { Args } from "../args.ts";

const TYPES = ["mpls", "ip", "ip6", "ila", "bpf", "seg6", "seg6local", "rpl", "ioam6", "xfrm", "help"];

/**
 * lwt_parse_encap: what is wrong is told as iproute2 tells it, what is right is refused by name, of `program`.
 * @param absent a device that was named before and is not there, which iproute2 would say at the end
 */
export function takeEncap(args: Args, program: string, absent?: string): void {
  const type = args.value();
  if (args.refusal) return;
  if (!TYPES.includes(type)) args.invalid('"encap type" value is invalid\n', type);
  else if (absent !== undefined && args.more) args.noDevice(absent);
  else if (type === "help" || args.more) args.unmodelled(program, "encap");
  else args.value();
}
