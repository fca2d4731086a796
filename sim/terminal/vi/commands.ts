/** Commands of vi mode that change the line (vi_mode.c of readline). */
import { isBlank } from "../buffer.ts";
import { accept, killText, lower, repeat, upper } from "../commands.ts";
import { fetchHistory, insertArgument, searchString, searchStringAgain } from "../history-commands.ts";
import type { Command, Session } from "../session.ts";
import { appendMode, movementMode, type Operation, startInserting } from "./state.ts";

/** `d`, `c` and `y` go over these. */
const MOTIONS = " hl^$0ftFT;,%wbeWBE|`";
const isCapital = (key: string): boolean => key >= "A" && key <= "Z";

/** What an operator does with the text from point to the mark. */
type Act = (session: Session, operation: Operation, motion: string, count: number) => void;

/** The mark goes behind the character that it is on, where the motion led onto one. */
function include({ buffer }: Session, { start }: Operation, motion: string, but: string): void {
  if (!but.includes(motion) && buffer.point >= start && buffer.mark < buffer.text.length)
    buffer.mark = buffer.next(buffer.mark);
}

const deleteText: Act = (session, operation, motion) => {
  include(session, operation, motion, " l|h^0bBFT`");
  killText(session, session.buffer.point, session.buffer.mark);
};

const yankText: Act = (session, operation, motion) => {
  const { buffer } = session;
  include(session, operation, motion, " l|h^0%bBFT`");
  buffer.together(() => killText(session, buffer.point, buffer.mark));
  buffer.undo();
  buffer.point = operation.start;
};

const changeText: Act = (session, operation, motion, count) => {
  const { buffer, vi } = session;
  if (vi === undefined) return;
  include(session, operation, motion, " l|hwW^0bBFT`");
  if ((motion === "w" || motion === "W") && buffer.point < operation.start) buffer.point = operation.start;
  const { point } = buffer;
  if (vi.redoing) {
    buffer.together(() => {
      buffer.remove(point, buffer.mark);
      buffer.point = point;
      buffer.insert(vi.inserted);
    });
    return;
  }
  buffer.open();
  killText(session, point, buffer.mark);
  if (!isCapital(operation.key)) vi.changing = true;
  startInserting(session, operation.key, count);
};

/** The motion has gone: the text between is acted on (_rl_vi_domove_motion_cleanup). */
function moved(session: Session, operation: Operation, motion: string, act: Act, count: number): void {
  const { buffer } = session;
  const word = motion === "w" || motion === "W";
  if (buffer.mark === buffer.point) {
    if (operation.key.toLowerCase() === "c") act(session, operation, motion, count);
    else session.ring();
    return;
  }
  const blankAt = (at: number): boolean => isBlank(buffer.text[at]);
  if (word && buffer.point < buffer.text.length && buffer.point > buffer.mark && !blankAt(buffer.point))
    buffer.point = buffer.previous();
  if (operation.key === "c" && word && buffer.point >= buffer.mark) {
    while (buffer.point > buffer.mark && blankAt(buffer.point)) buffer.point--;
    if (buffer.point === buffer.mark || (buffer.point < buffer.text.length - 1 && !blankAt(buffer.point)))
      buffer.point = buffer.next();
  }
  if (buffer.mark < buffer.point) [buffer.point, buffer.mark] = [buffer.mark, buffer.point];
  act(session, operation, motion, count);
}

/** Goes where a motion leads, as if a blank stood behind the line, and then on. */
function move(
  session: Session,
  operation: Operation,
  motion: string,
  act: Act,
  count: number,
  explicit: boolean,
): void {
  const { buffer, vi } = session;
  if (vi === undefined) return;
  vi.lastMotion = motion;
  buffer.withBlank(() => session.dispatch({ name: motion, text: motion }, count, explicit));
  const { mode } = session;
  if (mode === undefined) return moved(session, operation, motion, act, count);
  // It waits for a character to look for.
  session.mode = {
    key(key) {
      buffer.withBlank(() => mode.key(key));
      session.mode = undefined;
      moved(session, operation, motion, act, count);
      return true;
    },
  };
}

/** The whole line: `dd`, `cc`, `yy`. */
function whole(session: Session, operation: Operation, act: Act, count: number): void {
  session.buffer.mark = session.buffer.text.length;
  session.buffer.point = 0;
  if (session.vi !== undefined) session.vi.lastMotion = operation.key;
  act(session, operation, operation.key, count);
}

