/** What commands of the line editor ask of the shell that reads the line. */

/** What `bind` prints with these letters. */
export type Description = "p" | "P" | "s" | "S" | "v" | "V";

export interface LineServices {
  /** What a word with a tilde before stands for. */
  expandTilde(word: string): string;
  expandAliases(line: string): string;
  /** All of the line as one word, quotes taken off; undefined where that cannot be. */
  expandLine(line: string): Promise<string | undefined>;
  /** A path as it was probably meant; undefined where nothing is like it. */
  correctPath(path: string): string | undefined;
  /** LS_COLORS. */
  colors(): string | undefined;
  readInitFile(): void;
  /** What `--version` says first. */
  version(): string;
  describe(what: Description): string;
}

/** Without a shell. */
export const NO_SERVICES: LineServices = {
  expandTilde: (word) => word,
  expandAliases: (line) => line,
  expandLine: (line) => Promise.resolve(line),
  correctPath: () => undefined,
  colors: () => undefined,
  readInitFile: () => undefined,
  version: () => "",
  describe: () => "",
};
