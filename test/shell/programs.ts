/** The few programs that the shell's tests start: small, but with the real ones' output. */
import { strerror } from "../../core/errors.ts";
import type { ExecRequest, ExitStatus, OpenFile, ProcessSelf, ShellHost } from "../../core/process.ts";
import type { TestWorld } from "./host.ts";

interface TestContext extends ExecRequest {
  readonly self: ProcessSelf;
  readonly host: ShellHost;
  readonly world: TestWorld;
}

export type TestProgram = (context: TestContext) => ExitStatus | Promise<ExitStatus>;

function absolute(context: TestContext, path: string): string {
  return path.startsWith("/") ? path : `${context.cwd}/${path}`;
}

function say(context: TestContext, text: string): ExitStatus {
  void context.files.get(2)?.write(`${context.argv[0]?.split("/").at(-1)}: ${text}\n`);
  return 1;
}

async function readAll(context: TestContext, file: OpenFile | undefined): Promise<string> {
  let text = "";
  for (;;) {
    const chunk = await file?.read(context.self.signals);
    if (chunk === null || chunk === undefined) return text;
    text += chunk;
  }
}

/** The text of the operands, or of standard input. */
async function inputs(
  context: TestContext,
  names: readonly string[],
): Promise<{ readonly text: string; readonly status: ExitStatus }> {
  if (names.length === 0) return { text: await readAll(context, context.files.get(0)), status: 0 };
  let text = "";
  let status: ExitStatus = 0;
  for (const name of names) {
    const own = /^\/dev\/fd\/(\d+)$/.exec(name);
    if (name === "-" || own || name === "/dev/stdin") {
      text += await readAll(context, context.files.get(own ? Number(own[1]) : 0));
      continue;
    }
    const read = context.host.files.readFile(absolute(context, name));
    if (read.ok) text += read.value;
    else status = say(context, `${name}: ${strerror(read.error)}`);
  }
  return { text, status };
}

const operands = (argv: readonly string[]): string[] => argv.slice(1).filter((arg) => !/^-./.test(arg));

async function print(context: TestContext, text: string): Promise<ExitStatus> {
  const file = context.files.get(1);
  if (file?.broken) return 141;
  if (text !== "") await file?.write(text);
  return 0;
}

const lines = (text: string): string[] => (text === "" ? [] : text.replace(/\n$/, "").split("\n"));

