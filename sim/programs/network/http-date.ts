/** Dates as HTTP has them (RFC 9110 section 5.6.7). */

const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
const DAYS = "Sun Mon Tue Wed Thu Fri Sat".split(" ");
const two = (number: number) => String(number).padStart(2, "0");

/** `06/May/2024 10:00:00`, for logs; `micros` since 1970. */
export function logDate(micros: number): string {
  const date = new Date(micros / 1000);
  return `${two(date.getUTCDate())}/${MONTHS[date.getUTCMonth()]}/${date.getUTCFullYear()} ${timeOf(date)}`;
}

/** `Mon, 06 May 2024 10:00:00 GMT`; `micros` since 1970. */
export function httpDate(micros: number): string {
  const date = new Date(micros / 1000);
  return `${DAYS[date.getUTCDay()]}, ${two(date.getUTCDate())} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()} ${timeOf(date)} GMT`;
}

function timeOf(date: Date): string {
  return `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`;
}
