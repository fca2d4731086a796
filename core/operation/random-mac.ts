import { type Mac, macFromBytes } from "../address/mac.ts";
import { nextRandom, type Runtime } from "../model/runtime.ts";

/** eth_random_addr: unicast, locally administered. */
export function randomMac(runtime: Runtime): Mac {
  const bytes = [0, 0, 0, 0, 0, 0];
  for (let i = 0; i < bytes.length; i++) bytes[i] = nextRandom(runtime, 256);
  bytes[0] = ((bytes[0] ?? 0) & 0xfe) | 0x02;
  return macFromBytes(bytes);
}
