/** What a process may use (getrlimit(2)): the limits that there are, who may change them, and what a machine of 2 GB starts with. */
import type { Errno } from "./errors.ts";

/** What setrlimit(2) limits, by the names of RLIMIT_*. */
export type Resource =
  | "as"
  | "core"
  | "cpu"
  | "data"
  | "fsize"
  | "locks"
  | "memlock"
  | "msgqueue"
  | "nice"
  | "nofile"
  | "nproc"
  | "rss"
  | "rtprio"
  | "rttime"
  | "sigpending"
  | "stack";

/** In the kernel's units: bytes, seconds, numbers; infinite where there is no limit. */
export interface ResourceLimit {
  readonly soft: number;
  readonly hard: number;
}

const NONE: ResourceLimit = { soft: Number.POSITIVE_INFINITY, hard: Number.POSITIVE_INFINITY };
const both = (value: number): ResourceLimit => ({ soft: value, hard: value });

/** What the first process of a machine has. */
export const INITIAL_LIMITS: Readonly<Record<Resource, ResourceLimit>> = {
  as: NONE,
  core: { soft: 0, hard: Number.POSITIVE_INFINITY },
  cpu: NONE,
  data: NONE,
  fsize: NONE,
  locks: NONE,
  memlock: both(8_388_608),
  msgqueue: both(819_200),
  nice: both(0),
  nofile: { soft: 1024, hard: 1_048_576 },
  nproc: both(7823),
  rss: NONE,
  rtprio: both(0),
  rttime: NONE,
  sigpending: both(7823),
  stack: { soft: 8_388_608, hard: Number.POSITIVE_INFINITY },
};

/** fs.nr_open. */
const MOST_DESCRIPTORS = 1_048_576;

/** Why setrlimit(2) does not replace `now` (kernel/sys.c, do_prlimit). */
export function refusedLimit(
  now: ResourceLimit,
  resource: Resource,
  limit: ResourceLimit,
  privileged: boolean,
): Errno | undefined {
  if (limit.soft > limit.hard) return "EINVAL";
  if (resource === "nofile" && limit.hard > MOST_DESCRIPTORS) return "EPERM";
  return limit.hard > now.hard && !privileged ? "EPERM" : undefined;
}
