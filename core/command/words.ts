/** Splits a line of a batch file into words as iproute2 does (lib/utils.c, makeargs): quotes of both kinds, `#` comments. Undefined when a quote is not closed. */
export function splitBatchLine(line: string): string[] | undefined {
  const words: string[] = [];
  let at = 0;
  while (at < line.length) {
    const char = line[at] as string;
    if (/\s/.test(char)) {
      at++;
      continue;
    }
    if (char === "#") break;
    if (char === '"' || char === "'") {
      const end = line.indexOf(char, at + 1);
      if (end < 0) return undefined;
      words.push(line.slice(at + 1, end));
      at = end + 1;
      continue;
    }
    let end = at;
    while (end < line.length && !/\s/.test(line[end] as string)) end++;
    words.push(line.slice(at, end));
    at = end;
  }
  return words;
}
