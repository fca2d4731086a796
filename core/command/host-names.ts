/**
 * `ip -r`: addresses of hosts are shown by their names (`format_host` of lib/utils.c, gethostbyaddr(3)). Which addresses
 * are, iproute2 decides place by place; where it is an address of one's own it mostly stays a number.
 *
 * What a host calls others is in force while a command is read and answered (`withHostNames`).
 */

import { mappedIpv4 } from "../address/mapped.ts";
import { formatIp, type IpAddress } from "../address/prefix.ts";

/** The first name of an address, as /etc/hosts has it; undefined when it has none. */
export type ReadHostName = (address: IpAddress) => string | undefined;

let reading: ReadHostName | undefined;

/** Runs `body` with names for addresses; without `read` addresses stay numbers. */
export function withHostNames<T>(read: ReadHostName | undefined, body: () => T): T {
  const before = reading;
  reading = read;
  try {
    return body();
  } finally {
    reading = before;
  }
}

/** An address, or the name of the host that has it where names are wanted. */
export function formatHost(address: IpAddress): string {
  if (!reading) return formatIp(address);
  return reading(mappedIpv4(address) ?? address) ?? formatIp(address);
}
