/** `ingress` and `clsact`: nothing but a place for filters (tc/q_ingress.c and q_clsact.c of iproute2). */
import type { IngressKind } from "../../model/qdisc.ts";
import type { Args } from "../args.ts";

/** Neither has words of its own; `ingress` reads a handle behind it, too, and passes it over. */
export function parseIngress(kind: IngressKind, args: Args): { readonly kind: IngressKind } {
  while (kind === "ingress" && args.peek === "handle") {
    args.take();
    args.value();
  }
  if (args.more) args.refuse(1, `What is "${args.peek}"?\nUsage: ... ${kind}\n`);
  return { kind };
}
