/**
 * Limits of what a process may use (getrlimit(2)), inherited by its children.
 *
 * Same as Linux: soft and hard values and who may raise them, processor time (SIGXCPU each second, SIGKILL at the hard limit),
 * processes of a user (EAGAIN; root is exempt), the size of files (SIGXFSZ or EFBIG after what fits). Simplified: descriptors are
 * counted by shells, which have numbers for them, and by what starts programs; no memory is counted; what follows from the
 * machine's memory is a machine of 2 GB.
 */
import type { Errno } from "../../core/errors.ts";
import type { OpenFile, ResourceLimits } from "../../core/process.ts";
import { INITIAL_LIMITS, type Resource, type ResourceLimit, refusedLimit } from "../../core/resource-limit.ts";
import { err, ok, type Result } from "../../core/result.ts";
import type { Host } from "./host.ts";
import type { Process } from "./process.ts";

export function limitOf(process: Process, resource: Resource): ResourceLimit {
  return process.limits?.get(resource) ?? INITIAL_LIMITS[resource];
}

export function setLimit(process: Process, resource: Resource, limit: ResourceLimit): Result<undefined, Errno> {
  const refused = refusedLimit(
    limitOf(process, resource),
    resource,
    limit,
    process.credentials.capabilities.has("CAP_SYS_RESOURCE"),
  );
  if (refused !== undefined) return err(refused);
  process.limits = new Map([...(process.limits ?? []), [resource, limit]]);
  return ok();
}

/** How many processes its user may start: copy_process of kernel/fork.c spares root and who is above limits. */
export function forksLeft(host: Host, process: Process): number {
  if (process.limits === undefined) return Number.POSITIVE_INFINITY;
  const { uid, capabilities } = process.credentials;
  if (uid === 0 || capabilities.has("CAP_SYS_RESOURCE") || capabilities.has("CAP_SYS_ADMIN"))
    return Number.POSITIVE_INFINITY;
  const { soft } = limitOf(process, "nproc");
  let count = 0;
  for (const other of host.pidNamespace.processes.values()) if (other.credentials.uid === uid) count++;
  return soft - count;
}

const SECOND_MICROS = 1_000_000;

/** A process has computed for so long (kernel/time/posix-cpu-timers.c, check_process_timers). */
export function chargeProcessor(host: Host, process: Process, micros: number): void {
  const before = Math.floor(process.processorMicros / SECOND_MICROS);
  process.processorMicros += micros;
  const seconds = Math.floor(process.processorMicros / SECOND_MICROS);
  if (seconds === before || process.limits === undefined) return;
  const { soft, hard } = limitOf(process, "cpu");
  if (seconds >= hard) host.signal(process, "KILL");
  else if (seconds >= soft) host.signal(process, "XCPU");
}

/**
 * Writes for a process whose files may grow so far and no further (mm/filemap.c, generic_write_check_limits): what fits is
 * written, and the next character is SIGXFSZ, or EFBIG to who lives on.
 */
export function writeWithin(
  host: Host,
  process: Process,
  file: OpenFile,
  text: string,
): ReturnType<ResourceLimits["write"]> {
  if (process.limits === undefined) return file.write(text);
  const { soft } = limitOf(process, "fsize");
  const room = file.roomBelow?.(soft, 3 * text.length);
  if (room === undefined || room >= 3 * text.length) return file.write(text);
  let fits = 0;
  let bytes = 0;
  for (const char of text) {
    bytes += bytesOf(char);
    if (bytes > room) break;
    fits += char.length;
  }
  if (fits > 0) void file.write(text.slice(0, fits));
  if (fits === text.length || file.writeError !== undefined) return undefined;
  host.signal(process, "XFSZ");
  return "EFBIG";
}

function bytesOf(char: string): number {
  const code = char.codePointAt(0) ?? 0;
  if (code < 0x80 || (code >= 0xdc80 && code <= 0xdcff)) return 1;
  return code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
}
