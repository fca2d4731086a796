/** Durations, times and tables as the docker client prints them (docker/go-units, cli/command/formatter). */
import { WORLD_BEGAN_MICROS } from "../../kernel/release.ts";

/** HumanDuration of go-units. */
export function humanDuration(micros: number): string {
  const seconds = Math.floor(micros / 1_000_000);
  if (seconds < 1) return "Less than a second";
  if (seconds === 1) return "1 second";
  if (seconds < 60) return `${seconds} seconds`;
  const minutes = Math.floor(seconds / 60);
  if (minutes === 1) return "About a minute";
  if (minutes < 60) return `${minutes} minutes`;
  const hours = Math.round(seconds / 3600);
  if (hours === 1) return "About an hour";
  if (hours < 48) return `${hours} hours`;
  const days = Math.floor(hours / 24);
  if (hours < 24 * 7 * 2) return `${days} days`;
  if (hours < 24 * 30 * 2) return `${Math.floor(days / 7)} weeks`;
  if (hours < 24 * 365 * 2) return `${Math.floor(days / 30)} months`;
  return `${Math.floor(days / 365)} years`;
}

/** RFC 3339 with nanoseconds, trailing zeros left out, as Go marshals a time. */
export function timestamp(micros: number | undefined): string {
  if (micros === undefined) return "0001-01-01T00:00:00Z";
  const total = WORLD_BEGAN_MICROS + micros;
  const fraction = String(total % 1_000_000)
    .padStart(6, "0")
    .replace(/0+$/, "");
  return `${new Date(Math.floor(total / 1000)).toISOString().slice(0, 19)}${fraction === "" ? "" : `.${fraction}`}Z`;
}

/** text/tabwriter with cells of at least ten, three blanks between columns; the last column is not padded. */
export function tabulate(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows)
    for (const [at, cell] of row.entries())
      if (at < row.length - 1) widths[at] = Math.max(widths[at] ?? 0, cell.length);
  return rows
    .map(
      (row) =>
        `${row.map((cell, at) => (at < row.length - 1 ? cell.padEnd(Math.max(10, (widths[at] ?? 0) + 3)) : cell)).join("")}\n`,
    )
    .join("");
}

/** 4.32MB: decimal units, three digits. */
export function humanSize(bytes: number): string {
  let value = bytes;
  let unit = 0;
  const units = ["B", "kB", "MB", "GB", "TB"];
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${Number(value.toPrecision(3))}${units[unit]}`;
}
