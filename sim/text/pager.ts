/**
 * more of util-linux 2.38 and less 590 where their output is no terminal: they print what they are given. On a terminal they do the same
 * and do not stop at the end of a page.
 */
import { strerror } from "../../core/errors.ts";
import type { ExitStatus, OpenFile } from "../../core/process.ts";
import type { ProcessContext, Program } from "../program.ts";
import { put, refusedOutput } from "./command.ts";
import { readToEnd, resolvePath } from "./files.ts";

type Said = (name: string, reason: string) => string;

/** What is read, up to what cannot be; undefined and a word on why. */
async function content(
  context: ProcessContext,
  name: string,
  say: { readonly on: OpenFile; readonly text: Said },
  directory: Said,
): Promise<string | undefined> {
  const opened = context.files.open(resolvePath(context.cwd, name), "read");
  if (!opened.ok) {
    await say.on.write(say.text(name, strerror(opened.error)));
    return undefined;
  }
  try {
    if (opened.value.directory !== true) return await readToEnd(opened.value, context);
    await context.stdout.write(directory(name, ""));
    return undefined;
  } finally {
    opened.value.close();
  }
}

const operandsOf = (context: ProcessContext, valued: RegExp): string[] => {
  const operands: string[] = [];
  const words = context.argv.slice(1);
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as string;
    if (word === "--") return [...operands, ...words.slice(at + 1)];
    if (valued.test(word)) at++;
    else if (word === "-" || !/^[-+]./.test(word)) operands.push(word);
  }
  return operands;
};

const more: Program = {
  name: "more",
  path: "/usr/bin/more",
  summary: "show a text page by page",
  async run(context) {
    const operands = operandsOf(context, /^-[nl]$/);
    if (operands.length === 0) {
      if (context.stdin.terminal !== undefined) {
        await context.stderr.write("more: bad usage\nTry 'more --help' for more information.\n");
        return 1;
      }
      return (await put(context.stdout, await readToEnd(context.stdin, context))) ? 0 : refusedOutput(context);
    }
    for (const name of operands) {
      const text = await content(
        context,
        name,
        { on: context.stderr, text: (of, reason) => `more: cannot open ${of}: ${reason}\n` },
        (of) => `\n*** ${of}: directory ***\n\n`,
      );
      if (text === undefined) continue;
      const line = "::::::::::::::\n";
      const head = operands.length > 1 ? `${line}${name}\n${line}` : "";
      if (!(await put(context.stdout, head + text))) return refusedOutput(context);
    }
    return 0;
  },
};

const less: Program = {
  name: "less",
  path: "/usr/bin/less",
  summary: "show a text page by page",
  async run(context) {
    const operands = operandsOf(context, /^-[bhjkopPtTxyz]$/);
    if (operands.length === 0 && context.stdin.terminal !== undefined) {
      await context.stdout.write('Missing filename ("less --help" for help)\n');
      return 1;
    }
    for (const name of operands.length === 0 ? ["-"] : operands) {
      const text =
        name === "-"
          ? await readToEnd(context.stdin, context)
          : await content(
              context,
              name,
              // Where it cannot page, it says that in the text.
              { on: context.stdout, text: (of, reason) => `${of}: ${reason}\n` },
              (of) => `${of} is a directory\n`,
            );
      if (text !== undefined && !(await put(context.stdout, text))) return refusedOutput(context);
    }
    const status: ExitStatus = 0;
    return status;
  },
};

export const pagerPrograms: readonly Program[] = [more, less];
