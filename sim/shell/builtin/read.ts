/** read: a line from a descriptor into variables. */
import type { ExitStatus, OpenFile } from "../../../core/process.ts";
import { COST } from "../limits.ts";
import { Patience } from "../patience.ts";
import type { Run } from "../run.ts";
import type { Shell } from "../shell.ts";
import { type Builtin, readOptions, wholeNumber } from "./builtin.ts";

interface LineOptions {
  readonly delimiter: string;
  readonly raw: boolean;
  /** What a line has of NULs stays, which `read` leaves out. */
  readonly nulls?: boolean;
  /** At most so many characters; `exact`: the delimiter does not count. */
  readonly count?: number;
  readonly exact?: boolean;
  readonly timeoutMicros?: number;
}

interface Line {
  /** What was read, without the delimiter; escaped characters are preceded by a NUL. */
  readonly text: string;
  /** The delimiter (or the count) was reached before the end of the file. */
  readonly complete: boolean;
  readonly timedOut: boolean;
}

const PROTECT = "\0";

/** Reads one line; what was read too much goes back. Undefined when the descriptor is not open. */
export function* readLine(shell: Shell, descriptor: number, options: LineOptions): Run<Line | undefined> {
  const file = shell.files.get(descriptor);
  if (file === undefined) return undefined;
  let text = "";
  let taken = 0;
  let escaped = false;
  const deadline = options.timeoutMicros === undefined ? undefined : shell.host.nowMicros() + options.timeoutMicros;
  for (;;) {
    if (options.count !== undefined && taken >= options.count) return { text, complete: true, timedOut: false };
    const patience = new Patience(shell.self.signals);
    let reading = file.read(patience);
    if (deadline !== undefined && reading instanceof Promise)
      reading = withDeadline(shell, reading, deadline, file.unread?.bind(file));
    let chunk = yield* shell.signals.waitFor<string | null>(reading, WOKEN);
    // A signal with a trap does not end the line: its trap runs, and the reading goes on.
    while (chunk === WOKEN) {
      if (shell.signals.deadly !== undefined || shell.interrupted) chunk = null;
      else {
        yield* shell.traps.run(shell);
        chunk = shell.flow === undefined ? yield* shell.signals.waitFor<string | null>(reading, WOKEN) : null;
      }
    }
    if (chunk === null || chunk === TIMED_OUT) {
      patience.end();
      return { text, complete: false, timedOut: chunk === TIMED_OUT };
    }
    for (let i = 0; i < chunk.length; i++) {
      const char = chunk[i] ?? "";
      if (escaped) {
        escaped = false;
        if (char !== "\n") {
          text += PROTECT + char;
          taken++;
        }
      } else if (char === "\\" && !options.raw) {
        escaped = true;
        continue;
      } else if (char === options.delimiter && !options.exact) {
        if (i + 1 < chunk.length) file.unread?.(chunk.slice(i + 1));
        return { text, complete: true, timedOut: false };
      } else if (char !== "\0" || options.nulls) {
        text += char;
        taken++;
      }
      if (options.count !== undefined && taken >= options.count) {
        if (i + 1 < chunk.length) file.unread?.(chunk.slice(i + 1));
        return { text, complete: true, timedOut: false };
      }
    }
    // The line goes on behind this chunk.
    const { valueLength } = shell.budget.limits;
    if (text.length > valueLength) shell.stop(`a line of more than ${valueLength} characters`);
    yield* shell.mind(chunk.length * COST.character);
    if (shell.flow !== undefined) return { text: "", complete: false, timedOut: false };
  }
}

const WOKEN = "\0woken";
const TIMED_OUT = "\0timed out";

/** What is read after the time is up goes back to the file. */
function withDeadline(
  shell: Shell,
  reading: Promise<string | null>,
  deadline: number,
  unread: ((text: string) => void) | undefined,
): Promise<string | null> {
  return new Promise((resolve) => {
    let over = false;
    void reading.then((chunk) => {
      if (!over) resolve(chunk);
      else if (chunk !== null) unread?.(chunk);
      over = true;
    });
    void shell.host.sleep(Math.max(0, deadline - shell.host.nowMicros()), shell.self.signals).then(() => {
      if (!over) resolve(TIMED_OUT);
      over = true;
    });
  });
}

const USAGE =
  "read [-ers] [-a array] [-d delim] [-i text] [-n nchars] [-N nchars] [-p prompt] [-t timeout] [-u fd] [name ...]";

