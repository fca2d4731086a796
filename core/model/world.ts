/**
 * A world: one configuration and one runtime. Operations write into a draft that stays open over a batch of them and
 * is committed when somebody wants to keep a version, because committing copies every record that was touched (a host
 * with 10,000 links: milliseconds) while writing into an open draft costs microseconds.
 */
import { produce, setAutoFreeze } from "immer";
import { type Config, EMPTY_CONFIG } from "./config.ts";
import { Derived } from "./derived.ts";
import { ConfigDraft, type ConfigWatcher } from "./draft.ts";
import { Notifier } from "./notification.ts";
import { newRuntime, type Runtime } from "./runtime.ts";

// Freezing walks the whole tree at every commit; readonly types keep writers out instead.
setAutoFreeze(false);

export class World {
  #config: Config;
  #draft: ConfigDraft | undefined;
  readonly #watchers = new Set<ConfigWatcher>();
  readonly runtime: Runtime;
  /** For operations only. */
  readonly derived = new Derived();
  /** Who is told of what happens (`ip monitor`). */
  readonly notifier = new Notifier();

  constructor(config: Config = EMPTY_CONFIG, runtime: Runtime = newRuntime(1)) {
    this.#config = config;
    this.runtime = runtime;
  }

  /** The configuration as it stands. Commits the open draft, so the value is immutable and may be kept. */
  get config(): Config {
    const draft = this.#draft;
    if (draft) {
      this.#draft = undefined;
      if (!draft.untouched) this.#config = produce(this.#config, (next) => draft.writeInto(next));
    }
    return this.#config;
  }

  /**
   * The configuration as it stands, to be read at once and not to be kept: the next operation changes it in place. Costs
   * nothing, unlike `config` after an operation.
   */
  get latest(): Config {
    return this.#draft ?? this.#config;
  }

  /** For operations only: what they read and write. Never leaves the function that asked for it. */
  get draft(): ConfigDraft {
    this.#draft ??= new ConfigDraft(this.#config, this.#watchers);
    return this.#draft;
  }

  /** Tells of every change from now on. */
  watch(watcher: ConfigWatcher): void {
    this.#watchers.add(watcher);
  }
}
