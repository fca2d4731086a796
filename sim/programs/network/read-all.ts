/** A whole file, which may be a pipe that is still written to. */
import type { OpenFile } from "../../../core/process.ts";
import type { ProcessContext } from "../../program.ts";

/** Reads to the end: `ip -batch <(...)`. A signal to the process ends the wait. */
export async function readAll(file: OpenFile, context: ProcessContext): Promise<string> {
  let text = "";
  for (;;) {
    const chunk = await file.read(context.self.signals);
    if (chunk === null) return text;
    text += chunk;
  }
}
