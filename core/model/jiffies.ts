/**
 * When a kernel timer that was asked for really fires. The timer wheel (kernel/time/timer.c) rounds up: far timers
 * share wide buckets, which is why a one-second ARP retransmission comes after 1.024 seconds. HZ is 250, as Debian has
 * it.
 */

export const JIFFY_MICROS = 4000;
export const JIFFIES_PER_SECOND = 250;
const LEVEL_SIZE = 64;
const LEVEL_WIDENS = 8;

/** The tick that a time falls into. */
export function jiffiesAt(micros: number): number {
  return Math.floor(micros / JIFFY_MICROS);
}

/** The time, in microseconds, at which a timer set now for `delayMicros` fires. */
export function timerMicros(nowMicros: number, delayMicros: number): number {
  const now = Math.floor(nowMicros / JIFFY_MICROS);
  const expires = now + Math.ceil(delayMicros / JIFFY_MICROS);
  let level = 0;
  // Level n holds timers less than 64 * 8^n jiffies away, to a precision of 8^n jiffies.
  let width = 1;
  while (level < 8 && expires - now >= width * LEVEL_SIZE - width) {
    level++;
    width *= LEVEL_WIDENS;
  }
  return (Math.floor(expires / width) + 1) * width * JIFFY_MICROS;
}
