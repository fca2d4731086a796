/** busybox's brctl as Debian builds it: bridges and ports come and go, nothing is shown. */
import { strerror } from "../../../core/errors.ts";
import { SELF } from "../../../core/operation/netns-ref.ts";
import type { Operation } from "../../../core/operation/operation.ts";
import type { Program } from "../../program.ts";
import { say, showUsage } from "./usage.ts";

const USAGE = `brctl COMMAND [BRIDGE [ARGS]]

Manage ethernet bridges
Commands:
	addbr BRIDGE		Create BRIDGE
	delbr BRIDGE		Delete BRIDGE
	addif BRIDGE IFACE	Add IFACE to BRIDGE
	delif BRIDGE IFACE	Delete IFACE from BRIDGE
`;

export const busyboxBrctl: Program = {
  name: "busybox brctl",
  path: "/sbin/brctl",
  summary: "make and change Ethernet bridges",
  run(context) {
    const { kernel } = context;
    const [command, bridge, device] = context.argv.slice(1);
    if (command === undefined) return showUsage(context, USAGE);
    if (!/^(add|del)(br|if)$/.test(command)) return say(context, `invalid argument '${command}' to 'brctl'`);
    if (bridge === undefined) return showUsage(context, USAGE);
    const port = command.endsWith("if");
    if (port && device === undefined) return showUsage(context, USAGE);
    const names = kernel.config().netns[kernel.netns]?.names;
    if (port && !names?.has(device ?? "")) return say(context, `iface ${device}: No such device`);
    const on = { netns: SELF, bridge } as const;
    const operation: Operation =
      command === "addbr"
        ? { kind: "bridgeAdd", ...on }
        : command === "delbr"
          ? { kind: "bridgeDelete", ...on }
          : { kind: command === "addif" ? "bridgePortAdd" : "bridgePortDelete", ...on, device: device ?? "" };
    const done = kernel.apply(operation);
    return done.ok ? 0 : say(context, `bridge ${bridge}: ${strerror(done.error.errno)}`);
  },
};
