/** GNU coreutils' factor 9.1: prime factors of numbers. Simplified: numbers beyond 10^15 are refused by name. */
import type { ExitStatus } from "../../core/process.ts";
import type { Program } from "../program.ts";
import { complain } from "../programs/base/support.ts";

/** Primes of a number, by trial division: quick up to about 10^14. */
export const factor: Program = {
  name: "factor",
  path: "/usr/bin/factor",
  summary: "prime factors",
  run(context) {
    let status: ExitStatus = 0;
    for (const word of context.argv.slice(1)) {
      if (!/^\+?\d+$/.test(word)) {
        status = complain(context, `‘${word}’ is not a valid positive integer`);
        continue;
      }
      let rest = BigInt(word);
      const primes: bigint[] = [];
      if (rest > 10n ** 15n) {
        status = complain(context, `netnone: ${word} is too large to be modelled`);
        continue;
      }
      for (let by = 2n; by * by <= rest; by += by === 2n ? 1n : 2n)
        while (rest % by === 0n) {
          primes.push(by);
          rest /= by;
        }
      if (rest > 1n) primes.push(rest);
      void context.stdout.write(`${BigInt(word)}:${primes.map((prime) => ` ${prime}`).join("")}\n`);
    }
    return status;
  },
};
