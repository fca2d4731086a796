import fc from "fast-check";
import { expect, it } from "vitest";
import type { SocketId } from "./id.ts";
import { TimerQueue } from "./timer.ts";

it("gives timers in order of time, equal ones as they were put in", () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.nat(30), fc.constant("take" as const)), { maxLength: 200 }), (steps) => {
      const queue = new TimerQueue();
      const waiting: { at: number; id: number }[] = [];
      let serial = 0;
      for (const step of steps) {
        if (step === "take") {
          waiting.sort((a, b) => a.at - b.at || a.id - b.id);
          const due = waiting[0] !== undefined && waiting[0].at <= 20 ? waiting.shift() : undefined;
          const taken = queue.take(20);
          expect(taken?.atMicros).toBe(due?.at);
          expect(taken?.event).toEqual(due && { kind: "socket", socket: due.id });
        } else {
          waiting.push({ at: step, id: serial });
          queue.add(step, { kind: "socket", socket: serial++ as SocketId });
        }
        expect(queue.size).toBe(waiting.length);
        expect(queue.nextMicros).toBe(waiting.length > 0 ? Math.min(...waiting.map(({ at }) => at)) : undefined);
      }
    }),
  );
});
