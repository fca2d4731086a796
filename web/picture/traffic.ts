/**
 * Packets on their way across the picture. The datapath carries a packet through in no time; here its hops become moves
 * that take time to watch: the copies of a flood move together, what answers sets out when what it answers has arrived.
 */
import type { LinkId } from "../../core/model/id.ts";
import type { Hop } from "../../core/trace.ts";
import { svg } from "../element.ts";
import { frameText, kindOf, type PacketKind } from "../journey/kind.ts";
import { glyph } from "./glyph.ts";
import type { Picture } from "./picture.ts";

interface Move {
  readonly from: LinkId;
  readonly to: LinkId;
  readonly kind: PacketKind;
  readonly label: string;
  /** Milliseconds of the animation's own time. */
  readonly start: number;
  readonly end: number;
  readonly drop: string | undefined;
  node: SVGGElement | undefined;
}

interface Track {
  /** When the packet is at each link it has reached. */
  readonly at: Map<LinkId, number>;
  last: LinkId | undefined;
}

export interface TrafficOptions {
  readonly picture: Picture;
  /** 1 is the pace for watching; 0 stands still. */
  rate(): number;
  reducedMotion(): boolean;
  /** Where a packet that is at a link can have come from: the cable's other end, its bridge, the ports of a bridge. */
  neighbors(link: LinkId): readonly LinkId[];
  /** Called when packets that matter set out and when the last of them has arrived. */
  onBusy(busy: boolean): void;
  dropWord(reason: string): string;
}

const MOVE_MILLIS = 430;
const DROP_MILLIS = 1400;
const TRACKS_KEPT = 200;

export class Traffic {
  readonly #options: TrafficOptions;
  readonly #tracks = new Map<string, Track>();
  #moves: Move[] = [];
  #now = 0;
  /** When everything that matters so far has arrived. */
  #horizon = 0;
  #lastPacket: string | undefined;
  #frame = 0;
  #framedAt = 0;
  #busy = false;
  #waiting: { readonly at: number; readonly resolve: () => void }[] = [];

  constructor(options: TrafficOptions) {
    this.#options = options;
  }

  /** Resolves when what is on its way now, and matters, has arrived; undefined when nothing is. */
  settled(): Promise<void> | undefined {
    if (this.#horizon <= this.#now) return undefined;
    const at = this.#horizon;
    return new Promise((resolve) => this.#waiting.push({ at, resolve }));
  }

  /** Takes everything off the picture. */
  clear(): void {
    for (const move of this.#moves) move.node?.remove();
    this.#moves = [];
    this.#tracks.clear();
    this.#horizon = this.#now;
    this.#release();
  }

  /** Adds one hop, as it happens or when a journey is shown again. */
  add(hop: Hop): void {
    const { frame, link } = hop;
    // Without a frame nothing can travel, but what is given up shows where.
    if (link === undefined || (!frame && hop.verdict.kind !== "drop")) return;
    if (this.#options.rate() > 50 || document.hidden) return;
    const kind = frame ? kindOf(frame) : "transport";
    const matters = kind !== "multicast";
    // An answer shares the number of what it answers, but sets out anew.
    const packet = `${hop.packet} ${kind}`;
    const track = this.#track(packet);
    const origin = this.#originOf(track, link);
    const drop =
      hop.verdict.kind === "drop" && hop.verdict.reason !== "NOT_SPECIFIED" && matters
        ? this.#options.dropWord(hop.verdict.reason)
        : undefined;
    let arrival: number;
    if (origin === undefined || origin === link) {
      const begin = matters && this.#lastPacket !== packet ? Math.max(this.#now, this.#horizon) : this.#now;
      arrival = Math.max(begin, track.at.get(link) ?? 0);
    } else {
      const begin = Math.max(
        this.#now,
        track.at.get(origin) ?? 0,
        matters && this.#lastPacket !== packet ? this.#horizon : 0,
      );
      arrival = begin + (this.#options.reducedMotion() ? 0 : MOVE_MILLIS);
      this.#moves.push({
        from: origin,
        to: link,
        kind,
        label: labelOf(hop, kind),
        start: begin,
        end: arrival,
        drop: undefined,
        node: undefined,
      });
    }
    if (drop !== undefined) {
      this.#moves.push({
        from: link,
        to: link,
        kind,
        label: "",
        start: arrival,
        end: arrival + DROP_MILLIS,
        drop,
        node: undefined,
      });
    }
    track.at.set(link, arrival);
    track.last = link;
    if (matters) {
      this.#lastPacket = packet;
      this.#horizon = Math.max(this.#horizon, arrival);
    }
    if (this.#horizon > this.#now) this.#setBusy(true);
    if (this.#frame === 0 && this.#moves.length > 0) {
      this.#framedAt = performance.now();
      this.#frame = requestAnimationFrame(this.#animate);
    }
  }

  #track(packet: string): Track {
    let track = this.#tracks.get(packet);
    if (!track) {
      track = { at: new Map(), last: undefined };
      this.#tracks.set(packet, track);
      if (this.#tracks.size > TRACKS_KEPT) {
        const oldest = this.#tracks.keys().next();
        if (!oldest.done) this.#tracks.delete(oldest.value);
      }
    }
    return track;
  }

  /** Which of the links the packet has reached it came from: the latest beside this one, else wherever it was last. */
  #originOf(track: Track, link: LinkId): LinkId | undefined {
    if (track.last === link) return link;
    let origin: LinkId | undefined;
    for (const neighbor of this.#options.neighbors(link)) {
      const at = track.at.get(neighbor);
      if (at !== undefined && (origin === undefined || at >= (track.at.get(origin) ?? 0))) origin = neighbor;
    }
    return origin ?? track.last;
  }

