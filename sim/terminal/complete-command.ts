/** What Tab does on the line (readline's complete.c): the common beginning first, the list at the second Tab. */
import { list } from "./list-completions.ts";
import type { Command, Completion, CompletionKind, CompletionMatch, Session } from "./session.ts";

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

/** `complete`: Tab; where completion is off it is text. */
export const complete: Command = (session, _count, key) => {
  const { previous } = session;
  if (session.readline.isOn("disable-completion")) return session.buffer.insert(key.text);
  withCompletion(session, undefined, (completion) => put(session, completion, previous === "complete"));
};

/** Completes as names of one kind: complete-filename and its like. */
export function completeAs(kind: CompletionKind): Command {
  return (session) => {
    const { previous } = session;
    withCompletion(session, kind, (completion) => put(session, completion, previous === "complete"));
  };
}

/** With what may stand at the cursor, once it is known. */
function withCompletion(
  session: Session,
  kind: CompletionKind | undefined,
  act: (completion: Completion) => void,
): void {
  const { buffer, readline } = session;
  const answer = session.complete(buffer.text, buffer.point, {
    ignoreCase: readline.isOn("completion-ignore-case"),
    mapCase: readline.isOn("completion-map-case"),
    hidden: readline.isOn("match-hidden-files"),
    ...(kind === undefined ? {} : { kind }),
  });
  const marked = (completion: Completion): void =>
    act({ ...completion, matches: completion.matches.map((match) => withoutMark(session, match)) });
  if (answer instanceof Promise) session.waitFor(answer.then(marked));
  else marked(answer);
}

/** A directory gets no slash where it is not to be marked, nor one that a link leads to and that was typed whole. */
function withoutMark({ buffer, readline }: Session, match: CompletionMatch): CompletionMatch {
  if (match.file?.directory !== true || match.suffix !== "/") return match;
  const typed = match.file.kind === "symlink" && buffer.text.slice(0, buffer.point).endsWith(match.text);
  const marks = readline.isOn("mark-directories") && (!typed || readline.isOn("mark-symlinked-directories"));
  return marks ? match : { ...match, suffix: "" };
}

/** What all have in common: as typed, where one of them goes on from that and case counts for nothing. */
function shared(session: Session, texts: readonly string[], word: string): string {
  if (!session.readline.isOn("completion-ignore-case")) return commonPrefix(texts);
  // Where `-` is `_`, too, it still ends there.
  const { length } = commonPrefix(texts.map((text) => text.toLowerCase()));
  if (length === 0) return word;
  const sorted = [...texts].sort();
  const compared = Math.min(word.length, length);
  const like = sorted.find((text) => text.slice(0, compared) === word.slice(0, compared)) ?? sorted[0] ?? "";
  return like.slice(0, length);
}

function put(session: Session, { start, matches }: Completion, again: boolean): void {
  const { buffer, readline } = session;
  const [first] = matches;
  if (first === undefined) return session.ring();
  const word = buffer.text.slice(start, buffer.point);
  const texts = [...new Set(matches.map((match) => match.text))];
  if (texts.length === 1) return putWhole(session, start, first);
  const prefix = shared(session, texts, word);
  const common = commonPrefix(matches.map((match) => match.label)).length;
  if (again) {
    session.kind = "complete";
    return list(session, matches, common);
  }
  const changes = prefix !== word && (prefix.length >= word.length || readline.isOn("completion-ignore-case"));
  if (changes) replaceWord(session, start, prefix);
  else session.kind = "complete";
  if (readline.isOn("show-all-if-ambiguous") || (!changes && readline.isOn("show-all-if-unmodified")))
    return list(session, matches, common);
  if (session.vi === undefined && !(readline.isOn("show-all-if-unmodified") && changes)) session.ring();
}

/** The only one that there is. */
function putWhole(session: Session, start: number, { text, suffix }: CompletionMatch): void {
  const { buffer } = session;
  // A slash or a blank that is there already is not doubled.
  const doubled = suffix !== "" && buffer.text.startsWith(suffix, buffer.point);
  replaceWord(session, start, text + (doubled ? "" : suffix));
  if (doubled) buffer.point += suffix.length;
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
export function listCompletions(kind?: CompletionKind): Command {
  return (session) =>
    withCompletion(session, kind, ({ matches }) => {
      if (matches.length === 0) session.ring();
      else list(session, matches, commonPrefix(matches.map((match) => match.label)).length);
    });
}

/** `insert-completions`: Alt-*. */
export function insertCompletions(session: Session): void {
  withCompletion(session, undefined, ({ start, matches }) => {
    if (matches.length === 0) return session.ring();
    replaceWord(session, start, `${matches.map((match) => match.text).join(" ")} `);
  });
}

/** menu-complete: each time the next of what may stand there, in its place; behind the last what all have in common. */
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
    withCompletion(session, undefined, ({ start, matches }) => {
      const sorted = [...new Set(matches.map(({ text, suffix }) => text + suffix))].sort();
      const [first] = sorted;
      if (first === undefined) return session.ring();
      if (sorted.length === 1) return replaceWord(session, start, first);
      const { buffer, readline } = session;
      const texts = matches.map((match) => match.text);
      const original = shared(session, texts, buffer.text.slice(start, buffer.point));
      const menu = { start, original, texts: sorted, index: 0 };
      if (readline.isOn("show-all-if-ambiguous"))
        list(session, matches, commonPrefix(matches.map((match) => match.label)).length);
      else if (readline.isOn("menu-complete-display-prefix")) {
        // What all have in common comes first.
        replaceWord(session, start, original);
        session.kind = "menu";
        session.menu = menu;
        return session.ring();
      }
      step(menu);
    });
  };
}
