/** Runaway scripts on the whole simulator: they are stopped, and the world goes on. */
import { expect, test } from "vitest";
import { createSimulator } from "../../sim/simulator.ts";

/** A tenth of what there is, where reaching the limit is all that takes long. */
const LIMITS = { work: 1_500_000, words: 1_000_000 };

const RUNAWAYS: readonly (readonly [string, RegExp])[] = [
  [":() { :|:& }; :; wait", /stopped: more than \d+ (?:processes|nested)/],
  ["f() { f; }; f", /stopped: more than \d+ nested/],
  ["f() { (f); }; f", /stopped: more than \d+ (?:processes|nested)/],
  ["x=$(yes)", /stopped: /],
  ["a=x; while :; do a=$a$a; done", /stopped: a: more than \d+ characters/],
  ["while :; do :; done", /stopped: more than 1500000 commands/],
  ["while :; do true & done", /stopped: more than 1500000 commands/],
  ["read x </dev/zero", /stopped: more than 1500000 commands/],
  ["f() { source /dev/stdin <<<f; }; f", /stopped: more than 8000 nested calls/],
  ["f() { case x in x) while :; do { eval f && break; }; done ;; esac; }; f", /stopped: more than 8000 nested calls/],
  ['a="b[a]"; b=(a); ((a))', /stopped: calls nested too deep/],
  ["echo >/tmp/r 'bash /tmp/r'; bash /tmp/r", /bash: Resource temporarily unavailable/],
  ["printf %999999999d 1", /stopped: printf: more than \d+ characters/],
  ["echo {a..z}{a..z}{a..z}{a..z}{a..z}{a..z}", /stopped: brace expansion: more than \d+ words/],
  ["set -- {1..600000}; set -- $@ $@", /stopped: more than 1000000 words/],
  ["yes", /stopped: more than 200000000 characters of output/],
  ["yes >/dev/null", /yes: stopped: more than \d+ kilobytes/],
  ["cat /dev/zero >/dev/null", /cat: stopped: more than \d+ reads of \/dev\/zero/],
  ["sed ':a;ba' <<<x", /sed: stopped: more than \d+ commands/],
  [
    "x=$(printf 'ab%.0s' {1..500}); r='(.*)(.*)(.*)(.*)x\\1\\2\\3\\4'; [[ ${x}x${x//ab/ba} =~ $r ]]; echo never",
    /stopped: the pattern takes/,
  ],
  ["yes | cat >/tmp/f; rm /tmp/f", /cat: write error: No space left on device/],
];

test.each(RUNAWAYS)("%s", { timeout: 120_000 }, async (script, message) => {
  const simulator = createSimulator({
    world: "bare",
    seed: 1,
    tick: () => new Promise((resolve) => setImmediate(resolve)),
    pace: "fast",
  });
  const run = async (text: string): Promise<{ status: number; output: string }> => {
    let output = "";
    const collect = (chunk: string): void => {
      output = (output + chunk).slice(-100_000);
    };
    const status = await simulator.runScript(text, {
      user: "root",
      name: "runaway",
      limits: LIMITS,
      args: [],
      stdout: collect,
      stderr: collect,
    });
    return { status, output };
  };
  expect((await run(script)).output).toMatch(message);
  expect(await run("ip link show lo | grep -c LOOPBACK")).toEqual({ status: 0, output: "1\n" });
});
