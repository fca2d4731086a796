/** Readline's commands for the history (readline(3), Commands for Manipulating the History). */
import { globOf } from "../../core/regex/glob.ts";
import { isBlank } from "./buffer.ts";
import { accept, directed, kill } from "./commands.ts";
import { expandHistory, historyWords } from "./history-expansion.ts";
import { startSearch } from "./search.ts";
import type { Command, Session } from "./session.ts";
import { appendMode } from "./vi/state.ts";

/** Where point goes in the entry that has come (_rl_history_set_point). */
function setPoint(session: Session): void {
  const { buffer, readline, savedPoint, vi } = session;
  const preserved = readline.isOn("history-preserve-point") ? savedPoint : undefined;
  buffer.point = preserved === undefined ? buffer.text.length : Math.min(preserved, buffer.text.length);
  if (vi !== undefined) {
    if (vi.command) buffer.point = 0;
    buffer.mark = buffer.text.length;
  } else buffer.mark = buffer.point === buffer.text.length ? 0 : buffer.text.length;
}

const previousHistory: Command = (session, count) => {
  const { buffer, cursor } = session;
  session.kind = "vertical";
  if (count === 0 || cursor.last === 0) return;
  if (session.savedPoint === undefined && buffer.point < buffer.text.length) session.savedPoint = buffer.point;
  if (cursor.previous(count)) setPoint(session);
  else session.ring();
};
const nextHistory: Command = (session, count) => {
  session.kind = "vertical";
  if (count === 0) return;
  if (!session.cursor.next(count)) session.ring();
  else if (session.cursor.index < session.cursor.last) setPoint(session);
};
const historyStart: Command = (session, _count, key, explicit) =>
  previousHistory(session, session.cursor.index + 1, key, explicit);
const historyEnd: Command = (session) => {
  const { cursor } = session;
  if (!cursor.next(Math.max(1, cursor.last - cursor.index))) session.ring();
};

/** What Ctrl-P of a string looks for, `^` first for a beginning; as vi has it a pattern. */
function finds(text: string, wanted: string, pattern: boolean, direction: -1 | 1): number {
  const anchored = wanted.startsWith("^");
  const string = anchored ? wanted.slice(1) : wanted;
  if (!pattern)
    return anchored
      ? text.startsWith(string)
        ? 0
        : -1
      : direction < 0
        ? text.lastIndexOf(string)
        : text.indexOf(string);
  const whole = `${anchored || string.startsWith("*") ? "" : "*"}${string}${string.endsWith("*") ? "" : "*"}`;
  return globOf(whole).matches(text) ? 0 : -1;
}

/** Makes the next entry that matches the line, where it was kept last (noninc_dosearch); the place in the history stays but in vi mode. */
function findAgain(session: Session, direction: -1 | 1, pattern: boolean): void {
  const { buffer, cursor, search } = session;
  let index = search.index + direction;
  if (direction < 0) index = Math.min(index, cursor.last - 1);
  let at = -1;
  for (; index >= 0 && index < cursor.last; index += direction) {
    at = finds(cursor.entryAt(index), search.wanted, pattern, direction);
    if (at >= 0) break;
  }
  if (at < 0) {
    if (!cursor.unsave()) session.ring();
    buffer.point = 0;
    return session.ring();
  }
  search.index = index;
  takeEntry(session, index);
  buffer.point = !pattern && at > 0 && at < buffer.text.length ? at : 0;
  buffer.mark = !pattern && at > 0 ? Math.min(at + search.wanted.length, buffer.text.length) : buffer.text.length;
}

/** An entry's text takes the place of the line's (make_history_line_current). */
function takeEntry({ buffer, cursor, vi }: Session, index: number): void {
  buffer.replace(cursor.entryAt(index));
  if (vi !== undefined) {
    cursor.moveTo(index);
    buffer.forgetChanges();
  }
  cursor.forget();
}