/** An operator: the motion comes with the next key, which may have a number before it. */
function operator(act: Act): Command {
  return (session, count, { text: key }, explicit) => {
    const { buffer, vi } = session;
    if (vi === undefined) return;
    const operation = { key, start: buffer.point };
    buffer.mark = buffer.point;
    if (isCapital(key)) return move(session, operation, "$", act, count, explicit);
    if (vi.redoing && vi.lastMotion !== key) return move(session, operation, vi.lastMotion, act, count, explicit);
    if (vi.redoing) return whole(session, operation, act, count);
    readMotion(session, operation, act, count, explicit);
  };
}

function readMotion(session: Session, operation: Operation, act: Act, count: number, explicit: boolean): void {
  let digits = "";
  session.mode = {
    prompt: () => (digits === "" ? undefined : `(arg: ${Number(digits)}) `),
    key({ text }) {
      if (/^[0-9]$/.test(text) && (text !== "0" || digits !== "")) {
        digits += text;
        return true;
      }
      session.mode = undefined;
      const times = digits === "" ? count : count * Number(digits);
      if (MOTIONS.includes(text)) move(session, operation, text, act, times, explicit || digits !== "");
      else if (text === operation.key) whole(session, operation, act, count);
      else session.ring();
      if (session.vi?.command === true) session.vi.last = { key: operation.key, count: times };
      return true;
    },
  };
}

const changeTo = operator(changeText);
const substitute: Command = (session, count, { text: key }, explicit) => {
  const { buffer } = session;
  const operation = { key: "c", start: buffer.point };
  buffer.mark = buffer.point;
  if (key === "S") whole(session, operation, changeText, count);
  else move(session, operation, "l", changeText, count, explicit);
};

const deleteForward: Command = (session, count, key, explicit) => {
  const { buffer } = session;
  if (count < 0) return rubout(session, -count, key, explicit);
  if (buffer.text === "") return session.ring();
  let end = buffer.point;
  repeat(count, () => void (end = buffer.next(end)));
  killText(session, buffer.point, end);
  if (buffer.point > 0 && buffer.point === buffer.text.length) buffer.point = buffer.previous();
};
const rubout: Command = (session, count, key, explicit) => {
  const { buffer } = session;
  if (count < 0) return deleteForward(session, -count, key, explicit);
  if (buffer.point === 0) return session.ring();
  let start = buffer.point;
  repeat(count, () => void (start = buffer.previous(start)));
  killText(session, start, buffer.point);
};

const put: Command = (session, count, { text: key }) => {
  const { buffer, kills } = session;
  const text = kills.current();
  if (!isCapital(key)) buffer.point = buffer.next();
  if (text === undefined) return session.ring();
  repeat(Math.min(count, 10_000), () => {
    buffer.mark = buffer.point;
    buffer.insert(text);
  });
  buffer.point = buffer.previous();
};

/** A character in the place of the one at point; it is not kept anywhere. */
function exchange(session: Session, text: string): void {
  const { buffer } = session;
  const { point } = buffer;
  buffer.remove(point, buffer.next());
  buffer.point = point;
  buffer.insert(text);
}

const changeCase: Command = (session, count) => {
  const { buffer } = session;
  for (let left = count; left > 0 && buffer.point < buffer.text.length; left--) {
    const char = buffer.text.slice(buffer.point, buffer.next());
    const other = char === upper(char) ? lower(char) : upper(char);
    if (other === char) buffer.point = buffer.next();
    else buffer.together(() => exchange(session, other));
    if (buffer.point === buffer.text.length) buffer.point = buffer.previous();
  }
};

const changeCharacter: Command = (session, count) => {
  const { buffer, vi } = session;
  if (vi === undefined) return;
  const change = (): void => {
    buffer.together(() => {
      for (let left = count; left > 0 && buffer.point < buffer.text.length; left--) exchange(session, vi.replacement);
    });
    buffer.point = buffer.previous();
  };
  if (vi.redoing) return change();
  session.mode = {
    key({ name, text }) {
      session.mode = undefined;
      if (text.startsWith("\x1b") || name === "C-c") return true;
      vi.replacement = text;
      change();
      return true;
    },
  };
};

const replaceMode: Command = (session, _count, { text }) => {
  const { vi } = session;
  if (vi === undefined) return;
  vi.replaced = 0;
  startInserting(session, text, 1);
  vi.insertKey = "R";
  vi.replacing = true;
};

