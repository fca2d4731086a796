/** `ip addrlabel`: which label addresses of a prefix have. */
import type { Prefix6 } from "../address/prefix.ts";
import type { NetnsRef } from "./netns-ref.ts";

export interface AddressLabelSpec {
  readonly netns: NetnsRef;
  readonly prefix: Prefix6;
  readonly device?: string;
  readonly label: number;
}

/** Equivalent to: `ip addrlabel add prefix 2001:db8::/32 label 99`. */
export interface AddressLabelAdd extends AddressLabelSpec {
  readonly kind: "addressLabelAdd";
}

/** Equivalent to: `ip addrlabel del prefix 2001:db8::/32 label 99`; the label does not matter. */
export interface AddressLabelDelete extends AddressLabelSpec {
  readonly kind: "addressLabelDelete";
}

/** Equivalent to: `ip addrlabel flush`. */
export interface AddressLabelFlush {
  readonly kind: "addressLabelFlush";
  readonly netns: NetnsRef;
}

export type AddressLabelOperation = AddressLabelAdd | AddressLabelDelete | AddressLabelFlush;
