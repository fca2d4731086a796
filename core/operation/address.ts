/** Operations on addresses: `ip addr add`, `change`, `replace`, `del`, `flush`. */
import type { IpAddress, Prefix } from "../address/prefix.ts";
import type { NetnsRef } from "./netns-ref.ts";

export interface AddressSpec {
  readonly device: string;
  readonly local: Prefix;
  readonly peer?: Prefix;
  readonly broadcast?: IpAddress;
  readonly label?: string;
  readonly scope?: number;
  /** Seconds; `forever` when missing. */
  readonly validSeconds?: number;
  readonly preferredSeconds?: number;
  readonly metric?: number;
  readonly proto?: number;
  readonly noPrefixRoute?: boolean;
  readonly noDad?: boolean;
  readonly homeAddress?: boolean;
  readonly manageTemporary?: boolean;
  readonly autoJoin?: boolean;
  /** For deletion, IPv4: no address was given, so that the first one fits that has the label, if there is one. */
  readonly first?: boolean;
  /** For deletion: no prefix length was given, so that any fits (IFA_ADDRESS is left out). */
  readonly anyPrefix?: boolean;
}

/** Equivalent to: `ip addr add 172.17.42.99/16 dev eth0` (`replace` and `change` by `mode`). */
export interface AddressAdd {
  readonly kind: "addressAdd";
  readonly netns: NetnsRef;
  readonly mode: "add" | "change" | "replace";
  readonly address: AddressSpec;
}

/** Equivalent to: `ip addr del 172.17.42.99/16 dev eth0`. */
export interface AddressDelete {
  readonly kind: "addressDelete";
  readonly netns: NetnsRef;
  readonly address: AddressSpec;
}

export type AddressOperation = AddressAdd | AddressDelete;