export const PROGRAMS: ReadonlyMap<string, TestProgram> = new Map<string, TestProgram>([
  [
    "cat",
    async (context) => {
      const names = operands(context.argv);
      if (names.length === 0) {
        for (;;) {
          const chunk = await context.files.get(0)?.read(context.self.signals);
          if (chunk === null || chunk === undefined) return 0;
          if ((await print(context, chunk)) !== 0) return 141;
        }
      }
      const { text, status } = await inputs(context, names);
      const printed = await print(context, text);
      return printed === 0 ? status : printed;
    },
  ],
  [
    "sleep",
    async (context) => {
      await context.world.sleep(Number.parseFloat(context.argv[1] ?? "0") * 1e6, context.self.signals);
      return 0;
    },
  ],
  ["true", () => 0],
  ["echo", (context) => print(context, `${context.argv.slice(1).join(" ")}\n`)],
  ["false", () => 1],
  [
    "env",
    async (context) => {
      let at = 1;
      const env = { ...context.env };
      while (/^\w+=/.test(context.argv[at] ?? "")) {
        const [name = "", ...value] = (context.argv[at++] ?? "").split("=");
        env[name] = value.join("=");
      }
      const command = context.argv[at];
      if (command === undefined) {
        return print(
          context,
          Object.entries(env)
            .map(([name, value]) => `${name}=${value}\n`)
            .join(""),
        );
      }
      const started = context.host.exec(`/usr/bin/${command}`, { ...context, argv: context.argv.slice(at), env });
      return started.ok ? started.value.status : 127;
    },
  ],
  [
    "printenv",
    (context) => {
      const value = context.env[context.argv[1] ?? ""];
      return value === undefined ? 1 : print(context, `${value}\n`);
    },
  ],
  [
    "mkdir",
    (context) => {
      let status: ExitStatus = 0;
      for (const name of operands(context.argv)) {
        if (context.argv[1] === "-p") {
          const parts = absolute(context, name).split("/");
          for (let n = 2; n <= parts.length; n++) context.host.files.mkdir(parts.slice(0, n).join("/"));
          continue;
        }
        const made = context.host.files.mkdir(absolute(context, name));
        if (!made.ok) status = say(context, `cannot create directory ‘${name}’: ${strerror(made.error)}`);
      }
      return status;
    },
  ],
  [
    "touch",
    (context) => {
      for (const name of operands(context.argv)) context.host.files.open(absolute(context, name), "append");
      return 0;
    },
  ],
  [
    "rm",
    (context) => {
      let status: ExitStatus = 0;
      for (const name of operands(context.argv)) {
        const removed = context.host.files.unlink(absolute(context, name));
        if (!removed.ok && context.argv[1] !== "-f")
          status = say(context, `cannot remove '${name}': ${strerror(removed.error)}`);
      }
      return status;
    },
  ],
  [
    "ln",
    (context) => {
      const [target = "", name = ""] = operands(context.argv);
      const made = context.host.files.symlink(target, absolute(context, name));
      return made.ok ? 0 : 1;
    },
  ],
  [
    "chmod",
    (context) => {
      const [mode = "", ...names] = context.argv.slice(1);
      for (const name of names) {
        const stat = context.host.files.stat(absolute(context, name));
        const before = stat.ok ? stat.value.mode : 0;
        const wanted = mode === "+x" ? before | 0o111 : mode === "-x" ? before & ~0o111 : Number.parseInt(mode, 8);
        context.host.files.chmod(absolute(context, name), wanted);
      }
      return 0;
    },
  ],
  [
    "ls",
    (context) => {
      const [name = "."] = operands(context.argv);
      const names = context.host.files.readDir(absolute(context, name));
      if (!names.ok) {
        say(context, `cannot access '${name}': ${strerror(names.error)}`);
        return 2;
      }
      return print(
        context,
        [...names.value]
          .filter((each) => !each.startsWith("."))
          .sort()
          .map((each) => `${each}\n`)
          .join(""),
      );
    },
  ],
  [
    "seq",
    (context) => {
      const numbers = context.argv.slice(1).map(Number);
      const [first, step, last] =
        numbers.length === 1
          ? [1, 1, numbers[0] ?? 0]
          : numbers.length === 2
            ? [numbers[0] ?? 0, 1, numbers[1] ?? 0]
            : [numbers[0] ?? 0, numbers[1] ?? 1, numbers[2] ?? 0];
      let text = "";
      for (let n = first; step > 0 ? n <= last : n >= last; n += step) text += `${n}\n`;
      return print(context, text);
    },
  ],
  [
    "head",
    async (context) => {
      if (context.argv[1] === "-c") {
        return print(context, (await readAll(context, context.files.get(0))).slice(0, Number(context.argv[2])));
      }
      const count = Number(context.argv[1] === "-n" ? context.argv[2] : (context.argv[1]?.slice(1) ?? 10));
      const file = context.files.get(0);
      let text = "";
      while (text.split("\n").length <= count) {
        const chunk = await file?.read(context.self.signals);
        if (chunk === null || chunk === undefined) break;
        text += chunk;
      }
      return print(
        context,
        lines(text)
          .slice(0, count)
          .map((line) => `${line}\n`)
          .join(""),
      );
    },
  ],
  [
    "sort",
    async (context) =>
      print(
        context,
        lines((await inputs(context, operands(context.argv))).text)
          .sort()
          .map((line) => `${line}\n`)
          .join(""),
      ),
  ],
  [
    "tr",
    async (context) => {
      const text = await readAll(context, context.files.get(0));
      const ranges = (set: string): string =>
        set.replace(/(.)-(.)/g, (_, low: string, high: string) =>
          Array.from({ length: high.charCodeAt(0) - low.charCodeAt(0) + 1 }, (_each, at) =>
            String.fromCharCode(low.charCodeAt(0) + at),
          ).join(""),
        );
      const [from = "", to = ""] = context.argv.slice(1).map(ranges);
      return print(
        context,
        text
          .split("")
          .map((char) => (from.includes(char) ? (to[Math.min(from.indexOf(char), to.length - 1)] ?? "") : char))
          .join(""),
      );
    },
  ],
  [
    "wc",
    async (context) => {
      const { text } = await inputs(context, operands(context.argv));
      const count =
        context.argv[1] === "-l"
          ? text.split("\n").length - 1
          : context.argv[1] === "-c"
            ? text.length
            : text.split(/\s+/).filter(Boolean).length;
      return print(context, `${count}\n`);
    },
  ],
  [
    "grep",
    async (context) => {
      const [pattern = "", ...names] = operands(context.argv);
      const found = lines((await inputs(context, names)).text).filter((line) => matches(pattern, line));
      if (context.argv[1] !== "-q") await print(context, found.map((line) => `${line}\n`).join(""));
      return found.length > 0 ? 0 : 1;
    },
  ],
  [
    "rev",
    async (context) =>
      print(
        context,
        lines((await inputs(context, [])).text)
          .map((line) => `${[...line].reverse().join("")}\n`)
          .join(""),
      ),
  ],
  ["basename", (context) => print(context, `${(context.argv[1] ?? "").split("/").at(-1)}\n`)],
]);

/** A pattern that is none matches nothing. */
function matches(pattern: string, line: string): boolean {
  try {
    return new RegExp(pattern).test(line);
  } catch {
    return false;
  }
}
