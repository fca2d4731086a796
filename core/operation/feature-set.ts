/** `ethtool -K` (ethnl_set_features of net/ethtool/features.c): what may be switched is wanted so from now on. */
import { featuresOf } from "../model/feature.ts";
import type { FeaturesSet } from "./feature.ts";
import type { Caller } from "./operation.ts";
import { DONE, type Outcome, refuse, resolveLink, resolveNetns, type Transaction } from "./transaction.ts";

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
  tx.patchLink(link.id, { wanted });
  return DONE;
}
