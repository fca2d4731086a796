/** What sysfs has of every device, of a network or not: power management, and the queues of one of a network (net/core/net-sysfs.c). */
import type { Errno } from "../../core/errors.ts";
import { type Link, queuesInUse } from "../../core/model/link.ts";
import { err, ok } from "../../core/result.ts";
import { sysfsDirectory } from "./directory.ts";
import type { Host } from "./host.ts";
import { type Directory, type Inode, SysfsFile } from "./inode.ts";
import { flowCount, mask, tunable } from "./sysfs-tuning.ts";

/** Of the machine that outputs are compared with. */
const PROCESSORS = 2;

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
export function queuesOf(host: Host, link: Link): Directory {
  const several = link.queues.tx > 1;
  const used = queuesInUse(link);
  const entries: Record<string, Inode> = {};
  for (let index = 0; index < used.rx; index++)
    entries[`rx-${index}`] = sysfsDirectory({
      rps_cpus: tunable(host, link.id, `rx-${index}/rps_cpus`, mask(PROCESSORS), link.rpsMask),
      rps_flow_cnt: tunable(host, link.id, `rx-${index}/rps_flow_cnt`, flowCount),
    });
  for (let index = 0; index < used.tx; index++)
    entries[`tx-${index}`] = sysfsDirectory({
      traffic_class: several ? shows("0") : refuses("ENOENT"),
      tx_maxrate: new SysfsFile(
        () => ok("0\n"),
        {},
        () => "EOPNOTSUPP",
      ),
      tx_timeout: shows("0"),
      xps_cpus: several ? tunable(host, link.id, `tx-${index}/xps_cpus`, mask(PROCESSORS)) : refuses("ENOENT"),
      xps_rxqs: tunable(host, link.id, `tx-${index}/xps_rxqs`, mask(link.queues.rx)),
    });
  return sysfsDirectory(entries);
}
