/** What files that model Linux say of themselves in their header comments: simplified, different, absent. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export interface Remark {
  readonly file: string;
  /** What the file is about: the first sentence of its header. */
  readonly subject: string;
  readonly kind: "Simplified" | "Different" | "Absent";
  readonly text: string;
}

/** In order of files. */
export function remarks(): readonly Remark[] {
  return ["core", "sim"].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
      .map((name) => join(folder, name))
      .sort()
      .flatMap(remarksOf),
  );
}

function remarksOf(file: string): readonly Remark[] {
  const header = /^(?:import[^;]*;\s*)*\/\*\*([\s\S]*?)\*\//.exec(readFileSync(file, "utf8"))?.[1];
  if (header === undefined) {
    return [];
  }
  const text = header
    .split("\n")
    .map((line) => line.replace(/^\s*\* ?/, "").trim())
    .join(" ")
    .trim();
  const subject = text.split(/(?<=[.:])\s+/)[0]?.replace(/[.:]$/, "") ?? "";
  const parts = text.split(/\b(Simplified|Different|Absent)\b(?: \(refused by name\))?: /);
  const found: Remark[] = [];
  for (let at = 1; at + 1 < parts.length; at += 2) {
    const kind = parts[at];
    const said = (parts[at + 1] ?? "")
      .trim()
      .replace(/\s*Same as Linux: .*$/, "")
      .replace(/[.\s]+$/, "");
    if (kind === "Simplified" || kind === "Different" || kind === "Absent") {
      found.push({ file, subject, kind, text: said });
    }
  }
  return found;
}
