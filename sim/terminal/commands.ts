/** Readline's editing commands (readline(3), EDITING COMMANDS). */

import { isBlank } from "./buffer.ts";
import { complete, insertCompletions, listCompletions, menuComplete } from "./complete-command.ts";
import { type Command, EDIT_COMMAND, type Session } from "./session.ts";

export function kill(session: Session, from: number, to: number): void {
  const text = session.buffer.remove(from, to);
  session.kind = "kill";
  const how = session.previous !== "kill" ? "new" : from < to ? "append" : "prepend";
  if (text !== "" || how === "new") session.kills.add(text, how);
  session.buffer.point = Math.min(from, to);
}

export function repeat(count: number, step: () => void): void {
  for (let i = 0; i < count; i++) step();
}

/** A command that goes the other way with a negative argument. */
export function directed(forward: Command, backward: Command): Command {
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
  if (session.buffer.text === "" && key.text === "\x04") session.finish({ kind: "end" });
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

export const accept: Command = (session) => session.finish({ kind: "line", text: session.buffer.text });
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
  session.buffer.insert(session.readline.variables.get("comment-begin") ?? "#");
  accept(session, count, key, explicit);
};
const exchangePointAndMark: Command = ({ buffer, ring }) => {
  if (buffer.mark > buffer.text.length) return ring();
  [buffer.point, buffer.mark] = [buffer.mark, buffer.point];
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

const upcase = changeCase((text) => text.toUpperCase());
const downcase = changeCase((text) => text.toLowerCase());
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
  else listCompletions(session);
};
const tabInsert: Command = ({ buffer }, count) => buffer.insert("\t".repeat(Math.max(0, Math.min(count, 10000))));
const forwardBackwardDelete: Command = (session, count, key, explicit) => {
  if (session.buffer.point === session.buffer.text.length) rubout(session, count, key, explicit);
  else deleteChar(session, count, key, explicit);
};

/** Commands that edit the line, by the names that readline has for them. */
export const EDITING_COMMANDS: Readonly<Record<string, Command>> = {
  abort,
  "accept-line": accept,
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
  "copy-region-as-kill": copyRegion,
  "delete-char": deleteForward,
  "delete-char-or-list": deleteOrList,
  "delete-horizontal-space": deleteHorizontalSpace,
  "do-lowercase-version": lowerCase,
  "downcase-word": downcase,
  "edit-and-execute-command": editAndExecute,
  "end-kbd-macro": (session) => session.recorder.end(),
  "end-of-line": lineEnd,
  "exchange-point-and-mark": exchangePointAndMark,
  "forward-backward-delete-char": forwardBackwardDelete,
  "forward-byte": forward,
  "forward-char": forward,
  "forward-word": wordForward,
  "insert-comment": insertComment,
  "insert-completions": insertCompletions,
  "kill-line": directed(killLine, backwardKillLine),
  "kill-region": killRegion,
  "kill-whole-line": killWholeLine,
  "kill-word": directed(killWord, backwardKillWord),
  "menu-complete": menuComplete(1),
  "menu-complete-backward": menuComplete(-1),
  "possible-completions": listCompletions,
  "quoted-insert": quotedInsert,
  "redraw-current-line": (session) => session.redraw(),
  "revert-line": revertLine,
  "self-insert": selfInsert,
  "set-mark": setMark,
  "skip-csi-sequence": () => undefined,
  "start-kbd-macro": (session) => session.recorder.start(),
  "tab-insert": tabInsert,
  "transpose-chars": transposeChars,
  "transpose-words": transposeWords,
  undo,
  "unix-line-discard": backwardKillLine,
  "unix-word-rubout": unixWordRubout,
  "upcase-word": upcase,
  yank,
  "yank-pop": yankPop,
};
