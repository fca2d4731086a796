/** Applets whose output differs from that of the host's programs of the same name. Images install them, the host does not. */
import type { Program } from "../../program.ts";
import { busyboxArping } from "./arping.ts";
import { busyboxBrctl } from "./brctl.ts";
import { busyboxHostname } from "./hostname.ts";
import { busyboxHttpd } from "./httpd.ts";
import { busyboxIp } from "./ip.ts";
import { busyboxLs } from "./ls.ts";
import { busyboxNc } from "./nc.ts";
import { busyboxNetTools } from "./net-tools.ts";
import { busyboxNslookup } from "./nslookup.ts";
import { busyboxPing, busyboxPing6 } from "./ping.ts";
import { busyboxPs } from "./ps.ts";
import { busyboxShells } from "./shell.ts";
import { busyboxTail } from "./tail.ts";
import { busyboxTraceroute } from "./traceroute.ts";
import { busyboxWget } from "./wget.ts";

export const BUSYBOX_PROGRAMS: readonly Program[] = [
  busyboxArping,
  busyboxBrctl,
  busyboxHostname,
  busyboxHttpd,
  busyboxIp,
  busyboxLs,
  busyboxNc,
  busyboxNslookup,
  busyboxPing,
  busyboxPing6,
  busyboxPs,
  busyboxTail,
  busyboxTraceroute,
  busyboxWget,
  ...busyboxNetTools,
  ...busyboxShells,
];
