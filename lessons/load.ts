/** Reads `lesson.yaml`: every mistake comes with its line and column, unknown keys included. */
import * as v from "valibot";
import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument } from "yaml";
import { err, ok, type Result } from "../core/result.ts";
import { type Lesson, lessonSchema } from "./schema.ts";

export interface LessonProblem {
  /** From 1. */
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

export function formatProblem(file: string, problem: LessonProblem): string {
  return `${file}:${problem.line}:${problem.column}: ${problem.message}`;
}

/** The lesson, or everything that is wrong with it. */
export function parseLesson(source: string): Result<Lesson, readonly LessonProblem[]> {
  const lines = new LineCounter();
  const document = parseDocument(source, { lineCounter: lines });
  const at = (offset: number, message: string): LessonProblem => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col), message };
  };
  if (document.errors.length > 0) {
    return err(document.errors.map((error) => at(error.pos[0], error.message.split("\n", 1)[0] ?? error.message)));
  }
  const parsed = v.safeParse(lessonSchema, document.toJS());
  if (!parsed.success) {
    return err(
      parsed.issues
        .flatMap((issue) => mistakesOf(issue))
        .map(({ issue, path }) => {
          const where = path.length === 0 ? "" : `${path.map(String).join(".")}: `;
          const unknown = issue.type === "strict_object" && issue.expected === "never";
          return at(offsetOf(document, path, unknown), `${where}${unknown ? "unknown key" : issue.message}`);
        }),
    );
  }
  const problems = inconsistencies(parsed.output).map(({ path, message }) =>
    at(offsetOf(document, path, false), `${path.join(".")}: ${message}`),
  );
  return problems.length > 0 ? err(problems) : ok(parsed.output);
}

interface Mistake {
  readonly issue: v.BaseIssue<unknown>;
  readonly path: readonly unknown[];
}

/**
 * Of a union that nothing fitted, what was wrong with the alternative that went deepest; the union itself when none got
 * further than its first keys. Paths inside a union begin at the union.
 */
function mistakesOf(issue: v.BaseIssue<unknown>, above: readonly unknown[] = []): Mistake[] {
  const path = [...above, ...(issue.path ?? []).map((item) => item.key)];
  const depths = (issue.issues ?? []).map((inner) => inner.path?.length ?? 0);
  const deepest = Math.max(0, ...depths);
  if (deepest < 2) return [{ issue, path }];
  return (issue.issues ?? [])
    .filter((_, index) => depths[index] === deepest)
    .flatMap((inner) => mistakesOf(inner, path));
}

/** Where the value (or, for an unknown key, the key) at a path begins. */
function offsetOf(document: Document, path: readonly unknown[], key: boolean): number {
  for (let length = path.length; length >= 0; length--) {
    const parent = length === 0 ? document.contents : document.getIn(path.slice(0, length - 1), true);
    if (key && length === path.length && isMap(parent)) {
      const pair = parent.items.find((item) => isScalar(item.key) && item.key.value === path[length - 1]);
      if (isNode(pair?.key) && pair.key.range) return pair.key.range[0];
    }
    const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return 0;
}

function inconsistencies(lesson: Lesson): { readonly path: readonly (string | number)[]; readonly message: string }[] {
  const problems: { path: (string | number)[]; message: string }[] = [];
  const seen = new Set<string>();
  lesson.steps.forEach((step, index) => {
    if (seen.has(step.id)) problems.push({ path: ["steps", index, "id"], message: `two steps are called ${step.id}` });
    seen.add(step.id);
    step.solution.forEach((command, place) => {
      if (!lesson.terminals.includes(command.in)) {
        problems.push({
          path: ["steps", index, "solution", place, "in"],
          message: `there is no terminal ${command.in}`,
        });
      }
    });
  });
  return problems;
}
