/** wget's dots and rates (src/progress.c, src/retr.c of 1.21): a dot for each kilobyte, fifty to a line. */

const DOT_BYTES = 1024;
const DOTS_IN_LINE = 50;
const DOT_SPACING = 10;
const ROW_BYTES = DOT_BYTES * DOTS_IN_LINE;

/** calc_rate. */
function rateOf(bytes: number, micros: number): { readonly rate: number; readonly unit: number } {
  let rate = micros <= 0 ? bytes * 1_000_000 : (bytes * 1_000_000) / micros;
  let unit = 0;
  while (rate >= 1024 && unit < 3) {
    rate /= 1024;
    unit++;
  }
  return { rate, unit };
}

function digits(rate: number): string {
  return rate.toFixed(rate >= 99.95 ? 0 : rate >= 9.995 ? 1 : 2);
}

/** `1.88 MB/s`. */
export function rateText(bytes: number, micros: number): string {
  const { rate, unit } = rateOf(bytes, micros);
  return `${digits(rate)} ${["B/s", "KB/s", "MB/s", "GB/s"][unit]}`;
}

/** print_decimal: seconds as short as they can be said. */
export function secondsText(micros: number): string {
  const seconds = micros / 1_000_000;
  if (seconds >= 9.95) return seconds.toFixed(0);
  if (seconds >= 0.95) return seconds.toFixed(1);
  if (seconds >= 0.001) return String(Number(seconds.toPrecision(1)));
  return seconds >= 0.00001 ? "0.001" : "0";
}

/** Everything between `Saving to` and the last line, for a download that took `micros`. */
export function dots(bytes: number, total: number | undefined, micros: number): string {
  let out = "";
  const stats = (shown: number, row: number, last: boolean) => {
    if (total) out += `${String(Math.floor((100 * shown) / total)).padStart(3)}%`;
    const { rate, unit } = rateOf(row, bytes === 0 ? 0 : (micros * row) / bytes);
    out += ` ${digits(rate).padStart(4)}${" KMG"[unit]}`;
    if (last) out += `=${secondsText(micros)}s`;
    else if (total) out += " 0s";
  };
  const count = Math.floor(bytes / DOT_BYTES);
  for (let dot = 0; dot < count; dot++) {
    const at = dot % DOTS_IN_LINE;
    if (at === 0) out += `\n${String((dot / DOTS_IN_LINE) * (ROW_BYTES / 1024)).padStart(6)}K`;
    if (at % DOT_SPACING === 0) out += " ";
    out += ".";
    if (at === DOTS_IN_LINE - 1) stats((dot + 1) * DOT_BYTES, ROW_BYTES, false);
  }
  const rows = Math.floor(count / DOTS_IN_LINE);
  const left = count % DOTS_IN_LINE;
  if (left === 0) out += `\n${String(rows * (ROW_BYTES / 1024)).padStart(6)}K`;
  for (let at = left; at < DOTS_IN_LINE; at++) out += at % DOT_SPACING === 0 ? "  " : " ";
  stats(bytes, bytes - rows * ROW_BYTES, true);
  return `${out}\n\n`;
}
