/** Incremental search in the history (readline's isearch.c): Ctrl-R and Ctrl-S. */
import { isBlank } from "./buffer.ts";
import type { Key } from "./keys.ts";
import type { Session } from "./session.ts";

/** Starts a search from the line being edited towards older (-1) or newer (1) entries. */
export function startSearch(session: Session, towards: -1 | 1): void {
  const { buffer, cursor } = session;
  const origin = { index: cursor.index, point: buffer.point, text: buffer.text };
  let direction = towards;
  let wanted = "";
  let failed = false;
  let at = { index: cursor.index, offset: buffer.point };

  /** Looks for the next match; stays and fails when there is none. A repeated search skips lines that look the same. */
  const search = (from: { index: number; offset: number }, repeated: boolean): void => {
    const here = cursor.textAt(from.index);
    for (let index = from.index, offset = from.offset; index >= 0 && index <= cursor.last; ) {
      const line = cursor.textAt(index);
      if (index === from.index || !repeated || line !== here) {
        const found = offset < 0 ? -1 : direction < 0 ? line.lastIndexOf(wanted, offset) : line.indexOf(wanted, offset);
        if (found >= 0) {
          failed = false;
          at = { index, offset: found };
          cursor.goTo(index);
          buffer.point = found;
          return;
        }
      }
      index += direction;
      offset = direction < 0 ? cursor.textAt(index).length : 0;
    }
    failed = true;
    session.ring();
  };

  const extend = (text: string): void => {
    wanted += text;
    search(at, false);
  };

  const repeat = (next: -1 | 1): void => {
    direction = next;
    if (wanted === "") {
      wanted = session.lastSearch;
      if (wanted === "") session.ring();
      else search(at, false);
    } else search({ index: at.index, offset: at.offset + direction }, true);
  };

  const end = (): void => {
    session.mode = undefined;
    if (wanted !== "") session.lastSearch = wanted;
  };

  session.mode = {
    prompt: () => `(${failed ? "failed " : ""}${direction < 0 ? "reverse-" : ""}i-search)\`${wanted}': `,
    key({ name, text }: Key): boolean {
      switch (name) {
        case "C-r":
          repeat(-1);
          return true;
        case "C-s":
          repeat(1);
          return true;
        case "C-g":
          cursor.goTo(origin.index);
          if (buffer.text !== origin.text) buffer.replace(origin.text);
          buffer.point = origin.point;
          end();
          session.ring();
          return true;
        case "Backspace":
        case "C-h":
          if (wanted === "") session.ring();
          else {
            wanted = wanted.slice(0, wanted.length - ((wanted.codePointAt(wanted.length - 2) ?? 0) > 0xffff ? 2 : 1));
            if (wanted === "") failed = false;
            else search(at, false);
          }
          return true;
        case "C-w":
        case "C-y": {
          let to = name === "C-y" ? buffer.text.length : buffer.point + wanted.length;
          const from = buffer.point + wanted.length;
          if (name === "C-w") {
            while (to < buffer.text.length && isBlank(buffer.text[to])) to++;
            while (to < buffer.text.length && !isBlank(buffer.text[to])) to++;
          }
          if (from >= buffer.text.length) session.ring();
          else extend(buffer.text.slice(from, to));
          return true;
        }
        case "C-j":
        case "M-C-[":
          end();
          return true;
        case "Paste":
          extend(text.replaceAll(/\r\n?/g, "\n"));
          return true;
        default:
          if (name === text && !/^[\x00-\x1f\x7f\x1b]/.test(text)) {
            extend(text);
            return true;
          }
          end();
          return false;
      }
    },
  };
}
