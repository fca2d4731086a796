/** Whether a ping would be answered, found out on a copy of the world: nothing is learned, counted or seen. */
import { familyOf, type IpAddress } from "../address/prefix.ts";
import type { Config } from "../model/config.ts";
import type { NetnsId } from "../model/id.ts";
import { cloneRuntime, type Runtime } from "../model/runtime.ts";
import { World } from "../model/world.ts";
import type { Icmp, Icmpv6 } from "../wire/frame.ts";
import { Network } from "./network.ts";

/** Long enough for three unanswered neighbor solicitations, a second apart (RFC 4861 section 10). */
const PATIENCE_MICROS = 3_500_000;

/** Sends one echo request from a namespace and waits for the reply, in simulated time that passes on the copy only. */
export function isReachable(config: Config, runtime: Runtime, from: NetnsId, to: IpAddress): boolean {
  const network = new Network(new World(config, cloneRuntime(runtime)));
  let answered = false;
  const { socket, id } = network.openPing(from, familyOf(to), ({ packet }) => {
    const { payload } = packet;
    if ((payload.kind === "icmp" || payload.kind === "icmpv6") && payload.type === "echo-reply") answered = true;
  });
  const echo = { type: "echo-request", id, sequence: 1, data: new Uint8Array(56) } as const;
  const message: Icmp | Icmpv6 = familyOf(to) === "inet" ? { kind: "icmp", ...echo } : { kind: "icmpv6", ...echo };
  if (!network.sendPing(socket, to, message).ok) return false;
  const deadline = runtime.nowMicros + PATIENCE_MICROS;
  for (let next = network.nextMicros; !answered && next !== undefined && next <= deadline; next = network.nextMicros) {
    network.advance(next);
  }
  return answered;
}
