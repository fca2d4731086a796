/** Back to the queueing disciplines that a link had: they are made anew, from the root down. */
import type { Link } from "../model/link.ts";
import { INGRESS_HANDLE, INGRESS_PARENT } from "../model/qdisc.ts";
import type { NetnsRef } from "./netns-ref.ts";
import type { Operation } from "./operation.ts";
import { requestOf } from "./qdisc-settle.ts";

type Step = (operation: Operation) => void;

export function undoQdiscs(netns: NetnsRef, was: Link, now: Link, step: Step): void {
  if (was.qdiscs !== now.qdiscs) undoTree(netns, was, now, step);
  if (was.ingressQdisc !== now.ingressQdisc) undoIngress(netns, was, now, step);
}

function undoTree(netns: NetnsRef, was: Link, now: Link, step: Step): void {
  const device = was.name;
  if (now.qdiscs) step({ kind: "qdiscDelete", netns, qdisc: { device, parent: "root" } });
  for (const { parent, handle, options } of was.qdiscs ?? []) {
    step({ kind: "qdiscAdd", netns, mode: "add", qdisc: { device, parent, handle }, options: requestOf(options) });
    if (options.kind !== "htb") continue;
    for (const { minor, parent: above, ...rest } of options.classes) {
      const place = { device, parent: { major: handle, minor: above ?? 0 }, classId: { major: handle, minor } };
      step({ kind: "classAdd", netns, mode: "add", class: place, options: rest });
    }
  }
}

function undoIngress(netns: NetnsRef, was: Link, now: Link, step: Step): void {
  const qdisc = { device: was.name, parent: INGRESS_PARENT, handle: INGRESS_HANDLE };
  if (now.ingressQdisc) step({ kind: "qdiscDelete", netns, qdisc });
  if (was.ingressQdisc) step({ kind: "qdiscAdd", netns, mode: "add", qdisc, options: { kind: was.ingressQdisc } });
}
