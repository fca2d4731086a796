/** Readline's commands that ask the shell: aliases, expansions, spelling, what it is and what keys it knows (bashline.c). */
import { isBlank } from "./buffer.ts";
import { tildeExpand } from "./commands.ts";
import { completeAs, insertCompletions, listCompletions } from "./complete-command.ts";
import { expandLine, putLine } from "./history-commands.ts";
import { historyWords } from "./history-expansion.ts";
import type { Description } from "./line-services.ts";
import type { Command, Session } from "./session.ts";
import { startInserting } from "./vi/state.ts";

const expandAliases: Command = (session) => putLine(session, session.services.expandAliases(session.buffer.text));

/** history-and-alias-expand-line. */
function expandHistoryAndAliases(session: Session): boolean {
  if (!expandLine(session)) return false;
  putLine(session, session.services.expandAliases(session.buffer.text));
  return true;
}

/** shell-expand-line: history, aliases, then all that a word is expanded by. */
const expandAll: Command = (session) => {
  if (!expandHistoryAndAliases(session)) return;
  session.waitFor(
    session.services.expandLine(session.buffer.text).then((text) => {
      if (text === undefined) session.ring();
      else putLine(session, text);
    }),
  );
};

/** Where the word of the shell at point, or the one before, stands. */
function wordAt({ buffer }: Session): { readonly start: number; readonly end: number } | undefined {
  let found: { start: number; end: number } | undefined;
  let at = 0;
  for (const word of historyWords(buffer.text)) {
    const start = buffer.text.indexOf(word, at);
    at = start + word.length;
    if (start < buffer.point || start === 0) found = { start, end: at };
  }
  return found;
}

const correctWord: Command = (session) => {
  const { buffer, services } = session;
  const word = wordAt(session);
  if (word === undefined) return session.ring();
  const text = buffer.text.slice(word.start, word.end);
  const corrected = services.correctPath(text);
  if (corrected === undefined) return void (buffer.point = word.end);
  if (corrected === text) return void (buffer.point = word.end);
  buffer.together(() => {
    buffer.remove(word.start, word.end);
    buffer.point = word.start;
    buffer.insert(corrected);
  });
};

const describe =
  (usual: Description, readable: Description): Command =>
  (session, _count, _key, explicit) =>
    session.printAway(session.services.describe(explicit ? readable : usual));

/** What `\`, `*` and `=` do in vi's command mode: names of files in the place of the word that point is in. */
const viComplete: Command = (session, count, key, explicit) => {
  const { buffer } = session;
  const { text } = buffer;
  if (buffer.point < text.length && !isBlank(text[buffer.point]))
    while (buffer.point < text.length && !isBlank(text[buffer.point])) buffer.point = buffer.next();
  const word = text.slice(buffer.blankWordStart(), buffer.point);
  const pattern = explicit || !/[*?[]/.test(word) ? "pattern*" : "pattern";
  if (key.text === "*") insertCompletions(pattern)(session, count, key, explicit);
  else if (key.text === "=") return listCompletions(pattern)(session, count, key, explicit);
  else completeAs("pattern*")(session, count, key, explicit);
  startInserting(session, key.text, 1);
};

const pattern = (explicit: boolean): "pattern" | "pattern*" => (explicit ? "pattern*" : "pattern");

/** Commands that ask the shell, by the names that readline has for them. */
export const SHELL_COMMANDS: Readonly<Record<string, Command>> = {
  "alias-expand-line": expandAliases,
  "bash-vi-complete": viComplete,
  "display-shell-version": (session) => session.printAway(`${session.services.version()}\n`),
  "dump-functions": describe("P", "p"),
  "dump-macros": describe("S", "s"),
  "dump-variables": describe("V", "v"),
  "glob-complete-word": completeAs("pattern*"),
  "glob-expand-word": (session, count, key, explicit) =>
    insertCompletions(pattern(explicit))(session, count, key, explicit),
  "glob-list-expansions": (session, count, key, explicit) =>
    listCompletions(pattern(explicit))(session, count, key, explicit),
  "history-and-alias-expand-line": (session) => void expandHistoryAndAliases(session),
  "shell-expand-line": expandAll,
  "spell-correct-word": correctWord,
  "vi-complete": viComplete,
  "vi-tilde-expand": (session, count, key, explicit) => {
    tildeExpand(session, count, key, explicit);
    startInserting(session, key.text, 1);
  },
};
