/** The functions that templates may call: Go's own and those docker adds (`json`, `join`, `upper`, `truncate` ...). */
import { err, ok, type Result } from "../../../../core/result.ts";
import { formatPrintf } from "./printf.ts";
import { formatValue, type GoValue, isMap, isSlice, isStruct, isTrue, toJson } from "./value.ts";

type Call = (args: readonly GoValue[]) => Result<GoValue, string>;

function text(value: GoValue | undefined): string {
  return typeof value === "string" ? value : formatValue(value ?? null);
}

function compare(name: string, test: (a: number | string, b: number | string) => boolean): Call {
  return ([a, b]) => {
    if ((typeof a === "number" && typeof b === "number") || (typeof a === "string" && typeof b === "string")) {
      return ok(test(a, b));
    }
    return err(`error calling ${name}: incompatible types for comparison`);
  };
}

/** Sprint adds a space between operands when neither is a string (fmt.Sprint). */
function sprint(args: readonly GoValue[]): string {
  let out = "";
  args.forEach((arg, i) => {
    if (i > 0 && typeof arg !== "string" && typeof args[i - 1] !== "string") {
      out += " ";
    }
    out += formatValue(arg);
  });
  return out;
}

function index(args: readonly GoValue[]): Result<GoValue, string> {
  let value: GoValue = args[0] ?? null;
  for (const key of args.slice(1)) {
    if (isMap(value)) {
      // A missing key gives the zero value of the map's element; elements here are strings, structs or lists.
      value = value.get(text(key)) ?? "";
    } else if (isSlice(value) || typeof value === "string") {
      if (typeof key !== "number") {
        return err(`error calling index: cannot index slice/array with type ${typeName(key)}`);
      }
      if (key < 0 || key >= value.length) {
        return err(`error calling index: index out of range: ${key}`);
      }
      value = (typeof value === "string" ? value.charCodeAt(key) : value[key]) ?? null;
    } else if (value === null) {
      return err("error calling index: index of untyped nil");
    } else {
      return err(`error calling index: can't index item of type ${typeName(value)}`);
    }
  }
  return ok(value);
}

function typeName(value: GoValue): string {
  return typeof value === "number"
    ? "int"
    : typeof value === "boolean"
      ? "bool"
      : typeof value === "string"
        ? "string"
        : "interface {}";
}

export const FUNCTIONS: ReadonlyMap<string, Call> = new Map<string, Call>([
  ["index", index],
  [
    "slice",
    ([value, from = 0, to]) => {
      const start = Number(from);
      const end = to === undefined ? undefined : Number(to);
      if (typeof value === "string") {
        return ok(value.slice(start, end));
      }
      return value !== undefined && isSlice(value)
        ? ok(value.slice(start, end))
        : err(`error calling slice: can't slice item of type ${typeName(value ?? null)}`);
    },
  ],
  [
    "len",
    ([value = null]) => {
      if (typeof value === "string" || isSlice(value)) {
        return ok(value.length);
      }
      return isMap(value) ? ok(value.size) : err(`error calling len: len of type ${typeName(value)}`);
    },
  ],
  ["json", ([value = null]) => ok(toJson(value))],
  ["print", (args) => ok(sprint(args))],
  ["println", (args) => ok(`${args.map(formatValue).join(" ")}\n`)],
  ["printf", ([format, ...args]) => ok(formatPrintf(text(format), args))],
  [
    "html",
    (args) =>
      ok(
        sprint(args).replace(
          /[&<>'"]/g,
          (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", "'": "&#39;", '"': "&#34;" })[c] ?? c,
        ),
      ),
  ],
  ["urlquery", (args) => ok(encodeURIComponent(sprint(args)))],
  ["eq", ([a = null, ...rest]) => ok(rest.some((b) => a === b))],
  ["ne", ([a = null, b = null]) => ok(a !== b)],
  ["lt", compare("lt", (a, b) => a < b)],
  ["le", compare("le", (a, b) => a <= b)],
  ["gt", compare("gt", (a, b) => a > b)],
  ["ge", compare("ge", (a, b) => a >= b)],
  ["and", (args) => ok(args.find((arg) => !isTrue(arg)) ?? args.at(-1) ?? null)],
  ["or", (args) => ok(args.find(isTrue) ?? args.at(-1) ?? null)],
  ["not", ([value = null]) => ok(!isTrue(value))],
  ["lower", ([value]) => ok(text(value).toLowerCase())],
  ["upper", ([value]) => ok(text(value).toUpperCase())],
  [
    "title",
    ([value]) =>
      ok(
        text(value).replace(
          /(^|[^\p{L}\p{N}_'])(\p{L})/gu,
          (_, before: string, letter: string) => before + letter.toUpperCase(),
        ),
      ),
  ],
  ["split", ([value, separator]) => ok(text(value).split(text(separator)))],
  [
    "join",
    ([list = null, separator]) =>
      isSlice(list)
        ? ok(list.map(text).join(text(separator)))
        : err(`wrong type for value; expected []string; got ${isStruct(list) ? "struct" : typeName(list)}`),
  ],
  [
    "pad",
    ([value = "", before = 0, after = 0]) =>
      ok(value === "" ? "" : " ".repeat(Number(before)) + text(value) + " ".repeat(Number(after))),
  ],
  ["truncate", ([value, length = 0]) => ok(text(value).slice(0, Number(length)))],
]);
