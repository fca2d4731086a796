/** netnone's own standard streams as text: a byte that is not UTF-8 travels as a lone surrogate, as core/process.ts says. */
import { Decoder, encode } from "../real/host/text.ts";

/**
 * Standard input, taken up only when something reads it, so that what runs in a script's place in a pipeline reads what
 * the script did not ask for. Answers with the next chunk, null at the end.
 */
export function standardInput(): { readonly next: () => Promise<string | null>; readonly close: () => void } {
  const decoder = new Decoder();
  let chunks: AsyncIterator<Buffer> | undefined;
  let ended = false;
  const next = async (): Promise<string | null> => {
    while (!ended) {
      chunks ??= process.stdin[Symbol.asyncIterator]();
      // What cannot be read (a directory, a closed descriptor) is at its end.
      const { value, done } = await chunks.next().catch(() => ({ value: undefined, done: true }) as const);
      ended = done === true;
      const text = value === undefined ? decoder.end() : decoder.write(value);
      if (text !== "") {
        return text;
      }
    }
    return null;
  };
  // A stream that somebody waits for would keep netnone from ending.
  const close = (): void => void (chunks === undefined || process.stdin.destroy());
  return { next, close };
}

/** Writes to netnone's own output or error output; a promise where the reader has to catch up first. */
export function writeOut(name: "stdout" | "stderr", text: string): void | Promise<void> {
  const stream = process[name];
  if (!stream.write(encode(text))) {
    return new Promise((resolve) => stream.once("drain", resolve));
  }
}
