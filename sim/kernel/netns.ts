/**
 * What keeps a network namespace alive: a process in it, a mount of its nsfs file, an open descriptor of that file
 * (namespaces(7)). When the last one goes, a kernel worker takes the namespace apart a little later (cleanup_net).
 */
import type { NetnsId } from "../../core/model/id.ts";
import type { Clock } from "./clock.ts";
import { NamespaceFile } from "./inode.ts";

/** Measured on Linux 6.x: the peer of a veth is gone some milliseconds after `ip netns del` has returned. */
const CLEANUP_MICROS = 8_000;

interface Entry {
  references: number;
  readonly file: NamespaceFile;
}

export class NetnsReferences {
  readonly #entries = new Map<NetnsId, Entry>();
  readonly #clock: Clock;
  readonly #destroy: (id: NetnsId) => void;

  constructor(clock: Clock, destroy: (id: NetnsId) => void) {
    this.#clock = clock;
    this.#destroy = destroy;
  }

  /** A namespace nobody refers to yet; the first release after the first retain may end it. */
  add(id: NetnsId, inode: number): NamespaceFile {
    const file = new NamespaceFile(inode, id, { retain: () => this.retain(id), release: () => this.release(id) });
    this.#entries.set(id, { references: 0, file });
    return file;
  }

  /** Its nsfs file; undefined when the namespace is gone. */
  file(id: NetnsId): NamespaceFile | undefined {
    return this.#entries.get(id)?.file;
  }

  retain(id: NetnsId): void {
    const entry = this.#entries.get(id);
    if (entry) entry.references++;
  }

  release(id: NetnsId): void {
    const entry = this.#entries.get(id);
    if (!entry || --entry.references > 0) return;
    this.#entries.delete(id);
    this.#clock.at(this.#clock.nowMicros + CLEANUP_MICROS, () => this.#destroy(id));
  }
}
