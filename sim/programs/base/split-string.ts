/** What `env -S` makes of its string (env(1) of coreutils 9.1): words, quotes, escapes, `${NAME}`. */

const ESCAPES: Readonly<Record<string, string>> = { f: "\f", n: "\n", r: "\r", t: "\t", v: "\v" };
const SAME = "#$\"'\\";

/** The words of a string; what is wrong with it otherwise. */
export function splitString(
  text: string,
  env: Readonly<Record<string, string>>,
): { readonly words: readonly string[] } | { readonly error: string } {
  const words: string[] = [];
  let word: string | undefined;
  let quote = "";
  const add = (part: string): void => void (word = (word ?? "") + part);
  const end = (): void => {
    if (word !== undefined) words.push(word);
    word = undefined;
  };
  for (let at = 0; at < text.length; at++) {
    const char = text[at] ?? "";
    const next = text[at + 1];
    if (quote === "'" && (char !== "\\" || (next !== "\\" && next !== "'"))) {
      if (char === "'") quote = "";
      else add(char);
    } else if (char === "\\") {
      at++;
      if (next === undefined) return { error: "invalid backslash at end of string in -S" };
      if (SAME.includes(next)) add(next);
      else if (next === "_") {
        if (quote === "") end();
        else add(" ");
      } else if (next === "c") {
        if (quote !== "") return { error: "'\\c' must not appear in double-quoted -S string" };
        break;
      } else if (Object.hasOwn(ESCAPES, next)) add(ESCAPES[next] ?? "");
      else return { error: `invalid sequence '\\${next}' in -S` };
    } else if (char === "$") {
      const name = /^\$\{([A-Za-z_]\w*)\}/.exec(text.slice(at));
      if (name === null) return { error: `only \${VARNAME} expansion is supported, error at: ${text.slice(at)}` };
      const value = env[name[1] ?? ""];
      if (value !== undefined) add(value);
      at += name[0].length - 1;
    } else if (quote === "" && /[ \f\n\r\t\v]/.test(char)) end();
    else if (quote === "" && char === "#" && word === undefined) break;
    else if ((char === '"' || char === "'") && (quote === "" || quote === char)) {
      quote = quote === "" ? char : "";
      add("");
    } else add(char);
  }
  if (quote !== "") return { error: "no terminating quote in -S string" };
  end();
  return { words };
}
