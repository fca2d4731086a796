/** Long scripts of mistaken lines and looks in a world that stays what it is: they wait for nearly nothing. */
import { Belief } from "./belief.ts";
import { type Author, steadyIpv6 } from "./grammar/author.ts";
import { PRODUCTIONS } from "./grammar/index.ts";
import { views } from "./grammar/views.ts";
import { withMistake } from "./mistake.ts";
import { Random } from "./random.ts";
import type { Step } from "./step.ts";

/** How many lines make the world. */
const WORLD = 14;

/** A script of about `low` to `high` commands, nearly all of them to be refused. The same seed gives the same script. */
export function sweep(
  seed: number,
  [low, high]: readonly [number, number],
  productions = PRODUCTIONS,
): readonly Step[] {
  const random = new Random(seed);
  const count = random.between(low, high);
  const world: Author = { random, belief: new Belief(), mood: { dad: false, ipv6: random.chance(0.7), macs: true } };
  const off = ["sysctl", "-qw", "net.ipv6.conf.all.disable_ipv6=1", "net.ipv6.conf.default.disable_ipv6=1"];
  const steps: Step[] = [world.mood.ipv6 ? { argv: steadyIpv6(world.mood), kept: true } : { argv: off }];
  while (steps.length < WORLD) {
    steps.push(...random.weighted(productions)(world));
  }
  while (steps.length < count) {
    // What is refused leaves the world as it was.
    const author = { ...world, belief: world.belief.copy() };
    const right = random.chance(0.2) ? views(author, 1) : random.weighted(productions)(author);
    steps.push(...right.filter(({ kept }) => kept !== true).flatMap((step) => mistaken(step, random)));
  }
  return [...steps, ...views(world, 3)];
}

/** The step with a mistake or two; none when the line stayed right and changes something. */
function mistaken(step: Step, random: Random): readonly Step[] {
  const once = withMistake(step, random);
  const wrong = random.chance(0.2) ? withMistake(once, random) : once;
  if (wrong.argv === step.argv || wrong.argv.join(" ") === step.argv.join(" "))
    return step.looks === true ? [step] : [];
  return [{ ...wrong, doubtful: true }];
}
