/** Applets whose output differs from that of the host's programs of the same name. Images install them, the host does not. */
import type { Program } from "../../program.ts";
import { busyboxBrctl } from "./brctl.ts";
import { busyboxIp } from "./ip.ts";
import { busyboxNetTools } from "./net-tools.ts";
import { busyboxPing, busyboxPing6 } from "./ping.ts";

export const BUSYBOX_PROGRAMS: readonly Program[] = [
  busyboxBrctl,
  busyboxIp,
  busyboxPing,
  busyboxPing6,
  ...busyboxNetTools,
];
