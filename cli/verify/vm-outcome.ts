/** Scripts' outcomes under Debian's kernel in a virtual machine, traced like the other oracles'. */
import type { Outcome } from "../../core/compare/outcome.ts";
import { ok, type Result } from "../../core/result.ts";
import type { Unavailable } from "../../real/sandbox/requirements.ts";
import { runInVm, type VmScript } from "../../real/vm/vm.ts";
import { finishTrace, makeTraceable } from "./trace.ts";

/** All on one boot of the machine; `kernel` is its release. */
export async function vmOutcomes(
  scripts: readonly VmScript[],
): Promise<Result<{ readonly kernel: string; readonly outcomes: readonly Outcome[] }, Unavailable>> {
  const traced = scripts.map(({ text }) => makeTraceable(text));
  const done = await runInVm(scripts.map(({ text, name }, index) => ({ text: traced[index]?.text ?? text, name })));
  if (!done.ok) {
    return done;
  }
  const { kernel, runs } = done.value;
  return ok({ kernel, outcomes: runs.map((run, index) => finishTrace(traced[index], run)) });
}
