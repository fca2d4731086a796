/** A value as dash and ash list it: in single quotes, the quotes in it in double ones (mystring.c, single_quote). */
export function singleQuote(text: string): string {
  let out = "";
  let rest = text;
  do {
    const end = rest.indexOf("'");
    out += `'${end < 0 ? rest : rest.slice(0, end)}'`;
    if (end < 0) return out;
    const quotes = /^'+/.exec(rest.slice(end))?.[0] ?? "";
    out += `"${quotes}"`;
    rest = rest.slice(end + quotes.length);
  } while (rest !== "");
  return out;
}
