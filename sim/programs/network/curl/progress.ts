/** curl's progress meter (lib/progress.c): columns of five characters, drawn over itself with carriage returns. */

export const METER_HEAD =
  "  % Total    % Received % Xferd  Average Speed   Time    Time     Time  Current\n" +
  "                                 Dload  Upload   Total   Spent    Left  Speed\n";

/** max5data: five characters for a number of octets. */
function five(bytes: number): string {
  if (bytes < 100_000) return String(bytes).padStart(5);
  if (bytes < 10_000 * 1024) return `${String(Math.floor(bytes / 1024)).padStart(4)}k`;
  const mega = 1024 * 1024;
  if (bytes < 100 * mega)
    return `${String(Math.floor(bytes / mega)).padStart(2)}.${Math.floor((bytes % mega) / (mega / 10))}M`;
  return `${String(Math.floor(bytes / mega)).padStart(4)}M`;
}

function clock(micros: number): string {
  const seconds = Math.floor(micros / 1_000_000);
  if (seconds <= 0) return "--:--:--";
  const two = (number: number) => String(number).padStart(2, "0");
  return `${String(Math.floor(seconds / 3600)).padStart(2)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

export interface Progress {
  /** Undefined: not known. */
  readonly expected: number | undefined;
  readonly received: number;
  readonly sent: number;
  readonly micros: number;
}

/** One drawing of the meter. */
export function meter({ expected, received, sent, micros }: Progress): string {
  const speed = (bytes: number) => (micros === 0 ? 0 : Math.floor((bytes * 1_000_000) / micros));
  const total = (expected ?? received) + sent;
  const percent = (part: number, whole: number) => (whole === 0 ? 0 : Math.floor((part * 100) / whole));
  const cell = (number: number) => String(number).padStart(3);
  const down = expected === undefined ? 0 : percent(received, expected);
  const all = expected === undefined && sent === 0 ? 0 : percent(received + sent, total);
  return `\r${cell(all)} ${five(total)}  ${cell(down)} ${five(received)}  ${cell(sent > 0 ? 100 : 0)} ${five(sent)}  ${five(speed(received))}  ${five(speed(sent))} --:--:-- ${clock(micros)} --:--:-- ${five(speed(received))}`;
}
