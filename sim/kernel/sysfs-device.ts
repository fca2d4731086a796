/** What sysfs has of every device, of a network or not: power management, and the queues of one of a network (net/core/net-sysfs.c). */
import type { Errno } from "../../core/errors.ts";
import { type Link, queuesInUse } from "../../core/model/link.ts";
import { err, ok } from "../../core/result.ts";
import { sysfsDirectory } from "./directory.ts";
import { type Directory, type Inode, SysfsFile } from "./inode.ts";

const shows = (text: string): Inode => new SysfsFile(() => ok(`${text}\n`));
const refuses = (errno: Errno): Inode => new SysfsFile(() => err(errno));

/** /sys/class/net/DEV/power of a device that has no runtime power management (drivers/base/power/sysfs.c). */
export const POWER: Directory = sysfsDirectory({
  autosuspend_delay_ms: refuses("EIO"),
  control: shows("auto"),
  runtime_active_time: shows("0"),
  runtime_status: shows("unsupported"),
  runtime_suspended_time: shows("0"),
});

/** /sys/class/net/DEV/queues: those in use. A device that never has more than one to send by knows of no classes or processors. */
export function queuesOf(link: Link): Directory {
  const several = link.queues.tx > 1;
  const used = queuesInUse(link);
  const entries: Record<string, Inode> = {};
  for (let index = 0; index < used.rx; index++)
    entries[`rx-${index}`] = sysfsDirectory({ rps_cpus: shows("0"), rps_flow_cnt: shows("0") });
  for (let index = 0; index < used.tx; index++)
    entries[`tx-${index}`] = sysfsDirectory({
      traffic_class: several ? shows("0") : refuses("ENOENT"),
      tx_maxrate: shows("0"),
      tx_timeout: shows("0"),
      xps_cpus: several ? shows("0") : refuses("ENOENT"),
      xps_rxqs: shows("0"),
    });
  return sysfsDirectory(entries);
}
