/** Completion of what is no beginning of a word: names that a pattern matches, hosts behind `@` (bashline.c). */
import { glob } from "../shell/expand/glob.ts";
import type { Word } from "./command-line.ts";
import { breakAt, type CompletionWorld, fileAt, goesOn } from "./completion.ts";
import type { Completion, CompletionManner, CompletionMatch } from "./session.ts";
import { join, opening, quoted } from "./word-quoting.ts";

interface World extends CompletionWorld {
  readonly manner: CompletionManner;
}

const GLOB = { dotglob: false, globstar: false, nocaseglob: false, globskipdots: true } as const;

/** The files that the word matches with `star` behind it. */
export function completePattern(last: Word, world: World, star: "*" | ""): Completion {
  const cut = breakAt(last);
  const quote = opening(last);
  const typed = last.raw.slice(Math.max(cut, quote.length));
  const pattern = quote === "" ? typed.replace(/^~(?=\/|$)/, world.home ?? "~") : typed;
  const { files, cwd } = world.context;
  const found = pattern + star === "" ? [] : glob(files, cwd, pattern + star, GLOB);
  const matches = found.map((path): CompletionMatch => {
    const file = fileAt(files, path.startsWith("/") ? path : join(cwd, path));
    return {
      text: `${quote}${quoted(path, last)}`,
      label: path.replace(/\/+$/, "").split("/").at(-1) ?? path,
      suffix: file?.directory === true ? "/" : `${last.quote} `,
      ...(file === undefined ? {} : { file }),
    };
  });
  return { start: last.start + cut, matches };
}

/** Names of hosts(5), with the `@` that may stand before. */
export function completeHost(last: Word, world: World): Completion {
  const at = last.raw.lastIndexOf("@");
  const start = at >= 0 ? at : breakAt(last);
  const sign = at >= 0 ? "@" : "";
  const typed = last.raw.slice(start + sign.length);
  const read = world.context.files.readFile("/etc/hosts");
  const names = (read.ok ? read.value : "").split("\n").flatMap((line) =>
    line
      .replace(/#.*/, "")
      .split(/[ \t]+/)
      .filter((name) => name !== "")
      .slice(1),
  );
  const matches = [...new Set(names)]
    .filter((name) => goesOn(name, typed, world.manner))
    .sort()
    .map((name) => ({ text: sign + name, label: sign + name, suffix: " " }));
  return { start: last.start + start, matches };
}
