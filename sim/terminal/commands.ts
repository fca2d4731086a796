/**
 * Readline's editing commands and its Emacs keymap (readline(3), EDITING COMMANDS), with Debian's /etc/inputrc.
 *
 * Absent: keyboard macros, vi mode, rebinding. Unknown sequences are ignored.
 */

import { isBlank } from "./buffer.ts";
import { complete, insertCompletions, listCompletions } from "./complete-command.ts";
import { historyWords } from "./history-expansion.ts";
import type { Key } from "./keys.ts";
import { startSearch } from "./search.ts";
import { EDIT_COMMAND, type Session } from "./session.ts";

/** `count` is the numeric argument, 1 without one. */
export type Command = (session: Session, count: number, key: Key, explicit: boolean) => void;

function kill(session: Session, from: number, to: number): void {
  const text = session.buffer.remove(from, to);
  session.kind = "kill";
  const how = session.previous !== "kill" ? "new" : from < to ? "append" : "prepend";
  if (text !== "" || how === "new") session.kills.add(text, how);
  session.buffer.point = Math.min(from, to);
}

function repeat(count: number, step: () => void): void {
  for (let i = 0; i < count; i++) step();
}

/** A command that goes the other way with a negative argument. */
function directed(forward: Command, backward: Command): Command {
  return (session, count, key, explicit) =>
    count < 0 ? backward(session, -count, key, explicit) : forward(session, count, key, explicit);
}

const forwardChar: Command = ({ buffer, ring }, count) => {
  repeat(count, () => {
    if (buffer.point >= buffer.text.length) ring();
    else buffer.point = buffer.next();
  });
};
const backwardChar: Command = ({ buffer, ring }, count) => {
  repeat(count, () => {
    if (buffer.point === 0) ring();
    else buffer.point = buffer.previous();
  });
};
const forwardWord: Command = ({ buffer }, count) => repeat(count, () => void (buffer.point = buffer.wordEnd()));
const backwardWord: Command = ({ buffer }, count) => repeat(count, () => void (buffer.point = buffer.wordStart()));
const lineStart: Command = ({ buffer }) => void (buffer.point = 0);
const lineEnd: Command = ({ buffer }) => void (buffer.point = buffer.text.length);

const deleteChar: Command = (session, count, _key, explicit) => {
  const { buffer } = session;
  if (buffer.point >= buffer.text.length) return session.ring();
  let to = buffer.point;
  repeat(count, () => void (to = buffer.next(to)));
  if (explicit && count > 1) kill(session, buffer.point, to);
  else buffer.remove(buffer.point, to);
};
const backwardDeleteChar: Command = (session, count, _key, explicit) => {
  const { buffer } = session;
  if (buffer.point === 0) return session.ring();
  let from = buffer.point;
  repeat(count, () => void (from = buffer.previous(from)));
  if (explicit && count > 1) kill(session, buffer.point, from);
  else buffer.remove(from, buffer.point);
};
const deleteOrEnd: Command = (session, count, key, explicit) => {
  if (session.buffer.text === "") session.finish({ kind: "end" });
  else deleteChar(session, count, key, explicit);
};

const killLine: Command = (session) => kill(session, session.buffer.point, session.buffer.text.length);
const backwardKillLine: Command = (session) => {
  if (session.buffer.point === 0) session.ring();
  else kill(session, session.buffer.point, 0);
};
const killWord: Command = (session, count) => {
  let to = session.buffer.point;
  repeat(count, () => void (to = session.buffer.wordEnd(to)));
  if (to > session.buffer.point) kill(session, session.buffer.point, to);
  else session.kind = session.previous;
};
const backwardKillWord: Command = (session, count) => {
  let from = session.buffer.point;
  repeat(count, () => void (from = session.buffer.wordStart(from)));
  if (from < session.buffer.point) kill(session, session.buffer.point, from);
  else session.kind = session.previous;
};
const unixWordRubout: Command = (session, count) => {
  if (session.buffer.point === 0) return session.ring();
  let from = session.buffer.point;
  repeat(count, () => void (from = session.buffer.blankWordStart(from)));
  kill(session, session.buffer.point, from);
};
const deleteHorizontalSpace: Command = ({ buffer }) => {
  let from = buffer.point;
  let to = buffer.point;
  while (from > 0 && isBlank(buffer.text[from - 1])) from--;
  while (to < buffer.text.length && isBlank(buffer.text[to])) to++;
  buffer.remove(from, to);
};
const yank: Command = (session) => {
  const text = session.kills.current();
  if (text === undefined) return session.ring();
  session.buffer.mark = session.buffer.point;
  session.buffer.insert(text);
  session.kind = "yank";
};
const yankPop: Command = (session) => {
  const { buffer, kills } = session;
  const current = kills.current();
  if (session.previous !== "yank" || current === undefined) return session.ring();
  const start = buffer.point - current.length;
  buffer.remove(start, buffer.point);
  buffer.insert(kills.rotate() ?? "");
  session.kind = "yank";
};

