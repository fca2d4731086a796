import fc from "fast-check";
import { expect, it } from "vitest";
import type { SocketId } from "./id.ts";
import { TimerQueue } from "./timer.ts";

const STEP = fc.oneof(
  { arbitrary: fc.nat(30), weight: 4 },
  { arbitrary: fc.constant("take" as const), weight: 4 },
  { arbitrary: fc.constant("clone" as const), weight: 1 },
);

it("gives timers in order of time, equal ones as they were put in", () => {
  fc.assert(
    // Many that are equal, and some that are far from each other.
    fc.property(fc.constantFrom(1, 10_000, 50_000), fc.array(STEP, { maxLength: 200 }), (unit, steps) => {
      let queue = new TimerQueue();
      const waiting: { at: number; id: number }[] = [];
      let serial = 0;
      for (const step of steps) {
        if (step === "clone") queue = queue.clone();
        else if (step === "take") {
          waiting.sort((a, b) => a.at - b.at || a.id - b.id);
          const due = waiting[0] !== undefined && waiting[0].at <= 20 * unit ? waiting.shift() : undefined;
          const taken = queue.take(20 * unit);
          expect(taken?.atMicros).toBe(due?.at);
          expect(taken?.event).toEqual(due && { kind: "socket", socket: due.id });
        } else {
          waiting.push({ at: step * unit, id: serial });
          queue.add(step * unit, { kind: "socket", socket: serial++ as SocketId });
        }
        expect(queue.size).toBe(waiting.length);
        expect(queue.nextMicros).toBe(waiting.length > 0 ? Math.min(...waiting.map(({ at }) => at)) : undefined);
      }
    }),
  );
});
