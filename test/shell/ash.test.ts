/** The same for the ash of busybox, which is `sh` in containers made from its image. */
import { ASH } from "../../sim/shell/dialect/almquist/ash.ts";
import { compareTable } from "./compare-table.ts";
import { runInWorld } from "./host.ts";
import { realAshVersion, runOnRealAsh } from "./real-shell.ts";
import { ash } from "./table/ash.ts";

compareTable({
  table: { ash },
  golden: new URL("golden/ash.json", import.meta.url),
  version: realAshVersion(),
  shell: "busybox 1.35",
  real: runOnRealAsh,
  ours: ({ script, stdin }) => runInWorld(script, { stdin, argv: ["sh", "-c", script], dialect: ASH }),
});
