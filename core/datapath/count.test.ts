/** Counters of protocols across what happens to links and namespaces; what packets count is compared with the kernel's in test/conformance/counters. */
import { expect, it } from "vitest";
import type { LinkId, NetnsId } from "../model/id.ts";
import { counter, foldLinkMib, inet6MibOf, linkMibOf, mibOf } from "../model/mib.ts";
import { cloneRuntime, newRuntime } from "../model/runtime.ts";

const NETNS = 1 as NetnsId;
const LINK = 2 as LinkId;
const OTHER = 3 as LinkId;

it("adds up what the interfaces of a namespace counted, and keeps what those did that have gone", () => {
  const runtime = newRuntime(1);
  linkMibOf(runtime, LINK).ip.InReceives = 3;
  linkMibOf(runtime, OTHER).ip.InReceives = 4;
  linkMibOf(runtime, OTHER).icmp.OutType143 = 2;
  mibOf(runtime, NETNS).inet6.ip.OutNoRoutes = 1;
  const before = inet6MibOf(runtime, NETNS, [LINK, OTHER]);
  expect([before.ip.InReceives, before.ip.OutNoRoutes, before.icmp.OutType143]).toEqual([7, 1, 2]);
  foldLinkMib(runtime, OTHER, NETNS);
  expect(inet6MibOf(runtime, NETNS, [LINK])).toEqual(before);
  // In its next namespace it begins anew.
  expect(linkMibOf(runtime, OTHER).ip.InReceives).toBe(0);
});

it("copies counters with the runtime that they are part of", () => {
  const runtime = newRuntime(1);
  mibOf(runtime, NETNS).ip.InReceives = 5;
  const copy = cloneRuntime(runtime);
  mibOf(copy, NETNS).ip.InReceives++;
  linkMibOf(copy, LINK).ip.InReceives++;
  expect(mibOf(runtime, NETNS).ip.InReceives).toBe(5);
  expect(mibOf(copy, NETNS).ip.InReceives).toBe(6);
  expect(runtime.linkMibs.has(LINK)).toBe(false);
});

it("has nothing to tell of what nobody counts", () => {
  expect(counter(mibOf(newRuntime(1), NETNS).linux, "TCPMemoryPressures")).toBe(0);
});
