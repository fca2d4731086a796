/** Operations on actions of traffic control by themselves: `tc actions add`, `replace`, `change`, `del`, `flush`. */
import type { Control, Csum, Gact, Mirred, Pedit, Police, Skbedit, VlanAction } from "../model/filter.ts";
import type { NetnsRef } from "./netns-ref.ts";

/**
 * Without an index the kernel chooses one. What says nothing of what to do means one that is there by its index, or is for the
 * kernel to refuse.
 */
export type ActionRequest = (
  | Gact
  | (Omit<Mirred, "device"> & { readonly device: string })
  | Police
  | VlanAction
  | Skbedit
  | Csum
  | Pedit
  | { readonly kind: "vlan"; readonly act: "none"; readonly control: Control }
  | { readonly kind: "mirred"; readonly act: "none"; readonly control: Control }
) & {
  readonly index?: number;
};

/** Equivalent to: `tc actions add action drop index 5` (`replace` and `change` with `replaces`). */
export interface ActionAdd {
  readonly kind: "actionAdd";
  readonly netns: NetnsRef;
  readonly replaces: boolean;
  readonly actions: readonly ActionRequest[];
}

/** Equivalent to: `tc actions del action gact index 5`. A number of 0 was none. */
export interface ActionDelete {
  readonly kind: "actionDelete";
  readonly netns: NetnsRef;
  readonly actions: readonly { readonly kind: string; readonly index: number }[];
}

/** Equivalent to: `tc actions flush action gact`. */
export interface ActionFlush {
  readonly kind: "actionFlush";
  readonly netns: NetnsRef;
  readonly type: string;
}

export type ActionOperation = ActionAdd | ActionDelete | ActionFlush;