/** Ctrl-P of a string that is asked for: non-incremental-reverse-search-history, and `/` and `?` of vi. */
export function searchString(direction: -1 | 1, sign = ":"): Command {
  return (session) => {
    const { buffer, cursor, search } = session;
    const { point, mark } = buffer;
    cursor.save();
    // The line is where the string is read.
    buffer.restore({ text: "", undo: [] });
    const abort = (): void => {
      session.mode = undefined;
      if (!cursor.unsave()) session.ring();
      buffer.point = Math.min(point, buffer.text.length);
      buffer.mark = mark;
    };
    session.mode = {
      prompt: () => sign,
      key(key) {
        const { name, text } = key;
        if (name === "Return" || name === "C-j") {
          session.mode = undefined;
          buffer.mark = mark;
          if (buffer.point > 0) {
            search.wanted = buffer.text;
            search.index = cursor.index;
            buffer.forgetChanges();
          } else if (search.wanted === "") {
            session.ring();
            return true;
          }
          findAgain(session, direction, sign !== ":");
        } else if (name === "Backspace" || name === "C-h") {
          if (buffer.point === 0) abort();
          else buffer.remove(buffer.previous(), buffer.point);
        } else if (name === "C-g" || name === "C-c") {
          session.ring();
          abort();
        } else if (name === "C-u") rubout(session, 0);
        else if (name === "C-w") rubout(session, buffer.blankWordStart());
        else buffer.insert(text);
        return true;
      },
    };
  };
}

function rubout(session: Session, from: number): void {
  if (session.buffer.point === 0) session.ring();
  else kill(session, session.buffer.point, from);
}

/** The same once more: non-incremental-reverse-search-history-again, `n` and `N` of vi. */
export function searchStringAgain(direction: -1 | 1, pattern = false): Command {
  return (session) => {
    if (session.search.wanted === "") session.ring();
    else findAgain(session, direction, pattern);
  };
}

/**
 * history-search-backward and -forward, and those for a string anywhere: entries like what stands before point. The line
 * becomes the entry's, the place in the history stays.
 */
function searchLike(towards: -1 | 1, anywhere: boolean): Command {
  return (session, count, key, explicit) => {
    const { buffer, cursor } = session;
    if (count === 0) return;
    session.kind = "search";
    if (session.previous !== "search" || session.like === undefined) {
      session.like = { wanted: buffer.text.slice(0, buffer.point), index: cursor.index, found: undefined };
      cursor.forget();
    }
    const { like } = session;
    const direction = count < 0 ? -towards : towards;
    if (like.wanted === "") {
      (direction < 0 ? previousHistory : nextHistory)(session, Math.abs(count), key, explicit);
      session.kind = "search";
      return;
    }
    cursor.save();
    let found: string | undefined;
    for (let left = Math.abs(count), index = like.index + direction; left > 0; index += direction) {
      if (index < 0 || index >= cursor.last) break;
      const text = cursor.entryAt(index);
      if (anywhere ? !text.includes(like.wanted) : !text.startsWith(like.wanted)) continue;
      like.index = index;
      found = text;
      if (text === like.found) continue;
      like.found = text;
      left--;
    }
    if (found === undefined) {
      if (!cursor.unsave()) session.ring();
      session.ring();
      buffer.point = Math.min(like.wanted.length, buffer.text.length);
      buffer.mark = buffer.text.length;
      return;
    }
    takeEntry(session, like.index);
    buffer.point = (anywhere ? found.indexOf(like.wanted) : 0) + like.wanted.length;
    buffer.mark = buffer.text.length;
  };
}

/** Inserts a word of an entry by its number, from behind a negative one, the last one without; false when there is none. */
export function insertArgument(session: Session, skipped: number, number: number | undefined): boolean {
  const { buffer, cursor } = session;
  const words = historyWords(cursor.index - skipped > 0 ? cursor.entryAt(cursor.index - 1 - skipped) : "");
  const at = number === undefined ? words.length - 1 : number < 0 ? words.length + number - 1 : number;
  const word = words[at];
  if (word === undefined || word === "") {
    session.ring();
    return false;
  }
  buffer.together(() => {
    buffer.mark = buffer.point;
    if (session.vi !== undefined) {
      appendMode(session);
      buffer.insert(" ");
    }
    buffer.insert(word);
  });
  return true;
}

