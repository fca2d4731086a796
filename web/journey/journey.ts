/** Journeys of packets as the page keeps them: the last so many, each with its hops in words. */
import type { LinkId, NetnsId } from "../../core/model/id.ts";
import type { DropReason, Hop } from "../../core/trace.ts";
import { frameText, kindOf, type PacketKind } from "./kind.ts";

export interface Journey {
  /** The packet's number and its kind. */
  readonly id: string;
  /** `unsent`: given up before there was a frame, for want of a route or of the neighbor's address. */
  readonly kind: PacketKind | "unsent";
  readonly text: string;
  readonly atMicros: number;
  readonly hops: JourneyHop[];
  outcome:
    | { readonly kind: "travelled" | "delivered" | "waiting" | "unanswered" }
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
  readonly #byId = new Map<string, Journey>();
  /** Lookups that were made before there was a frame: they belong to the frame that comes of them. */
  readonly #lookups = new Map<number, JourneyHop[]>();

  constructor(names: Names) {
    this.#names = names;
  }

  /** Newest last. */
  get all(): readonly Journey[] {
    return [...this.#byId.values()];
  }

  clear(): void {
    this.#byId.clear();
    this.#lookups.clear();
  }

  /** Adds a hop to its packet's journey; undefined while there is no frame yet. */
  add(hop: Hop): Journey | undefined {
    const noted: JourneyHop = {
      hop,
      place: this.#names.place(hop.netns),
      device: hop.link === undefined ? undefined : this.#names.device(hop.link),
      to: hop.verdict.kind === "emit" ? hop.verdict.to.map((link) => this.#names.device(link) ?? "?") : [],
    };
    const lookups = this.#lookups.get(hop.packet) ?? [];
    if (!hop.frame && hop.verdict.kind === "drop") return this.#giveUp(noted, [...lookups, noted], hop.verdict.reason);
    if (!hop.frame) {
      this.#lookups.set(hop.packet, [...lookups, noted]);
      if (this.#lookups.size > KEPT) forgetOldest(this.#lookups);
      return undefined;
    }
    // An answer shares the number of what it answers, and is a journey of its own.
    const kind = kindOf(hop.frame);
    const id = `${hop.packet} ${kind}`;
    let journey = this.#byId.get(id);
    if (!journey) {
      journey = {
        id,
        kind,
        text: frameText(hop.frame),
        atMicros: lookups[0]?.hop.atMicros ?? hop.atMicros,
        hops: [],
        outcome: { kind: "travelled" },
      };
      this.#byId.set(id, journey);
      if (this.#byId.size > KEPT) forgetOldest(this.#byId);
    }
    journey.hops.push(...lookups, noted);
    this.#lookups.delete(hop.packet);
    if (kind === "arpReply") this.#answered(hop.packet);
    if (kind === "arpRequest" && isIgnored(hop)) {
      // Everybody on the segment hears the question; what counts is whether it is answered.
      if (journey.outcome.kind !== "delivered") journey.outcome = { kind: "unanswered" };
    } else if (hop.verdict.kind === "deliver") journey.outcome = { kind: "delivered" };
    else if (hop.verdict.kind === "drop") {
      // A flooded copy that nobody wanted does not make the journey a failure when another arrived.
      if (journey.outcome.kind !== "delivered") journey.outcome = { kind: "dropped", reason: hop.verdict.reason };
    } else if (hop.verdict.kind === "queued") journey.outcome = { kind: "waiting" };
    else if (journey.outcome.kind === "waiting") journey.outcome = { kind: "travelled" };
    return journey;
  }

  #answered(packet: number): void {
    const request = this.#byId.get(`${packet} arpRequest`);
    if (request) request.outcome = { kind: "delivered" };
  }

  #giveUp({ hop }: JourneyHop, hops: JourneyHop[], reason: DropReason): Journey {
    const journey: Journey = {
      id: `${hop.packet} unsent`,
      kind: "unsent",
      text: hop.decidedBy ?? "",
      atMicros: hops[0]?.hop.atMicros ?? hop.atMicros,
      hops,
      outcome: { kind: "dropped", reason },
    };
    this.#lookups.delete(hop.packet);
    this.#byId.set(journey.id, journey);
    if (this.#byId.size > KEPT) forgetOldest(this.#byId);
    return journey;
  }
}

/** An ARP request that reached somebody it was not for, as far as this hop tells. */
function isIgnored({ verdict }: Hop): boolean {
  return verdict.kind === "deliver" || (verdict.kind === "drop" && verdict.reason === "NOT_SPECIFIED");
}

function forgetOldest(table: Map<unknown, unknown>): void {
  const oldest = table.keys().next();
  if (!oldest.done) table.delete(oldest.value);
}