const transposeChars: Command = ({ buffer, ring }, count) => {
  if (buffer.point === 0 || buffer.next(0) >= buffer.text.length) return ring();
  buffer.together(() => {
    let times = count;
    if (buffer.point === buffer.text.length) {
      buffer.point = buffer.previous();
      times = 1;
    }
    const start = buffer.previous();
    const moved = buffer.remove(start, buffer.point);
    repeat(times, () => void (buffer.point = buffer.next()));
    buffer.insert(moved);
  });
};
const transposeWords: Command = ({ buffer, ring }, count) => {
  const origin = buffer.point;
  repeat(count, () => void (buffer.point = buffer.wordEnd()));
  const secondEnd = buffer.point;
  const second = buffer.wordStart(secondEnd);
  let first = second;
  repeat(count, () => void (first = buffer.wordStart(first)));
  const firstEnd = buffer.wordEnd(first);
  buffer.point = origin;
  if (first === second || second < firstEnd) return ring();
  const text = buffer.text;
  buffer.together(() => {
    buffer.remove(first, secondEnd);
    buffer.point = first;
    buffer.insert(text.slice(second, secondEnd) + text.slice(firstEnd, second) + text.slice(first, firstEnd));
  });
};

/** Upper, lower or capital letters up to the end of the word. */
function changeCase(change: (word: string) => string): Command {
  return ({ buffer }, count) => {
    const start = buffer.point;
    let end = start;
    if (count < 0) repeat(-count, () => void (end = buffer.wordStart(end)));
    else repeat(count, () => void (end = buffer.wordEnd(end)));
    const [from, to] = start < end ? [start, end] : [end, start];
    buffer.together(() => {
      const text = buffer.remove(from, to);
      buffer.point = from;
      buffer.insert(change(text));
    });
    buffer.point = Math.max(start, end);
  };
}
const capitalize = changeCase((text) =>
  text.replace(/[\p{L}\p{N}]+/gu, (word) => {
    const [first = ""] = word;
    return first.toUpperCase() + word.slice(first.length).toLowerCase();
  }),
);

function searchCharacter(towards: 1 | -1): Command {
  return (session, count) => {
    session.mode = {
      key({ text }) {
        session.mode = undefined;
        const { buffer } = session;
        const forward = count < 0 ? towards < 0 : towards > 0;
        let at = buffer.point;
        for (let i = 0; i < Math.abs(count); i++) {
          at = forward ? buffer.text.indexOf(text, at + 1) : at === 0 ? -1 : buffer.text.lastIndexOf(text, at - 1);
          if (at < 0) break;
        }
        if (at < 0) session.ring();
        else buffer.point = at;
        return true;
      },
    };
  };
}

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

const accept: Command = (session) => session.finish({ kind: "line", text: session.buffer.text });
const openNext: Command = (session, count, key, explicit) => {
  session.openNext(session.cursor.index + 1);
  accept(session, count, key, explicit);
};
const selfInsert: Command = ({ buffer }, count, key) => {
  if (count === 1) buffer.insert(key.text);
  else if (count > 1) buffer.insert(key.text.repeat(Math.min(count, 10000)));
};
const paste: Command = ({ buffer }, _count, key) => {
  buffer.mark = buffer.point;
  buffer.insert(key.text.replaceAll(/\r\n?/g, "\n"));
};
const undo: Command = (session, count) => {
  repeat(count, () => {
    if (!session.buffer.undo()) session.ring();
  });
};
const revertLine: Command = (session) => {
  if (!session.buffer.modified) return session.ring();
  while (session.buffer.modified) session.buffer.undo();
};
const insertComment: Command = (session, count, key, explicit) => {
  session.buffer.point = 0;
  session.buffer.insert("#");
  accept(session, count, key, explicit);
};
const exchangePointAndMark: Command = ({ buffer, ring }) => {
  if (buffer.mark > buffer.text.length) return ring();
  [buffer.point, buffer.mark] = [buffer.mark, buffer.point];
};
const setMark: Command = ({ buffer }) => void (buffer.mark = buffer.point);
const quotedInsert: Command = (session) => void (session.literal = true);
const interrupt: Command = (session) => session.finish({ kind: "interrupt" });
const abort: Command = (session) => session.ring();

