/** Addresses of ipvlan interfaces (ipvlan_addr4_validator_event, ipvlan_addr6_validator_event of ipvlan_main.c). */
import type { IpAddress } from "../../address/prefix.ts";
import type { Link } from "../../model/link.ts";
import { DONE, type Outcome, refuse, type Transaction } from "../transaction.ts";

/** The ipvlan interfaces of a link, the oldest first. */
export function ipvlansOn(tx: Transaction, lower: Link): Link[] {
  return (lower.uppers ?? []).map((id) => tx.link(id)).filter(({ kind }) => kind.type === "ipvlan");
}

/** An address is on one interface of a port: frames are told apart by nothing else. */
export function checkIpvlanAddress(tx: Transaction, link: Link, address: IpAddress): Outcome {
  if (link.kind.type !== "ipvlan") return DONE;
  const has = (other: Link): boolean =>
    typeof address === "number"
      ? other.inet.some(({ local }) => local === address)
      : other.inet6.some(({ local }) => local === address);
  return ipvlansOn(tx, tx.link(link.kind.lower)).some(has)
    ? refuse("EADDRINUSE", "Address already assigned to an ipvlan device")
    : DONE;
}
