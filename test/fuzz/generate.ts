/** Scripts from a seed. */
import { Belief } from "./belief.ts";
import { type Author, steadyIpv6 } from "./grammar/author.ts";
import { PRODUCTIONS } from "./grammar/index.ts";
import { views } from "./grammar/views.ts";
import { withMistake } from "./mistake.ts";
import { Random } from "./random.ts";
import type { Step } from "./step.ts";

/** A script of about `low` to `high` commands, of `productions`. The same seed gives the same script. */
export function generate(
  seed: number,
  [low, high]: readonly [number, number],
  productions = PRODUCTIONS,
): readonly Step[] {
  const random = new Random(seed);
  const count = random.between(low, high);
  const dad = random.chance(0.2);
  const ipv6 = dad || random.chance(0.7);
  const author: Author = { random, belief: new Belief(), mood: { dad, ipv6, macs: random.chance(0.75) } };
  const steps: Step[] = [];
  if (!ipv6) {
    steps.push({ argv: ["sysctl", "-qw", "net.ipv6.conf.all.disable_ipv6=1", "net.ipv6.conf.default.disable_ipv6=1"] });
  } else {
    steps.push({ argv: steadyIpv6(author.mood), kept: true });
  }
  const careless = random.pick([0.05, 0.15, 0.3]);
  while (steps.length < count - 3) {
    const next = random.weighted(productions)(author);
    for (const step of next) {
      // What makes the rest comparable is said right.
      if (random.chance(careless) && !step.kept) {
        steps.push(withMistake(step, random));
        // Most people notice and do it right then.
        if (random.chance(0.3)) {
          continue;
        }
      }
      steps.push(step);
      // The same line again, from the history.
      if (random.chance(0.03)) {
        steps.push(step);
      }
    }
    if (random.chance(0.12)) {
      steps.push(...views(author, random.between(1, 3)));
    }
  }
  return [...steps, ...views(author, 3)];
}