const prefixX: Command = (session, count) => {
  session.mode = {
    key(key) {
      session.mode = undefined;
      const command = CONTROL_X[key.name];
      if (command === undefined) session.ring();
      else command(session, count, key, false);
      return true;
    },
  };
};

/** Puts the line into the history and lets `fc` edit it, which takes its own place there. */
const editAndExecute: Command = (session) => {
  if (session.buffer.text.trim() !== "") session.history.add(session.buffer.text);
  session.buffer.point = session.buffer.text.length;
  session.finish({ kind: "line", text: EDIT_COMMAND });
};

const CONTROL_X: Readonly<Record<string, Command>> = {
  "C-e": editAndExecute,
  "C-u": undo,
  "C-x": exchangePointAndMark,
  "C-g": abort,
  Backspace: backwardKillLine,
};

const forward = directed(forwardChar, backwardChar);
const backward = directed(backwardChar, forwardChar);
const wordForward = directed(forwardWord, backwardWord);
const wordBackward = directed(backwardWord, forwardWord);
const older = directed(previousHistory, nextHistory);
const newer = directed(nextHistory, previousHistory);
const rubout = directed(backwardDeleteChar, deleteChar);

/** Key names to commands. What is not here and is text inserts itself. */
const KEYMAP: Readonly<Record<string, Command>> = {
  "C-@": setMark,
  "C-a": lineStart,
  "C-b": backward,
  "C-c": interrupt,
  "C-d": directed(deleteOrEnd, backwardDeleteChar),
  "C-e": lineEnd,
  "C-f": forward,
  "C-g": abort,
  "C-h": rubout,
  Tab: complete,
  "C-j": accept,
  "C-k": directed(killLine, backwardKillLine),
  "C-l": (session) => session.clearScreen(),
  Return: accept,
  "C-n": newer,
  "C-o": openNext,
  "C-p": older,
  "C-q": quotedInsert,
  "C-r": (session) => startSearch(session, -1),
  "C-s": (session) => startSearch(session, 1),
  "C-t": transposeChars,
  "C-u": backwardKillLine,
  "C-v": quotedInsert,
  "C-w": unixWordRubout,
  "C-x": prefixX,
  "C-y": yank,
  "C-z": () => undefined,
  "C-]": searchCharacter(1),
  "C-_": undo,
  Backspace: rubout,
  Up: older,
  Down: newer,
  Left: backward,
  Right: forward,
  Home: lineStart,
  End: lineEnd,
  Delete: directed(deleteChar, backwardDeleteChar),
  Insert: quotedInsert,
  PageUp: searchPrefix(-1),
  PageDown: searchPrefix(1),
  "C-Left": wordBackward,
  "C-Right": wordForward,
  "M-Left": wordBackward,
  "M-Right": wordForward,
  "C-Delete": directed(killWord, backwardKillWord),
  "M-b": wordBackward,
  "M-f": wordForward,
  "M-d": directed(killWord, backwardKillWord),
  "M-Backspace": directed(backwardKillWord, killWord),
  "M-C-h": directed(backwardKillWord, killWord),
  "M-Delete": directed(killWord, backwardKillWord),
  "M-t": transposeWords,
  "M-u": changeCase((text) => text.toUpperCase()),
  "M-l": changeCase((text) => text.toLowerCase()),
  "M-c": capitalize,
  "M-y": yankPop,
  "M-w": (session) => {
    const { buffer } = session;
    session.kills.add(
      buffer.text.slice(Math.min(buffer.point, buffer.mark), Math.max(buffer.point, buffer.mark)),
      "new",
    );
  },
  "M-.": yankLastArgument,
  "M-_": yankLastArgument,
  "M-C-y": yankArgument,
  "M-<": historyStart,
  "M->": historyEnd,
  "M-\\": deleteHorizontalSpace,
  "M-#": insertComment,
  "M-r": revertLine,
  "M- ": setMark,
  "M-p": searchString(-1),
  "M-n": searchString(1),
  "M-C-]": searchCharacter(-1),
  "M-*": insertCompletions,
  "M-?": listCompletions,
  "M-=": listCompletions,
  "M-C-[": complete,
  "M-C-g": abort,
  "M-Return": accept,
  "M-C-j": accept,
  Paste: paste,
};

/** The command of a key, if it has one. */
export function commandOf(key: Key): Command | undefined {
  const command = KEYMAP[key.name];
  if (command !== undefined) return command;
  return key.name === key.text ? selfInsert : undefined;
}
