/** Readline's editing commands (readline(3), EDITING COMMANDS). */

import { type EditBuffer, isBlank } from "./buffer.ts";
import {
  complete,
  completeAs,
  completeFromHistory,
  completeIntoBraces,
  expandFromHistory,
  insertCompletions,
  listCompletions,
  menuComplete,
} from "./complete-command.ts";
import { octetsOf, showMacro } from "./readline/key-sequence.ts";
import { type Command, EDIT_COMMAND, type Session } from "./session.ts";
import { doneInserting, TEXT_CHANGES } from "./vi/state.ts";

/** rl_kill_text: kills one after the other join, but in vi mode, where the later takes the place. Point stays where the text began. */
export function killText(session: Session, from: number, to: number): void {
  const text = session.buffer.remove(from, to);
  session.kind = "kill";
  session.buffer.point = Math.min(from, to);
  if (text === "") return;
  const again = session.previous !== "kill" ? "new" : from < to ? "append" : "prepend";
  session.kills.add(text, again !== "new" && session.vi !== undefined ? "replace" : again);
}

/** A command that kills, which leaves the mark behind in Emacs mode. */
export function kill(session: Session, from: number, to: number): void {
  killText(session, from, to);
  markHere(session);
}

function markHere({ buffer, vi }: Session): void {
  if (vi === undefined) buffer.mark = buffer.point;
}

export function repeat(count: number, step: () => void): void {
  for (let i = 0; i < count; i++) step();
}

/** A command that goes the other way with a negative argument. */
export function directed(forward: Command, backward: Command): Command {
  return (session, count, key, explicit) =>
    count < 0 ? backward(session, -count, key, explicit) : forward(session, count, key, explicit);
}

const forwardChar: Command = ({ buffer, ring, vi }, count) => {
  if (count === 0) return;
  const from = buffer.point;
  repeat(count, () => void (buffer.point = buffer.next()));
  // In command mode the last character is as far as it goes.
  if (vi?.command === true && buffer.point === buffer.text.length) buffer.point = buffer.previous();
  if (buffer.point === from) ring();
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
  if (explicit || count > 1) killText(session, buffer.point, to);
  else buffer.remove(buffer.point, to);
};
const backwardDeleteChar: Command = (session, count, _key, explicit) => {
  const { buffer } = session;
  if (buffer.point === 0) return session.ring();
  let from = buffer.point;
  repeat(count, () => void (from = buffer.previous(from)));
  if (session.overwrites) return blankOut(session, from, explicit || count > 1);
  if (explicit || count > 1) killText(session, buffer.point, from);
  else buffer.remove(from, buffer.point);
};
/** In overwrite-mode blanks stand where something was before other text. */
function blankOut(session: Session, from: number, kills: boolean): void {
  const { buffer } = session;
  buffer.together(() => {
    const before = buffer.text.length;
    if (kills) killText(session, buffer.point, from);
    else buffer.remove(from, buffer.point);
    if (from === buffer.text.length) return;
    buffer.insert(" ".repeat(before - buffer.text.length));
    buffer.point = from;
  });
}
const deleteOrEnd: Command = (session, count, key, explicit) => {
  // Not behind a number, and not when what stood there was deleted by the same key.
  if (session.buffer.text === "" && key.text === "\x04" && !explicit && session.lastKey !== "\x04")
    session.finish({ kind: "end" });
  else deleteChar(session, count, key, explicit);
};

