/** Assignments: scalars, elements, whole arrays. */
import type { ArrayValue, Assignment, Word } from "unbash";
import { expandSubscript } from "../expand/parameter.ts";
import { inSingleQuotes, quoteTrace } from "../expand/transform.ts";
import { expandText, expandWord, wordOf } from "../expand/word.ts";
import { COST } from "../limits.ts";
import { wordAsRead } from "../print.ts";
import type { Run } from "../run.ts";
import type { Shell } from "../shell.ts";
import { trace } from "./simple.ts";

/** `name=(...)` as an argument of a declaration, its elements expanded. */
export interface ArrayArgument {
  readonly append: boolean;
  readonly elements: readonly Element[];
}

const pendingArrays = new WeakMap<Shell, Map<number, ArrayArgument>>();

/** The `name=(...)` arguments of the declaration that is being expanded, by argument number. */
export function arrayArguments(shell: Shell): Map<number, ArrayArgument> {
  let map = pendingArrays.get(shell);
  if (map === undefined) {
    map = new Map();
    pendingArrays.set(shell, map);
  }
  return map;
}

/** Assigns, and shows it first under `set -x`; `told` takes it instead. */
export function* applyAssignment(shell: Shell, assignment: Assignment, told?: string[]): Run<void> {
  const { name, value } = assignment;
  const operator = assignment.append ? "+=" : "=";
  if (value.type === "ArrayValue") {
    if (assignment.index !== undefined) {
      shell.fail(`${name}[${assignment.index.text}]: cannot assign list to array member`, {
        kind: "abort",
        status: 1,
        counts: true,
      });
      return;
    }
    if (shell.options.xtrace) yield* trace(shell, [wordAsRead(shell.source.text, assignment)], true);
    yield* assignArray(shell, name, value, assignment.append ?? false);
    return;
  }
  if (assignment.index !== undefined) {
    const subscript = yield* expandSubscript(shell, assignment.index);
    if (shell.flow !== undefined) return;
    const text = yield* expandText(shell, value, "value");
    if (shell.flow !== undefined) return;
    if (shell.options.xtrace) yield* trace(shell, [`${name}[${subscript}]${operator}${quoteTrace(text)}`], true);
    // What is empty only when it is expanded is 0, but no key (assign_array_element).
    if (subscript === "" && (assignment.index.text === "" || shell.parameters.lookup(name)?.entries !== undefined)) {
      const status = { kind: "abort", status: 1, counts: true } as const;
      shell.fail(`${name}[${assignment.index.text}]: bad array subscript`, status);
    } else shell.parameters.assignElement(name, subscript, text, assignment.append ?? false);
    return;
  }
  const text = yield* expandText(shell, value, "value");
  if (shell.flow !== undefined) return;
  if (told !== undefined) told.push(`${name}=${shell.dialect.almquist?.words.traced(text) ?? text}`);
  else if (shell.options.xtrace)
    yield* trace(shell, [`${name}${operator}${text === "" ? "" : quoteTrace(text)}`], true);
  shell.parameters.assign(name, text, assignment.append ?? false);
}

/** One element between the parentheses of `name=(...)`. */
interface Element {
  readonly key: string | undefined;
  readonly append: boolean;
  readonly value: string;
}

/** Expands a `name=(...)` among the arguments of a declaration, which `set -x` shows before that. */
export function* expandArrayArgument(shell: Shell, { name, value, append = false }: Assignment): Run<ArrayArgument> {
  const elements = value.type === "ArrayValue" ? yield* expandElements(shell, value) : [];
  if (shell.flow === undefined && shell.options.xtrace && shell.dialect.almquist === undefined) {
    const shown = elements.map(({ key, append: more, value: text }) =>
      key === undefined ? inSingleQuotes(text) : `[${inSingleQuotes(key)}]${more ? "+" : ""}=${inSingleQuotes(text)}`,
    );
    yield* trace(shell, [`${name}${append ? "+" : ""}=(${shown.join(" ")})`], true);
  }
  return { append, elements };
}

function* expandElements(shell: Shell, value: ArrayValue): Run<Element[]> {
  const elements: Element[] = [];
  for (const word of wholeElements(value.elements)) {
    const keyed = yield* keyedElement(shell, word);
    if (shell.flow !== undefined) return elements;
    if (keyed !== undefined) {
      elements.push(keyed);
      continue;
    }
    const texts: string[] = [];
    yield* expandWord(shell, word, texts);
    if (shell.flow !== undefined) return elements;
    for (const text of texts) elements.push({ key: undefined, append: false, value: text });
  }
  return elements;
}

