/** Readline's commands for the history (readline(3), Commands for Manipulating the History). */
import { accept, directed, repeat } from "./commands.ts";
import { expandHistory, historyWords } from "./history-expansion.ts";
import { startSearch } from "./search.ts";
import type { Command, Session } from "./session.ts";

const previousHistory: Command = (session, count) => {
  session.kind = "vertical";
  repeat(count, () => {
    if (!session.cursor.goTo(session.cursor.index - 1)) session.ring();
  });
};
const nextHistory: Command = (session, count) => {
  session.kind = "vertical";
  repeat(count, () => {
    if (!session.cursor.goTo(session.cursor.index + 1)) session.ring();
  });
};
const historyStart: Command = (session) => void session.cursor.goTo(0);
const historyEnd: Command = (session) => void session.cursor.goTo(session.cursor.last);

/** history-search-backward and -forward: entries that start with what stands before point. */
function searchPrefix(direction: -1 | 1): Command {
  return (session) => {
    const { buffer, cursor } = session;
    const prefix = buffer.text.slice(0, buffer.point);
    const here = buffer.text;
    for (let index = cursor.index + direction; index >= 0 && index <= cursor.last; index += direction) {
      const text = cursor.textAt(index);
      if (!text.startsWith(prefix) || text === here) continue;
      cursor.goTo(index);
      buffer.point = prefix.length;
      return;
    }
    session.ring();
  };
}

/** Ctrl-P of a string that is asked for: non-incremental-reverse-search-history. */
function searchString(direction: -1 | 1): Command {
  return (session) => {
    let wanted = "";
    session.mode = {
      prompt: () => `:${wanted}`,
      key({ name, text }) {
        if (name === "Return" || name === "C-j") {
          session.mode = undefined;
          const string = wanted === "" ? session.lastSearch : wanted;
          session.lastSearch = string;
          const { cursor } = session;
          for (let index = cursor.index + direction; index >= 0 && index <= cursor.last; index += direction) {
            if (string === "" || !cursor.textAt(index).includes(string)) continue;
            cursor.goTo(index);
            session.buffer.point = 0;
            return true;
          }
          session.ring();
        } else if (name === "Backspace" || name === "C-h") {
          if (wanted === "") session.mode = undefined;
          wanted = wanted.slice(0, -1);
        } else if (name === "C-g" || name === "C-c") {
          session.mode = undefined;
          session.ring();
        } else if (name === "C-u") wanted = "";
        else if (name === text) wanted += text;
        else session.ring();
        return true;
      },
    };
  };
}

/** Inserts the n-th word of the entry before; `yank-last-arg` takes the last one and goes back when repeated. */
const yankLastArgument: Command = (session, count, _key, explicit) => {
  const { buffer, history } = session;
  const again = session.previous === "yankLastArgument";
  const index = again ? session.lastArgument.index - 1 : session.cursor.index - 1;
  session.kind = "yankLastArgument";
  const entry = history.entries[index];
  if (again) buffer.remove(session.lastArgument.start, session.lastArgument.start + session.lastArgument.length);
  if (entry === undefined) {
    session.lastArgument = { index: -1, start: buffer.point, length: 0 };
    return session.ring();
  }
  const words = historyWords(entry);
  const word = (explicit && !again ? words.at(count < 0 ? count - 1 : count) : words.at(-1)) ?? "";
  session.lastArgument = { index, start: buffer.point, length: word.length };
  buffer.insert(word);
};
const yankArgument: Command = (session, count, _key, explicit) => {
  const entry = session.history.entries[session.cursor.index - 1];
  const word = entry === undefined ? undefined : historyWords(entry).at(explicit ? count : 1);
  if (word === undefined) session.ring();
  else session.buffer.insert(word);
};

const openNext: Command = (session, count, key, explicit) => {
  session.openNext(session.cursor.index + 1);
  accept(session, count, key, explicit);
};
/** The entry of a number as `history` counts; the newest line without one. */
const fetchHistory: Command = (session, count, _key, explicit) => {
  const index = explicit
    ? count < 0
      ? session.cursor.last + count
      : count - session.history.base
    : session.cursor.last;
  if (!session.cursor.goTo(index)) session.ring();
};

/** history-substring-search-backward and -forward: entries with what stands before point somewhere in them. */
function searchSubstring(direction: -1 | 1): Command {
  return (session) => {
    const { buffer, cursor } = session;
    const wanted = session.previous === "substring" ? session.lastSearch : buffer.text.slice(0, buffer.point);
    session.lastSearch = wanted;
    session.kind = "substring";
    for (let index = cursor.index + direction; index >= 0 && index <= cursor.last; index += direction) {
      const text = cursor.textAt(index);
      if (!text.includes(wanted) || text === buffer.text) continue;
      cursor.goTo(index);
      return;
    }
    session.ring();
  };
}

/** history-expand-line: what `!` stands for, in the whole line. */
function expandLine(session: Session): void {
  const { buffer } = session;
  const expanded = expandHistory(buffer.text, session.history, {});
  if (!expanded.ok) session.ring();
  else if (expanded.value.changed) buffer.replace(expanded.value.text);
}

/** Commands that deal with the history, by the names that readline has for them. */
export const HISTORY_COMMANDS: Readonly<Record<string, Command>> = {
  "beginning-of-history": historyStart,
  "end-of-history": historyEnd,
  "fetch-history": fetchHistory,
  "forward-search-history": (session) => startSearch(session, 1),
  "history-expand-line": expandLine,
  "history-search-backward": searchPrefix(-1),
  "history-search-forward": searchPrefix(1),
  "history-substring-search-backward": searchSubstring(-1),
  "history-substring-search-forward": searchSubstring(1),
  "insert-last-argument": yankLastArgument,
  "magic-space": (session) => {
    expandLine(session);
    session.buffer.insert(" ");
  },
  "next-history": directed(nextHistory, previousHistory),
  "non-incremental-forward-search-history": searchString(1),
  "non-incremental-reverse-search-history": searchString(-1),
  "operate-and-get-next": openNext,
  "previous-history": directed(previousHistory, nextHistory),
  "reverse-search-history": (session) => startSearch(session, -1),
  "yank-last-arg": yankLastArgument,
  "yank-nth-arg": yankArgument,
};
