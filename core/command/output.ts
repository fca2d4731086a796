/**
 * What a query prints, as text and as JSON at once: iproute2 writes both from one pass over the fields (lib/json_print.c),
 * and so do the printers here. Text goes out as it is; JSON is kept as a tree, for `-j`, `-p`, and observations.
 */
import type { Json, JsonObject } from "../observation.ts";
import { general } from "./general.ts";

/** What `-c` colours (lib/color.c, light background). */
export type Colour = "ifname" | "mac" | "inet" | "inet6" | "up" | "down";

const COLOUR: Readonly<Record<Colour, number>> = { ifname: 36, mac: 33, inet: 35, inet6: 34, up: 32, down: 31 };

/** A number that JSON shows with two decimals (`0.00`). */
class Hundredths {
  readonly value: number;
  constructor(value: number) {
    this.value = value;
  }
}
/** Text that stands in the midst of JSON as it is: a program's that forgot about JSON there. */
class Raw {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}
/** A name that an object has already, for another field: iproute2 does so in places. */
export function again(key: string, times = 1): string {
  return `${key}${AGAIN.repeat(times)}`;
}
const AGAIN = "\u0000";
/** The place of text that is no field. */
const RAW = "\u0001";

type Leaf = string | number | boolean | null | Hundredths | Raw;
type Node = Leaf | Node[] | Map<string, Node>;

export class Output {
  #text: string[] = [];
  readonly #root: Node[] = [];
  #open: (Node[] | Map<string, Node>)[] = [this.#root];
  readonly #colour: boolean;
  readonly #oneline: boolean;

  constructor(options: { readonly colour?: boolean; readonly oneline?: boolean } = {}) {
    this.#colour = options.colour ?? false;
    this.#oneline = options.oneline ?? false;
  }

  /** Text only. */
  text(text: string): this {
    this.#text.push(text);
    return this;
  }

  /** A line end inside of one thing: a backslash with `-o`. */
  line(): this {
    return this.text(this.#oneline ? "\\" : "\n");
  }

  /** Text in both, which makes no JSON; `shown` where a line has another. */
  raw(text: string, shown = text): this {
    this.#put(RAW, new Raw(text));
    return this.text(shown);
  }

  /** JSON only. Without a key: an element of the open list. */
  json(key: string | undefined, value: Json): this {
    this.#put(key, toNode(value));
    return this;
  }

  /** A JSON number of so many digits that a `number` does not keep them all. */
  jsonDigits(key: string, digits: string): this {
    this.#put(key, new Raw(digits));
    return this;
  }

  /** A JSON number with two decimals, of hundredths. */
  jsonHundredths(key: string, hundredths: number): this {
    this.#put(key, new Hundredths(hundredths / 100));
    return this;
  }

  /** One field in both: `text` is how it stands in the line. */
  field(key: string, value: Json, text: string): this {
    this.#put(key, toNode(value));
    return this.text(text);
  }

  /** The same in colour. */
  coloured(colour: Colour | undefined, key: string | undefined, value: Json, text: string): this {
    if (key !== undefined) this.#put(key, toNode(value));
    return this.paint(colour, text);
  }

  /** Text in colour. */
  paint(colour: Colour | undefined, text: string): this {
    return this.text(this.#colour && colour ? `\x1b[${COLOUR[colour]}m${text}\x1b[0m` : text);
  }

  openObject(key?: string): this {
    const object = new Map<string, Node>();
    this.#put(key, object);
    this.#open.push(object);
    return this;
  }

  openList(key: string): this {
    const list: Node[] = [];
    this.#put(key, list);
    this.#open.push(list);
    return this;
  }

  close(): this {
    this.#open.pop();
    return this;
  }

  /** Takes the object opened last back out of its list: it turned out that there is nothing to show. */
  discardObject(): this {
    const gone = this.#open.pop();
    const list = this.#open[this.#open.length - 1];
    if (Array.isArray(list) && gone !== undefined && list[list.length - 1] === gone) list.pop();
    return this;
  }

  #put(key: string | undefined, value: Node): void {
    const at = this.#open[this.#open.length - 1];
    if (at instanceof Map) at.set(key ?? "", value);
    else at?.push(value);
  }

  get asText(): string {
    return this.#text.join("");
  }

  /** What `-j` prints: one line; with `-p` over several. */
  asJson(pretty: boolean): string {
    return `${write(this.#root, pretty, 0)}\n`;
  }

  get objects(): readonly JsonObject[] {
    return this.#root.map((node) => fromNode(node) as JsonObject);
  }
}

/** What stands there of a list when the program gives up before there is anything to put in. */
export function begunList({ json, pretty }: { readonly json: boolean; readonly pretty: boolean }): string {
  return json ? (pretty ? "[ " : "[") : "";
}

function toNode(value: Json): Node {
  if (Array.isArray(value)) return value.map(toNode);
  if (value !== null && typeof value === "object")
    return new Map(Object.entries(value as JsonObject).map(([key, inner]) => [key, toNode(inner)]));
  return value as Leaf;
}

function fromNode(node: Node): Json {
  if (node instanceof Hundredths) return node.value;
  if (node instanceof Raw) return node.text;
  if (node instanceof Map) return Object.fromEntries([...node].map(([key, inner]) => [key, fromNode(inner)]));
  if (Array.isArray(node)) return node.map(fromNode);
  return node;
}

/** The layout of iproute2's JSON: objects break their lines, lists do not. */
function write(node: Node, pretty: boolean, depth: number): string {
  if (node instanceof Hundredths) return node.value.toFixed(2);
  if (node instanceof Raw) return node.text;
  if (typeof node === "number" && !Number.isInteger(node)) return general(node);
  if (Array.isArray(node)) {
    const inner = node.map((item) => write(item, pretty, depth + 1)).join(",");
    if (!pretty) return `[${inner}]`;
    return node.length === 0 ? "[ ]" : `[ ${inner} ]`;
  }
  if (node instanceof Map) {
    if (node.size === 0) return "{}";
    const raw = node.get(RAW);
    const text = raw instanceof Raw ? raw.text : "";
    const own = [...node].filter(([key]) => key !== RAW);
    if (!pretty) return `{${text}${own.map(([key, value]) => `${quote(key)}:${write(value, false, 0)}`).join(",")}}`;
    const indent = "    ".repeat(depth + 1);
    const fields = own.map(([key, value]) => `\n${indent}${quote(key)}: ${write(value, true, depth + 1)}`);
    return `{${text}${fields.join(",")}\n${"    ".repeat(depth)}}`;
  }
  return typeof node === "string" ? quote(node) : String(node);
}

/** Escapes as jsonw_puts does: control characters that have a letter, quote, backslash. */
function quote(text: string): string {
  return `"${text.replaceAll(AGAIN, "").replace(/["\\\t\n\r\f\b]/g, (char) => ESCAPES[char] ?? char)}"`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"',
  "\\": "\\\\",
  "\t": "\\t",
  "\n": "\\n",
  "\r": "\\r",
  "\f": "\\f",
  "\b": "\\b",
};
