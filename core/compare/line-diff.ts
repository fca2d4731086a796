/** Line differences by longest common subsequence, for texts of at most a few thousand lines. */

/** Lines of either list: `- ` only in `want`, `+ ` only in `got`, two spaces for lines near a change that both have. */
export function diffLines(want: readonly string[], got: readonly string[], context = 2): readonly string[] {
  const lines = align(want, got);
  const near = lines.map((_, index) =>
    lines.slice(Math.max(0, index - context), index + context + 1).some((line) => !line.startsWith(" ")),
  );
  const shown: string[] = [];
  for (const [index, line] of lines.entries()) {
    if (near[index]) {
      shown.push(line);
    } else if (shown.length > 0 && shown.at(-1) !== "  ...") {
      shown.push("  ...");
    }
  }
  if (shown.at(-1) === "  ...") {
    shown.pop();
  }
  return shown;
}

function align(want: readonly string[], got: readonly string[]): readonly string[] {
  const width = got.length + 1;
  // length[i * width + j]: longest common subsequence of want from i and got from j.
  const length = new Uint32Array((want.length + 1) * width);
  const at = (i: number, j: number) => length[i * width + j] ?? 0;
  for (let i = want.length - 1; i >= 0; i--) {
    for (let j = got.length - 1; j >= 0; j--) {
      length[i * width + j] = want[i] === got[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const lines: string[] = [];
  let i = 0;
  let j = 0;
  while (i < want.length || j < got.length) {
    if (i < want.length && j < got.length && want[i] === got[j]) {
      lines.push(`  ${want[i]}`);
      i++;
      j++;
    } else if (j >= got.length || (i < want.length && at(i + 1, j) >= at(i, j + 1))) {
      lines.push(`- ${want[i]}`);
      i++;
    } else {
      lines.push(`+ ${got[j]}`);
      j++;
    }
  }
  return lines;
}
