/**
 * Intermediate functional blocks (drivers/net/ifb.c): where a filter may send what comes in, so that it passes a queue.
 *
 * Same as Linux: defaults, and that what was not sent there by a filter is lost. Absent: the filters that redirect to it
 * (tc's `mirred`).
 */
import { isValidUnicastMac } from "../../address/mac.ts";
import { IFF } from "../../model/link.ts";
import { ok } from "../../result.ts";
import { DONE, refuse } from "../transaction.ts";
import type { KindDriver } from "./kind.ts";

/** TX_Q_LIMIT. */
const QUEUE_LENGTH = 32;

export const IFB: KindDriver = {
  minMtu: 0,
  maxMtu: 0,
  validate: (want) => (want.mac !== undefined && !isValidUnicastMac(want.mac) ? refuse("EADDRNOTAVAIL") : DONE),
  create: ({ want }) =>
    ok({
      kind: { type: "ifb" },
      flags: IFF.BROADCAST | IFF.NOARP,
      txQueueLength: want.txQueueLength ?? QUEUE_LENGTH,
    }),
  keepsMac: () => true,
  settingsOf: () => ({}),
};
