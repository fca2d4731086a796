/** What Tab does on the line (readline's complete.c): the common beginning first, the list at the second Tab. */
import type { Command, Completion, CompletionMatch, Session } from "./session.ts";
import { textWidth } from "./width.ts";

/** The longest beginning that all texts share, never half a character. */
function commonPrefix(texts: readonly string[]): string {
  let prefix = texts[0] ?? "";
  for (const text of texts) {
    let length = 0;
    while (length < prefix.length && prefix[length] === text[length]) length++;
    prefix = prefix.slice(0, length);
  }
  const last = prefix.charCodeAt(prefix.length - 1);
  return last >= 0xd800 && last <= 0xdbff ? prefix.slice(0, -1) : prefix;
}

/** Labels in columns, sorted downwards, as readline lays them out. */
function formatColumns(labels: readonly string[], columns: number): string {
  const sorted = [...new Set(labels)].sort((a, b) => compareLabels(a, b));
  const width = Math.max(...sorted.map(textWidth)) + 2;
  let perRow = Math.floor(columns / width);
  if (perRow !== 1 && perRow * width === columns) perRow--;
  perRow = Math.max(1, perRow);
  const count = Math.ceil(sorted.length / perRow);
  let out = "";
  for (let row = 0; row < count; row++) {
    for (let column = 0; column < perRow; column++) {
      const label = sorted[row + column * count];
      if (label === undefined) break;
      out += label;
      if (column + 1 < perRow) out += " ".repeat(width - textWidth(label));
    }
    out += "\n";
  }
  return out;
}

/** By code point, as strcoll(3) has it in the C locale of Debian's containers. */
function compareLabels(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function list(session: Session, matches: readonly CompletionMatch[]): void {
  const show = (): void =>
    session.printBelow(
      formatColumns(
        matches.map((match) => match.label),
        session.columns,
      ),
    );
  const askFrom = Number(session.readline.variables.get("completion-query-items"));
  if (askFrom === 0 || matches.length < askFrom) return show();
  session.mode = {
    prompt: () => `Display all ${matches.length} possibilities? (y or n)`,
    key({ name }) {
      if (name === "y" || name === "Y" || name === " ") {
        session.mode = undefined;
        show();
      } else if (name === "n" || name === "N" || name === "Backspace" || name === "C-g" || name === "C-c") {
        session.mode = undefined;
      } else session.ring();
      return true;
    },
  };
}

/** `complete`: Tab. */
export function complete(session: Session): void {
  const { previous } = session;
  withCompletion(session, (completion) => put(session, completion, previous === "complete"));
}

/** With what may stand at the cursor, once it is known. */
function withCompletion(session: Session, act: (completion: Completion) => void): void {
  const answer = session.complete(session.buffer.text, session.buffer.point);
  if (answer instanceof Promise) session.waitFor(answer.then(act));
  else act(answer);
}

function put(session: Session, { start, matches }: Completion, again: boolean): void {
  const { buffer } = session;
  const [first] = matches;
  if (first === undefined) return session.ring();
  const word = buffer.text.slice(start, buffer.point);
  const texts = new Set(matches.map((match) => match.text));
  if (texts.size === 1) {
    // A slash or a blank that is there already is not doubled.
    const doubled = first.suffix !== "" && buffer.text.startsWith(first.suffix, buffer.point);
    replaceWord(session, start, first.text + (doubled ? "" : first.suffix));
    if (doubled) buffer.point += first.suffix.length;
    return;
  }
  const prefix = commonPrefix([...texts]);
  if (prefix.length > word.length || (prefix !== "" && !word.startsWith(prefix) && prefix.length >= word.length)) {
    replaceWord(session, start, prefix);
    if (session.readline.isOn("show-all-if-ambiguous")) return list(session, matches);
    return session.ring();
  }
  const { readline } = session;
  again ||= readline.isOn("show-all-if-ambiguous") || readline.isOn("show-all-if-unmodified");
  session.kind = "complete";
  if (again) list(session, matches);
  else session.ring();
}

function replaceWord(session: Session, start: number, text: string): void {
  const { buffer } = session;
  const word = buffer.text.slice(start, buffer.point);
  if (word === text) return;
  buffer.together(() => {
    if (text.startsWith(word)) buffer.insert(text.slice(word.length));
    else {
      buffer.remove(start, buffer.point);
      buffer.insert(text);
    }
  });
}

/** `possible-completions`: Alt-?. */
export function listCompletions(session: Session): void {
  withCompletion(session, ({ matches }) => {
    if (matches.length === 0) session.ring();
    else list(session, matches);
  });
}

/** `insert-completions`: Alt-*. */
export function insertCompletions(session: Session): void {
  withCompletion(session, ({ start, matches }) => {
    if (matches.length === 0) return session.ring();
    replaceWord(session, start, `${matches.map((match) => match.text).join(" ")} `);
  });
}

/** menu-complete: each time the next of what may stand there, in its place; behind the last what was typed. */
export function menuComplete(direction: 1 | -1): Command {
  return (session, count) => {
    const step = (menu: NonNullable<Session["menu"]>): void => {
      const places = menu.texts.length + 1;
      menu.index = (((menu.index + direction * count) % places) + places) % places;
      session.kind = "menu";
      session.menu = menu;
      if (menu.index === 0) session.ring();
      replaceWord(session, menu.start, menu.index === 0 ? menu.original : (menu.texts[menu.index - 1] ?? ""));
    };
    if (session.previous === "menu" && session.menu !== undefined) return step(session.menu);
    withCompletion(session, ({ start, matches }) => {
      const sorted = [...new Set(matches.map(({ text, suffix }) => text + suffix))].sort();
      const [first] = sorted;
      if (first === undefined) return session.ring();
      if (sorted.length === 1) return replaceWord(session, start, first);
      const original = session.buffer.text.slice(start, session.buffer.point);
      step({ start, original, texts: sorted, index: 0 });
    });
  };
}
