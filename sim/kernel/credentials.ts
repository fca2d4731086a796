/** Who a process is: users, groups and capabilities (credentials(7), capabilities(7)). */
import type { Capability, Credentials } from "./kernel.ts";

/** Bit numbers of linux/capability.h. */
const CAPABILITY: Readonly<Record<Capability, number>> = {
  CAP_CHOWN: 0,
  CAP_DAC_OVERRIDE: 1,
  CAP_DAC_READ_SEARCH: 2,
  CAP_FOWNER: 3,
  CAP_FSETID: 4,
  CAP_KILL: 5,
  CAP_SETGID: 6,
  CAP_SETUID: 7,
  CAP_SETPCAP: 8,
  CAP_LINUX_IMMUTABLE: 9,
  CAP_NET_BIND_SERVICE: 10,
  CAP_NET_BROADCAST: 11,
  CAP_NET_ADMIN: 12,
  CAP_NET_RAW: 13,
  CAP_IPC_LOCK: 14,
  CAP_IPC_OWNER: 15,
  CAP_SYS_MODULE: 16,
  CAP_SYS_RAWIO: 17,
  CAP_SYS_CHROOT: 18,
  CAP_SYS_PTRACE: 19,
  CAP_SYS_PACCT: 20,
  CAP_SYS_ADMIN: 21,
  CAP_SYS_BOOT: 22,
  CAP_SYS_NICE: 23,
  CAP_SYS_RESOURCE: 24,
  CAP_SYS_TIME: 25,
  CAP_SYS_TTY_CONFIG: 26,
  CAP_MKNOD: 27,
  CAP_LEASE: 28,
  CAP_AUDIT_WRITE: 29,
  CAP_AUDIT_CONTROL: 30,
  CAP_SETFCAP: 31,
  CAP_MAC_OVERRIDE: 32,
  CAP_MAC_ADMIN: 33,
  CAP_SYSLOG: 34,
  CAP_WAKE_ALARM: 35,
  CAP_BLOCK_SUSPEND: 36,
  CAP_AUDIT_READ: 37,
  CAP_PERFMON: 38,
  CAP_BPF: 39,
  CAP_CHECKPOINT_RESTORE: 40,
};

export const ALL_CAPABILITIES: ReadonlySet<Capability> = new Set(Object.keys(CAPABILITY) as Capability[]);

export const NO_CAPABILITIES: ReadonlySet<Capability> = new Set();

/** What docker leaves to root in a container that is not privileged (oci/caps/defaults.go of moby 20.10). */
export const CONTAINER_CAPABILITIES: ReadonlySet<Capability> = new Set<Capability>([
  "CAP_CHOWN",
  "CAP_DAC_OVERRIDE",
  "CAP_FSETID",
  "CAP_FOWNER",
  "CAP_MKNOD",
  "CAP_NET_RAW",
  "CAP_SETGID",
  "CAP_SETUID",
  "CAP_SETFCAP",
  "CAP_SETPCAP",
  "CAP_NET_BIND_SERVICE",
  "CAP_SYS_CHROOT",
  "CAP_KILL",
  "CAP_AUDIT_WRITE",
]);

export const ROOT: Credentials = { uid: 0, gid: 0, groups: [0], capabilities: ALL_CAPABILITIES };

export function isCapability(name: string): name is Capability {
  return Object.hasOwn(CAPABILITY, name);
}

/** Sixteen hexadecimal digits, as /proc/PID/status shows a set. */
export function capabilityMask(set: ReadonlySet<Capability>): string {
  let mask = 0n;
  for (const name of set) mask |= 1n << BigInt(CAPABILITY[name]);
  return mask.toString(16).padStart(16, "0");
}

/** May `who` use a file with these bits (4 read, 2 write, 1 execute)? The checks of generic_permission (fs/namei.c). */
export function permits(
  who: Credentials,
  inode: { readonly mode: number; readonly uid: number; readonly gid: number; readonly type: string },
  bits: number,
): boolean {
  if (bits === 0) return true;
  if (who.capabilities.has("CAP_DAC_OVERRIDE"))
    return (bits & 1) === 0 || inode.type === "directory" || (inode.mode & 0o111) !== 0;
  return permitsByMode(who, inode, bits);
}

/** The same for a file whose mode even root is bound by. */
export function permitsByMode(
  who: Credentials,
  inode: { readonly mode: number; readonly uid: number; readonly gid: number },
  bits: number,
): boolean {
  let granted = inode.mode & 7;
  if (inode.uid === who.uid) granted = (inode.mode >> 6) & 7;
  else if (inode.gid === who.gid || who.groups.includes(inode.gid)) granted = (inode.mode >> 3) & 7;
  return (granted & bits) === bits;
}
