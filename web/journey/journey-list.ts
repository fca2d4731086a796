/** The last packets as a list: each can be opened to see its hops, and shown again in the picture. */
import type { LinkId } from "../../core/model/id.ts";
import type { Stage } from "../../core/trace.ts";
import { html, svg } from "../element.ts";
import { glyph } from "../picture/glyph.ts";
import type { Words } from "../text/en.ts";
import type { Speech } from "../text/speech.ts";
import type { Journey, JourneyHop, Journeys } from "./journey.ts";
import type { PacketKind } from "./kind.ts";

export interface JourneyListOptions {
  readonly journeys: Journeys;
  readonly speech: Speech;
  onHighlight(links: ReadonlySet<LinkId>): void;
  onShowAgain(journey: Journey): void;
}

const STAGE_WORD: Readonly<Record<Stage, keyof Words>> = {
  "local-out": "stageLocalOut",
  route: "stageRoute",
  neighbor: "stageNeighbor",
  transmit: "stageTransmit",
  receive: "stageReceive",
  bridge: "stageBridge",
  forward: "stageForward",
  "local-in": "stageLocalIn",
  arp: "stageArp",
  ndp: "stageNdp",
};

/** A packet's glyph for use among text. */
export function glyphIcon(kind: PacketKind | "drop"): SVGSVGElement {
  return svg(
    "svg",
    { class: "glyph-icon", viewBox: "-11 -11 22 22", width: 18, height: 18, "aria-hidden": "true" },
    glyph(kind),
  );
}

export class JourneyList {
  readonly element: HTMLElement;
  readonly #options: JourneyListOptions;
  readonly #list = html("ol", { class: "journey-list", reversed: true });
  readonly #empty = html("p", { class: "empty" });
  readonly #open = new Set<string>();
  #housekeeping = false;
  #scheduled = false;

  constructor(options: JourneyListOptions) {
    this.#options = options;
    const { speech } = options;
    const box = html("input", {
      type: "checkbox",
      change: () => {
        this.#housekeeping = box.checked;
        this.render();
      },
    });
    this.#empty.append(speech.text("journeyNone"));
    this.element = html(
      "section",
      { class: "journeys", id: "packets", "aria-labelledby": "packets-heading", tabindex: "-1" },
      html(
        "div",
        { class: "section-head" },
        html("h2", { id: "packets-heading" }, speech.text("packets")),
        html("label", { class: "check" }, box, speech.text("journeyHousekeeping")),
      ),
      this.#empty,
      this.#list,
    );
    speech.bind(() => this.render());
  }

  /** Shows the list as it is by the next frame; hops come by the dozen. */
  update(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setTimeout(() => {
      this.#scheduled = false;
      this.render();
    }, 120);
  }

  render(): void {
    const shown = this.#options.journeys.all
      .filter((journey) => this.#housekeeping || journey.kind !== "multicast")
      .slice(-40)
      .reverse();
    this.#empty.hidden = shown.length > 0;
    const focused = document.activeElement?.getAttribute("data-key");
    this.#list.replaceChildren(...shown.map((journey) => this.#entry(journey)));
    if (focused)
      this.#list.querySelector<HTMLElement>(`[data-key="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
  }

  #entry(journey: Journey): HTMLElement {
    const { speech } = this.#options;
    const { outcome } = journey;
    const details = html(
      "details",
      { open: this.#open.has(journey.id) },
      html(
        "summary",
        { "data-key": `packet ${journey.id}` },
        glyphIcon(journey.kind === "unsent" ? "drop" : journey.kind),
        html(
          "span",
          { class: "journey-words" },
          html("span", { class: "journey-kind" }, speech.say(journey.kind)),
          html("span", { class: "journey-text" }, journey.text),
        ),
        html(
          "span",
          { class: `outcome ${outcome.kind}` },
          outcome.kind === "delivered"
            ? speech.say("journeyDelivered")
            : outcome.kind === "dropped"
              ? speech.say("journeyDropped", { reason: outcome.reason })
              : outcome.kind === "waiting"
                ? speech.say("journeyWaiting")
                : outcome.kind === "unanswered"
                  ? speech.say("journeyUnanswered")
                  : speech.say("journeyTravelled"),
        ),
      ),
    );
    const why = outcome.kind === "dropped" ? speech.sayIfKnown(`why_${outcome.reason}`) : undefined;
    const fill = (): void => {
      details.append(
        html(
          "p",
          { class: "journey-time" },
          `${seconds(journey.atMicros)} · ${speech.say("hops", { count: journey.hops.length })}`,
        ),
        ...(why === undefined ? [] : [html("p", { class: "why" }, why)]),
        html("ol", { class: "hops" }, ...journey.hops.map((hop) => this.#hop(hop))),
        html(
          "button",
          {
            type: "button",
            class: "button small",
            "data-key": `again ${journey.id}`,
            click: () => this.#options.onShowAgain(journey),
          },
          speech.say("journeyShow"),
        ),
      );
    };
    if (this.#open.has(journey.id)) fill();
    details.addEventListener("toggle", () => {
      if (details.open === this.#open.has(journey.id)) return;
      if (details.open) {
        this.#open.add(journey.id);
        fill();
        this.#options.onHighlight(new Set(journey.hops.flatMap(({ hop }) => hop.link ?? [])));
      } else {
        this.#open.delete(journey.id);
        for (const node of details.querySelectorAll(":scope > :not(summary)")) node.remove();
        this.#options.onHighlight(new Set());
      }
    });
    return html("li", { class: `journey kind-${journey.kind}` }, details);
  }

  #hop({ hop, place, device, to }: JourneyHop): HTMLElement {
    const { speech } = this.#options;
    const { verdict } = hop;
    const words =
      verdict.kind === "emit"
        ? to.length > 0
          ? speech.say("verdictEmit", { links: to.join(", ") })
          : ""
        : verdict.kind === "deliver"
          ? speech.say("verdictDeliver")
          : verdict.kind === "queued"
            ? speech.say("verdictQueued")
            : verdict.reason === "NOT_SPECIFIED"
              ? speech.say("verdictIgnored")
              : speech.say("verdictDrop", { reason: verdict.reason });
    return html(
      "li",
      { class: `hop ${verdict.kind}` },
      html("span", { class: "hop-place" }, place, device !== undefined && html("b", {}, ` ${device}`)),
      html(
        "span",
        { class: "hop-words" },
        [speech.say(STAGE_WORD[hop.stage]), words].filter((word) => word !== "").join(" · "),
      ),
      hop.decidedBy !== undefined &&
        html("span", { class: "hop-by" }, `${speech.say("decidedBy")} `, html("code", {}, hop.decidedBy)),
    );
  }
}

/** Simulated time with milliseconds: `12.345 s`. */
export function seconds(micros: number): string {
  return `${(micros / 1_000_000).toFixed(3)} s`;
}
