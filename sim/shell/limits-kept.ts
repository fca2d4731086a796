/** Limits of a shell whose host has none to set: kept, shown and inherited by its subshells. */
import type { Errno } from "../../core/errors.ts";
import type { OpenFile, ResourceLimits } from "../../core/process.ts";
import { INITIAL_LIMITS, type Resource, type ResourceLimit, refusedLimit } from "../../core/resource-limit.ts";
import { err, ok, type Result } from "../../core/result.ts";

export class KeptLimits implements ResourceLimits {
  readonly #set: Map<Resource, ResourceLimit>;
  readonly #privileged: boolean;
  readonly forksLeft = Number.POSITIVE_INFINITY;

  constructor(privileged: boolean, parent?: ResourceLimits) {
    this.#privileged = privileged;
    this.#set = new Map(parent instanceof KeptLimits ? parent.#set : []);
  }

  get(resource: Resource): ResourceLimit {
    return this.#set.get(resource) ?? INITIAL_LIMITS[resource];
  }

  set(resource: Resource, limit: ResourceLimit): Result<undefined, Errno> {
    const refused = refusedLimit(this.get(resource), resource, limit, this.#privileged);
    if (refused !== undefined) return err(refused);
    this.#set.set(resource, limit);
    return ok();
  }

  write(file: OpenFile, text: string): void | Promise<void> {
    return file.write(text);
  }
}
