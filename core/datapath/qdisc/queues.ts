/**
 * Queueing disciplines at work: what a device is to send goes through the tree of those that were set on it, and out as soon
 * as they let it (__dev_xmit_skb and qdisc_restart of net/core/dev.c and net/sched/sch_generic.c).
 */
import type { LinkId } from "../../model/id.ts";
import { PRIOMAP, type Qdisc } from "../../model/qdisc.ts";
import type { Runtime } from "../../model/runtime.ts";
import type { Frame } from "../../wire/frame.ts";
import { frameLength } from "../../wire/length.ts";
import type { Device } from "../view.ts";
import type { Discipline } from "./discipline.ts";
import { FifoDiscipline } from "./fifo.ts";
import { FqDiscipline } from "./fq.ts";
import { FqCodelDiscipline } from "./fq-codel.ts";
import { HtbDiscipline } from "./htb.ts";
import { NetemDiscipline } from "./netem.ts";
import { PrioDiscipline } from "./prio.ts";
import { SfqDiscipline } from "./sfq.ts";
import { TbfDiscipline } from "./tbf.ts";

/** Sends a frame for good. */
export type Send = (device: Device, frame: Frame, packet: number) => void;

interface Tree {
  readonly list: readonly Qdisc[];
  readonly root: Discipline;
  /** When its timer is due. */
  armedMicros: number | undefined;
}

export class Queues {
  readonly #runtime: Runtime;
  readonly #trees = new Map<LinkId, Tree>();

  constructor(runtime: Runtime) {
    this.#runtime = runtime;
  }

  /** Takes a frame for a device that has disciplines; false when it is lost. What may go, goes. */
  enqueue(
    device: Device,
    list: readonly Qdisc[],
    frame: Frame,
    packet: number,
    nowMicros: number,
    send: Send,
  ): boolean {
    const tree = this.#treeOf(device, list, nowMicros);
    const item = { frame, packet, length: frameLength(frame) };
    if (tree.root.bypass(item)) {
      send(device, frame, packet);
      return true;
    }
    const taken = tree.root.enqueue(item, nowMicros);
    this.#run(device, tree, nowMicros, send);
    return taken;
  }

  /** The timer of a device is due. */
  fire(device: Device, atMicros: number, nowMicros: number, send: Send): void {
    const tree = this.#trees.get(device.id);
    if (!tree || tree.armedMicros !== atMicros) return;
    tree.armedMicros = undefined;
    if (tree.list !== device.link.qdiscs || !device.running) {
      // Gone, changed or down: what waited is lost (qdisc_reset).
      this.#trees.delete(device.id);
      return;
    }
    this.#run(device, tree, nowMicros, send);
  }

  #run(device: Device, tree: Tree, nowMicros: number, send: Send): void {
    for (;;) {
      const item = tree.root.dequeue(nowMicros);
      if (!item) break;
      send(device, item.frame, item.packet);
    }
    const next = tree.root.nextMicros;
    if (next === undefined || (tree.armedMicros !== undefined && tree.armedMicros <= next)) return;
    tree.armedMicros = Math.max(next, nowMicros + 1);
    this.#runtime.timers.add(tree.armedMicros, { kind: "qdisc", link: device.id });
  }

  /** The tree for a list of disciplines; those that are as they were go on with what they hold and counted. */
  #treeOf(device: Device, list: readonly Qdisc[], nowMicros: number): Tree {
    const known = this.#trees.get(device.id);
    if (known?.list === list) return known;
    const counted = new Map<number, Discipline["stats"]>();
    const before = this.#runtime.qdiscs.get(device.id);
    const stats = (discipline: Discipline): Discipline => {
      // A change of settings keeps the figures; what waited is lost, which the kernel would keep.
      const old = known && before?.get(discipline.handle);
      const { classes, fq, fqCodel } = discipline.stats;
      if (old) Object.assign(discipline.stats, old, { backlogBytes: 0, backlogPackets: 0 });
      Object.assign(discipline.stats, { ...(classes && { classes }), ...(fq && { fq }), ...(fqCodel && { fqCodel }) });
      counted.set(discipline.handle, discipline.stats);
      return discipline;
    };
    // Without a minor number: of a discipline that has a single class, whatever one calls that.
    const below = (handle: number, minor?: number): Discipline | undefined => {
      const child = list.find(
        ({ parent }) => parent !== "root" && parent.major === handle && (minor === undefined || parent.minor === minor),
      );
      return child && stats(this.#make(device, child, below, nowMicros));
    };
    const root = list.find(({ parent }) => parent === "root");
    const made = root ? stats(this.#make(device, root, below, nowMicros)) : new FifoDiscipline(0, 1000, false);
    this.#runtime.qdiscs.set(device.id, counted);
    const tree: Tree = { list, root: made, armedMicros: undefined };
    this.#trees.set(device.id, tree);
    return tree;
  }

  #make(
    { link }: Device,
    { handle, options }: Qdisc,
    below: (handle: number, minor?: number) => Discipline | undefined,
    nowMicros: number,
  ): Discipline {
    /** pfifo_qdisc_ops: what hangs below a class where nobody put anything. */
    const plain = () => new FifoDiscipline(0, link.txQueueLength || 1, false);
    switch (options.kind) {
      case "pfifo":
      case "bfifo":
      case "pfifo_head_drop":
        return new FifoDiscipline(handle, options.limit, options.kind === "bfifo", options.kind === "pfifo_head_drop");
      case "fq_codel":
        return new FqCodelDiscipline(handle, options, link.mtu + 14);
      case "fq":
        return new FqDiscipline(handle, options);
      case "sfq":
        return new SfqDiscipline(handle, options);
      case "htb": {
        const before = this.#runtime.qdiscs.get(link.id)?.get(handle)?.classes;
        const leaf = (minor: number) => below(handle, minor) ?? plain();
        return new HtbDiscipline(handle, options, () => undefined, leaf, nowMicros, before);
      }
      case "noqueue":
        return new FifoDiscipline(handle, Number.POSITIVE_INFINITY, false);
      case "pfifo_fast":
        return new PrioDiscipline(handle, { priomap: PRIOMAP }, [plain(), plain(), plain()]);
      case "prio": {
        const bands = Array.from({ length: options.bands }, (_, i) => below(handle, i + 1) ?? plain());
        return new PrioDiscipline(handle, options, bands);
      }
      case "tbf": {
        const inner = below(handle) ?? new FifoDiscipline(0, options.limit, true);
        return new TbfDiscipline(handle, options, inner, nowMicros);
      }
      case "netem":
        return new NetemDiscipline(handle, options, below(handle), this.#runtime);
    }
  }
}
