/** locale(1) of glibc 2.36 on a Debian that has no locales but C, C.UTF-8 and POSIX. Absent: the values of categories and keywords. */
import type { ProcessContext, Program } from "../../../program.ts";
import { complain } from "../support.ts";

const INSTALLED = ["C", "C.utf8", "POSIX"];
const CATEGORIES =
  "CTYPE NUMERIC TIME COLLATE MONETARY MESSAGES PAPER NAME ADDRESS TELEPHONE MEASUREMENT IDENTIFICATION".split(" ");

const isInstalled = (name: string): boolean =>
  INSTALLED.some((each) => each.toLowerCase() === name.toLowerCase().replace(/utf-8$/, "utf8"));

/** What the environment says; those that follow from another stand in quotes. */
function environment({ env }: ProcessContext): string {
  const { LANG = "", LANGUAGE = "", LC_ALL = "" } = env;
  const category = (name: string): string => {
    const own = env[name];
    if (LC_ALL === "" && own !== undefined && own !== "") return `${name}=${own}`;
    return `${name}="${LC_ALL || LANG || "POSIX"}"`;
  };
  const lines = [`LANG=${LANG}`, `LANGUAGE=${LANGUAGE}`, ...CATEGORIES.map((name) => category(`LC_${name}`))];
  return [...lines, `LC_ALL=${LC_ALL}`].map((line) => `${line}\n`).join("");
}

/** setlocale(3) failed for these; the rest is told all the same. */
function warn(context: ProcessContext): void {
  const { LC_ALL, LANG = "", LC_CTYPE, LC_MESSAGES } = context.env;
  for (const [name, value] of [
    ["LC_CTYPE", LC_ALL || LC_CTYPE || LANG],
    ["LC_MESSAGES", LC_ALL || LC_MESSAGES || LANG],
    ["LC_ALL", LC_ALL || LANG],
  ] as const)
    if (value !== "" && !isInstalled(value))
      complain(context, `Cannot set ${name} to default locale: No such file or directory`);
}

export const locale: Program = {
  name: "locale",
  path: "/usr/bin/locale",
  summary: "what the environment says of languages",
  run(context) {
    const [word, extra] = context.argv.slice(1);
    warn(context);
    if (word === undefined) void context.stdout.write(environment(context));
    else if (extra === undefined && (word === "-a" || word === "--all-locales"))
      void context.stdout.write(INSTALLED.map((name) => `${name}\n`).join(""));
    else if (extra === undefined && word === "charmap") {
      const { LC_ALL, LC_CTYPE, LANG } = context.env;
      const name = LC_ALL || LC_CTYPE || LANG || "C";
      void context.stdout.write(isInstalled(name) && /utf-?8$/i.test(name) ? "UTF-8\n" : "ANSI_X3.4-1968\n");
    } else return complain(context, `netnone: ${word} is not modelled`, 3);
    return 0;
  },
};