/** `yank-last-arg` goes back when repeated, and forth when a negative argument turns it. */
const yankLastArgument: Command = (session, count, _key, explicit) => {
  const { previous } = session;
  const last = session.lastArgument;
  session.kind = "yankLastArgument";
  if (previous !== "yankLastArgument") {
    session.lastArgument = { skipped: 0, number: explicit ? count : undefined, direction: 1, inserted: false };
  } else {
    if (last.inserted) session.buffer.undo();
    if (count < 0) last.direction = -last.direction;
    last.skipped = Math.max(0, last.skipped + last.direction);
  }
  const { lastArgument } = session;
  lastArgument.inserted = insertArgument(session, lastArgument.skipped, lastArgument.number);
};
const yankArgument: Command = (session, count) => void insertArgument(session, 0, count);

const openNext: Command = (session, count, key, explicit) => {
  session.openNext(session.cursor.index + 1);
  accept(session, count, key, explicit);
};
/** The entry of a number as `history` counts, from behind with a negative one; the oldest one without. */
export const fetchHistory: Command = (session, count, key, explicit) => {
  const { cursor, history } = session;
  if (!explicit) return historyStart(session, count, key, explicit);
  const back = count < 0 ? -count : history.base + cursor.index - count;
  if (back > 0 && back <= cursor.index) return previousHistory(session, back, key, explicit);
  if (session.vi) session.ring();
  else historyStart(session, count, key, explicit);
};

/** Another text in the place of the line; point goes to the end of its word (set_up_new_line). */
export function putLine({ buffer }: Session, text: string): void {
  const { point } = buffer;
  const atEnd = point === buffer.text.length;
  if (text !== buffer.text) buffer.replace(text);
  buffer.point = atEnd ? buffer.text.length : Math.min(point, buffer.text.length);
  if (!atEnd && point < buffer.text.length && !isBlank(buffer.text[point])) buffer.point = buffer.wordEnd();
}

/** history-expand-line: what `!` stands for, in the whole line; false where it stands for nothing. */
export function expandLine(session: Session): boolean {
  const expanded = expandHistory(session.buffer.text, session.history, {});
  if (expanded.ok) putLine(session, expanded.value.changed ? expanded.value.text : session.buffer.text);
  else session.ring();
  return expanded.ok;
}

/** Commands that deal with the history, by the names that readline has for them. */
export const HISTORY_COMMANDS: Readonly<Record<string, Command>> = {
  "beginning-of-history": historyStart,
  "end-of-history": historyEnd,
  "fetch-history": fetchHistory,
  "forward-search-history": (session) => startSearch(session, 1),
  "history-expand-line": (session) => void expandLine(session),
  "history-search-backward": searchLike(-1, false),
  "history-search-forward": searchLike(1, false),
  "history-substring-search-backward": searchLike(-1, true),
  "history-substring-search-forward": searchLike(1, true),
  "insert-last-argument": yankLastArgument,
  "magic-space": (session) => {
    expandLine(session);
    session.buffer.insert(" ");
  },
  "next-history": directed(nextHistory, previousHistory),
  "non-incremental-forward-search-history": searchString(1),
  "non-incremental-forward-search-history-again": searchStringAgain(1),
  "non-incremental-reverse-search-history": searchString(-1),
  "non-incremental-reverse-search-history-again": searchStringAgain(-1),
  "operate-and-get-next": openNext,
  "previous-history": directed(previousHistory, nextHistory),
  "reverse-search-history": (session) => startSearch(session, -1),
  "yank-last-arg": yankLastArgument,
  "yank-nth-arg": yankArgument,
};