/** What a key does in the place of a character. */
const overstrike: Command = (session, count, { text }) => {
  const { buffer, vi } = session;
  if (vi === undefined) return;
  if (!vi.changing) {
    vi.changing = true;
    buffer.open();
  }
  repeat(count, () => {
    buffer.together(() => {
      buffer.insert(text);
      if (buffer.point < buffer.text.length) buffer.remove(buffer.point, buffer.next());
    });
    vi.replaced++;
  });
};
const overstrikeDelete: Command = (session, count) => {
  const { buffer, vi } = session;
  if (vi === undefined) return;
  for (let left = count; left > 0; left--) {
    if (vi.replaced === 0) {
      session.ring();
      break;
    }
    const { point } = buffer;
    if (buffer.undo()) vi.replaced--;
    if (buffer.point === point) buffer.point = buffer.previous();
  }
  if (vi.replaced > 0 || !vi.changing) return;
  buffer.close();
  buffer.undo();
  vi.changing = false;
};

/** `.`: the last change once more. */
const redo: Command = (session, count, _key, explicit) => {
  const { buffer, vi } = session;
  if (vi === undefined) return;
  const { last, inserted } = vi;
  const times = explicit ? count : last.count;
  if (inserted !== "" && "iIaA".includes(last.key)) {
    if (last.key === "I") buffer.point = 0;
    else if (last.key === "a") buffer.point = buffer.next();
    else if (last.key === "A") buffer.point = buffer.text.length;
    buffer.together(() => repeat(Math.min(count, 1000), () => buffer.insert(inserted)));
    buffer.point = buffer.previous();
    return;
  }
  if (inserted !== "" && last.key === "R") {
    buffer.together(() =>
      repeat(count, () => {
        const { point } = buffer;
        buffer.remove(point, Math.min(buffer.text.length, point + inserted.length));
        buffer.point = point;
        buffer.insert(inserted);
      }),
    );
    buffer.point = buffer.previous();
    return;
  }
  vi.redoing = true;
  session.dispatch({ name: last.key, text: last.key }, times, explicit);
  vi.redoing = false;
};

/** Blanks and punctuation part what Ctrl-W takes. */
const parts = (char: string | undefined): boolean => char !== undefined && /^[ \t!-/:-@[-`{-~]$/.test(char);
const wordRubout: Command = (session, count) => {
  const { buffer } = session;
  const { text } = buffer;
  if (buffer.point === 0) return session.ring();
  let at = buffer.point;
  repeat(Math.max(1, count), () => {
    if (at === text.length && isBlank(text[at - 1]))
      do at--;
      while (at > 0 && isBlank(text[at]));
    if (at > 0 && !parts(text[at]) && parts(text[at - 1])) at--;
    const boundary = at > 0 && parts(text[at]);
    while (at > 0 && parts(text[at - 1]) === boundary) at--;
  });
  killText(session, buffer.point, at);
};

/** Editing commands of vi mode by the names that readline has for them. */
export const VI_COMMANDS: Readonly<Record<string, Command>> = {
  "vi-append-eol": (session, _count, { text }) => {
    session.buffer.point = session.buffer.text.length;
    appendMode(session, text);
  },
  "vi-append-mode": (session, _count, { text }) => appendMode(session, text),
  "vi-change-case": changeCase,
  "vi-change-char": changeCharacter,
  "vi-change-to": changeTo,
  "vi-delete": deleteForward,
  "vi-delete-to": operator(deleteText),
  "vi-eof-maybe": (session, count, key, explicit) => {
    if (session.buffer.text === "") session.finish({ kind: "end" });
    else accept(session, count, key, explicit);
  },
  "vi-fetch-history": fetchHistory,
  "vi-insert-beg": (session, _count, { text }) => {
    session.buffer.point = 0;
    startInserting(session, text, 1);
  },
  "vi-insertion-mode": (session, _count, { text }) => startInserting(session, text, 1),
  "vi-movement-mode": movementMode,
  "vi-overstrike": overstrike,
  "vi-overstrike-delete": overstrikeDelete,
  "vi-put": put,
  "vi-redo": redo,
  "vi-replace": replaceMode,
  "vi-rubout": rubout,
  "vi-search": (session, count, key, explicit) => {
    session.cursor.forget();
    searchString(key.text === "?" ? 1 : -1, key.text)(session, count, key, explicit);
  },
  "vi-search-again": (session, count, key, explicit) =>
    searchStringAgain(key.text === "N" ? 1 : -1, true)(session, count, key, explicit),
  "vi-subst": substitute,
  "vi-unix-word-rubout": wordRubout,
  "vi-yank-arg": (session, count, _key, explicit) => void insertArgument(session, 0, explicit ? count - 1 : undefined),
  "vi-yank-to": operator(yankText),
};
