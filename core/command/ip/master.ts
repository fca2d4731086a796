/** The device that others belong to, as a word of `ip link`, `ip address` and `ip neighbor`. */
import type { Args, Names } from "../args.ts";

/** The value of `master`: refused when there is no such device. */
export function takeMaster(args: Args, names: Names): string {
  const master = args.value();
  if (!args.refusal && !names.device(master)) args.invalid("Device does not exist\n", master);
  return master;
}

/** The value of `vrf`: refused when there is no such device, or when it is none of that kind. */
export function takeVrf(args: Args, names: Names): string {
  const vrf = args.value();
  if (!args.refusal && names.vrf(vrf) === undefined) args.invalid("Not a valid VRF name\n", vrf);
  return vrf;
}
