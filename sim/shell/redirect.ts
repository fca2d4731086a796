/** Redirections (bash(1), REDIRECTION): applied in order to the shell's own descriptors, and undone afterwards. */

import type { HereDoc, Redirect, Redirection, Word } from "unbash";
import { strerror } from "../../core/errors.ts";
import type { OpenFile, OpenMode } from "../../core/process.ts";
import { ok } from "../../core/result.ts";
import { descriptorLimit, freeDescriptor } from "./descriptor.ts";
import { raise } from "./dialect/almquist/raise.ts";
import type { Almquist } from "./dialect/dialect.ts";
import { FieldBuilder } from "./expand/field.ts";
import { expandParts, expandText, expandWord } from "./expand/word.ts";
import { connect, openPath } from "./open.ts";
import { wordAsRead } from "./print.ts";
import { forbids } from "./restricted.ts";
import type { Run } from "./run.ts";
import type { Shell } from "./shell.ts";

/** What each descriptor was before: the files that a redirection put away. */
export type Undo = (readonly [number, OpenFile | undefined])[];

/** Applies all; undefined after an error, which has been reported and undone. */
export function* applyRedirects(shell: Shell, redirects: readonly Redirection[]): Run<Undo | undefined> {
  const undo: Undo = [];
  for (const redirect of redirects) {
    if (!(yield* applyOne(shell, redirect, undo))) {
      undoRedirects(shell, undo);
      return undefined;
    }
  }
  return undo;
}

export function undoRedirects(shell: Shell, undo: Undo): void {
  for (let i = undo.length - 1; i >= 0; i--) {
    const entry = undo[i];
    if (entry === undefined) continue;
    const [number, before] = entry;
    shell.files.get(number)?.close();
    if (before === undefined) shell.files.delete(number);
    else shell.files.set(number, before);
  }
}

/** Puts `file` at a descriptor; the reference is the descriptor's from now on. */
function put(shell: Shell, number: number, file: OpenFile | undefined, undo: Undo): void {
  undo.push([number, shell.files.get(number)]);
  if (file === undefined) shell.files.delete(number);
  else shell.files.set(number, file);
}

function* applyOne(shell: Shell, redirect: Redirection, undo: Undo): Run<boolean> {
  const input = redirect.operator.startsWith("<");
  let number = redirect.descriptor?.type === "FileDescriptor" ? redirect.descriptor.value : input ? 0 : 1;
  const variable = redirect.descriptor?.type === "FileDescriptorVariable" ? redirect.descriptor.name : undefined;
  if (variable !== undefined) {
    if (redirect.type === "Redirect" && redirect.target?.text === "-") {
      const held = Number(heldBy(shell, variable));
      shell.files.get(held)?.close();
      shell.files.delete(held);
      return true;
    }
    number = FIRST_OF_VARIABLES;
    while (shell.files.has(number)) number++;
  }
  const beyond = number >= descriptorLimit(shell);
  if (redirect.type !== "Redirect") {
    let text: string;
    if (redirect.type === "HereString")
      text = `${redirect.target === undefined ? "" : yield* expandText(shell, redirect.target)}\n`;
    else text = yield* documentText(shell, redirect);
    if (shell.flow !== undefined) return false;
    if (freeDescriptor(shell) === undefined) {
      shell.complain(`cannot create temp file for here-document: ${strerror("EMFILE")}`);
      return false;
    }
    const file = shell.host.document?.(text) ?? ok(textFile(text));
    if (file.ok) put(shell, number, file.value, undo);
    else shell.complain(`cannot create temp file for here-document: ${strerror(file.error)}`);
    return file.ok;
  }
  return yield* openTarget(shell, redirect, number, variable, undo, beyond);
}

function* documentText(shell: Shell, redirect: HereDoc): Run<string> {
  const text = yield* documentBody(shell, redirect);
  // Closed by the end of the text: its last line is a line all the same.
  return redirect.closing === undefined && shell.dialect.almquist === undefined && text !== "" && !text.endsWith("\n")
    ? `${text}\n`
    : text;
}

