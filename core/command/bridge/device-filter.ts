/** Which device and which VLAN `bridge mdb show` and `bridge vlan show` are asked for. */
import { type Args, atoi, type Names } from "../args.ts";

/**
 * Reads `dev DEVICE` and `vid VLAN`; other words are passed over, as bridge does. VLAN 0 is all of them. Refuses a word given
 * twice and a device that does not exist.
 */
export function takeDeviceAndVid(
  args: Args,
  names: Names,
): { readonly device: string | undefined; readonly vid: number } {
  let device: string | undefined;
  let vid = 0;
  while (args.more) {
    const word = args.take();
    if (word === "dev") {
      if (device !== undefined) args.duplicate("dev", args.value());
      else device = args.value();
    } else if (word === "vid") {
      if (vid !== 0) args.duplicate("vid", args.value());
      else vid = atoi(args.value());
    }
  }
  if (device !== undefined && !args.refusal && !names.device(device))
    args.refuse(255, `Cannot find device "${device}"\n`);
  return { device, vid };
}
