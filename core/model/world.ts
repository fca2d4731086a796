/**
 * A world: one configuration and one runtime. Operations write into a draft that stays open over a batch of them and
 * is committed when somebody looks, because committing copies every record that was touched (a host with 10,000
 * links: milliseconds) while writing into an open draft costs microseconds.
 */
import { createDraft, type Draft, finishDraft, setAutoFreeze } from "immer";
import { type Config, EMPTY_CONFIG } from "./config.ts";
import { newRuntime, type Runtime } from "./runtime.ts";

// Freezing walks the whole tree at every commit; readonly types keep writers out instead.
setAutoFreeze(false);

export type ConfigDraft = Draft<Config>;

export class World {
  #config: Config;
  #draft: ConfigDraft | undefined;
  readonly runtime: Runtime;

  constructor(config: Config = EMPTY_CONFIG, runtime: Runtime = newRuntime(1)) {
    this.#config = config;
    this.runtime = runtime;
  }

  /** The configuration as it stands. Commits the open draft, so the value is immutable and may be kept. */
  get config(): Config {
    if (this.#draft) {
      this.#config = finishDraft(this.#draft) as Config;
      this.#draft = undefined;
    }
    return this.#config;
  }

  /** For operations only: what they read and write. Never leaves the function that asked for it. */
  get draft(): ConfigDraft {
    this.#draft ??= createDraft(this.#config) as ConfigDraft;
    return this.#draft;
  }

  /** Nothing was changed since `config` was last read: readers may skip the commit. */
  get committed(): boolean {
    return this.#draft === undefined;
  }
}
