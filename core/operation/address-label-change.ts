/** Labels of addresses come and go (net/ipv6/addrlabel.c). Same as Linux: what is refused, the order, devices that are gone. */
import { ipv6Network } from "../address/ipv6.ts";
import {
  type AddressLabel,
  DEFAULT_ADDRESS_LABELS,
  isLabelPrefix,
  isSameLabel,
  withLabel,
} from "../model/address-label.ts";
import type { NetnsId } from "../model/id.ts";
import type { AddressLabelOperation, AddressLabelSpec } from "./address-label.ts";
import type { NetnsRef } from "./netns-ref.ts";
import type { Caller } from "./operation.ts";
import { DONE, type Outcome, refuse, resolveNetns, type Transaction } from "./transaction.ts";

/** The labels of a namespace. */
export function addressLabelsOf(netns: { readonly addressLabels?: readonly AddressLabel[] }): readonly AddressLabel[] {
  return netns.addressLabels ?? DEFAULT_ADDRESS_LABELS;
}

/** ip6addrlbl_newdel. */
export function addressLabelChange(tx: Transaction, caller: Caller, op: AddressLabelOperation): Outcome {
  const here = resolveNetns(caller, op.netns);
  if (!here.ok) return here;
  const labels = addressLabelsOf(tx.netns(here.value));
  const put = (next: readonly AddressLabel[]): Outcome => {
    tx.ownNetns(here.value).addressLabels = [...next];
    return DONE;
  };
  if (op.kind === "addressLabelFlush") return put([]);
  const wanted = wantedOf(tx, here.value, op);
  if (wanted === undefined) return refuse("EINVAL");
  if (op.kind === "addressLabelDelete") {
    const rest = labels.filter((each) => !isSameLabel(each, wanted));
    return rest.length === labels.length ? refuse("ESRCH") : put(rest);
  }
  if (!isLabelPrefix(op.prefix)) return refuse("EINVAL");
  const next = withLabel(labels, wanted);
  return next ? put(next) : refuse("EEXIST");
}

function wantedOf(
  tx: Transaction,
  netns: NetnsId,
  { prefix, device, label }: AddressLabelSpec,
): AddressLabel | undefined {
  const link = device === undefined ? undefined : tx.linkNamed(netns, device);
  if (device !== undefined && !link) return undefined;
  const { address, length } = prefix;
  return { prefix: { address: ipv6Network(address, length), length }, ifindex: link?.ifindex ?? 0, label };
}

/** What makes the labels of a namespace again what they were. */
export function undoAddressLabels(
  was: readonly AddressLabel[],
  now: readonly AddressLabel[],
  netns: NetnsRef,
  nameOf: (ifindex: number) => string | undefined,
): AddressLabelOperation[] {
  const step = (kind: "addressLabelAdd" | "addressLabelDelete", { prefix, ifindex, label }: AddressLabel) => {
    const device = ifindex === 0 ? undefined : nameOf(ifindex);
    if (ifindex !== 0 && device === undefined) return [];
    return [{ kind, netns, prefix, label, ...(device !== undefined && { device }) }];
  };
  // The newest of a length stands first.
  return [
    ...now.filter((each) => !was.includes(each)).flatMap((each) => step("addressLabelDelete", each)),
    ...was.toReversed().flatMap((each) => (now.includes(each) ? [] : step("addressLabelAdd", each))),
  ];
}