function* documentBody(shell: Shell, redirect: HereDoc): Run<string> {
  const { body } = redirect;
  const strip = redirect.operator === "<<-";
  if (redirect.delimiter?.quoted || body.parts === undefined) {
    const text = redirect.delimiter?.quoted
      ? body.text
      : body.text.replace(/\\([\\$`\n])/g, (_, char: string) => (char === "\n" ? "" : char));
    return strip ? text.replace(/^\t+/gm, "") : text;
  }
  const builder = new FieldBuilder(undefined);
  let lineStart = true;
  for (const part of body.parts) {
    if (strip && part.type === "Literal") {
      const text = part.value.replace(/(^|\n)\t+/g, (whole, start: string, at: number) =>
        start === "" && at === 0 && !lineStart ? whole : start,
      );
      builder.addQuoted(text);
    } else {
      shell.inDocument = true;
      yield* expandParts(shell, [part], builder, "quoted");
      shell.inDocument = false;
    }
    lineStart = part.text.endsWith("\n");
    if (shell.flow !== undefined) return "";
  }
  return builder.single().text;
}

function* openTarget(
  shell: Shell,
  redirect: Redirect,
  number: number,
  variable: string | undefined,
  undo: Undo,
  beyond: boolean,
): Run<boolean> {
  const { target, operator } = redirect;
  if (target === undefined) return false;
  if (shell.dialect.almquist !== undefined)
    return yield* openPlainly(shell, redirect, target, number, undo, shell.dialect.almquist);
  const words: string[] = [];
  yield* expandWord(shell, target, words);
  if (shell.flow !== undefined) return false;
  if (words.length !== 1) {
    shell.complain(`${wordAsRead(shell.source.text, target)}: ambiguous redirect`);
    return false;
  }
  const name = words[0] ?? "";
  if (operator === "<&" || operator === ">&") {
    if (name === "-") {
      put(shell, number, undefined, undo);
      return true;
    }
    // What is empty passes for a number (all_digits of general.c), though none that is open.
    const moved = /^(\d+)(-?)$|^$/.exec(name);
    if (moved) {
      const from = Number(moved[1]);
      const file = shell.files.get(from);
      if (beyond && variable !== undefined) noDescriptor(shell);
      if (file === undefined || beyond) {
        badDescriptor(shell, redirect, name);
        return false;
      }
      put(shell, number, file.retain(), undo);
      if (variable !== undefined) keep(shell, variable, number, undo);
      if (moved[2] === "-" && from !== number) put(shell, from, undefined, undo);
      return true;
    }
    if (operator === "<&" || redirect.descriptor !== undefined) {
      shell.complain(`${variable ?? name}: ambiguous redirect`);
      return false;
    }
  }
  if (operator !== "<" && forbids(shell, variable ?? name, "restricted: cannot redirect output")) return false;
  const both = operator === "&>" || operator === "&>>" || operator === ">&";
  const mode: OpenMode =
    operator === "<" ? "read" : operator === "<>" ? "readwrite" : operator.endsWith(">>") ? "append" : "write";
  if (operator === ">" && shell.options.noclobber) {
    const stat = shell.host.files.stat(shell.absolute(name));
    if (stat.ok && stat.value.type === "file") {
      shell.complain(`${name}: cannot overwrite existing file`);
      return false;
    }
  }
  const net = /^\/dev\/(tcp|udp)\/([^/]*)\/(.*)$/s.exec(name);
  const opened =
    net === null
      ? yield* openPath(shell, name, mode)
      : yield* connect(shell, { transport: net[1] as "tcp" | "udp", host: net[2] ?? "", service: net[3] ?? "" });
  if (!opened.ok) {
    if (opened.error !== "EINTR") shell.complainAbout(name, opened.error);
    return false;
  }
  if (beyond) {
    opened.value.close();
    if (variable === undefined) shell.complainAbout(String(number), "EBADF");
    else {
      noDescriptor(shell);
      shell.complainAbout(name, descriptorLimit(shell) <= FIRST_OF_VARIABLES ? "EINVAL" : "EMFILE");
    }
    return false;
  }
  put(shell, number, opened.value, undo);
  if (both) put(shell, 2, opened.value.retain(), undo);
  if (variable !== undefined) keep(shell, variable, number, undo);
  return true;
}

/** The same in dash and ash, where the word is one, whatever is in it, and no address is a file (redir.c). */
function* openPlainly(
  shell: Shell,
  { operator }: Redirect,
  target: Word,
  number: number,
  undo: Undo,
  { words, bashLike }: Almquist,
): Run<boolean> {
  const name = yield* expandText(shell, target);
  if (shell.flow !== undefined) return false;
  if (operator === "<&" || operator === ">&") {
    if (name === "-") {
      put(shell, number, undefined, undo);
      return true;
    }
    if (operator === ">&" && bashLike && !/^\d+$/.test(name))
      return yield* openBoth(shell, name, "write", number, undo, words);
    if (!/^\d$/.test(name) && !(bashLike && /^\d+$/.test(name))) {
      raise(shell, words.syntax(words.badDescriptor));
      return false;
    }
    const file = shell.files.get(Number(name));
    if (file === undefined) {
      shell.complain(`${name}: ${strerror("EBADF")}`);
      return false;
    }
    put(shell, number, file.retain(), undo);
    return true;
  }
  if (operator === "&>" || operator === "&>>")
    return yield* openBoth(shell, name, operator === "&>" ? "write" : "append", 1, undo, words);
  const reads = operator === "<";
  const mode: OpenMode = reads ? "read" : operator === "<>" ? "readwrite" : operator === ">>" ? "append" : "write";
  if (operator === ">" && shell.options.noclobber) {
    const stat = shell.host.files.stat(shell.absolute(name));
    if (stat.ok && stat.value.type === "file") {
      shell.complain(words.cannotCreate(name, "EEXIST"));
      return false;
    }
  }
  const opened = yield* openPath(shell, name, mode);
  if (!opened.ok) {
    const { error } = opened;
    if (error !== "EINTR") shell.complain(reads ? words.cannotOpen(name, error) : words.cannotCreate(name, error));
    return false;
  }
  put(shell, number, opened.value, undo);
  return true;
}

/** What is written to 1 and to 2, in one file. */
function* openBoth(
  shell: Shell,
  name: string,
  mode: OpenMode,
  number: number,
  undo: Undo,
  words: Almquist["words"],
): Run<boolean> {
  const opened = yield* openPath(shell, name, mode);
  if (!opened.ok) {
    if (opened.error !== "EINTR") shell.complain(words.cannotCreate(name, opened.error));
    return false;
  }
  put(shell, number, opened.value, undo);
  put(shell, 2, opened.value.retain(), undo);
  return true;
}

/** The lowest that `{name}>file` gives. */
const FIRST_OF_VARIABLES = 10;

/** fcntl(2) with F_DUPFD finds none. */
function noDescriptor(shell: Shell): void {
  const errno = descriptorLimit(shell) <= FIRST_OF_VARIABLES ? "EINVAL" : "EMFILE";
  shell.usage(`${shell.nameOf(shell.source)}: redirection error: cannot duplicate fd: ${strerror(errno)}`);
}

/** bash guesses which descriptor is the bad one, and names words as they are written (redir.c, redirection_error). */
function badDescriptor(shell: Shell, { target, descriptor, operator }: Redirect, name: string): void {
  const written = target?.text ?? name;
  if (/^\d+-?$/.test(written)) shell.complainAbout(name, "EBADF");
  else if (descriptor?.type === "FileDescriptorVariable") {
    shell.usage(`${shell.nameOf(shell.source)}: redirection error: cannot duplicate fd: ${strerror("EBADF")}`);
    shell.complainAbout(name, "EBADF");
  } else {
    const usual = operator === "<&" ? 0 : 1;
    const number = descriptor?.value ?? usual;
    shell.complainAbout(number === usual ? written : String(number), "EBADF");
  }
}

/** Of `{name}` or `{name[1]}`. */
function heldBy(shell: Shell, variable: string): string | undefined {
  const element = /^(\w+)\[(.*)\]$/.exec(variable);
  if (element === null) return shell.parameters.scalar(variable);
  return shell.parameters.element(element[1] ?? "", element[2] ?? "");
}

/** `{name}>file`: the descriptor stays open after the command, and the variable says which it is. */
function keep(shell: Shell, variable: string, number: number, undo: Undo): void {
  shell.parameters.assign(variable, String(number));
  const at = undo.findIndex(([each]) => each === number);
  if (at >= 0) undo.splice(at, 1);
}

/** The file of a here-document: its text, once. */
function textFile(text: string): OpenFile {
  let rest = text;
  const file: OpenFile = {
    path: "pipe:[here-document]",
    read() {
      if (rest === "") return null;
      const chunk = rest;
      rest = "";
      return chunk;
    },
    unread(back) {
      rest = back + rest;
    },
    write() {},
    close() {},
    retain: () => file,
  };
  return file;
}
