/** The list of what may stand at the cursor, as readline's complete.c lays it out and its colors.c paints it. */
import type { CompletionMatch, Session } from "./session.ts";
import { textWidth } from "./width.ts";

/** What a file is painted with where LS_COLORS says nothing. */
const COLORS: Readonly<Record<string, string>> = {
  di: "01;34",
  ln: "01;36",
  ex: "01;32",
  pi: "33",
  so: "01;35",
  bd: "01;33",
  cd: "01;33",
};
const CODES = {
  file: "fi",
  directory: "di",
  symlink: "ln",
  fifo: "pi",
  socket: "so",
  char: "cd",
  block: "bd",
} as const;
const SIGNS = { file: "", directory: "/", symlink: "@", fifo: "|", socket: "=", char: "%", block: "#" } as const;
/** The common beginning is magenta. */
const PREFIX_COLOR = "01;35";

/** The sign behind a name: what it is, or that it is a directory. */
function signOf(session: Session, { file }: CompletionMatch): string {
  if (file === undefined) return "";
  if (session.readline.isOn("visible-stats")) return file.kind === "file" && file.executable ? "*" : SIGNS[file.kind];
  return file.directory && session.readline.isOn("mark-directories") ? "/" : "";
}

function colorOf(session: Session, { file, label }: CompletionMatch): string | undefined {
  if (file === undefined || !session.readline.isOn("colored-stats")) return undefined;
  const given = (session.services.colors() ?? "").split(":").map((entry) => entry.split("="));
  const code = file.kind === "file" && file.executable ? "ex" : CODES[file.kind];
  const own = given.find(([name]) => name === code)?.[1];
  if (code !== "fi") return own ?? COLORS[code];
  return given.findLast(([name = ""]) => name.startsWith("*") && label.endsWith(name.slice(1)))?.[1] ?? own;
}

interface Entry {
  readonly shown: string;
  /** Of the name, and of all of it. */
  readonly name: number;
  readonly width: number;
}

/** By code point, as strcoll(3) has it in the C locale of Debian's containers. */
function byCodePoint(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The lines of the list; `shared` is how much of the names all have in common. */
function listed(session: Session, matches: readonly CompletionMatch[], shared: number): readonly string[] {
  const { readline } = session;
  const most = Number(readline.variables.get("completion-prefix-display-length"));
  const cut = most > 0 && shared > most ? shared : 0;
  const named = new Map(matches.map((match) => [match.label, match]));
  const sorted = [...named.values()].sort((a, b) => byCodePoint(a.label, b.label));
  const entries = sorted.map((match): Entry => {
    const sign = signOf(session, match);
    const text = cut > 0 ? `...${match.label.slice(cut)}` : match.label;
    const color = colorOf(session, match);
    const painted = cut === 0 && shared > 0 && readline.isOn("colored-completion-prefix");
    const prefix = painted ? `\x1b[${PREFIX_COLOR}m${text.slice(0, shared)}\x1b[0m` : "";
    const rest = painted ? text.slice(shared) : text;
    return {
      shown: `${prefix}${color === undefined || rest === "" ? rest : `\x1b[${color}m${rest}\x1b[0m`}${sign}`,
      name: textWidth(text),
      width: textWidth(text + sign),
    };
  });
  return inColumns(session, entries);
}

function inColumns(session: Session, entries: readonly Entry[]): readonly string[] {
  const { readline } = session;
  const asked = Number(readline.variables.get("completion-display-width"));
  const columns = asked >= 0 && asked <= session.columns ? asked : session.columns;
  const width = Math.max(...entries.map((entry) => entry.name)) + 2;
  let perRow = Math.floor(columns / width);
  if (perRow !== 1 && perRow * width === columns) perRow--;
  perRow = Math.max(1, perRow);
  const count = Math.ceil(entries.length / perRow);
  const across = readline.isOn("print-completions-horizontally");
  return Array.from({ length: count }, (_, row) => {
    const cells = Array.from({ length: perRow }, (_cell, column) =>
      across ? entries[row * perRow + column] : entries[row + column * count],
    ).filter((cell) => cell !== undefined);
    return cells
      .map(({ shown, width: own }, at) =>
        at + 1 < (across ? cells.length : perRow) ? shown + " ".repeat(width - own) : shown,
      )
      .join("");
  });
}

/** Shows the list below the line; asks before many, and after each screenful. */
export function list(session: Session, matches: readonly CompletionMatch[], shared: number): void {
  const lines = listed(session, matches, shared);
  const { readline } = session;
  const pages = readline.isOn("page-completions");
  const askFrom = Number(readline.variables.get("completion-query-items"));
  const show = (): void => page(session, lines, pages ? session.rows - 1 : Number.POSITIVE_INFINITY);
  if (askFrom === 0 || matches.length < askFrom) {
    session.printAway("");
    return show();
  }
  session.printAway(`Display all ${matches.length} possibilities? (y or n)`);
  session.mode = {
    away: true,
    key({ name }) {
      if (name === "y" || name === "Y" || name === " ") {
        session.mode = undefined;
        session.printRaw("\n");
        show();
      } else if (name === "n" || name === "N" || name === "Backspace" || name === "C-g" || name === "C-c") {
        session.mode = undefined;
        session.printRaw("\n");
        session.printAbove();
      } else session.ring();
      return true;
    },
  };
}

const MORE = "--More--";

/** So many lines of the list; the rest when it is asked for. */
function page(session: Session, lines: readonly string[], most: number): void {
  session.printRaw(
    lines
      .slice(0, most)
      .map((line) => `${line}\n`)
      .join(""),
  );
  const rest = lines.slice(most);
  if (rest.length === 0) return session.printAbove();
  session.printRaw(MORE);
  const end = (): void => {
    session.mode = undefined;
    session.printRaw(`\r${" ".repeat(MORE.length)}\r`);
  };
  session.mode = {
    away: true,
    key({ name }) {
      if (name === " " || name === "y" || name === "Y") {
        end();
        page(session, rest, session.rows - 1);
      } else if (name === "Return" || name === "C-j") {
        end();
        page(session, rest, 1);
      } else if (name === "q" || name === "Q" || name === "n" || name === "N" || name === "Backspace") {
        end();
        session.printAbove();
      } else session.ring();
      return true;
    },
  };
}
