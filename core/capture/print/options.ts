import { macFromBytes } from "../../address/mac.ts";

/** How packets are to be printed: what tcpdump's options say. */
export interface PrintOptions {
  /** -n: addresses and ports stay numbers. */
  readonly numeric: boolean;
  /** -e: the link layer too. */
  readonly link: boolean;
  /** How many -v. */
  readonly verbose: number;
  /** -q. */
  readonly quiet: boolean;
  /** -K: sums of UDP and TCP are not looked at. */
  readonly unchecked: boolean;
  /** -S. */
  readonly absoluteSequence: boolean;
  /** -x or -X dump every packet, so that unknown ones need no dump of their own. */
  readonly dumping: boolean;
  /** The name of an address; undefined when nobody knows one. */
  readonly hostName: (address: string) => string | undefined;
  /** The name of an interface by its index, for captures on `any`. */
  readonly deviceName: (ifindex: number) => string | undefined;
}

/** OUI_ENCAP_ETHER of oui.c, which addresses of nothing but zeros have. */
const NO_VENDOR = [0, 0, 0];

/**
 * A link layer's address (etheraddr_string): with -n as it is, else with who sells such cards, whom addresses that are made up do not have.
 * Vendors of real cards are not known here.
 */
export function whoEthernet(options: PrintOptions, address: Uint8Array): string {
  const text = macFromBytes(address);
  if (options.numeric) return text;
  if (address.every((octet) => octet === 0xff)) return "Broadcast";
  return `${text} (oui ${NO_VENDOR.every((octet, i) => address[i] === octet) ? "Ethernet" : "Unknown"})`;
}

/** An address, or its name. */
export function who(options: PrintOptions, address: string): string {
  return options.numeric ? address : (options.hostName(address) ?? address);
}
