/** The line editor against what readline itself did with the same keys: golden/readline.json, recorded by record.py. */
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { INPUTRC } from "../../sim/kernel/root.ts";
import { LineEditor } from "../../sim/terminal/editor.ts";
import { History } from "../../sim/terminal/history.ts";
import { Readline } from "../../sim/terminal/readline/readline.ts";
import { screenOf } from "./screen.ts";

interface Golden {
  readonly prompt: string;
  readonly history: readonly string[];
  readonly cases: readonly {
    readonly name: string;
    readonly keys: string;
    readonly columns: number;
    readonly rows: number;
    /** The line that came out. */
    readonly line: string;
    /** Output up to Enter, and from there. */
    readonly screen: string;
    readonly ended: string;
  }[];
}

const golden: Golden = JSON.parse(readFileSync(new URL("golden/readline.json", import.meta.url), "utf8"));

/** Where ours is another on purpose. */
const DEVIATIONS: Readonly<Record<string, string>> = {
  "unknown key": "readline inserts the tail of a sequence that it does not know; ours ignores all of it",
};

/** As Debian's machines begin. */
function debian(): Readline {
  const readline = new Readline(true);
  readline.readFile("/etc/inputrc", {
    readFile: () => INPUTRC,
    home: "/root",
    terminalName: "xterm-256color",
    complain: (message) => {
      throw new Error(message);
    },
  });
  return readline;
}

function edit(keys: readonly string[], columns: number, rows: number) {
  const history = new History();
  for (const line of golden.history) history.add(line);
  const editor = new LineEditor({ history, columns, rows, readline: debian() });
  const before = [editor.begin(golden.prompt)];
  let outcome: ReturnType<LineEditor["feed"]>["outcome"];
  for (const chunk of keys) {
    const fed = editor.feed(chunk);
    before.push(fed.output);
    outcome = fed.outcome;
    if (outcome !== undefined) break;
  }
  if (outcome !== undefined) return { before, ended: "", outcome };
  const { output, outcome: last } = editor.feed("\r");
  return { before, ended: output, outcome: last };
}

describe("the same keys give the same line and the same screen as readline", () => {
  it.each(golden.cases)("$name", async ({ name, keys, columns, rows, line, screen, ended }) => {
    const ours = edit([...keys], columns, rows);
    if (name in DEVIATIONS) return expect(ours.outcome).not.toEqual({ kind: "line", text: line });
    expect(ours.outcome).toEqual({ kind: "line", text: line });
    expect(await screenOf(ours.before, columns, rows)).toEqual(await screenOf([screen], columns, rows));
    expect(await screenOf([...ours.before, ours.ended], columns, rows)).toEqual(
      await screenOf([screen, ended], columns, rows),
    );
  });

  it("does not depend on how the keys are cut", async () => {
    const cases = golden.cases.filter(({ name }) => !(name in DEVIATIONS));
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...cases), fc.array(fc.nat(80)), async ({ keys, columns, rows }, cuts) => {
        const chunks: string[] = [];
        let from = 0;
        for (const to of [...cuts.filter((at) => at < keys.length).sort((a, b) => a - b), keys.length]) {
          chunks.push(keys.slice(from, to));
          from = to;
        }
        const whole = edit([keys], columns, rows);
        const cut = edit(chunks, columns, rows);
        expect(cut.outcome).toEqual(whole.outcome);
        expect(cut.before.join("")).toBe(whole.before.join(""));
      }),
    );
  });
});
