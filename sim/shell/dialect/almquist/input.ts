/**
 * Standard input as dash and ash read their commands from it (input.c): as much as there is at a time, so that commands which
 * read from it too find what comes after that. Interactive without a terminal they prompt all the same.
 */
import { COST } from "../../limits.ts";
import type { Run } from "../../run.ts";
import type { Shell } from "../../shell.ts";

interface InputLine {
  readonly text: string;
  /** It ended with a newline. */
  readonly complete: boolean;
}

export class AlmquistInput {
  readonly #shell: Shell;
  /** What has been read and is still to run. */
  #held = "";

  constructor(shell: Shell) {
    this.#shell = shell;
  }

  begin(): void {
    const shell = this.#shell;
    if (!shell.interactive || shell.host.jobControl !== undefined) return;
    const prefix = `${shell.argumentZero}: ${shell.dialect.name === "dash" ? "0: " : ""}`;
    shell.usage(`${prefix}can't access tty; job control turned off`);
    shell.options.monitor = false;
  }

  /** The next line; undefined at the end. */
  *line(first: boolean): Run<InputLine | undefined> {
    const shell = this.#shell;
    if (shell.interactive) void shell.files.get(2)?.write(shell.parameters.scalar(first ? "PS1" : "PS2") ?? "");
    let newline = this.#held.indexOf("\n");
    while (newline < 0) {
      const file = shell.files.get(0);
      const chunk = file === undefined ? null : yield* shell.signals.waitFor(file.read(shell.self.signals), null);
      if (chunk === null) break;
      newline = chunk.indexOf("\n");
      if (newline >= 0) newline += this.#held.length;
      this.#held += chunk;
      yield* shell.mind(chunk.length * COST.character);
      if (shell.flow !== undefined) return undefined;
    }
    const text = newline < 0 ? this.#held : this.#held.slice(0, newline);
    this.#held = newline < 0 ? "" : this.#held.slice(newline + 1);
    return newline < 0 && text === "" ? undefined : { text, complete: newline >= 0 };
  }

  /** After an error what has been read is forgotten. */
  discard(): void {
    this.#held = "";
  }

  end(): void {
    if (this.#shell.interactive) this.#shell.usage("");
  }
}
