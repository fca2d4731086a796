/** Random scripts: those of a fixed seed are answered as bash answers them. Others: `npm run fuzz:shell`. */
import { describe, expect, it } from "vitest";
import { runSeed } from "../../fuzz/random.ts";
import { realBashVersion } from "../real-shell.ts";
import { differenceOf } from "./difference.ts";
import { randomScript } from "./script.ts";
import { shrinkScript } from "./shrink.ts";

const SEED = 14;
const RUNS = 60;
/** Those that are answered otherwise, and why. */
const KNOWN: ReadonlyMap<number, string> = new Map([
  [2, "what an array lacks is told of once, where bash, which looks twice in an operand with braces, tells twice"],
]);

describe("random scripts", () => {
  it("are the same for the same seed", () => {
    expect(randomScript(7)).toBe(randomScript(7));
    expect(randomScript(7)).not.toBe(randomScript(8));
  });

  it.skipIf(realBashVersion() === undefined)("are answered as bash answers them", async () => {
    for (let run = 0; run < RUNS; run++) {
      if (KNOWN.has(run)) continue;
      const script = randomScript(runSeed(SEED, run));
      expect(await differenceOf(script), script).toBeUndefined();
    }
  });

  it.skipIf(realBashVersion() === undefined)("are made small where they differ", async () => {
    // A pid is never the same.
    expect(await shrinkScript("x=1; y=2\necho a; echo $BASHPID b\necho c\n")).toBe("$BASHPID");
  });
});
