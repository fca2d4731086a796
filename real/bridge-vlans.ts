/** What kind of kernel this is, as far as that shows in every bridge. */
import { ok, type Result } from "../core/result.ts";
import { consultOracle } from "./oracle.ts";
import type { Unavailable } from "./sandbox/requirements.ts";

/** Whether bridges know VLANs here (CONFIG_BRIDGE_VLAN_FILTERING): one is made and looked at. */
export async function bridgeVlansHere(): Promise<Result<"absent" | "present", Unavailable>> {
  const run = await consultOracle("ip link add br0 type bridge; ip -d link show br0", {
    world: "bare",
    name: "bridge",
  });
  if (!run.ok) {
    return run;
  }
  return ok(run.value.stdout.includes(" vlan_default_pvid ") ? "present" : "absent");
}
