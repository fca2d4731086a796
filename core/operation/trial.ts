/** A copy of a world in which an operation was tried, and which is led back step by step: see `invert`. */
import type { KernelError } from "../errors.ts";
import type { Config } from "../model/config.ts";
import type { LinkId } from "../model/id.ts";
import type { Link } from "../model/link.ts";
import { cloneRuntime, type Runtime } from "../model/runtime.ts";
import { World } from "../model/world.ts";
import type { Result } from "../result.ts";
import { apply } from "./apply.ts";
import type { Caller, Change, Operation } from "./operation.ts";

export class Trial {
  readonly before: Config;
  /** The tables as they were. */
  readonly was: Runtime;
  /** The steps that the kernel took. */
  readonly steps: Operation[] = [];
  readonly #world: World;
  readonly #caller: Caller;

  constructor(world: World, caller: Caller, operation: Operation) {
    this.before = world.config;
    this.was = world.runtime;
    this.#world = new World(this.before, cloneRuntime(world.runtime));
    this.#caller = caller;
    // One that is refused may have changed something before it was.
    apply(this.#world, caller, operation);
  }

  get now(): Config {
    return this.#world.config;
  }

  /** The tables as they are now. */
  get runtime(): Runtime {
    return this.#world.runtime;
  }

  /** A link as it is now. */
  current(link: Link): Link {
    return this.now.links[link.id] ?? link;
  }

  /** What a link was called. */
  readonly nameBefore = (id: LinkId): string | undefined => this.before.links[id]?.name;

  /** A step of the way back, if the kernel lets it pass. */
  readonly step = (operation: Operation): void => {
    const result: Result<readonly Change[], KernelError> = apply(this.#world, this.#caller, operation);
    if (result.ok) this.steps.push(operation);
  };
}
