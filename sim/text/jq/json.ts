/**
 * Texts of JSON values one after the other, as jq 1.6 reads them (jv_parse.c): the same complaints at the same places, `nan`, and
 * the same leniency. Answers values with the count of lines that had been read when each was complete.
 */
import type { Json } from "./value.ts";

export class JsonProblem extends Error {}

const DEPTH_MAX = 256;
const BLANK = " \t\r\n";

interface Frame {
  readonly array: Json[] | undefined;
  readonly object: Map<string, Json> | undefined;
  key: string | undefined;
}

export class JsonReader {
  #text: string;
  /** Nothing comes behind the text. */
  #ended: boolean;
  #at = 0;
  #line = 1;
  #column = 0;
  #token = "";
  #next: Json | undefined;
  #stack: Frame[] = [];
  /** Newlines in what had to be read so far: input comes by lines. */
  lines = 0;
  #counted = 0;

  constructor(text: string, ended = true) {
    this.#text = text;
    this.#ended = ended;
  }

  /** What has come since; strings are whole in it. */
  add(text: string, ended: boolean): void {
    this.#text = this.#text.slice(this.#at) + text;
    this.#counted = Math.max(0, this.#counted - this.#at);
    this.#at = 0;
    this.#ended = ended;
  }

  /** The next value; undefined at the end, or before more has come. Throws JsonProblem, after which there is nothing more. */
  next(): Json | undefined {
    const text = this.#text;
    while (this.#at < text.length) {
      const char = text[this.#at++] ?? "";
      this.#column++;
      if (char === "\n") {
        this.#line++;
        this.#column = 0;
      }
      if (char === "\x1e") continue;
      if (char === '"') {
        this.#literal();
        this.#string();
      } else if ("[{:,]}".includes(char)) {
        this.#literal();
        this.#structure(char);
      } else if (BLANK.includes(char)) this.#literal();
      else {
        this.#token += char;
        continue;
      }
      const done = this.#done();
      if (done !== undefined) return done;
    }
    if (!this.#ended) return undefined;
    this.#count();
    try {
      this.#literal();
    } catch (problem) {
      throw this.#atEnd(problem);
    }
    if (this.#stack.length > 0) throw this.#wrong("Unfinished JSON term", true);
    const value = this.#next;
    this.#next = undefined;
    return value;
  }

  #atEnd(problem: unknown): unknown {
    if (!(problem instanceof JsonProblem)) return problem;
    return new JsonProblem(problem.message.replace(" at line", " at EOF at line"));
  }

  #done(): Json | undefined {
    if (this.#stack.length > 0 || this.#next === undefined) return undefined;
    const value = this.#next;
    this.#next = undefined;
    this.#count();
    return value;
  }

  #count(): void {
    const until = this.#text.indexOf("\n", Math.max(0, this.#at - 1));
    const end = until < 0 ? this.#text.length : until + 1;
    for (; this.#counted < end; this.#counted++) if (this.#text.charCodeAt(this.#counted) === 10) this.lines++;
  }

  #wrong(message: string, end = false): JsonProblem {
    this.#count();
    return new JsonProblem(`${message} at ${end ? "EOF at " : ""}line ${this.#line}, column ${this.#column}`);
  }

  #value(value: Json): void {
    if (this.#next !== undefined) throw this.#wrong("Expected separator between values");
    this.#next = value;
  }

  #literal(): void {
    const token = this.#token;
    if (token === "") return;
    this.#token = "";
    const word = { t: "true", f: "false", n: "null" }[token[0] ?? ""];
    if (word !== undefined) {
      if (token !== word) throw this.#wrong("Invalid literal");
      this.#value(word === "null" ? null : word === "true");
      return;
    }
    // What strtod(3) takes besides.
    const special = /^([-+]?)(?:(nan)|inf(?:inity)?)$/i.exec(token);
    if (special !== null) {
      this.#value(special[2] !== undefined ? Number.NaN : special[1] === "-" ? -Infinity : Infinity);
      return;
    }
    if (!/^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/.test(token)) throw this.#wrong("Invalid numeric literal");
    this.#value(Number(token));
  }

