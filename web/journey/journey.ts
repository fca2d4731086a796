/** Journeys of packets as the page keeps them: the last so many, each with its hops in words. */
import type { LinkId, NetnsId } from "../../core/model/id.ts";
import type { DropReason, Hop } from "../../core/trace.ts";
import { frameText, kindOf, type PacketKind } from "./kind.ts";

export interface Journey {
  readonly packet: number;
  readonly kind: PacketKind;
  readonly text: string;
  readonly atMicros: number;
  readonly hops: JourneyHop[];
  outcome:
    | { readonly kind: "travelled" | "delivered" | "waiting" }
    | { readonly kind: "dropped"; readonly reason: DropReason };
}

export interface JourneyHop {
  readonly hop: Hop;
  /** Names as they were then: interfaces are renamed and go away. */
  readonly place: string;
  readonly device: string | undefined;
  readonly to: readonly string[];
}

/** How names are found while a hop happens. */
export interface Names {
  place(netns: NetnsId): string;
  device(link: LinkId): string | undefined;
}

const KEPT = 80;

export class Journeys {
  readonly #names: Names;
  readonly #byPacket = new Map<number, Journey>();

  constructor(names: Names) {
    this.#names = names;
  }

  /** Newest last. */
  get all(): readonly Journey[] {
    return [...this.#byPacket.values()];
  }

  clear(): void {
    this.#byPacket.clear();
  }

  /** Adds a hop to its packet's journey; undefined for what is not a packet yet (a lookup before there is a frame). */
  add(hop: Hop): Journey | undefined {
    let journey = this.#byPacket.get(hop.packet);
    if (!journey) {
      if (!hop.frame) return undefined;
      journey = {
        packet: hop.packet,
        kind: kindOf(hop.frame),
        text: frameText(hop.frame),
        atMicros: hop.atMicros,
        hops: [],
        outcome: { kind: "travelled" },
      };
      this.#byPacket.set(hop.packet, journey);
      if (this.#byPacket.size > KEPT) {
        const oldest = this.#byPacket.keys().next();
        if (!oldest.done) this.#byPacket.delete(oldest.value);
      }
    }
    journey.hops.push({
      hop,
      place: this.#names.place(hop.netns),
      device: hop.link === undefined ? undefined : this.#names.device(hop.link),
      to: hop.verdict.kind === "emit" ? hop.verdict.to.map((link) => this.#names.device(link) ?? "?") : [],
    });
    if (hop.verdict.kind === "deliver") journey.outcome = { kind: "delivered" };
    else if (hop.verdict.kind === "drop") {
      // A flooded copy that nobody wanted does not make the journey a failure when another arrived.
      if (journey.outcome.kind !== "delivered") journey.outcome = { kind: "dropped", reason: hop.verdict.reason };
    } else if (hop.verdict.kind === "queued") journey.outcome = { kind: "waiting" };
    else if (journey.outcome.kind === "waiting") journey.outcome = { kind: "travelled" };
    return journey;
  }
}