const killLine: Command = (session) => {
  const { buffer } = session;
  if (buffer.point < buffer.text.length) kill(session, buffer.point, buffer.text.length);
  else markHere(session);
};
const backwardKillLine: Command = (session) => {
  if (session.buffer.point === 0) session.ring();
  else kill(session, session.buffer.point, 0);
};
const killWord: Command = (session, count) => {
  let to = session.buffer.point;
  repeat(count, () => void (to = session.buffer.wordEnd(to)));
  if (to > session.buffer.point) kill(session, session.buffer.point, to);
  else markHere(session);
};
const backwardKillWord: Command = (session, count) => {
  let from = session.buffer.point;
  repeat(count, () => void (from = session.buffer.wordStart(from)));
  if (from < session.buffer.point) kill(session, session.buffer.point, from);
  else markHere(session);
};
const unixWordRubout: Command = (session, count) => {
  if (session.buffer.point === 0) return session.ring();
  let from = session.buffer.point;
  // It goes one way only.
  repeat(Math.max(1, count), () => void (from = session.buffer.blankWordStart(from)));
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

/** Letters as towupper(3) and towlower(3) have them: one for one. */
const oneForOne = (text: string, change: (char: string) => string): string =>
  Array.from(text, (char) => ([...change(char)].length === 1 ? change(char) : char)).join("");
export const upper = (text: string): string => oneForOne(text, (char) => char.toUpperCase());
export const lower = (text: string): string => oneForOne(text, (char) => char.toLowerCase());

/** Upper, lower or capital letters up to the end of the word. */
function changeCase(change: (word: string) => string): Command {
  return ({ buffer }, count) => {
    const start = buffer.point;
    let end = start;
    if (count < 0) repeat(-count, () => void (end = buffer.wordStart(end)));
    else repeat(count, () => void (end = buffer.wordEnd(end)));
    const [from, to] = start < end ? [start, end] : [end, start];
    buffer.rewrite(from, to, change);
    buffer.point = to;
  };
}
const capitalize = changeCase((text) =>
  text.replace(/[\p{L}\p{N}]+/gu, (word) => {
    const [first = ""] = word;
    return upper(first) + lower(word.slice(first.length));
  }),
);

function searchCharacter(towards: 1 | -1): Command {
  return (session, count) => {
    session.mode = {
      key({ text }) {
        session.mode = undefined;
        const { buffer } = session;
        const forward = count < 0 ? towards < 0 : towards > 0;
        for (let i = 0; i < Math.abs(count); i++) {
          const { point } = buffer;
          const at = forward
            ? buffer.text.indexOf(text, point + 1)
            : point === 0
              ? -1
              : buffer.text.lastIndexOf(text, point - 1);
          if (at < 0) {
            session.ring();
            break;
          }
          buffer.point = at;
        }
        return true;
      },
    };
  };
}

export const accept: Command = (session) => {
  doneInserting(session);
  const { vi } = session;
  if (vi !== undefined && !TEXT_CHANGES.includes(vi.last.key)) vi.last = { key: "i", count: 1 };
  session.finish({ kind: "line", text: session.buffer.text });
};
const selfInsert: Command = ({ buffer, overwrites }, count, key) => {
  if (overwrites) repeat(Math.min(count, 10000), () => overwrite(buffer, key.text));
  else if (count === 1) buffer.insert(key.text);
  else if (count > 1) buffer.insert(key.text.repeat(Math.min(count, 10000)));
};
/** A character takes the place of the one at point. */
function overwrite(buffer: EditBuffer, text: string): void {
  buffer.together(() => {
    buffer.insert(text);
    if (buffer.point < buffer.text.length) buffer.remove(buffer.point, buffer.next());
  });
}
const overwriteMode: Command = (session, count, _key, explicit) => {
  session.overwrites = explicit ? count > 0 : !session.overwrites;
};

export const tildeExpand: Command = ({ buffer, services }) => {
  const { text, point } = buffer;
  let start = point - 1;
  if (start >= 0 && text[start] !== "~") {
    while (start >= 0 && !isBlank(text[start])) start--;
    start++;
  }
  start = Math.max(0, start);
  let end = start + 1;
  while (end < text.length && !isBlank(text[end])) end++;
  if (text[start] === "~") buffer.rewrite(start, end, (word) => services.expandTilde(word));
};

const paste: Command = (session, _count, key) => {
  const { buffer } = session;
  buffer.mark = buffer.point;
  buffer.insert(key.text.replaceAll(/\r\n?/g, "\n"));
  session.region = [buffer.mark, buffer.point];
};
const undo: Command = (session, count) => {
  repeat(count, () => {
    if (!session.buffer.undo()) session.ring();
  });
};
const revertLine: Command = (session) => {
  const { buffer } = session;
  if (!buffer.modified) return session.ring();
  while (buffer.modified) buffer.undo();
  if (session.vi !== undefined) buffer.point = buffer.mark = 0;
};
const insertComment: Command = (session, count, key, explicit) => {
  session.buffer.point = 0;
  session.buffer.insert(session.readline.variables.get("comment-begin") ?? "#");
  accept(session, count, key, explicit);
};
const exchangePointAndMark: Command = (session) => {
  const { buffer } = session;
  if (buffer.mark > buffer.text.length) return session.ring();
  [buffer.point, buffer.mark] = [buffer.mark, buffer.point];
  session.region = region(session);
};
const setMark: Command = ({ buffer }) => void (buffer.mark = buffer.point);
const quotedInsert: Command = (session) => void (session.literal = true);
const abort: Command = (session) => session.ring();

/** Puts the line into the history and lets `fc` edit it, which takes its own place there. */
const editAndExecute: Command = (session) => {
  if (session.buffer.text.trim() !== "") session.history.add(session.buffer.text);
  session.buffer.point = session.buffer.text.length;
  session.finish({ kind: "line", text: EDIT_COMMAND });
};

const forward = directed(forwardChar, backwardChar);
const backward = directed(backwardChar, forwardChar);
const wordForward = directed(forwardWord, backwardWord);
const wordBackward = directed(backwardWord, forwardWord);
const rubout = directed(backwardDeleteChar, deleteChar);

const upcase = changeCase(upper);
const downcase = changeCase(lower);
const deleteForward = directed(deleteOrEnd, backwardDeleteChar);

/** The text between point and mark. */
const region = ({ buffer }: Session): readonly [number, number] => [
  Math.min(buffer.point, buffer.mark),
  Math.max(buffer.point, buffer.mark),
];
const copyRegion: Command = (session) => session.kills.add(session.buffer.text.slice(...region(session)), "new");
const killRegion: Command = (session) => {
  const [from, to] = region(session);
  kill(session, from, to);
};
const killWholeLine: Command = (session) => {
  session.buffer.point = session.buffer.text.length;
  kill(session, session.buffer.point, 0);
};
/** Letters that only a lower case one has a command for: the key as if without Shift. */
const lowerCase: Command = (session, _count, key) => session.type(key.text.toLowerCase());
const deleteOrList: Command = (session, count, key, explicit) => {
  if (session.buffer.point < session.buffer.text.length) deleteChar(session, count, key, explicit);
  else listCompletions()(session, count, key, explicit);
};
const tabInsert: Command = ({ buffer }, count) => buffer.insert("\t".repeat(Math.max(0, Math.min(count, 10000))));
const forwardBackwardDelete: Command = (session, count, key, explicit) => {
  if (session.buffer.point === session.buffer.text.length) rubout(session, count, key, explicit);
  else deleteChar(session, count, key, explicit);
};

/** arrow-key-prefix: what keys for arrows end with. */
const arrowKey: Command = (session, count, key, explicit) => {
  session.mode = {
    key({ text }) {
      session.mode = undefined;
      const name = ARROWS[text.toUpperCase()];
      if (name === undefined) session.ring();
      else session.run(name, count, key, explicit);
      return true;
    },
  };
};
const ARROWS: Readonly<Record<string, string>> = {
  A: "previous-history",
  B: "next-history",
  C: "forward-char",
  D: "backward-char",
};

const printMacro: Command = (session) => {
  const macro = session.recorder.last();
  if (macro === "") session.ring();
  else session.printAway(`${showMacro(octetsOf(macro))}\n`);
};

/** Commands that edit the line, by the names that readline has for them. */
export const EDITING_COMMANDS: Readonly<Record<string, Command>> = {
  abort,
  "accept-line": accept,
  "arrow-key-prefix": arrowKey,
  "backward-byte": backward,
  "backward-char": backward,
  "backward-delete-char": rubout,
  "backward-kill-line": backwardKillLine,
  "backward-kill-word": directed(backwardKillWord, killWord),
  "backward-word": wordBackward,
  "beginning-of-line": lineStart,
  "bracketed-paste-begin": paste,
  "call-last-kbd-macro": (session) => session.recorder.call(),
  "capitalize-word": capitalize,
  "character-search": searchCharacter(1),
  "character-search-backward": searchCharacter(-1),
  "clear-display": (session) => session.clearScreen(true),
  "clear-screen": (session) => session.clearScreen(),
  complete,
  "complete-command": completeAs("command"),
  "complete-filename": completeAs("file"),
  "complete-hostname": completeAs("host"),
  "complete-into-braces": completeIntoBraces,
  "complete-username": completeAs("user"),
  "complete-variable": completeAs("variable"),
  "copy-region-as-kill": copyRegion,
  "dabbrev-expand": expandFromHistory,
  "delete-char": deleteForward,
  "delete-char-or-list": deleteOrList,
  "delete-horizontal-space": deleteHorizontalSpace,
  "do-lowercase-version": lowerCase,
  "downcase-word": downcase,
  "dynamic-complete-history": completeFromHistory,
  "edit-and-execute-command": editAndExecute,
  "end-kbd-macro": (session) => session.recorder.end(),
  "end-of-line": lineEnd,
  "exchange-point-and-mark": exchangePointAndMark,
  "forward-backward-delete-char": forwardBackwardDelete,
  "forward-byte": forward,
  "forward-char": forward,
  "forward-word": wordForward,
  "insert-comment": insertComment,
  "insert-completions": insertCompletions(),
  "kill-line": directed(killLine, backwardKillLine),
  "kill-region": killRegion,
  "kill-whole-line": killWholeLine,
  "kill-word": directed(killWord, backwardKillWord),
  "menu-complete": menuComplete(1),
  "menu-complete-backward": menuComplete(-1),
  "next-screen-line": (session, count, key, explicit) => forward(session, count * session.columns, key, explicit),
  "old-menu-complete": menuComplete(1, true),
  "overwrite-mode": overwriteMode,
  "possible-command-completions": listCompletions("command"),
  "possible-completions": listCompletions(),
  "possible-filename-completions": listCompletions("file"),
  "possible-hostname-completions": listCompletions("host"),
  "possible-username-completions": listCompletions("user"),
  "possible-variable-completions": listCompletions("variable"),
  "previous-screen-line": (session, count, key, explicit) => backward(session, count * session.columns, key, explicit),
  "print-last-kbd-macro": printMacro,
  "quoted-insert": quotedInsert,
  "re-read-init-file": (session) => session.services.readInitFile(),
  "redraw-current-line": (session) => session.redraw(),
  "revert-line": revertLine,
  "self-insert": selfInsert,
  "set-mark": setMark,
  "skip-csi-sequence": () => undefined,
  "start-kbd-macro": (session) => session.recorder.start(),
  "tab-insert": tabInsert,
  "tilde-expand": tildeExpand,
  "tty-status": (session) => session.ring(),
  "transpose-chars": transposeChars,
  "transpose-words": transposeWords,
  undo,
  "emacs-editing-mode": ({ readline }) => readline.edit("emacs"),
  "unix-line-discard": backwardKillLine,
  "unix-word-rubout": unixWordRubout,
  "upcase-word": upcase,
  "vi-edit-and-execute-command": editAndExecute,
  "vi-editing-mode": ({ readline }) => readline.edit("vi"),
  "vi-undo": undo,
  "vi-yank-pop": yankPop,
  yank,
  "yank-pop": yankPop,
};
