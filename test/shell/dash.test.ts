/**
 * Every row runs as `sh -c` on the evaluator and on the machine's dash: standard output, standard error and status are
 * equal. Without dash 0.5.12 as `sh` the recorded answers are compared (UPDATE_GOLDEN=1 records them).
 */
import { DASH } from "../../sim/shell/dialect/almquist/dash.ts";
import { compareTable } from "./compare-table.ts";
import { runInWorld } from "./host.ts";
import { realDashVersion, runOnRealDash } from "./real-shell.ts";
import { DASH_TABLE } from "./table/dash.ts";

compareTable({
  table: DASH_TABLE,
  golden: new URL("golden/dash.json", import.meta.url),
  version: realDashVersion(),
  shell: "dash 0.5.12",
  real: runOnRealDash,
  ours: ({ script, stdin }) => runInWorld(script, { stdin, argv: ["sh", "-c", script], dialect: DASH }),
});
