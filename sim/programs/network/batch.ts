/** `-batch FILE` of iproute2's programs (do_batch of lib/utils.c): one command a line, until one fails; on to the end with `-force`. */
import { splitBatchLine } from "../../../core/command/words.ts";
import { strerror } from "../../../core/errors.ts";
import type { ExitStatus } from "../../../core/process.ts";
import type { ProcessContext } from "../../program.ts";
import { readAll } from "./read-all.ts";

/** Runs the commands of a file; `-` is standard input. A line that ends with a backslash goes on in the next. */
export async function runBatch(
  context: ProcessContext,
  file: string,
  force: boolean,
  /** Calls `exit` when the command ends the whole program, as iproute2 does where it cannot read one. */
  run: (words: readonly string[], exit: () => void) => ExitStatus | Promise<ExitStatus>,
): Promise<ExitStatus> {
  let text = "";
  if (file === "-") {
    text = await readAll(context.stdin, context);
  } else {
    const path = file.startsWith("/") ? file : `${context.cwd}/${file}`;
    const opened = context.files.open(path, "read");
    if (!opened.ok) {
      await context.stderr.write(`Cannot open file "${file}" for reading: ${strerror(opened.error)}\n`);
      return 1;
    }
    text = await readAll(opened.value, context);
    opened.value.close();
  }
  let status: ExitStatus = 0;
  const lines = text.split("\n");
  for (let i = 0; i < lines.length; i++) {
    let line = lines[i] ?? "";
    while (line.endsWith("\\") && i + 1 < lines.length) line = line.slice(0, -1) + (lines[++i] ?? "");
    const words = splitBatchLine(line);
    if (words === undefined) {
      await context.stderr.write("Unterminated quoted string\n");
      return 1;
    }
    if (words.length === 0) continue;
    let exited = false;
    const ended = await run(words, () => {
      exited = true;
    });
    if (exited) return ended;
    if (ended === 0) continue;
    await context.stderr.write(`Command failed ${file}:${i + 1}\n`);
    status = 1;
    if (!force) break;
  }
  return status;
}