  readonly #animate = (now: number): void => {
    const elapsed = Math.min(now - this.#framedAt, 100);
    this.#framedAt = now;
    this.#now += elapsed * this.#options.rate();
    const { picture } = this.#options;
    this.#moves = this.#moves.filter((move) => {
      if (move.start > this.#now) return true;
      if (move.end <= this.#now) {
        move.node?.remove();
        picture.flash(move.to, "touched");
        return false;
      }
      const share = (this.#now - move.start) / (move.end - move.start);
      const eased = share < 0.5 ? 2 * share * share : 1 - (-2 * share + 2) ** 2 / 2;
      const point = move.from === move.to ? picture.pointOf(move.to) : picture.pointBetween(move.from, move.to, eased);
      if (!point) {
        move.node?.remove();
        return false;
      }
      if (!move.node) {
        move.node = move.drop === undefined ? packetNode(move.kind, move.label) : packetNode("drop", move.drop);
        picture.packets.append(move.node);
      }
      move.node.setAttribute("transform", `translate(${point.x.toFixed(1)} ${point.y.toFixed(1)})`);
      placeLabel(move.node, point.x, picture.width);
      return true;
    });
    this.#release();
    if (this.#moves.length > 0) this.#frame = requestAnimationFrame(this.#animate);
    else {
      this.#frame = 0;
      this.#horizon = Math.min(this.#horizon, this.#now);
      this.#release();
    }
  };

  #release(): void {
    const due = this.#waiting.filter((waiting) => waiting.at <= this.#now || this.#moves.length === 0);
    this.#waiting = this.#waiting.filter((waiting) => !due.includes(waiting));
    for (const waiting of due) waiting.resolve();
    if (this.#horizon <= this.#now || this.#moves.length === 0) this.#setBusy(false);
  }

  #setBusy(busy: boolean): void {
    if (busy === this.#busy) return;
    this.#busy = busy;
    this.#options.onBusy(busy);
  }
}

function labelOf(hop: Hop, kind: PacketKind): string {
  if (!hop.frame || kind === "multicast") return "";
  const { payload } = hop.frame;
  const text = frameText(hop.frame);
  if (payload.kind === "arp") return `ARP ${text}`;
  return text.slice(text.indexOf(": ") + 2);
}

/** Beside the packet, on whichever side there is room; on a narrow screen below it. */
function placeLabel(node: SVGGElement, x: number, room: number): void {
  const label = node.querySelector<SVGGElement>(".packet-label");
  if (!label) return;
  const width = Number(label.dataset.width);
  if (x + 14 + width <= room) label.setAttribute("transform", "translate(14 0)");
  else if (x - 14 - width >= 0) label.setAttribute("transform", `translate(${-14 - width} 0)`);
  else label.setAttribute("transform", `translate(${Math.max(0, room - 2 - width) - x} 22)`);
}

/** The labels' font is monospaced: 11 pixels, 0.602 of that a character. */
const LABEL_ADVANCE = 6.63;

function packetNode(kind: PacketKind | "drop", label: string): SVGGElement {
  const node = svg("g", { class: "packet" });
  if (label !== "") {
    const width = label.length * LABEL_ADVANCE + 14;
    node.append(
      svg(
        "g",
        { class: kind === "drop" ? "packet-label drop-label" : "packet-label", "data-width": width },
        svg("rect", { x: 0, y: -9.5, width, height: 19, rx: 6 }),
        svg("text", { x: 7, y: 4 }, label),
      ),
    );
  }
  node.append(glyph(kind));
  return node;
}
