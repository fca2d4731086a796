/** What uname(2) and /proc/version tell: the kernel of Debian 12. */
export const KERNEL = {
  release: "6.1.0-18-amd64",
  build: "#1 SMP PREEMPT_DYNAMIC Debian 6.1.76-1 (2024-02-01)",
  version:
    "Linux version 6.1.0-18-amd64 (debian-kernel@lists.debian.org) (gcc-12 (Debian 12.2.0-14) 12.2.0, GNU ld (GNU Binutils for Debian) 2.40) #1 SMP PREEMPT_DYNAMIC Debian 6.1.76-1 (2024-02-01)",
} as const;

/** The date at which every world begins, as gettimeofday(2) tells it: 2024-05-06 10:00:00 UTC. */
export const WORLD_BEGAN_MICROS = 1_714_989_600_000_000;

/** Whole seconds since 1970 at a time of the world's clock: what archives and gzip files keep of a file's time. */
export const unixSeconds = (micros: number): number => Math.floor((WORLD_BEGAN_MICROS + micros) / 1_000_000);
