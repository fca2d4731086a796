import { describe, expect, it } from "vitest";
import type { NetnsObservation, Observation } from "../observation.ts";
import { comparable, differences, type Outcome, renderDifferences } from "./outcome.ts";

const EMPTY: NetnsObservation = { addr: [], route: [], rule: [], neigh: [], fdb: [], vlan: [], iptables: "" };

function state(host: Partial<NetnsObservation>): Observation {
  return { version: 1, hosts: { host: { netns: { "": { ...EMPTY, ...host } }, containers: [], networks: [] } } };
}

function outcome(stdout: string, host: Partial<NetnsObservation> = {}, status = 0): Outcome {
  return { commands: [{ line: 1, command: "ip link", stdout, stderr: "", status }], status, state: state(host) };
}

function diff(want: Outcome, got: Outcome): string {
  return renderDifferences(differences(comparable("ip link", want), comparable("ip link", got)));
}

describe("differences", () => {
  it("finds none between runs that differ in chance alone", () => {
    const link = (mac: string) => outcome(`link/ether ${mac}\n`, { addr: [{ ifname: "A", address: mac }] });
    expect(diff(link("4e:cd:2b:9f:e4:a1"), link("0a:00:00:00:00:01"))).toBe("");
  });

  it("shows lines, trailing spaces and statuses", () => {
    expect(diff(outcome("a\nb \nc\n"), outcome("a\nb\nc\n", {}, 1))).toBe(
      [
        "line 1: ip link: stdout",
        "    a",
        "  - b·",
        "  + b",
        "    c",
        "line 1: ip link: status",
        "  - 0",
        "  + 1",
        "exit status",
        "  - 0",
        "  + 1",
        "",
      ].join("\n"),
    );
  });

  it("shows where in the state", () => {
    expect(diff(outcome("", { route: [{ dst: "default" }] }), outcome(""))).toContain(
      'state: hosts: host: netns: "": route\n',
    );
  });

  it("does not mind the order of keys and of tables kept by hash", () => {
    const one = outcome("", {
      neigh: [
        { dst: "10.0.0.1", dev: "A" },
        { dst: "10.0.0.2", dev: "A" },
      ],
    });
    const other = outcome("", {
      neigh: [
        { dev: "A", dst: "10.0.0.2" },
        { dev: "A", dst: "10.0.0.1" },
      ],
    });
    expect(diff(one, other)).toBe("");
  });

  it("tells a command that was not reached", () => {
    const none: Outcome = { ...outcome(""), commands: [] };
    expect(diff(outcome(""), none)).toContain("+ not reached");
  });
});
