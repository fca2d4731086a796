/**
 * Incremental search in the history (readline's isearch.c): Ctrl-R and Ctrl-S. A search goes on from the place in the text that it
 * looked at last, found or not; the history is left where it is until the search ends.
 */
import type { Key } from "./keys.ts";
import type { Session } from "./session.ts";

const WORD = /^[\p{L}\p{N}\p{M}]/u;

/** Starts a search from the line being edited towards older (-1) or newer (1) entries. */
export function startSearch(session: Session, towards: -1 | 1): void {
  const { buffer, cursor } = session;
  cursor.keep();
  const lines = Array.from({ length: cursor.last + 1 }, (_, index) => cursor.textAt(index));
  const origin = { index: cursor.index, point: buffer.point, mark: buffer.mark };
  let direction = towards;
  let wanted = "";
  let failed = false;
  /** The line that was found last, and what it says. */
  let foundIndex = origin.index;
  let foundLine: string | undefined;
  /** Where the search is: in this text, at this place. */
  let index = origin.index;
  let text = buffer.text;
  let at = buffer.point;
  /** What the screen shows; the line itself is not touched. */
  const show = (line: string, point: number): void => {
    buffer.restore({ text: line, undo: [] });
    buffer.point = Math.min(point, line.length);
  };
  const undo = buffer.save();

  const search = (): void => {
    failed = wanted === "";
    session.region = undefined;
    while (!failed) {
      const found = at < 0 ? -1 : direction < 0 ? text.lastIndexOf(wanted, at) : text.indexOf(wanted, at);
      if (found >= 0) {
        at = found;
        break;
      }
      at = direction < 0 ? 0 : Math.max(at, text.length - wanted.length + 1);
      do {
        index += direction;
        if (index < 0 || index > cursor.last) {
          failed = true;
          break;
        }
        text = lines[index] ?? "";
      } while (text === foundLine || wanted.length > text.length);
      if (failed) at = Math.max(0, Math.min(at, text.length));
      else at = direction < 0 ? text.length - wanted.length : 0;
    }
    if (failed) {
      session.ring();
      index = foundIndex;
      return;
    }
    foundIndex = index;
    foundLine = lines[index] ?? "";
    show(foundLine, at);
    session.region = [buffer.point, buffer.point + wanted.length];
  };

  const turn = (next: -1 | 1): void => {
    if (next !== direction) direction = next;
    else if (wanted === "") {
      if (session.lastSearch === "") return session.ring();
      wanted = session.lastSearch;
    } else if (direction < 0 && at >= 0) at--;
    else if (at !== text.length) at++;
    else session.ring();
    search();
  };

  /** Adds what stands behind the match: all of it, or the rest of the word. */
  const take = (whole: boolean): void => {
    const from = buffer.point + wanted.length;
    const rest = buffer.text.slice(from);
    const taken = whole ? rest : (/^[\p{L}\p{N}\p{M}]+/u.exec(rest)?.[0] ?? "");
    if (rest === "" || (!whole && !WORD.test(rest))) session.ring();
    wanted += taken;
    search();
  };

  const end = (): void => {
    session.mode = undefined;
    session.region = undefined;
    if (wanted !== "") session.lastSearch = wanted;
    buffer.restore(undo);
    if (foundIndex !== origin.index) cursor.goTo(foundIndex);
    else if (buffer.text !== lines[origin.index]) buffer.restore({ text: lines[origin.index] ?? "", undo: undo.undo });
    if (foundIndex === origin.index) buffer.mark = Math.min(origin.mark, buffer.text.length);
    if (at < 0) at = foundIndex === origin.index ? origin.point : buffer.text.length;
    buffer.point = Math.min(at, buffer.text.length);
  };

  session.mode = {
    prompt: () =>
      `(${failed && wanted !== "" ? "failed " : ""}${direction < 0 ? "reverse-" : ""}i-search)\`${wanted}': `,
    key({ name, text: typed }: Key): boolean {
      switch (name) {
        case "C-r":
          turn(-1);
          return true;
        case "C-s":
          turn(1);
          return true;
        case "C-g":
          session.mode = undefined;
          session.region = undefined;
          if (wanted !== "") session.lastSearch = wanted;
          buffer.restore(undo);
          buffer.point = origin.point;
          buffer.mark = origin.mark;
          session.ring();
          return true;
        case "Backspace":
        case "C-h":
          if (wanted === "") session.ring();
          else
            wanted = wanted.slice(0, wanted.length - ((wanted.codePointAt(wanted.length - 2) ?? 0) > 0xffff ? 2 : 1));
          search();
          return true;
        case "C-w":
        case "C-y":
          take(name === "C-y");
          return true;
        case "C-j":
        case "M-C-[":
          end();
          return true;
        case "Paste":
          wanted += typed.replaceAll(/\r\n?/g, "\n");
          search();
          return true;
        default:
          if (name === typed && !/^[\x00-\x1f\x7f\x1b]/.test(typed)) {
            wanted += typed;
            search();
            return true;
          }
          end();
          // An Escape that is a key of its own only ends the search, where it does nothing else.
          return name === "M" && session.vi?.command === true;
      }
    },
  };
}