  #string(): void {
    const text = this.#text;
    let out = "";
    let controls = false;
    let halves = false;
    for (;;) {
      const char = text[this.#at];
      if (char !== undefined && char < " ") controls = true;
      if (char === undefined) throw this.#wrong("Unfinished string", true);
      this.#at++;
      this.#column++;
      if (char === '"') break;
      if (char === "\n") {
        this.#line++;
        this.#column = 0;
      }
      if (char !== "\\") {
        out += char;
        continue;
      }
      const letter = text[this.#at++] ?? "";
      this.#column++;
      if (letter === "u") {
        const digits = /^[0-9a-fA-F]{4}/.exec(text.slice(this.#at, this.#at + 4))?.[0];
        if (digits === undefined) this.#escape("Invalid \\uXXXX escape");
        else {
          const code = Number.parseInt(digits, 16);
          out += String.fromCharCode(code);
          if (code >= 0xd800 && code <= 0xdfff) halves = true;
          this.#at += 4;
          this.#column += 4;
        }
        continue;
      }
      const plain = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t", "/": "/", "\\": "\\", '"': '"' }[letter];
      if (plain === undefined) this.#escape("Invalid escape");
      else out += plain;
    }
    if (controls) throw this.#wrong("Invalid string: control characters from U+0000 through U+001F must be escaped");
    if (halves && !wellFormed(out)) throw this.#wrong("Invalid \\uXXXX\\uXXXX surrogate pair escape");
    // Halves of pairs alone stand for nothing.
    this.#value(
      out.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, (half) =>
        /[\udc80-\udcff]/.test(half) ? half : "\ufffd",
      ),
    );
  }

  /** What is wrong with an escape is told when the string ends. */
  #escape(message: string): never {
    const text = this.#text;
    for (; this.#at < text.length; this.#at++) {
      this.#column++;
      if (text[this.#at] === '"') break;
      if (text[this.#at] === "\\") {
        this.#at++;
        this.#column++;
      }
    }
    throw this.#wrong(message);
  }

  #structure(char: string): void {
    const top = this.#stack.at(-1);
    const next = this.#next;
    switch (char) {
      case "[":
      case "{":
        if (this.#stack.length >= DEPTH_MAX) throw this.#wrong("Exceeds depth limit for parsing");
        if (next !== undefined) throw this.#wrong("Expected separator between values");
        this.#stack.push(
          char === "["
            ? { array: [], object: undefined, key: undefined }
            : { array: undefined, object: new Map(), key: undefined },
        );
        return;
      case ":":
        if (next === undefined) throw this.#wrong("Expected string key before ':'");
        if (top === undefined || top.array !== undefined) throw this.#wrong("':' not as part of an object");
        if (top.key !== undefined) throw this.#wrong("':' should follow a key");
        if (typeof next !== "string") throw this.#wrong("Object keys must be strings");
        top.key = next;
        this.#next = undefined;
        return;
      case ",":
        if (next === undefined) throw this.#wrong("Expected value before ','");
        if (top === undefined) throw this.#wrong("',' not as part of an object or array");
        this.#put(top, next);
        return;
      default:
        if (top === undefined || (char === "]") !== (top.array !== undefined)) throw this.#wrong(`Unmatched '${char}'`);
        if (next !== undefined) this.#put(top, next);
        else if (top.key !== undefined) throw this.#wrong(`Unmatched '${char}'`);
        else if (top.array !== undefined && top.array.length > 0) throw this.#wrong("Expected another array element");
        else if (top.object !== undefined && top.object.size > 0) throw this.#wrong("Expected another key-value pair");
        this.#stack.pop();
        this.#next = top.array ?? top.object;
    }
  }

  #put(top: Frame, value: Json): void {
    this.#next = undefined;
    if (top.array !== undefined) top.array.push(value);
    else if (top.key === undefined) throw this.#wrong("Objects must consist of key:value pairs");
    else {
      top.object?.set(top.key, value);
      top.key = undefined;
    }
  }
}

function wellFormed(text: string): boolean {
  return !/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(text);
}

/** One value of a text, as `fromjson` and `tonumber` read it; a message when it is none. */
export function readJson(text: string): { readonly value: Json } | { readonly problem: string } {
  const reader = new JsonReader(text);
  try {
    const value = reader.next();
    if (value === undefined) return { problem: `Expected JSON value (while parsing '${text}')` };
    if (reader.next() !== undefined) return { problem: `Unexpected extra JSON values (while parsing '${text}')` };
    return { value };
  } catch (problem) {
    if (problem instanceof JsonProblem) return { problem: `${problem.message} (while parsing '${text}')` };
    throw problem;
  }
}
