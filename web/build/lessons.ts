/**
 * Vite plugin: turns `lesson.yaml` and its Markdown into modules while building, so that a lesson with a mistake fails
 * the build with its line, and the page carries neither the YAML parser nor the Markdown one.
 */
import type { Plugin } from "vite";
import { formatProblem, parseLesson } from "../../lessons/load.ts";
import { parseLessonText } from "../../lessons/text.ts";

export function lessons(): Plugin {
  return {
    name: "netnone-lessons",
    transform(code, id) {
      const path = id.split("?", 1)[0] ?? id;
      if (path.endsWith("/lesson.yaml")) {
        const lesson = parseLesson(code);
        if (!lesson.ok) throw new Error(lesson.error.map((problem) => formatProblem(path, problem)).join("\n"));
        return { code: `export default ${JSON.stringify(lesson.value)}`, map: null };
      }
      if (/\/lessons\/[^/]+\/[a-z]+\.md$/.test(path)) {
        return { code: `export default ${JSON.stringify(parseLessonText(code))}`, map: null };
      }
      return undefined;
    },
  };
}
