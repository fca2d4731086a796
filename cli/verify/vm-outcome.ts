/** Scripts' outcomes under Debian's kernel in a virtual machine, traced like the other oracles'. */
import type { Outcome } from "../../core/compare/outcome.ts";
import { err, ok, type Result } from "../../core/result.ts";
import type { Unavailable } from "../../real/sandbox/requirements.ts";
import { runInVm, type VmScript } from "../../real/vm/vm.ts";
import { finishTrace, makeTraceable } from "./trace.ts";

/** All on one boot of the machine, but for those that want its first namespace: each has one of its own. `kernel` is its release. */
export async function vmOutcomes(
  scripts: readonly VmScript[],
): Promise<Result<{ readonly kernel: string; readonly outcomes: readonly Outcome[] }, Unavailable>> {
  const traced = scripts.map(({ text }) => makeTraceable(text));
  const outcomes: Outcome[] = [];
  let kernel = "";
  const boot = async (indices: readonly number[]): Promise<Unavailable | undefined> => {
    const given = indices.flatMap((index) => {
      const script = scripts[index];
      return script ? [{ ...script, text: traced[index]?.text ?? script.text }] : [];
    });
    const done = await runInVm(given);
    if (!done.ok) {
      return done.error;
    }
    kernel = done.value.kernel;
    for (const [at, run] of done.value.runs.entries()) {
      const index = indices[at] ?? 0;
      if (run === undefined) throw new Error(`script ${index} did not come to its end in the virtual machine`);
      outcomes[index] = finishTrace(traced[index], run);
    }
    return undefined;
  };
  const apart = [...scripts.keys()].filter((index) => scripts[index]?.first !== true);
  const first = [...scripts.keys()].filter((index) => scripts[index]?.first === true);
  for (const indices of [...(apart.length > 0 ? [apart] : []), ...first.map((index) => [index])]) {
    const missing = await boot(indices);
    if (missing) {
      return err(missing);
    }
  }
  return ok({ kernel, outcomes });
}
