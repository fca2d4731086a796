/** Takes away what a difference does not need: delta debugging over steps (Zeller and Hildebrandt 2002), in parallel. */
import type { Step } from "./step.ts";

/**
 * The smallest list found, by leaving out ever smaller runs of steps, for which `fails` still holds. `fails` is asked for
 * `lanes` candidates at a time.
 */
export async function shrink(
  steps: readonly Step[],
  fails: (candidate: readonly Step[]) => Promise<boolean>,
  lanes: number,
): Promise<readonly Step[]> {
  let kept = steps;
  let size = Math.ceil(kept.length / 2);
  while (size >= 1) {
    const smaller = await firstFailing(without(kept, size), fails, lanes);
    if (smaller !== undefined) {
      kept = smaller;
      size = Math.min(size, Math.ceil(kept.length / 2));
      if (kept.length <= 1) {
        break;
      }
    } else {
      size = size === 1 ? 0 : Math.ceil(size / 2);
    }
  }
  return kept;
}

/** The list without each run of `size` steps in turn, the last ones first. */
function without(steps: readonly Step[], size: number): readonly (readonly Step[])[] {
  const candidates: (readonly Step[])[] = [];
  for (let from = Math.max(0, steps.length - size); ; from = Math.max(0, from - size)) {
    const kept = steps.slice(from, from + size).filter((step) => step.kept);
    if (kept.length < size) candidates.push([...steps.slice(0, from), ...kept, ...steps.slice(from + size)]);
    if (from === 0) {
      return candidates;
    }
  }
}

async function firstFailing(
  candidates: readonly (readonly Step[])[],
  fails: (candidate: readonly Step[]) => Promise<boolean>,
  lanes: number,
): Promise<readonly Step[] | undefined> {
  for (let from = 0; from < candidates.length; from += lanes) {
    const some = candidates.slice(from, from + lanes);
    const verdicts = await Promise.all(some.map(fails));
    const found = some[verdicts.indexOf(true)];
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
}
