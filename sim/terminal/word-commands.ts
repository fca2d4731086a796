/** Readline's commands for words as a shell has them, and for what stands between blanks and slashes (bashline.c). */
import { isBlank } from "./buffer.ts";
import { directed, kill, repeat } from "./commands.ts";
import { historyWords } from "./history-expansion.ts";
import type { Command, Session } from "./session.ts";

interface Span {
  readonly start: number;
  readonly end: number;
}

/** Where the words of the line stand, as a shell would cut it. */
function words(session: Session): readonly Span[] {
  const { text } = session.buffer;
  const spans: Span[] = [];
  let at = 0;
  for (const word of historyWords(text)) {
    const start = text.indexOf(word, at);
    at = start + word.length;
    spans.push({ start, end: at });
  }
  return spans;
}

const endBehind = (session: Session, at: number): number =>
  words(session).find(({ end }) => end > at)?.end ?? session.buffer.text.length;
const startBefore = (session: Session, at: number): number =>
  words(session).findLast(({ start }) => start < at)?.start ?? 0;

const forward: Command = (session, count) =>
  repeat(count, () => void (session.buffer.point = endBehind(session, session.buffer.point)));
const backward: Command = (session, count) =>
  repeat(count, () => void (session.buffer.point = startBefore(session, session.buffer.point)));
const killForward: Command = (session, count) => {
  let to = session.buffer.point;
  repeat(count, () => void (to = endBehind(session, to)));
  kill(session, session.buffer.point, to);
};
const killBackward: Command = (session, count) => {
  let from = session.buffer.point;
  repeat(count, () => void (from = startBefore(session, from)));
  kill(session, session.buffer.point, from);
};

const copyForward: Command = (session, count) => {
  let to = session.buffer.point;
  repeat(count, () => void (to = session.buffer.wordEnd(to)));
  session.kills.add(session.buffer.text.slice(session.buffer.point, to), "new");
};
const copyBackward: Command = (session, count) => {
  let from = session.buffer.point;
  repeat(count, () => void (from = session.buffer.wordStart(from)));
  session.kills.add(session.buffer.text.slice(from, session.buffer.point), "new");
};

/** unix-filename-rubout: back to a blank or a slash. */
const filenameRubout: Command = (session, count) => {
  const { buffer } = session;
  if (buffer.point === 0) return session.ring();
  const breaks = (char: string | undefined): boolean => isBlank(char) || char === "/";
  let from = buffer.point;
  repeat(Math.max(1, count), () => {
    while (from > 0 && breaks(buffer.text[from - 1])) from--;
    while (from > 0 && !breaks(buffer.text[from - 1])) from--;
  });
  kill(session, buffer.point, from);
};

/** transpose-words for words of the shell. */
const transpose: Command = (session, count) => {
  const { buffer } = session;
  const origin = buffer.point;
  let secondEnd = origin;
  repeat(count, () => void (secondEnd = endBehind(session, secondEnd)));
  const second = startBefore(session, secondEnd);
  let first = second;
  repeat(count, () => void (first = startBefore(session, first)));
  const firstEnd = endBehind(session, first);
  if (first === second || second < firstEnd) return session.ring();
  const { text } = buffer;
  buffer.together(() => {
    buffer.remove(first, secondEnd);
    buffer.point = first;
    buffer.insert(text.slice(second, secondEnd) + text.slice(firstEnd, second) + text.slice(first, firstEnd));
  });
};

/** Commands for words, by the names that readline has for them. */
export const WORD_COMMANDS: Readonly<Record<string, Command>> = {
  "copy-backward-word": directed(copyBackward, copyForward),
  "copy-forward-word": directed(copyForward, copyBackward),
  "shell-backward-kill-word": directed(killBackward, killForward),
  "shell-backward-word": directed(backward, forward),
  "shell-forward-word": directed(forward, backward),
  "shell-kill-word": directed(killForward, killBackward),
  "shell-transpose-words": transpose,
  "unix-filename-rubout": filenameRubout,
};
