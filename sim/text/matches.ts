/**
 * The places where a global regular expression fits, from left to right, as sed and awk replace them: nothing right behind a
 * match is none.
 */
export function* matchesOf(regex: RegExp, text: string): Generator<RegExpExecArray, void> {
  let lastEnd = -1;
  for (let at = 0; at <= text.length; ) {
    regex.lastIndex = at;
    const match = regex.exec(text);
    if (match === null) return;
    const end = match.index + match[0].length;
    if (match[0] === "" && match.index === lastEnd) {
      at = match.index + 1;
      continue;
    }
    lastEnd = end;
    at = match[0] === "" ? end + 1 : end;
    yield match;
  }
}
