/** Lines of checksums: how they are written, read, and what `-c` says of them (coreutils 9.1, digest.c). */

import { strerror } from "../../../core/errors.ts";
import type { ProcessContext } from "../../program.ts";
import { shownName } from "../../programs/base/quote.ts";
import { complain } from "../../programs/base/support.ts";
import { readToEnd, resolvePath } from "../files.ts";
import { DIGITS, type HashName } from "./hash.ts";

interface Written {
  readonly algorithm: HashName;
  readonly given: ReadonlySet<string>;
}

const ESCAPED: Readonly<Record<string, string>> = { "\\": "\\\\", "\n": "\\n", "\r": "\\r" };

/** `HASH  NAME`, or `MD5 (NAME) = HASH`; a backslash in front tells of a name with some in it. */
export function lineOf(name: string, digest: string, { algorithm, given }: Written): string {
  const odd = !given.has("z") && /[\\\n\r]/.test(name);
  const shown = odd ? name.replace(/[\\\n\r]/g, (char) => ESCAPED[char] ?? char) : name;
  const text = given.has("tag")
    ? `${algorithm} (${shown}) = ${digest}`
    : `${digest} ${given.has("b") ? "*" : " "}${shown}`;
  return `${odd ? "\\" : ""}${text}${given.has("z") ? "\0" : "\n"}`;
}

function read(line: string, algorithm: HashName): { readonly digest: string; readonly name: string } | undefined {
  const odd = line.startsWith("\\");
  const text = (odd ? line.slice(1) : line).replace(/^[ \t]+/, "");
  const tagged = new RegExp(`^${algorithm} ?\\((.*)\\) ?= ?([0-9A-Fa-f]+)$`).exec(text);
  const plain = new RegExp(`^([0-9A-Fa-f]{${DIGITS[algorithm]}}) [ *]?(.+)$`).exec(text);
  const digest = tagged ? tagged[2] : plain?.[1];
  const name = tagged ? tagged[1] : plain?.[2];
  if (digest === undefined || name === undefined || digest.length !== DIGITS[algorithm]) return undefined;
  if (!odd) return { digest, name };
  return { digest, name: name.replace(/\\([\\nr])/g, (_all, char) => ({ n: "\n", r: "\r" })[char as string] ?? "\\") };
}

const counted = (count: number, one: string, many: string): string => `WARNING: ${count} ${count === 1 ? one : many}`;

/** Checks the files that the lines of `text` name; false when something is wrong with one, or with the list. */
export async function check(
  context: ProcessContext,
  list: string,
  text: string,
  { algorithm, given, digest }: Written & { readonly digest: (text: string) => Promise<string> },
): Promise<boolean> {
  const shownList = shownName(list === "-" ? "standard input" : list);
  const [silent, quiet] = [given.has("status"), given.has("status") || given.has("quiet")];
  let [proper, odd, unread, wrong, right] = [0, 0, 0, 0, 0];
  const say = async (name: string, result: string): Promise<void> => {
    const escaped = /[\\\n\r]/.test(name);
    const shown = escaped ? `\\${name.replace(/[\\\n\r]/g, (char) => ESCAPED[char] ?? char)}` : name;
    await context.stdout.write(`${shown}: ${result}\n`);
  };
  const lines = text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  for (const [index, whole] of lines.entries()) {
    const line = whole.replace(/\r$/, "");
    if (line.startsWith("#")) continue;
    const found = read(line, algorithm);
    if (found === undefined) {
      odd++;
      if (given.has("w"))
        complain(context, `${shownList}: ${index + 1}: improperly formatted ${algorithm} checksum line`);
      continue;
    }
    proper++;
    const { name } = found;
    const file =
      name === "-"
        ? { ok: true as const, value: await readToEnd(context.stdin, context) }
        : context.files.readFile(resolvePath(context.cwd, name));
    if (!file.ok) {
      if (given.has("ignore-missing") && file.error === "ENOENT") continue;
      complain(context, `${shownName(name)}: ${strerror(file.error)}`);
      unread++;
      if (!silent) await say(name, "FAILED open or read");
    } else if ((await digest(file.value)) === found.digest.toLowerCase()) {
      right++;
      if (!quiet) await say(name, "OK");
    } else {
      wrong++;
      if (!silent) await say(name, "FAILED");
    }
  }
  if (proper === 0) complain(context, `${shownList}: no properly formatted checksum lines found`);
  else {
    if (!silent) {
      if (odd > 0) complain(context, counted(odd, "line is improperly formatted", "lines are improperly formatted"));
      if (unread > 0)
        complain(context, counted(unread, "listed file could not be read", "listed files could not be read"));
      if (wrong > 0)
        complain(context, counted(wrong, "computed checksum did NOT match", "computed checksums did NOT match"));
    }
    if (given.has("ignore-missing") && right + wrong + unread === 0)
      complain(context, `${shownList}: no file was verified`);
  }
  return (
    proper > 0 &&
    wrong === 0 &&
    unread === 0 &&
    !(given.has("ignore-missing") && right === 0) &&
    !(given.has("strict") && odd > 0)
  );
}
