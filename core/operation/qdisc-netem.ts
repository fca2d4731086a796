/** What requests for `netem` come to (netem_init and netem_change of net/sched/sch_netem.c). */
import type { KernelError } from "../errors.ts";
import type { Netem, NetemRate, NetemSlot, Qdisc } from "../model/qdisc.ts";
import { ok, type Result } from "../result.ts";
import type { NetemRequest } from "./qdisc.ts";
import { refuse } from "./transaction.ts";

const NO_RATE: NetemRate = { rate: 0, packetOverhead: 0, cellSize: 0, cellOverhead: 0 };
const MOST = 0x7fffffff;

/** validate_slot: what tc does not see to itself. */
function checkSlot({ delayNanos, jitterNanos, packets, bytes }: NetemSlot): string | undefined {
  if (delayNanos < 0 || jitterNanos < 0) return "negative dist delay";
  return packets < 0 || bytes > MOST ? "negative slot limit" : undefined;
}

/** Slots of no time at all are none. */
function slotOf(slot: NetemSlot | undefined): NetemSlot | undefined {
  if (!slot || (slot.minNanos === 0 && slot.maxNanos === 0 && slot.jitterNanos === 0)) return undefined;
  const most = (limit: number) => (limit === MOST ? 0 : limit);
  const { jitterNanos, packets, bytes } = slot;
  return { ...slot, jitterNanos: Math.min(jitterNanos, MOST), packets: most(packets), bytes: most(bytes) };
}

/** What is left out is as it was. */
export function settleNetem(
  request: NetemRequest,
  others: readonly Qdisc[],
  before: Qdisc | undefined,
): Result<Netem, KernelError> {
  const slotError = request.slot && checkSlot(request.slot);
  if (slotError !== undefined) return refuse("EINVAL", slotError);
  // check_netem_in_tree: copies of copies would fill the memory.
  const netems = others.filter((each) => each !== before && each.options.kind === "netem");
  const doubling = netems.some(({ options }) => options.kind === "netem" && options.duplicate > 0);
  if (doubling || (request.duplicate > 0 && netems.length > 0))
    return refuse("EINVAL", "netem: cannot mix duplicating netems with other netems in tree");
  const old = before?.options.kind === "netem" ? before.options : undefined;
  const { kind, limit, delayTicks, jitterTicks, loss, lossModel, duplicate, gap, correlations } = request;
  return ok({
    kind,
    limit,
    delayTicks,
    jitterTicks,
    delayCorrelation: correlations?.delay ?? old?.delayCorrelation ?? 0,
    loss,
    lossCorrelation: correlations?.loss ?? old?.lossCorrelation ?? 0,
    lossModel,
    ecn: request.ecn ?? old?.ecn ?? false,
    duplicate,
    duplicateCorrelation: correlations?.duplicate ?? old?.duplicateCorrelation ?? 0,
    reorder: request.reordering?.reorder ?? (gap > 0 ? 0xffffffff : (old?.reorder ?? 0)),
    reorderCorrelation: request.reordering?.correlation ?? old?.reorderCorrelation ?? 0,
    corrupt: request.corruption?.corrupt ?? old?.corrupt ?? 0,
    corruptCorrelation: request.corruption?.correlation ?? old?.corruptCorrelation ?? 0,
    distribution: request.distribution ?? old?.distribution ?? "uniform",
    gap,
    rate: request.rate ?? old?.rate ?? NO_RATE,
    slot: request.slot ? slotOf(request.slot) : old?.slot,
    slotDistribution: request.slotDistribution ?? old?.slotDistribution ?? "uniform",
  });
}

/** The request that comes to these options. */
export function netemRequestOf(options: Netem): NetemRequest {
  const { delayCorrelation, lossCorrelation, duplicateCorrelation, reorder, reorderCorrelation, ...more } = options;
  const { corrupt, corruptCorrelation, distribution, slotDistribution, slot, ecn, ...rest } = more;
  return {
    ...rest,
    corruption: { corrupt, correlation: corruptCorrelation },
    ...(distribution !== "uniform" && { distribution }),
    correlations: { delay: delayCorrelation, loss: lossCorrelation, duplicate: duplicateCorrelation },
    reordering: { reorder, correlation: reorderCorrelation },
    ...(ecn && { ecn }),
    ...(slot && { slot }),
    ...(slotDistribution !== "uniform" && { slotDistribution }),
  };
}
