/** hosts(5): the names that a host has for addresses. */
import { formatIp, type IpAddress, parseIp } from "../../../core/address/prefix.ts";
import type { FileSystem } from "../../../core/process.ts";

/** The lines of /etc/hosts that name something. */
export function hostLines(
  files: Pick<FileSystem, "readFile">,
): { readonly address: IpAddress; readonly names: readonly string[] }[] {
  const hosts = files.readFile("/etc/hosts");
  if (!hosts.ok) return [];
  return hosts.value.split("\n").flatMap((line) => {
    const [first, ...names] = line.replace(/#.*/, "").trim().split(/\s+/);
    const address = first ? parseIp(first) : undefined;
    return address === undefined ? [] : [{ address, names }];
  });
}

/** getnameinfo(3): the first name of an address; undefined when the file has none. */
export function nameOf(files: Pick<FileSystem, "readFile">, address: IpAddress): string | undefined {
  const text = formatIp(address);
  return hostLines(files).find((line) => formatIp(line.address) === text)?.names[0];
}
