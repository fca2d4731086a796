/**
 * `modprobe` of kmod: scripts ask for what they need before they use it. What the simulator models is there as if it were built
 * in, so that nothing happens but with 8021q and bonding, whose folders in /proc/net and /sys/class/net come and go, and with
 * tunnels, whose devices come (tunl0, gre0, sit0, ip6tnl0, ip6gre0 ...); anything else is not found, in kmod's words.
 *
 * Simplified: modules of tunnels stay; links that some modules make when they are loaded (dummy0, bond0, ifb0) are not made; parameters are passed over.
 */
import { SHOWN_MODULES } from "../../../core/model/runtime.ts";
import { TUNNEL_MODULES, type TunnelModule } from "../../../core/operation/tunnel-module.ts";
import { KERNEL } from "../../kernel/release.ts";
import type { Program } from "../../program.ts";
import { options } from "../base/support.ts";

/** Modules, and aliases that `ip link add type` asks for (rtnl-link-KIND), whose work the simulator does. */
const MODELLED = new Set(
  (
    "8021q bonding br_netfilter bridge dummy gre ifb inet_diag ip6_gre ip6_tunnel ip_gre ip_tunnel ipip ipv6 ipvlan llc macvlan macvtap " +
    "sch_cake sch_codel sch_drr sch_fq sch_fq_codel sch_htb sch_ingress sch_netem sch_pie sch_prio sch_red sch_sfq sch_tbf sit stp tap tcp_diag tun tunnel4 tunnel6 udp_diag " +
    "udp_tunnel unix veth vrf vxlan cls_basic cls_flower cls_fw cls_matchall cls_u32 act_csum act_gact act_mirred act_pedit act_police act_skbedit act_vlan " +
    "mpls_router mpls_iptunnel sch_ets sch_multiq"
  ).split(" "),
);

function isTunnelModule(name: string): name is TunnelModule {
  return Object.hasOwn(TUNNEL_MODULES, name);
}

export const isModelled = (name: string): boolean =>
  MODELLED.has(name.replaceAll("-", "_")) || MODELLED.has(name.replace(/^rtnl-link-/, ""));

export const modprobe: Program = {
  name: "modprobe",
  path: "/usr/sbin/modprobe",
  summary: "add and remove modules of the kernel",
  run(context) {
    const say = (text: string): void => void context.stderr.write(`modprobe: ${text}\n`);
    const { flags, operands, problem } = options(context.argv, "+arnqvfisDRcbwV", {
      all: "a",
      remove: "r",
      "dry-run": "n",
      show: "n",
      quiet: "q",
      verbose: "v",
      "use-blacklist": "b",
      version: "V",
    });
    if (problem !== undefined) {
      say(problem);
      return 1;
    }
    if (flags.has("V")) {
      void context.stdout.write("kmod version 30\n");
      return 0;
    }
    const [first, ...rest] = operands;
    if (first === undefined) {
      say("ERROR: missing parameters. See -h.");
      return 1;
    }
    const all = flags.has("a") || flags.has("r");
    let status = 0;
    for (const name of all ? [first, ...rest] : [first]) {
      if (isModelled(name)) {
        if (flags.has("n")) continue;
        const shown = SHOWN_MODULES.find((module) => module === name);
        const tunnels = name.replaceAll("-", "_");
        if (name.replaceAll("-", "_").startsWith("mpls_")) context.kernel.loadMpls(!flags.has("r"));
        if (shown && flags.has("r")) context.kernel.unloadModule(shown);
        else if (shown) context.kernel.loadModule(shown);
        else if (isTunnelModule(tunnels) && !flags.has("r")) context.kernel.loadModule(tunnels);
        if (context.kernel.credentials.capabilities.has("CAP_SYS_MODULE")) continue;
        say(`ERROR: could not insert '${name.replaceAll("-", "_")}': Operation not permitted`);
        status = 1;
        continue;
      }
      status = 1;
      if (flags.has("q")) continue;
      const where = flags.has("r") ? "" : ` in directory /lib/modules/${KERNEL.release}`;
      say(`${flags.has("a") ? "WARNING" : "FATAL"}: Module ${name} not found${where}${flags.has("r") ? "." : ""}`);
    }
    return status;
  },
};
