/** Gives a sandbox the network card of the machine that scripts expect (core/machine.ts). Its cable leads to nobody. */
import { MACHINE } from "../../core/machine.ts";
import { err, ok, type Result } from "../../core/result.ts";
import { requirePrograms, type Unavailable } from "./requirements.ts";
import { runInside, type Sandbox } from "./sandbox.ts";

export async function addUplink(sandbox: Sandbox): Promise<Result<undefined, Unavailable>> {
  const programs = requirePrograms(["perl", "ip"]);
  if (!programs.ok) {
    return programs;
  }
  sandbox.order("uplink");
  const { device, mac, address, broadcast, gateway } = MACHINE.uplink;
  // One shell for what would be a dozen processes: waiting for the card, then what a network manager does at boot.
  const set = [
    "for attempt in $(seq 200); do [ -e /run/netnone/uplink ] || [ -s /run/netnone/uplink.log ] && break; sleep 0.01; done",
    "[ -e /run/netnone/uplink ] || { cat /run/netnone/uplink.log >&2; exit 1; }",
    // A machine that has been up for a while has done with duplicate address detection.
    `echo 0 > /proc/sys/net/ipv6/conf/${device}/accept_dad`,
    `ip link set ${device} address ${mac} && ip link set ${device} carrier off && ip link set ${device} up`,
    `ip link set ${device} carrier on && ip addr add ${address} broadcast ${broadcast} dev ${device}`,
    `echo 1 > /proc/sys/net/ipv6/conf/${device}/accept_dad`,
    `ip route add default via ${gateway} dev ${device}`,
  ].join("\n");
  const done = await runInside(sandbox, ["bash", "-ec", set]);
  if (done.status !== 0) {
    return err({
      missing: `the sandbox could not be given a network card: ${done.stderr.trim()}`,
      remedy: "load the tun module (modprobe tun) and let /dev/net/tun be opened",
    });
  }
  return ok();
}
