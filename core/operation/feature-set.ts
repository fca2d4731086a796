/** `ethtool -K` (ethnl_set_features of net/ethtool/features.c): what may be switched is wanted so from now on. */
import { featuresOf } from "../model/feature.ts";
import type { FeaturesSet } from "./feature.ts";
import type { Caller } from "./operation.ts";
import { DONE, type Outcome, refuse, resolveLink, resolveNetns, type Transaction } from "./transaction.ts";

type Features = ReturnType<typeof featuresOf>;

/** __netdev_update_features: others are told when what the device does has changed. */
function sameActive(before: Features, after: Features): boolean {
  return [...(before ?? [])].every(([name, { active }]) => after?.get(name)?.active === active);
}

export function featuresSet(tx: Transaction, caller: Caller, op: FeaturesSet): Outcome {
  const here = resolveNetns(caller, op.netns);
  if (!here.ok) return here;
  const found = resolveLink(tx, here.value, op.device);
  if (!found.ok) return found;
  const link = found.value;
  const features = featuresOf(link, tx.draft.links);
  if (!features) return refuse("EOPNOTSUPP");
  const wanted: Record<string, boolean> = { ...link.wanted };
  for (const [name, on] of Object.entries(op.wanted)) {
    const state = features.get(name);
    if (state && !state.fixed && state.wanted !== on) wanted[name] = on;
  }
  const next = tx.patchLink(link.id, { wanted });
  if (tx.heard && !sameActive(features, featuresOf(next, tx.draft.links)))
    tx.tell("new", next.netns, { noun: "link", link: next, event: "FEATURE CHANGE" });
  return DONE;
}
