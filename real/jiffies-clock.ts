/** The clock that the timers of this machine's kernel go by: its tick counter (jiffies), beside the time of day. */
import { readFileSync } from "node:fs";

/** From microseconds since 1970 to microseconds of jiffies. */
export type JiffiesClock = (epochMicros: number) => number;

/** CONFIG_HZ=250, as Debian has it. */
const JIFFY_MICROS = 4000;

/** Of /proc/timer_list, which says all at one moment; undefined where it may not be read. */
export function jiffiesClock(): JiffiesClock | undefined {
  let text: string;
  try {
    text = readFileSync("/proc/timer_list", "utf8");
  } catch {
    return undefined;
  }
  return clockFrom(text);
}

/** The same, of a text of /proc/timer_list. */
export function clockFrom(text: string): JiffiesClock | undefined {
  const [, now] = /^now at (\d+) nsecs/m.exec(text) ?? [];
  // CLOCK_REALTIME, as far as it is ahead of CLOCK_MONOTONIC, whose multiples the ticks are.
  const [, offset] = /^ clock 1:$.*?\.offset: +(\d+) nsecs/ms.exec(text) ?? [];
  const [, jiffies] = /^jiffies: (\d+)$/m.exec(text) ?? [];
  if (now === undefined || offset === undefined || jiffies === undefined) return undefined;
  const monotonicMicros = Number(BigInt(now) / 1000n);
  const epochMicros = Number((BigInt(now) + BigInt(offset)) / 1000n);
  const jiffiesMicros = Number(jiffies) * JIFFY_MICROS + (monotonicMicros % JIFFY_MICROS);
  return (micros) => jiffiesMicros + micros - epochMicros;
}