export const read: Builtin = function* (shell, args): Run<ExitStatus> {
  const options = readOptions(shell, "read", args, "ersa:d:i:n:N:p:t:u:", USAGE);
  if (options === undefined) return 2;
  const { given, operands } = options;
  if (operands[0] !== undefined && !isName(shell, operands[0])) return 1;
  const descriptor = wholeNumber(given.get("u") ?? "0");
  if (descriptor === undefined) {
    shell.complain(`read: ${given.get("u")}: invalid file descriptor specification`);
    return 1;
  }
  const file = shell.files.get(descriptor);
  if (file === undefined) {
    shell.complain(
      `read: ${given.has("u") ? `${given.get("u")}: invalid file descriptor` : "read error: 0"}: Bad file descriptor`,
    );
    return 1;
  }
  const timeout = given.get("t");
  if (timeout !== undefined && !/^\d*\.?\d*$/.test(timeout)) {
    shell.complain(`read: ${timeout}: invalid timeout specification`);
    return 1;
  }
  const limit = given.get("N") ?? given.get("n");
  if (limit !== undefined && !/^\d+$/.test(limit)) {
    shell.complain(`read: ${limit}: invalid number`);
    return 1;
  }
  const prompt = given.get("p");
  if (prompt !== undefined && file.terminal !== undefined) void shell.files.get(2)?.write(prompt);
  const delimiter = given.get("d");
  const restore = withModes(file, {
    ...(given.has("s") ? { echo: false } : {}),
    ...(limit !== undefined || (delimiter !== undefined && delimiter !== "\n") ? { icanon: false } : {}),
  });
  const line = yield* readLine(shell, descriptor, {
    delimiter: delimiter === undefined ? "\n" : delimiter === "" ? "\0" : (delimiter[0] ?? "\n"),
    raw: given.has("r"),
    ...(limit === undefined ? {} : { count: Number(limit), exact: given.has("N") }),
    ...(timeout === undefined ? {} : { timeoutMicros: Math.round(Number(timeout) * 1e6) }),
  });
  restore();
  // Whatever ended the wait, Ctrl-C before all, ends more than this command.
  if (line === undefined || shell.flow !== undefined) return 1;
  const stored = store(shell, line.text, given, operands);
  if (shell.flow !== undefined || !stored) {
    shell.forgiveAbort();
    return 1;
  }
  return line.timedOut ? (Number(timeout) === 0 ? 1 : 142) : line.complete ? 0 : 1;
};

/** Sets flags of a terminal for one read; answers with what sets them back. */
function withModes(file: OpenFile, flags: Readonly<Record<string, boolean>>): () => void {
  const { terminal } = file;
  const before = terminal?.modes;
  if (terminal === undefined || before === undefined || Object.keys(flags).length === 0) return () => {};
  terminal.modes = { ...before, flags: { ...before.flags, ...flags } };
  return () => {
    terminal.modes = before;
  };
}

const unprotect = (text: string): string => (text.includes(PROTECT) ? text.replaceAll(PROTECT, "") : text);

/** Gives the names their words; false when one is no name, which has been reported. */
function store(shell: Shell, text: string, given: ReadonlyMap<string, string>, names: readonly string[]): boolean {
  const array = given.get("a");
  const separators = shell.parameters.fieldSeparators();
  if (array !== undefined) {
    const words = splitLine(text, separators, Number.POSITIVE_INFINITY);
    const variable = shell.variables.own(shell.parameters.resolveName(array));
    if (variable.readonly) {
      shell.complain(`${array}: readonly variable`);
      return false;
    }
    variable.items = new Map(words.map((word, index) => [index, word]));
    variable.value = undefined;
    return true;
  }
  if (names.length === 0) {
    put(shell, "REPLY", unprotect(text));
    return true;
  }
  const words = given.has("N") ? [unprotect(text)] : splitLine(text, separators, names.length);
  for (const [index, name] of names.entries()) {
    // What comes before a name that is none has been read.
    if (!isName(shell, name)) return false;
    put(shell, name, words[index] ?? "");
    if (shell.flow !== undefined) break;
  }
  return true;
}

function isName(shell: Shell, name: string): boolean {
  if (/^[A-Za-z_]\w*(\[.*\])?$/s.test(name)) return true;
  shell.complain(`read: \`${name}': not a valid identifier`);
  return false;
}

function put(shell: Shell, name: string, value: string): void {
  const element = /^(\w+)\[(.*)\]$/s.exec(name);
  if (element) shell.parameters.assignElement(element[1] ?? "", element[2] ?? "", value);
  else shell.parameters.assign(name, value);
}

/** Splits as `read` does: the last word takes what is left. */
export function splitLine(text: string, separators: string, most: number): string[] {
  const isBlank = (char: string | undefined): boolean =>
    char !== undefined && " \t\n".includes(char) && separators.includes(char);
  const isOther = (char: string | undefined): boolean =>
    char !== undefined && separators.includes(char) && !" \t\n".includes(char);
  let end = text.length;
  while (end > 0 && isBlank(text[end - 1]) && text[end - 2] !== PROTECT) end--;
  let i = 0;
  while (i < end && isBlank(text[i])) i++;
  const words: string[] = [];
  while (i < end) {
    const start = i;
    const wordEnd = (): number => {
      let at = start;
      while (at < end) {
        if (text[at] === PROTECT) at += 2;
        else if (separators.includes(text[at] ?? "")) break;
        else at++;
      }
      return at;
    };
    const stop = wordEnd();
    if (words.length === most - 1) {
      // One trailing separator of the last word is dropped, when nothing but it is left.
      let rest = text.slice(start, end);
      let after = stop;
      while (after < end && isBlank(text[after])) after++;
      if (isOther(text[after])) after++;
      while (after < end && isBlank(text[after])) after++;
      if (after >= end) rest = text.slice(start, stop);
      words.push(unprotect(rest));
      return words;
    }
    words.push(unprotect(text.slice(start, stop)));
    i = stop;
    while (i < end && isBlank(text[i])) i++;
    if (isOther(text[i])) {
      i++;
      while (i < end && isBlank(text[i])) i++;
    }
  }
  return words;
}
