/** Whether this machine can be asked, and if not, why: tests name it when they skip. */
import { findPrivilege, requirePrograms } from "./sandbox/requirements.ts";

/**
 * What is missing for the oracle `root` (namespaces as root, iproute2, brctl, ping) or `docker` (those and a daemon);
 * undefined when nothing is.
 */
export async function oracleGap(oracle: "root" | "docker"): Promise<string | undefined> {
  const names = ["bash", "unshare", "nsenter", "mount", "env", "ip", "bridge", "brctl", "ping"];
  const programs = requirePrograms(
    oracle === "docker" ? [...names, "perl", "dockerd", "docker", "bash-static", "busybox", "iptables"] : names,
  );
  if (!programs.ok) {
    return programs.error.missing;
  }
  const privilege = await findPrivilege(programs.value["unshare"] ?? "unshare");
  if (!privilege.ok) {
    return privilege.error.missing;
  }
  return privilege.value === "root" ? undefined : "comparing with the real kernel needs root";
}
