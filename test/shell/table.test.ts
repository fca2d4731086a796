/**
 * Every row of the table runs on the evaluator and on the machine's bash; standard output, standard error and status
 * are equal. Without bash 5.2 the recorded answers are compared (UPDATE_GOLDEN=1 records them).
 */
import { compareTable } from "./compare-table.ts";
import { runInWorld } from "./host.ts";
import { realBashVersion, runOnRealBash } from "./real-shell.ts";
import { TABLE } from "./table/table.ts";

compareTable({
  table: TABLE,
  golden: new URL("golden/table.json", import.meta.url),
  version: realBashVersion(),
  shell: "bash 5.2",
  real: runOnRealBash,
  ours: ({ script, stdin }) => runInWorld(script, { stdin }),
});
