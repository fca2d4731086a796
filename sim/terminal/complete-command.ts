/** What Tab does on the line (readline's complete.c): the common beginning first, the list at the second Tab. */
import { historyWords } from "./history-expansion.ts";
import { list } from "./list-completions.ts";
import type { Command, Completion, CompletionKind, CompletionMatch, Menu, Session } from "./session.ts";

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
  all = false,
): void {
  const { buffer, readline } = session;
  const answer = session.complete(buffer.text, buffer.point, {
    ignoreCase: readline.isOn("completion-ignore-case"),
    mapCase: readline.isOn("completion-map-case"),
    hidden: readline.isOn("match-hidden-files"),
    tilde: readline.isOn("expand-tilde"),
    ...(kind === undefined ? {} : { kind }),
    all,
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
  const shorter = readline.isOn("completion-ignore-case") || (readline.isOn("expand-tilde") && word.startsWith("~"));
  const changes = prefix !== word && (prefix.length >= word.length || shorter);
  if (changes) replaceWord(session, start, prefix);
  else session.kind = "complete";
  if (readline.isOn("show-all-if-ambiguous") || (!changes && readline.isOn("show-all-if-unmodified")))
    return list(session, matches, common);
  if (session.vi === undefined && !(readline.isOn("show-all-if-unmodified") && changes)) session.ring();
}

/** The only one that there is (insert_match, append_to_match): blanks and quotes come behind it at the end of the line alone. */
function putWhole(session: Session, start: number, { text, suffix }: CompletionMatch): void {
  const { buffer } = session;
  const quote = /^["']/.exec(suffix)?.[0] ?? "";
  // A name that needs the quote ends with it, with the one that is there already.
  const needed = quote !== "" && closed(text).endsWith(quote);
  buffer.together(() => {
    replaceWord(session, start, text);
    if (needed && buffer.text.startsWith(quote, buffer.point)) buffer.point += quote.length;
    else if (needed) buffer.insert(quote);
    if (suffix === "/") {
      const { point } = buffer;
      if (buffer.text[point] !== "/" && (point < buffer.text.length || !text.endsWith("/"))) buffer.insert("/");
    } else if (buffer.point === buffer.text.length) buffer.insert(needed ? suffix.slice(quote.length) : suffix);
  });
}

function replaceWord(session: Session, start: number, text: string): void {
  const { buffer, readline } = session;
  const word = buffer.text.slice(start, buffer.point);
  if (readline.isOn("skip-completed-text")) return replaceSkipping(session, start, text);
  if (word === text) return;
  buffer.together(() => {
    if (text.startsWith(word)) buffer.insert(text.slice(word.length));
    else {
      buffer.remove(start, buffer.point);
      buffer.insert(text);
    }
  });
}

/** What stands there already, even behind point, is gone over. */
function replaceSkipping({ buffer }: Session, start: number, text: string): void {
  const end = buffer.point;
  let same = 0;
  while (same < text.length && buffer.text[start + same] === text[same]) same++;
  const from = start + same;
  if (from < end || same < text.length)
    buffer.together(() => {
      buffer.remove(from, Math.max(from, end));
      buffer.point = from;
      buffer.insert(text.slice(same));
    });
  buffer.point = start + text.length;
}

/** `possible-completions`: Alt-?. */
export function listCompletions(kind?: CompletionKind): Command {
  return (session) =>
    withCompletion(
      session,
      kind,
      ({ matches }) => {
        if (matches.length === 0) session.ring();
        else list(session, matches, commonPrefix(matches.map((match) => match.label)).length);
      },
      true,
    );
}

/** `insert-completions`: Alt-*. */
export function insertCompletions(kind?: CompletionKind): Command {
  return (session) =>
    withCompletion(
      session,
      kind,
      ({ start, matches }) => {
        if (matches.length === 0) return session.ring();
        replaceWord(session, start, matches.map(({ text }) => `${closed(text)} `).join(""));
      },
      true,
    );
}

/** A word that began with a quote: ended by it, or without where nothing needs it. */
function closed(text: string): string {
  const [quote = ""] = text;
  if (quote !== "'" && quote !== '"') return text;
  return /[^\w./:@%+,=-]/.test(text.slice(1)) ? text + quote : text.slice(1);
}

/** complete-into-braces: all names of files in one word. */
export const completeIntoBraces: Command = (session) =>
  withCompletion(session, "file", ({ start, matches }) => {
    const sorted = matches.toSorted((a, b) => (a.label < b.label ? -1 : 1));
    const texts = [...new Set(sorted.map((match) => match.text))];
    const [first] = matches;
    if (first === undefined) session.ring();
    else if (texts.length === 1) putWhole(session, start, first);
    else replaceWord(session, start, `${inBraces(texts, 0)} `);
  });

/** Texts that share their first `from` characters, what follows those: what more they share, and the rest in braces. */
function inBraces(texts: readonly string[], from: number): string {
  const shared = commonPrefix(texts).length;
  const parts: string[] = [];
  for (let at = 0; at < texts.length; ) {
    const first = texts[at] ?? "";
    let end = at + 1;
    while (end < texts.length && first.length > shared && texts[end]?.[shared] === first[shared]) end++;
    parts.push(end === at + 1 ? first.slice(shared) : inBraces(texts.slice(at, end), shared));
    at = end;
  }
  const lead = texts[0]?.slice(from, shared) ?? "";
  return `${lead}{${parts.join(",")}}`;
}

/** dynamic-complete-history: words of the history. */
export const completeFromHistory: Command = (session) => {
  const { buffer, previous } = session;
  const { start, found } = wordsOfHistory(session);
  if (buffer.point === start) return session.ring();
  const matches = [...new Set(found)].sort().map((word) => ({ text: word, label: word, suffix: " " }));
  put(session, { start, matches }, previous === "complete");
};

/** dabbrev-expand: a menu of the words of the history, the newest line first. */
export const expandFromHistory: Command = (session, count) => {
  if (session.previous === "menu" && session.menu !== undefined) return stepMenu(session, session.menu, count);
  const { buffer } = session;
  const { start, found } = wordsOfHistory(session);
  const [first] = found;
  if (first === undefined) return session.ring();
  if (new Set(found).size === 1) return replaceWord(session, start, first);
  const original = shared(session, found, buffer.text.slice(start, buffer.point));
  stepMenu(session, { start, original, texts: found, index: 0 }, count);
};

/** Words that go on from what stands before point. */
function wordsOfHistory({ buffer, history }: Session): { readonly start: number; readonly found: readonly string[] } {
  let start = buffer.point;
  while (start > 0 && !/[\s"'@><=;|&(:]/.test(buffer.text[start - 1] ?? "")) start--;
  const typed = buffer.text.slice(start, buffer.point);
  const words = history.entries
    .toReversed()
    .flatMap((entry) => historyWords(entry).filter((word) => word.startsWith(typed)));
  // The same one after the other is there once.
  return { start, found: words.filter((word, index) => word !== words[index - 1]) };
}

/** The next of a menu, or what stood there. */
function stepMenu(session: Session, menu: Menu, by: number): void {
  const places = menu.texts.length + 1;
  menu.index = (((menu.index + by) % places) + places) % places;
  session.kind = "menu";
  session.menu = menu;
  if (menu.index === 0) session.ring();
  replaceWord(session, menu.start, menu.index === 0 ? menu.original : (menu.texts[menu.index - 1] ?? ""));
}

/** menu-complete: each time the next of what may stand there, in its place; behind the last what all have in common (what was typed, to old-menu-complete). */
export function menuComplete(direction: 1 | -1, old = false): Command {
  return (session, count) => {
    if (session.previous === "menu" && session.menu !== undefined)
      return stepMenu(session, session.menu, direction * count);
    withCompletion(session, undefined, ({ start, matches }) => {
      const sorted = [...new Set(matches.map(({ text, suffix }) => text + suffix))].sort();
      const [first] = sorted;
      if (first === undefined) return session.ring();
      if (sorted.length === 1) return replaceWord(session, start, first);
      const { buffer, readline } = session;
      const texts = matches.map((match) => match.text);
      const typed = buffer.text.slice(start, buffer.point);
      const original = old ? typed : shared(session, texts, typed);
      const menu = { start, original, texts: sorted, index: 0 };
      if (!old && readline.isOn("show-all-if-ambiguous"))
        list(session, matches, commonPrefix(matches.map((match) => match.label)).length);
      else if (!old && readline.isOn("menu-complete-display-prefix")) {
        // What all have in common comes first.
        replaceWord(session, start, original);
        session.kind = "menu";
        session.menu = menu;
        return session.ring();
      }
      stepMenu(session, menu, direction * count);
    });
  };
}
