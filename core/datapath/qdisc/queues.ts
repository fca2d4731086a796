/**
 * Queueing disciplines at work: what a device is to send goes through the tree of those that were set on it, and out as soon
 * as they let it (__dev_xmit_skb and qdisc_restart of net/core/dev.c and net/sched/sch_generic.c).
 */
import type { LinkId } from "../../model/id.ts";
import { type ClassId, type Drr, type Htb, htbLevel, INGRESS_HANDLE, PRIOMAP, type Qdisc } from "../../model/qdisc.ts";
import type { Runtime } from "../../model/runtime.ts";
import type { Frame } from "../../wire/frame.ts";
import { frameLength } from "../../wire/length.ts";
import type { Verdict } from "../classify.ts";
import type { Device } from "../view.ts";
import { CakeDiscipline } from "./cake.ts";
import { CodelDiscipline } from "./codel.ts";
import type { Discipline, Fate, Queued } from "./discipline.ts";
import { DrrDiscipline } from "./drr.ts";
import { EtsDiscipline } from "./ets.ts";
import { FifoDiscipline } from "./fifo.ts";
import { classOfPriority, type FlowChooser } from "./flow.ts";
import { FqDiscipline } from "./fq.ts";
import { FqCodelDiscipline } from "./fq-codel.ts";
import { HtbDiscipline } from "./htb.ts";
import { NetemDiscipline } from "./netem.ts";
import { PieDiscipline } from "./pie.ts";
import { PrioDiscipline } from "./prio.ts";
import { QueueBandsDiscipline } from "./queue-bands.ts";
import { RedDiscipline } from "./red.ts";
import { SfqDiscipline } from "./sfq.ts";
import { TbfDiscipline } from "./tbf.ts";

/** Sends a frame for good. */
export type Send = (device: Device, frame: Frame, packet: number) => void;

/** What filters say; undefined where there are none, or none is for the frame. */
export type Ask = (device: Device, hook: ClassId, item: Queued) => Verdict | undefined;

interface Tree {
  readonly list: readonly Qdisc[];
  readonly root: Discipline;
  /** When its timer is due. */
  armedMicros: number | undefined;
}

export class Queues {
  readonly #runtime: Runtime;
  readonly #ask: Ask;
  readonly #trees = new Map<LinkId, Tree>();
  /** The disciplines of the tree that is being made anew, as they were. */
  #previous: readonly Qdisc[] = [];

  /** @param ask the filters of a device at a place of its tree */
  constructor(runtime: Runtime, ask: Ask) {
    this.#runtime = runtime;
    this.#ask = ask;
  }

