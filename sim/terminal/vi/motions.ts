/** Where the motions of vi mode lead (vi_mode.c of readline). Words are letters, digits and `_`, or other things between blanks. */
import { type EditBuffer, isBlank } from "../buffer.ts";
import { directed, repeat } from "../commands.ts";
import type { Command, Session } from "../session.ts";

const isWord = (char: string | undefined): boolean => char !== undefined && /^\w$/.test(char);
const isPart = (char: string | undefined): boolean => char !== undefined && !isWord(char) && !isBlank(char);
const isBig = (char: string | undefined): boolean => char !== undefined && !isBlank(char);

type CharTest = (char: string | undefined) => boolean;

function skip(buffer: EditBuffer, at: number, test: CharTest): number {
  let to = at;
  while (to < buffer.text.length && test(buffer.text[to])) to = buffer.next(to);
  return to;
}

/** The kind of word that a character is in. */
const kindAt = (buffer: EditBuffer, at: number, big: boolean): CharTest =>
  big ? isBig : isWord(buffer.text[at]) ? isWord : isPart;

/** A capital letter's words stand between blanks. */
const isBigKey = (key: string): boolean => key >= "A" && key <= "Z";

const nextWord: Command = ({ buffer, ring }, count, { text }) => {
  if (buffer.point >= buffer.text.length - 1) return ring();
  for (let left = count; left > 0 && buffer.point < buffer.text.length - 1; left--) {
    const end = skip(buffer, buffer.point, kindAt(buffer, buffer.point, isBigKey(text)));
    buffer.point = skip(buffer, end, isBlank);
  }
};

const previousWord: Command = ({ buffer, ring }, count, { text }) => {
  if (buffer.point === 0) return ring();
  for (let left = count; left > 0 && buffer.point > 0; left--) {
    let at = buffer.previous();
    while (at > 0 && isBlank(buffer.text[at])) at = buffer.previous(at);
    const inside = kindAt(buffer, at, isBigKey(text));
    if (!isBlank(buffer.text[at])) while (at > 0 && inside(buffer.text[buffer.previous(at)])) at = buffer.previous(at);
    buffer.point = at;
  }
};

const wordEnd: Command = ({ buffer, ring }, count, { text }) => {
  if (count < 0) return ring();
  for (let left = count; left > 0 && buffer.point < buffer.text.length - 1; left--) {
    const from = isBlank(buffer.text[buffer.point]) ? buffer.point : buffer.next();
    const at = skip(buffer, from, isBlank);
    const end = skip(buffer, at, kindAt(buffer, at, isBigKey(text)));
    buffer.point = end > at ? buffer.previous(end) : at;
  }
};

const firstPrint: Command = ({ buffer }) => void (buffer.point = skip(buffer, 0, isBlank));

const column: Command = ({ buffer }, count) => {
  if (count > buffer.text.length) {
    buffer.point = buffer.text.length;
    return;
  }
  buffer.point = 0;
  repeat(count - 1, () => void (buffer.point = buffer.next()));
};

const BRACKETS = "([{)]}";

/** `%`: the bracket that belongs to the one at point, or to an opening one further on. */
const matchBracket: Command = ({ buffer, ring }) => {
  const { text } = buffer;
  let from = buffer.point;
  while (from < text.length && !BRACKETS.includes(text[from] ?? "")) from++;
  const kind = from < text.length ? BRACKETS.indexOf(text[from] ?? "") : -1;
  if (kind < 0 || (kind >= 3 && from !== buffer.point)) return ring();
  buffer.point = from;
  const step = kind < 3 ? 1 : -1;
  const other = BRACKETS[(kind + 3) % 6];
  let depth = 0;
  for (let at = from; at >= 0 && at < text.length; at += step) {
    if (text[at] === text[from]) depth++;
    else if (text[at] === other && --depth === 0) {
      buffer.point = at;
      return;
    }
  }
  ring();
};

/** Goes to the n-th of a character; as far as there are some. */
function searchTarget({ buffer, ring, vi }: Session, count: number, back: boolean): void {
  if (vi?.search === undefined || vi.target === "") return;
  const { before } = vi.search;
  const forward = vi.search.direction > 0 !== back;
  const { text } = buffer;
  let from = buffer.point;
  for (let left = Math.abs(count); left > 0; left--) {
    const found = forward ? text.indexOf(vi.target, from + 1) : from === 0 ? -1 : text.lastIndexOf(vi.target, from - 1);
    if (found < 0) return ring();
    from = found;
    buffer.point = !before ? found : forward ? buffer.previous(found) : buffer.next(found);
  }
}

const searchCharacter: Command = (session, count, { text: key }) => {
  const { vi } = session;
  if (vi === undefined) return;
  if (key === ";" || key === ",") return searchTarget(session, count, key === ",");
  vi.search = { direction: key === "f" || key === "t" ? 1 : -1, before: key === "t" || key === "T" };
  if (vi.redoing) return searchTarget(session, count, false);
  session.mode = {
    key({ text }) {
      session.mode = undefined;
      vi.target = text;
      searchTarget(session, count, false);
      return true;
    },
  };
};

const markOf = (text: string): boolean => /^[a-z]$/.test(text);

const gotoMark: Command = (session) => {
  session.mode = {
    key({ text }) {
      session.mode = undefined;
      const at = text === "`" ? session.buffer.mark : session.vi?.marks.get(text);
      if (at === undefined || (text !== "`" && !markOf(text))) session.ring();
      else session.buffer.point = Math.min(at, session.buffer.text.length);
      return true;
    },
  };
};

const setMark: Command = (session) => {
  session.mode = {
    key({ text }) {
      session.mode = undefined;
      if (markOf(text)) session.vi?.marks.set(text, session.buffer.point);
      else session.ring();
      return true;
    },
  };
};

const like =
  (command: Command, letter: string): Command =>
  (session, count, _key, explicit) =>
    command(session, count, { name: letter, text: letter }, explicit);

const next = directed(nextWord, previousWord);
const previous = directed(previousWord, nextWord);

/** Motions by the names that readline has for them. */
export const VI_MOTIONS: Readonly<Record<string, Command>> = {
  "vi-back-to-indent": firstPrint,
  "vi-backward-bigword": like(previous, "B"),
  "vi-backward-word": like(previous, "b"),
  "vi-bWord": like(previous, "B"),
  "vi-bword": like(previous, "b"),
  "vi-char-search": searchCharacter,
  "vi-column": column,
  "vi-eWord": like(wordEnd, "E"),
  "vi-end-bigword": like(wordEnd, "E"),
  "vi-end-word": wordEnd,
  "vi-eword": like(wordEnd, "e"),
  "vi-fWord": like(next, "W"),
  "vi-first-print": firstPrint,
  "vi-forward-bigword": like(next, "W"),
  "vi-forward-word": like(next, "w"),
  "vi-fword": like(next, "w"),
  "vi-goto-mark": gotoMark,
  "vi-match": matchBracket,
  "vi-next-word": next,
  "vi-prev-word": previous,
  "vi-set-mark": setMark,
};
