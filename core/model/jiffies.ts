/**
 * When a kernel timer that was asked for really fires. The timer wheel (kernel/time/timer.c) rounds up: far timers
 * share wide buckets, which is why a one-second ARP retransmission comes after 1.024 seconds. HZ is 250, as Debian has
 * it.
 */

const JIFFY_MICROS = 4000;
const LEVEL_BITS = 6;
const LEVEL_SHIFT = 3;

/** The time, in microseconds, at which a timer set now for `delayMicros` fires. */
export function timerMicros(nowMicros: number, delayMicros: number): number {
  const now = Math.floor(nowMicros / JIFFY_MICROS);
  const expires = now + Math.ceil(delayMicros / JIFFY_MICROS);
  let level = 0;
  // Level n holds timers less than 2^(6 + 3n) jiffies away, to a precision of 2^(3n) jiffies.
  while (level < 8 && expires - now >= 2 ** (LEVEL_BITS + LEVEL_SHIFT * level) - 2 ** (LEVEL_SHIFT * level)) level++;
  const width = 2 ** (LEVEL_SHIFT * level);
  return (Math.floor(expires / width) + 1) * width * JIFFY_MICROS;
}
