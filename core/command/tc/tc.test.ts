/** Commands of tc read, written and read again, and taken back. */
import { expect, test } from "vitest";
import { kernelError } from "../../errors.ts";
import { SELF } from "../../operation/netns-ref.ts";
import type { Operation } from "../../operation/operation.ts";
import { TestHost } from "../../operation/testing.ts";
import { expectUndone } from "../../operation/undo-testing.ts";
import { err } from "../../result.ts";
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
    hasDevice: () => true,
    apply: (operation: Operation) => {
      found = operation;
      return err(kernelError("EPERM"));
    },
  };
  runTc(host, options, words, SELF);
  return found;
}

const LINES = [
  "tc qdisc add dev A root handle 1: htb default 30 r2q 5 direct_qlen 7",
  "tc qdisc add dev A root fq_codel limit 100 flows 64 target 10ms interval 50ms quantum 300 noecn memory_limit 1mb drop_batch 8",
  "tc qdisc add dev A root codel limit 100 target 10ms interval 50ms ce_threshold 2ms ecn",
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
  "tc filter add dev A ingress matchall action drop",
  "tc filter add dev A egress matchall skip_hw action mirred egress mirror dev B",
  "tc filter replace dev A egress pref 7 handle 800::1 protocol ip u32 match ip src 10.0.0.0/24 match ip dport 80 0xffff skip_hw action pass",
  "tc filter add dev A parent ffff: protocol ip prio 50 u32 match ip src 0.0.0.0/0 police rate 256kbit burst 10k drop flowid :1",
  "tc filter add dev A ingress protocol ipv6 flower ip_proto tcp src_ip fe80::/64 dst_port 80 dst_mac 02:00:00:00:00:01 action mirred egress mirror dev B",
  "tc filter add dev A ingress protocol 802.1q pref 9 flower vlan_id 5 vlan_prio 1 vlan_ethtype ipv4 ip_proto icmp type 8 code 0 skip_hw action continue",
  "tc filter add dev A ingress protocol arp flower arp_op request arp_tip 10.0.0.9 arp_sip 10.0.0.0/8 arp_sha 02:00:00:00:00:01 arp_tha 00:00:00:00:00:00/8 action drop",
  "tc filter add dev A parent 1: protocol ip basic classid 1:10",
  "tc filter change dev A ingress matchall action police rate 1mbit burst 9k mtu 1500 conform-exceed drop/pipe action mirred ingress redirect dev B index 4",
  "tc filter del dev A ingress pref 5 handle 800::801 u32",
  "tc filter del dev A root",
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
  [["tc qdisc add dev A clsact"], "tc filter add dev A ingress matchall action drop"],
  [
    ["tc qdisc add dev A root handle 1: ets strict 1 quanta 3000 2000"],
    "tc class change dev A classid 1:2 ets quantum 500",
  ],
  [
    ["tc qdisc add dev A root handle 1: ets bands 4", "tc qdisc add dev A parent 1:4 handle 4: pfifo"],
    "tc qdisc change dev A root handle 1: ets bands 2",
  ],
  [
    [
      "tc qdisc add dev A clsact",
      "tc filter add dev A ingress protocol ip pref 5 u32 match ip src 10.0.0.1 action mirred egress redirect dev lo",
      "tc filter add dev A ingress protocol ip pref 5 u32 match ip src 10.0.0.2 action police rate 1mbit burst 9k",
      "tc filter add dev A egress protocol ip flower ip_proto tcp dst_port 80 action drop",
    ],
    "tc qdisc del dev A clsact",
  ],
])("%j, then %s is undone", (before, line) => {
  const host = new TestHost();
  host.ok({ kind: "linkAdd", netns: SELF, link: { name: "A" }, info: { type: "dummy" } });
  apply(host, ...before);
  expectUndone(host, read(line) as Operation, (world) =>
    Object.values(world.config.links).map(({ qdiscs, ingressQdisc, filters }) => ({
      ...{ qdiscs, ingressQdisc },
      // Without what figures are kept by.
      filters: filters?.map(({ id: _, actions, ...filter }) => [filter, actions.map(({ id: __, ...rest }) => rest)]),
    })),
  );
});

test("completes", () => {
  expect(completeTc(["tc", ""])).toEqual(["qdisc", "class", "filter", "chain", "actions"]);
  expect(completeTc(["tc", "filter", "add", "dev", "A", "ingress", "flower", ""])).toContain("dst_port");
  expect(completeTc(["tc", "class", "add", "dev", "A", "htb", ""])).toContain("ceil");
  expect(completeTc(["tc", "qdisc", "add", "dev", "A", ""])).toContain("clsact");
  expect(completeTc(["tc", "qdisc", "add", "dev", "A", "root", "fq_codel", ""])).toContain("target");
});
