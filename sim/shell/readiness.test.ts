import { expect, it } from "vitest";
import { readinessOf } from "./readiness.ts";

/** Lines as typed at the prompt; what `history` of bash 5.2 shows for them afterwards. */
const CASES: readonly (readonly [lines: readonly string[], history: string])[] = [
  [["ls"], "ls"],
  [["ls;"], "ls;"],
  [["# it's a comment"], "# it's a comment"],
  [["for i in 1 2", "do", "echo $i", "done"], "for i in 1 2; do echo $i; done"],
  [["if true", "then", "echo a", "fi"], "if true; then echo a; fi"],
  [["case a in", "a) echo x", ";;", "esac"], "case a in a) echo x; ;; esac"],
  [["f() {", "ls |", "cat; }"], "f() { ls | cat; }"],
  [["(echo 1", "echo 2)"], "(echo 1; echo 2)"],
  [["echo a \\", "b"], "echo a b"],
  [["true &&", "true"], "true && true"],
  [["echo $(", "echo 5)"], "echo $(\necho 5)"],
  [["for i in 1; do", "echo $i", "echo b; done"], "for i in 1; do echo $i; echo b; done"],
  [["a=(1", "2)"], "a=(1 2)"],
  [["{ echo", "}"], "{ echo; }"],
  [["while false; do echo; done |", "cat"], "while false; do echo; done | cat"],
  [['echo "a', 'b"'], 'echo "a\nb"'],
  [["echo 'a", "b'"], "echo 'a\nb'"],
  [["if true; then echo x;", "else echo y", "fi"], "if true; then echo x; else echo y; fi"],
  [["cat <<E", "x", "E"], "cat <<E\nx\nE"],
  [["echo '\\"], "echo '\\"],
];

it.each(CASES)("%j", (lines, history) => {
  let text = "";
  let entry = "";
  lines.forEach((line, index) => {
    text += line;
    entry += line;
    const readiness = readinessOf(text, "bash");
    if (index === lines.length - 1 && !line.startsWith("echo '\\")) expect(readiness).toEqual({ kind: "complete" });
    else if (readiness.kind === "complete") expect.fail(`${JSON.stringify(text)} is not complete`);
    else {
      text += "\n";
      if (index < lines.length - 1) entry = readiness.joiner === "" ? entry.slice(0, -1) : entry + readiness.joiner;
    }
  });
  expect(entry).toBe(history);
});

it.each(["echo (", "done", "ls )", "| ls", "fi"])("%j is wrong and not waiting for more", (text) => {
  expect(readinessOf(text, "bash")).toEqual({ kind: "complete" });
});
