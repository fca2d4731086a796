/** Rates of htb, its lending and its turns, and what fq_codel loses, by the discipline alone. */
import { expect, test } from "vitest";
import { parseIpv4 } from "../../address/ipv4.ts";
import type { Mac } from "../../address/mac.ts";
import { type FqCodel, type Htb, type HtbClass, ticksOf } from "../../model/qdisc.ts";
import type { Frame } from "../../wire/frame.ts";
import type { Discipline, Queued } from "./discipline.ts";
import { FifoDiscipline } from "./fifo.ts";
import { FqCodelDiscipline } from "./fq-codel.ts";
import { HtbDiscipline } from "./htb.ts";

function frame(port: number): Frame {
  const address = (text: string) => parseIpv4(text) ?? (0 as never);
  return {
    source: "02:00:00:00:00:01" as Mac,
    destination: "02:00:00:00:00:02" as Mac,
    payload: {
      ...{ kind: "ipv4", source: address("10.0.0.1"), destination: address("10.0.0.2"), ttl: 64, tos: 0, id: 0 },
      ...{ dontFragment: false, moreFragments: false, fragmentOffset: 0 },
      payload: { kind: "udp", sourcePort: port, destinationPort: 9, data: new Uint8Array(0) },
    },
  };
}

const item = (port: number): Queued => ({ frame: frame(port), packet: 0, length: 1000 });
const portOf = ({ frame: { payload } }: Queued) =>
  payload.kind === "ipv4" && payload.payload.kind === "udp" ? payload.payload.sourcePort : 0;

/** Kilobytes a second that leave by each port until a time, sent as soon as they may. */
function run(discipline: Discipline, untilMicros: number): Record<number, number> {
  const sent: Record<number, number> = {};
  for (let now = 0; now <= untilMicros; ) {
    for (let each = discipline.dequeue(now); each; each = discipline.dequeue(now))
      sent[portOf(each)] = (sent[portOf(each)] ?? 0) + 1;
    now = Math.max(discipline.nextMicros ?? Number.POSITIVE_INFINITY, now + 1);
  }
  return sent;
}

function htb(classes: readonly Partial<HtbClass>[]): HtbDiscipline {
  const options: Htb = {
    ...{ kind: "htb", rateToQuantum: 10, defaultClass: 0, directLimit: 1000, buckets: 4 },
    classes: classes.map((each) => ({
      ...{ minor: 0, parent: undefined, rate: 1000, ceil: each.rate ?? 1000, priority: 0, quantum: 1000 },
      ...{ bufferTicks: ticksOf(1000), ceilBufferTicks: ticksOf(1000), overhead: 0, leastPacket: 0 },
      ...each,
    })),
  };
  const byPort = (each: Queued) => portOf(each);
  return new HtbDiscipline(1, options, byPort, () => new FifoDiscipline(0, 1000, false), 0, undefined);
}

function fill(discipline: Discipline, ...ports: number[]): void {
  for (const port of ports) for (let i = 0; i < 500; i++) discipline.enqueue(item(port), 0);
}

test("a class sends at its rate", () => {
  const root = htb([{ minor: 1, rate: 10_000 }]);
  fill(root, 1);
  expect(run(root, 5_000_000)[1]).toBeCloseTo(50, -1);
});

test("two classes share what the one above has, each its own and the rest in turns", () => {
  const root = htb([
    { minor: 1, rate: 100_000 },
    { minor: 2, parent: 1, rate: 60_000, ceil: 100_000 },
    { minor: 3, parent: 1, rate: 20_000, ceil: 100_000 },
  ]);
  fill(root, 2, 3);
  const { 2: most = 0, 3: less = 0 } = run(root, 3_000_000);
  expect(most + less).toBeGreaterThan(295);
  expect(most + less).toBeLessThan(310);
  expect(most).toBeGreaterThan(180);
  expect(less).toBeGreaterThan(60);
  expect(root.stats.classes?.get(3)?.borrows).toBeGreaterThan(0);
  expect(root.stats.classes?.get(1)?.lends).toBeGreaterThan(0);
});

test("nothing is borrowed beyond the ceiling", () => {
  const root = htb([
    { minor: 1, rate: 100_000 },
    { minor: 2, parent: 1, rate: 10_000, ceil: 30_000 },
  ]);
  fill(root, 2);
  expect(run(root, 3_000_000)[2]).toBeLessThan(95);
});

test("what has a lower number goes first where both borrow", () => {
  const root = htb([
    { minor: 1, rate: 100_000 },
    { minor: 2, parent: 1, rate: 1000, ceil: 100_000, priority: 1 },
    { minor: 3, parent: 1, rate: 1000, ceil: 100_000 },
  ]);
  fill(root, 2, 3);
  const sent = run(root, 3_000_000);
  expect(sent[3]).toBeGreaterThan(280);
  expect(sent[2] ?? 0).toBeLessThan(10);
});

const FQ_CODEL: FqCodel = {
  ...{ kind: "fq_codel", limit: 1000, flows: 1024, quantum: 1500, ecn: false, dropBatch: 64 },
  ...{ targetTime: 4882, intervalTime: 97_656, memoryLimit: 1 << 20 },
};

test("fq_codel lets a new flow pass one that has much waiting, and that one lose packets in time", () => {
  const root = new FqCodelDiscipline(1, FQ_CODEL, 1514);
  for (let i = 0; i < 400; i++) root.enqueue(item(1), 0);
  for (let now = 0; now < 20_000; now += 1000) root.dequeue(now);
  root.enqueue(item(2), 20_000);
  const next = [root.dequeue(20_000), root.dequeue(20_000), root.dequeue(20_000)].map((each) => each && portOf(each));
  expect(next).toContain(2);
  for (let now = 20_000; now < 300_000; now += 1000) root.dequeue(now);
  expect(root.stats.drops).toBeGreaterThan(0);
  expect(root.stats.drops).toBeLessThan(50);
});

test("fq_codel takes from the flow with most waiting where there is no room", () => {
  const root = new FqCodelDiscipline(1, { ...FQ_CODEL, limit: 10, dropBatch: 1 }, 1514);
  for (let i = 0; i < 10; i++) root.enqueue(item(1), 0);
  expect(root.enqueue(item(2), 0)).toBe("taken");
  expect(root.stats).toMatchObject({ drops: 1, backlogPackets: 10, fqCodel: { dropOverlimit: 1, newFlows: 2 } });
});
