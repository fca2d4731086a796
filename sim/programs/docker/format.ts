/** `--format` of the lists that the client prints. */
import type { JsonObject } from "../../../core/observation.ts";
import type { ExitStatus } from "../../../core/process.ts";
import type { Call } from "./client.ts";
import { goValue } from "./template/document.ts";
import { compileTemplate } from "./template/execute.ts";
import { tabulate } from "./text.ts";

/** `--format`: one line an entry; `table` puts headings over it and columns under each other. */
export function formatted(
  call: Call,
  format: string,
  rows: readonly JsonObject[],
  heads: JsonObject,
  type: string,
): ExitStatus {
  const table = /^table\s+/.test(format);
  const text = format
    .replace(/^table\s+/, "")
    .replaceAll("\\t", "\t")
    .replaceAll("\\n", "\n");
  const template = compileTemplate(text);
  if (!template.ok) {
    call.error(`Template parsing error: ${template.error.message}\n`);
    return 1;
  }
  const missingField = (field: string) => `can't evaluate field ${field} in type ${type}`;
  const lines: string[] = [];
  for (const row of table ? [heads, ...rows] : rows) {
    const line = template.value.execute(goValue(row), { missingField });
    if (!line.ok) {
      call.error(`failed to execute template: ${line.error.message}\n`);
      return 1;
    }
    lines.push(line.value);
  }
  void call.out(table ? tabulate(lines.map((line) => line.split("\t"))) : lines.map((line) => `${line}\n`).join(""));
  return 0;
}
