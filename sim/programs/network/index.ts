/** The programs that configure the network. */

import type { Program } from "../../program.ts";
import { absentPrograms } from "./absent.ts";
import { arping } from "./arping.ts";
import { brctl } from "./brctl.ts";
import { bridge } from "./bridge.ts";
import { curl } from "./curl/curl.ts";
import { ethtool } from "./ethtool.ts";
import { getent } from "./getent.ts";
import { python3 } from "./http-server.ts";
import { ip } from "./ip.ts";
import { lsmod, modinfo } from "./kmod.ts";
import { modprobe } from "./modprobe.ts";
import { nc, ncOpenbsd, netcat } from "./nc.ts";
import { arp, ifconfig, netstat, route } from "./net-tools.ts";
import { netfilterPrograms } from "./netfilter.ts";
import { nstat } from "./nstat.ts";
import { fuser } from "./open-files/fuser.ts";
import { lsof } from "./open-files/lsof.ts";
import { radvd } from "./radvd/radvd.ts";
import { socat } from "./socat/socat.ts";
import { ss } from "./ss/ss.ts";
import { sysctl } from "./sysctl.ts";
import { tc } from "./tc.ts";
import { tcpdump } from "./tcpdump.ts";
import { tcptraceroute } from "./tcptraceroute.ts";
import { tracepath } from "./tracepath.ts";
import { traceroute, traceroute6 } from "./traceroute.ts";
import { wget } from "./wget.ts";

export const NETWORK_PROGRAMS: readonly Program[] = [
  ip,
  bridge,
  brctl,
  sysctl,
  tc,
  tcpdump,
  arping,
  lsmod,
  modinfo,
  modprobe,
  traceroute,
  traceroute6,
  tcptraceroute,
  tracepath,
  ifconfig,
  route,
  arp,
  netstat,
  nstat,
  ethtool,
  getent,
  nc,
  netcat,
  ncOpenbsd,
  socat,
  ss,
  curl,
  wget,
  python3,
  radvd,
  lsof,
  fuser,
  ...netfilterPrograms,
  ...absentPrograms,
];
