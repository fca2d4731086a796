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
  /** -S. */
  readonly absoluteSequence: boolean;
  /** -x or -X dump every packet, so that unknown ones need no dump of their own. */
  readonly dumping: boolean;
  /** The name of an address; undefined when nobody knows one. */
  readonly hostName: (address: string) => string | undefined;
  /** The name of an interface by its index, for captures on `any`. */
  readonly deviceName: (ifindex: number) => string | undefined;
}

/** An address, or its name. */
export function who(options: PrintOptions, address: string): string {
  return options.numeric ? address : (options.hostName(address) ?? address);
}
