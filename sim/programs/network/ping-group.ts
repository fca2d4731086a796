import type { PingContext } from "./ping-target.ts";

/** Whether a process may open ICMP sockets that are no raw ones: net.ipv4.ping_group_range has one of its groups (icmp(7)). */
export function mayPing({
  kernel,
  files,
}: Pick<PingContext, "files"> & { readonly kernel: Pick<PingContext["kernel"], "credentials"> }): boolean {
  const { gid, groups } = kernel.credentials;
  const range = files.readFile("/proc/sys/net/ipv4/ping_group_range");
  const [low = 1, high = 0] = range.ok ? range.value.trim().split(/\s+/).map(Number) : [];
  return [gid, ...groups].some((group) => low <= group && group <= high);
}
