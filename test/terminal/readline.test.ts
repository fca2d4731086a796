/** The line editor against what readline itself did with the same keys: golden/readline.json, recorded by record.py. */
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { INPUTRC } from "../../sim/kernel/root.ts";
import { commandNamed } from "../../sim/terminal/command-table.ts";
import { LineEditor } from "../../sim/terminal/editor.ts";
import { History } from "../../sim/terminal/history.ts";
import { FUNCTION_NAMES } from "../../sim/terminal/readline/function-names.ts";
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
    /** Lines of the init file. */
    readonly settings?: readonly string[];
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
function debian(settings: readonly string[]): Readline {
  const readline = new Readline(true);
  readline.readFile("/etc/inputrc", {
    readFile: () => `${INPUTRC}\n${settings.join("\n")}`,
    home: "/root",
    terminalName: "xterm-256color",
    complain: (message) => {
      throw new Error(message);
    },
  });
  return readline;
}

/** Keys are typed slowly: where Escape is a key of its own, nothing follows it at once. */
function edit(keys: readonly string[], { columns, rows, settings = [] }: Golden["cases"][number]) {
  const history = new History();
  for (const line of golden.history) history.add(line);
  const editor = new LineEditor({
    history,
    columns,
    rows,
    readline: debian(settings),
    services: { expandTilde: (word) => word.replace(/^~(?=\/|$)/, "/root") },
  });
  const vi = settings.includes("set editing-mode vi");
  const before = [editor.begin(golden.prompt)];
  let outcome: ReturnType<LineEditor["feed"]>["outcome"];
  for (const chunk of keys) {
    const fed = editor.feed(chunk);
    before.push(fed.output);
    outcome = fed.outcome;
    if (outcome !== undefined) break;
    if (vi && chunk === "\x1b") before.push(editor.expire().output);
  }
  if (outcome !== undefined) return { before, ended: "", outcome };
  const { output, outcome: last } = editor.feed("\r");
  return { before, ended: output, outcome: last };
}

/** What the editor reads by itself. */
const NUMBERS = ["digit-argument", "universal-argument", "vi-arg-digit"];

it("has every function of readline", () => {
  const absent = FUNCTION_NAMES.filter((name) => commandNamed(name) === undefined);
  expect(absent).toEqual(NUMBERS);
});

describe("the same keys give the same line and the same screen as readline", () => {
  it.each(golden.cases)("$name", async (example) => {
    const { name, keys, columns, rows, line, screen, ended } = example;
    const ours = edit(keys.match(/\x1b\[[0-9;]*[A-Za-z~]|./gsu) ?? [], example);
    if (name in DEVIATIONS) return expect(ours.outcome).not.toEqual({ kind: "line", text: line });
    expect(ours.outcome).toEqual({ kind: "line", text: line });
    expect(await screenOf(ours.before, columns, rows)).toEqual(await screenOf([screen], columns, rows));
    expect(await screenOf([...ours.before, ours.ended], columns, rows)).toEqual(
      await screenOf([screen, ended], columns, rows),
    );
  });

  it("does not depend on how the keys are cut", async () => {
    const cases = golden.cases.filter(({ name }) => !(name in DEVIATIONS) && !name.startsWith("vi: "));
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...cases), fc.array(fc.nat(80)), async (example, cuts) => {
        const { keys } = example;
        const chunks: string[] = [];
        let from = 0;
        for (const to of [...cuts.filter((at) => at < keys.length).sort((a, b) => a - b), keys.length]) {
          chunks.push(keys.slice(from, to));
          from = to;
        }
        const whole = edit([keys], example);
        const cut = edit(chunks, example);
        expect(cut.outcome).toEqual(whole.outcome);
        expect(cut.before.join("")).toBe(whole.before.join(""));
      }),
    );
  });
});
