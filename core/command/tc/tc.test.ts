/** Commands of tc read, written and read again, and taken back. */
import { expect, test } from "vitest";
import { SELF } from "../../operation/netns-ref.ts";
import type { Operation } from "../../operation/operation.ts";
import { TestHost } from "../../operation/testing.ts";
import { expectUndone } from "../../operation/undo-testing.ts";
import { ok } from "../../result.ts";
import { render } from "../render.ts";
import { completeTc, parseTcOptions, runTc } from "./tc.ts";

/** The operation that a line asks for; undefined when it was not taken. */
function read(line: string): Operation | undefined {
  let found: Operation | undefined;
  const { options, words } = parseTcOptions(line.split(" "));
  const host = {
    view: () => {
      throw new Error("nothing to see");
    },
    apply: (operation: Operation) => {
      found = operation;
      return ok();
    },
  };
  runTc(host, options, words, SELF);
  return found;
}

const LINES = [
  "tc qdisc add dev A root handle 1: htb default 30 r2q 5 direct_qlen 7",
  "tc qdisc add dev A root fq_codel limit 100 flows 64 target 10ms interval 50ms quantum 300 noecn memory_limit 1mb drop_batch 8",
  "tc qdisc add dev A root fq limit 9 flow_limit 8 buckets 100 orphan_mask 7 nopacing quantum 1000 initial_quantum 5000 maxrate 10mbit low_rate_threshold 1mbit refill_delay 10ms timer_slack 1us horizon 1s horizon_cap",
  "tc qdisc add dev A root sfq limit 1000 quantum 3000 divisor 256 flows 10 depth 20 headdrop perturb 10",
  "tc qdisc add dev A root pfifo_head_drop limit 5",
  "tc qdisc replace dev A clsact",
  "tc qdisc add dev A handle ffff: ingress",
  "tc qdisc del dev A ingress",
  "tc qdisc del dev A parent ffff:",
  "tc class add dev A parent 1: classid 1:1 htb rate 3mbit",
  "tc class change dev A parent 1:1 classid 1:10 htb rate 1kbit ceil 1gbit burst 15k cburst 9k prio 3 quantum 2000 mpu 64 overhead 4",
  "tc class replace dev A root classid 1:2 htb rate 7mbps burst 2k",
  "tc class del dev A classid 1:ff",
];

test.each(LINES)("%s", (line) => {
  const operation = read(line);
  expect(operation).toBeDefined();
  if (operation) expect(read(render(operation)?.join(" ") ?? "")).toEqual(operation);
});

const apply = (host: TestHost, ...lines: readonly string[]) => {
  for (const line of lines) host.ok(read(line) as Operation);
};

test.each([
  [[], "tc qdisc add dev A root handle 1: htb default 30"],
  [["tc qdisc add dev A root handle 1: fq_codel"], "tc qdisc change dev A root handle 1: fq_codel target 7ms noecn"],
  [["tc qdisc add dev A root handle 1: fq"], "tc qdisc replace dev A root handle 2: sfq perturb 3"],
  [["tc qdisc add dev A clsact"], "tc qdisc del dev A clsact"],
  [[], "tc qdisc add dev A ingress"],
  [
    [
      "tc qdisc add dev A root handle 1: htb",
      "tc class add dev A parent 1: classid 1:1 htb rate 9mbit",
      "tc class add dev A parent 1:1 classid 1:2 htb rate 3mbit ceil 9mbit prio 2",
      "tc qdisc add dev A parent 1:2 handle 20: sfq",
    ],
    "tc qdisc del dev A root",
  ],
])("%j, then %s is undone", (before, line) => {
  const host = new TestHost();
  host.ok({ kind: "linkAdd", netns: SELF, link: { name: "A" }, info: { type: "dummy" } });
  apply(host, ...before);
  expectUndone(host, read(line) as Operation, (world) =>
    Object.values(world.config.links).map(({ qdiscs, ingressQdisc }) => ({ qdiscs, ingressQdisc })),
  );
});

test("completes", () => {
  expect(completeTc(["tc", ""])).toEqual(["qdisc", "class"]);
  expect(completeTc(["tc", "class", "add", "dev", "A", "htb", ""])).toContain("ceil");
  expect(completeTc(["tc", "qdisc", "add", "dev", "A", ""])).toContain("clsact");
  expect(completeTc(["tc", "qdisc", "add", "dev", "A", "root", "fq_codel", ""])).toContain("target");
});