/** `name=(...)`: everything is expanded before anything is assigned. */
export function* assignArray(shell: Shell, rawName: string, value: ArrayValue, append: boolean): Run<void> {
  const name = shell.parameters.resolveName(rawName);
  const existing = shell.variables.get(name);
  if (existing?.readonly) {
    shell.fail(`${name}: readonly variable`, { kind: "abort", status: 1, counts: true });
    return;
  }
  const elements = yield* expandElements(shell, value);
  if (shell.flow === undefined) yield* assignElements(shell, name, elements, append);
}

/** Makes an array of elements that have been expanded, or adds them to it. */
export function* assignElements(
  shell: Shell,
  rawName: string,
  elements: readonly Element[],
  append: boolean,
): Run<void> {
  const name = shell.parameters.resolveName(rawName);
  const associative = shell.variables.get(name)?.entries !== undefined;
  const variable = shell.variables.own(name);
  variable.bare = false;
  if (associative) {
    if (!append) variable.entries = new Map();
    for (let i = 0; i < elements.length; i++) {
      const element = elements[i];
      if (element === undefined) continue;
      if (element.key !== undefined) shell.parameters.assignElement(name, element.key, element.value, element.append);
      else {
        // Keys and values in turn.
        shell.parameters.assignElement(name, element.value, elements[i + 1]?.value ?? "");
        i++;
      }
    }
    return;
  }
  if (!append || variable.items === undefined) {
    variable.items = new Map(append && variable.value !== undefined ? [[0, variable.value]] : []);
    variable.value = undefined;
  }
  let next = 0;
  for (const index of variable.items.keys()) if (index >= next) next = index + 1;
  yield* shell.mind(variable.items.size * COST.element + elements.length);
  if (shell.flow !== undefined) return;
  for (const element of elements) {
    if (element.key !== undefined) {
      const index = shell.parameters.indexOf(`${name}[${element.key}]`, element.key, variable.items);
      if (index === undefined) return;
      next = index;
    }
    shell.parameters.assignElement(name, String(next), element.value, element.append);
    if (shell.flow !== undefined) return;
    next++;
  }
}

const merged = new WeakMap<readonly Word[], readonly Word[]>();

/** `[a key]=value` was taken apart at its blanks: together again. */
function wholeElements(elements: readonly Word[]): readonly Word[] {
  if (!elements.some((word) => word.text.startsWith("[") && !word.text.includes("]"))) return elements;
  let whole = merged.get(elements);
  if (whole === undefined) {
    const words: Word[] = [];
    let open = "";
    for (const word of elements) {
      const text = open === "" ? word.text : `${open} ${word.text}`;
      open = text.startsWith("[") && !/\]\+?=/.test(text) && (open !== "" || !text.includes("]")) ? text : "";
      if (open === "")
        words.push(text === word.text ? word : (wordOf(text.replace(/^\[([^\]"']* [^\]"']*)\]/, '["$1"]')) ?? word));
    }
    if (open !== "") words.push(...elements.slice(-1));
    whole = words;
    merged.set(elements, whole);
  }
  return whole;
}

const keyWords = new WeakMap<
  Word,
  { readonly key: Word | undefined; readonly value: Word | undefined; readonly append: boolean } | null
>();

function* keyedElement(shell: Shell, word: Word): Run<Element | undefined> {
  if (!word.text.startsWith("[")) return undefined;
  let split = keyWords.get(word);
  if (split === undefined) {
    split = splitKey(word.text);
    keyWords.set(word, split);
  }
  if (split === null) return undefined;
  const key = split.key === undefined ? "" : yield* expandText(shell, split.key);
  const value = split.value === undefined ? "" : yield* expandText(shell, split.value, "value");
  return { key, value, append: split.append };
}

/** A key with blanks is one word all the same. */
function keyWord(text: string): Word | undefined {
  if (!/\s/.test(text) || /["'\\]/.test(text)) return wordOf(text);
  return wordOf(`"${text}"`);
}

function splitKey(text: string): { key: Word | undefined; value: Word | undefined; append: boolean } | null {
  let depth = 0;
  let quote = "";
  for (let i = 0; i < text.length; i++) {
    const char = text[i] ?? "";
    if (char === "\\") i++;
    else if (quote !== "") {
      if (char === quote) quote = "";
    } else if (char === '"' || char === "'") quote = char;
    else if (char === "[") depth++;
    else if (char === "]" && --depth === 0) {
      const rest = text.slice(i + 1);
      const operator = /^\+?=/.exec(rest)?.[0];
      if (operator === undefined) return null;
      return { key: keyWord(text.slice(1, i)), value: wordOf(rest.slice(operator.length)), append: operator === "+=" };
    }
  }
  return null;
}
