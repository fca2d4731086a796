/** Operations on filters of traffic control: `tc filter add`, `replace`, `change`, `del`. */
import type { FilterHook, FlowerKeys, FwMatch, SkipFlag, U32Key, U32Link } from "../model/filter.ts";
import type { ClassId } from "../model/qdisc.ts";
import type { ActionRequest } from "./action.ts";
import type { NetnsRef } from "./netns-ref.ts";

export interface FilterSpec {
  readonly device: string;
  /** Missing: what the device's root discipline is given. `ffff:` stands for where packets come in. */
  readonly hook?: FilterHook;
  /** Missing: 0. */
  readonly chain?: number;
  readonly preference?: number;
  readonly protocol?: number;
  readonly handle?: number;
  /** Of `u32`: the table that the handle is of, and the bucket in it. */
  readonly table?: number;
  readonly bucket?: number;
}

export interface U32Request {
  readonly kind: "u32";
  readonly keys: readonly U32Key[];
  /** Something was to match, though no key came of it: all packets fit. */
  readonly selected?: true | undefined;
  /** Makes a table of so many buckets. */
  readonly divisor?: number | undefined;
  /** The table and the bucket that it goes to. */
  readonly place?: { readonly table: number; readonly bucket: number } | undefined;
  readonly link?: U32Link | undefined;
  readonly skip?: SkipFlag | undefined;
  /** Not a word stood behind the kind: the preference is made, and no more. */
  readonly empty?: true;
}

export type FilterMatchRequest =
  | { readonly kind: "matchall"; readonly skip?: SkipFlag | undefined }
  | { readonly kind: "basic" }
  | FwMatch
  | U32Request
  | { readonly kind: "flower"; readonly keys: FlowerKeys };

/** Equivalent to: `tc filter add dev eth0 ingress protocol ip pref 5 u32 match ip src 10.0.0.1 action drop`. */
export interface FilterAdd {
  readonly kind: "filterAdd";
  readonly netns: NetnsRef;
  readonly mode: "add" | "replace" | "change";
  readonly filter: FilterSpec;
  /** Missing: no kind was named. */
  readonly match?: FilterMatchRequest;
  /** The name of a kind that there is none of, in place of `match`. */
  readonly unknownKind?: string;
  readonly classId?: ClassId;
  readonly actions: readonly ActionRequest[];
  /** `police` without `action` in front. */
  readonly bare?: true;
}

/** Equivalent to: `tc filter del dev eth0 ingress pref 5`; without a preference all of them go. */
export interface FilterDelete {
  readonly kind: "filterDelete";
  readonly netns: NetnsRef;
  readonly filter: FilterSpec;
  readonly type?: string;
}

/** Equivalent to: `tc chain add dev eth0 ingress chain 5`. */
export interface ChainAdd {
  readonly kind: "chainAdd";
  readonly netns: NetnsRef;
  readonly filter: FilterSpec;
}

/** Equivalent to: `tc chain del dev eth0 ingress chain 5`, with all filters that are in it. */
export interface ChainDelete {
  readonly kind: "chainDelete";
  readonly netns: NetnsRef;
  readonly filter: FilterSpec;
}

export type FilterOperation = FilterAdd | FilterDelete | ChainAdd | ChainDelete;