  /** Takes a frame for a device that has disciplines. What may go, goes. */
  enqueue(device: Device, list: readonly Qdisc[], frame: Frame, packet: number, nowMicros: number, send: Send): Fate {
    const tree = this.#treeOf(device, list, nowMicros);
    const item = { frame, packet, length: frameLength(frame) };
    if (tree.root.bypass(item)) {
      send(device, frame, packet);
      return "taken";
    }
    const fate = tree.root.enqueue(item, nowMicros);
    this.#run(device, tree, nowMicros, send);
    return fate;
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
    this.#previous = known?.list ?? [];
    const counted = new Map<number, Discipline["stats"]>();
    const before = this.#runtime.qdiscs.get(device.id);
    const stats = (discipline: Discipline): Discipline => {
      // A change of settings keeps the figures; what waited is lost, which the kernel would keep.
      const old = known && before?.get(discipline.handle);
      const { classes, bands, fq, fqCodel, codel, red, pie, cake } = discipline.stats;
      if (old) Object.assign(discipline.stats, old, { backlogBytes: 0, backlogPackets: 0 });
      const own = { classes, bands, fq, fqCodel, codel, red, pie, cake };
      Object.assign(discipline.stats, Object.fromEntries(Object.entries(own).filter(([, each]) => each !== undefined)));
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
    // What is counted where packets come in has nothing to do with what they wait in.
    const ingress = before?.get(INGRESS_HANDLE);
    if (ingress) counted.set(INGRESS_HANDLE, ingress);
    this.#runtime.qdiscs.set(device.id, counted);
    const tree: Tree = { list, root: made, armedMicros: undefined };
    this.#trees.set(device.id, tree);
    return tree;
  }

  #make(
    device: Device,
    { handle, options }: Qdisc,
    below: (handle: number, minor?: number) => Discipline | undefined,
    nowMicros: number,
  ): Discipline {
    const { link } = device;
    const ask = (minor: number, item: Queued): Verdict | undefined => {
      const verdict = this.#ask(device, { major: handle, minor }, item);
      if (verdict) item.frame = verdict.frame;
      return verdict?.final ? verdict : undefined;
    };
    /** pfifo_qdisc_ops: what hangs below a class where nobody put anything. */
    const plain = () => new FifoDiscipline(0, link.txQueueLength || 1, false);
    /** The queue of a band, counted from 1: where nobody put anything, before and now, what it counted goes on. */
    const band = (minor: number): Discipline => {
      const own = below(handle, minor);
      if (own) return own;
      const made = plain();
      const had = ({ parent }: Qdisc) => parent !== "root" && parent.major === handle && parent.minor === minor;
      const old = this.#runtime.qdiscs.get(link.id)?.get(handle)?.bands?.[minor - 1];
      if (!old || this.#previous.some(had)) return made;
      const { bytes, packets, drops, overlimits, requeues } = old;
      Object.assign(made.stats, { bytes, packets, drops, overlimits, requeues });
      return made;
    };
    switch (options.kind) {
      case "pfifo":
      case "bfifo":
      case "pfifo_head_drop":
        return new FifoDiscipline(handle, options.limit, options.kind === "bfifo", options.kind === "pfifo_head_drop");
      case "fq_codel":
        return new FqCodelDiscipline(handle, options, link.mtu + 14, flowChooser(device, handle, options.flows, ask));
      case "codel":
        return new CodelDiscipline(handle, options, link.mtu + 14);
      case "fq":
        return new FqDiscipline(handle, options);
      case "sfq":
        return new SfqDiscipline(handle, options, flowChooser(device, handle, options.divisor, ask));
      case "htb": {
        const before = this.#runtime.qdiscs.get(link.id)?.get(handle)?.classes;
        const leaf = (minor: number) => below(handle, minor) ?? plain();
        const classes = new Set(
          options.classes.filter((each) => htbLevel(options, each) > 0).map(({ minor }) => minor),
        );
        return new HtbDiscipline(
          handle,
          options,
          (item) => htbClass(item, handle, options, ask, classes),
          leaf,
          nowMicros,
          before,
        );
      }
      case "red": {
        const before = this.#runtime.qdiscs.get(link.id)?.get(handle)?.red;
        const inner = below(handle) ?? new FifoDiscipline(0, options.limit, true);
        return new RedDiscipline(handle, options, inner, this.#runtime, before);
      }
      case "pie": {
        const before = this.#runtime.qdiscs.get(link.id)?.get(handle)?.pie;
        return new PieDiscipline(handle, options, link.mtu + 14, this.#runtime, before);
      }
      case "cake": {
        const before = this.#runtime.qdiscs.get(link.id)?.get(handle)?.cake;
        const choose = flowChooser(device, handle, CAKE_QUEUES, ask);
        return new CakeDiscipline(handle, options, link.mtu + 14, this.#runtime, choose, before);
      }
      case "drr": {
        const before = this.#runtime.qdiscs.get(link.id)?.get(handle)?.classes;
        const leaf = (minor: number) => below(handle, minor) ?? plain();
        return new DrrDiscipline(handle, options.classes, (item) => drrClass(item, handle, options, ask), leaf, before);
      }
      case "noqueue":
        return new FifoDiscipline(handle, Number.POSITIVE_INFINITY, false);
      case "pfifo_fast":
        return new PrioDiscipline(handle, { priomap: PRIOMAP }, [plain(), plain(), plain()]);
      case "prio": {
        const bands = Array.from({ length: options.bands }, (_, i) => band(i + 1));
        return new PrioDiscipline(handle, options, bands, (item) => ask(0, item));
      }
      case "ets": {
        const bands = Array.from({ length: options.bands }, (_, i) => band(i + 1));
        return new EtsDiscipline(handle, options, bands, (item) => ask(0, item));
      }
      case "multiq": {
        const bands = Array.from({ length: options.bands }, (_, i) => band(i + 1));
        return new QueueBandsDiscipline(handle, bands, true, (item) => ask(0, item));
      }
      case "mq": {
        const { child, inUse, taken } = options;
        const before = this.#runtime.qdiscs.get(link.id)?.get(handle)?.bands;
        const born = (minor: number): Discipline | undefined => {
          if (taken.includes(minor)) return undefined;
          const parent = { major: handle, minor };
          const made = this.#make(device, { handle: 0, parent, options: child }, below, nowMicros);
          const { bytes = 0, packets = 0, drops = 0 } = before?.[minor - 1] ?? {};
          Object.assign(made.stats, { bytes, packets, drops });
          return made;
        };
        const bands = Array.from({ length: inUse }, (_, i) => below(handle, i + 1) ?? born(i + 1));
        return new QueueBandsDiscipline(handle, bands, false);
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

/** CAKE_QUEUES. */
const CAKE_QUEUES = 1024;

type AskHere = (minor: number, item: Queued) => Verdict | undefined;

/** htb_classify: a class that the priority names, filters of the discipline, then of each inner class that they choose. */
function htbClass(
  item: Queued,
  handle: number,
  { classes }: Htb,
  ask: AskHere,
  inner: ReadonlySet<number>,
): number | "lost" | undefined {
  const own = classOfPriority(item.frame, handle);
  if (own === 0 || (own !== undefined && !inner.has(own) && classes.some((each) => each.minor === own))) return own;
  let minor = own !== undefined && inner.has(own) ? own : 0;
  for (let hops = 0; hops < 8; hops++) {
    const verdict = ask(minor, item);
    if (!verdict) return undefined;
    if (verdict.control === "drop" || verdict.control === "stolen") return "lost";
    const chosen = verdict.classId?.minor;
    if (chosen === undefined || !inner.has(chosen)) return chosen;
    minor = chosen;
  }
  return undefined;
}

/** drr_classify. */
function drrClass(item: Queued, handle: number, { classes }: Drr, ask: AskHere): number | "stolen" | undefined {
  const own = classOfPriority(item.frame, handle);
  if (own !== undefined && classes.some((each) => each.minor === own)) return own;
  const verdict = ask(0, item);
  if (verdict?.control === "stolen") return "stolen";
  return verdict?.control === "drop" ? undefined : verdict?.classId?.minor;
}

/**
 * fq_codel_classify, sfq_classify: with filters, only those packets are taken that one of them puts in a flow. Undefined
 * where there are none.
 */
function flowChooser(device: Device, handle: number, flows: number, ask: AskHere): FlowChooser {
  return (item) => {
    const own = classOfPriority(item.frame, handle);
    if (own !== undefined && own > 0 && own <= flows) return `class ${own}`;
    const asked = device.link.filters?.some(({ hook }) => typeof hook !== "string" && hook.major === handle);
    if (!asked) return undefined;
    const verdict = ask(0, item);
    if (verdict?.control === "stolen") return "stolen";
    return verdict?.classId && verdict.control !== "drop" ? `class ${verdict.classId.minor}` : "lost";
  };
}
