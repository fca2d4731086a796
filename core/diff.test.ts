import { expect, test } from "vitest";
import { diff } from "./diff.ts";

test.each([
  ["equal", { a: [1, { b: null }] }, { a: [1, { b: null }] }, []],
  ["a value", { a: { b: 1 } }, { a: { b: 2 } }, [["a.b", 1, 2]]],
  ["a key more", { a: 1 }, { a: 1, b: 2 }, [["b", undefined, 2]]],
  [
    "an interface's field, under its name wherever it stands",
    {
      addr: [
        { ifname: "lo", mtu: 1 },
        { ifname: "A", mtu: 1500 },
      ],
    },
    {
      addr: [
        { ifname: "lo", mtu: 1 },
        { ifname: "A", mtu: 1400 },
      ],
    },
    [["addr[A].mtu", 1500, 1400]],
  ],
  [
    "a route gone does not shift the others",
    {
      route: [
        { dst: "default", dev: "A" },
        { dst: "10.0.0.0/8", dev: "A" },
      ],
    },
    { route: [{ dst: "10.0.0.0/8", dev: "A" }] },
    [["route[default A]", { dst: "default", dev: "A" }, undefined]],
  ],
  [
    "order alone",
    { route: [{ dst: "a" }, { dst: "b" }] },
    { route: [{ dst: "b" }, { dst: "a" }] },
    [["route#order", ["a", "b"], ["b", "a"]]],
  ],
  ["lists of plain values by place", { flags: ["UP", "X"] }, { flags: ["UP", "Y"] }, [["flags[1]", "X", "Y"]]],
  ["lists of other length", { flags: ["UP"] }, { flags: [] }, [["flags", ["UP"], []]]],
  [
    "twins",
    { fdb: [{ mac: "1" }, { mac: "1", state: "x" }] },
    { fdb: [{ mac: "1" }, { mac: "1", state: "y" }] },
    [["fdb[1 #2].state", "x", "y"]],
  ],
])("%s", (_name, before, after, want) => {
  expect(diff(before, after).map((d) => [d.path, d.before, d.after])).toEqual(want);
});
