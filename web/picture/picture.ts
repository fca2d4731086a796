/** Draws a laid-out scene as SVG and moves what has changed from where it was to where it is. */
import type { LinkId } from "../../core/model/id.ts";
import { svg } from "../element.ts";
import { cablePath, LANES, type Point, pointAlong } from "./cable.ts";
import type { Box, CardLayout, PanelLayout, PictureLayout } from "./layout.ts";

const MOVE_MILLIS = 520;

interface Drawn {
  readonly node: SVGGElement;
  readonly frame: SVGRectElement;
  /** Texts that stand at the right edge. */
  readonly trailing: readonly SVGTextElement[];
  signature: string;
  from: Box;
  now: Box;
  to: Box;
  opacity: { from: number; now: number; to: number };
}

export interface PictureOptions {
  /** Whether things may move. */
  reducedMotion(): boolean;
  onSelect(netns: number): void;
  readonly danglingWord: () => string;
}

export class Picture {
  readonly element: SVGSVGElement;
  readonly packets: SVGGElement;
  readonly #panels = svg("g");
  readonly #cables = svg("g", { class: "cables" });
  readonly #cards = svg("g");
  readonly #options: PictureOptions;
  #drawn = new Map<string, Drawn>();
  #cablePaths = new Map<string, SVGPathElement>();
  #layout: PictureLayout | undefined;
  #startedAt = 0;
  #frame = 0;

  constructor(options: PictureOptions) {
    this.#options = options;
    this.packets = svg("g", { class: "packets" });
    this.element = svg("svg", { class: "picture", role: "img" }, this.#panels, this.#cables, this.#cards, this.packets);
  }

  /** Shows a layout; what was there before glides to its new place, what is new fades in, what is gone fades out. */
  show(layout: PictureLayout, scale = 1): void {
    const first = this.#layout === undefined;
    this.#layout = layout;
    this.element.setAttribute("viewBox", `0 0 ${layout.width} ${layout.height}`);
    this.element.setAttribute("width", String(Math.floor(layout.width * scale)));
    this.element.setAttribute("height", String(Math.floor(layout.height * scale)));
    const alive = new Set<string>();
    for (const panel of layout.panels) {
      this.#put(alive, `panel ${panel.panel.id}`, panel, panelSignature(panel), () => this.#drawPanel(panel));
      for (const card of panel.cards) {
        this.#put(alive, `link ${card.card.id}`, card, cardSignature(card), () => drawCard(card));
      }
    }
    for (const chip of layout.dangling) {
      this.#put(alive, `name ${chip.name}`, chip, chip.name, () => this.#drawDangling(chip));
    }
    for (const [key, drawn] of this.#drawn) {
      if (alive.has(key)) continue;
      drawn.node.classList.add("leaving");
      drawn.from = drawn.now;
      drawn.to = drawn.now;
      drawn.opacity = { from: drawn.opacity.now, now: drawn.opacity.now, to: 0 };
    }
    this.#startedAt = performance.now();
    if (first || this.#options.reducedMotion()) this.#step(1);
    else if (this.#frame === 0) this.#frame = requestAnimationFrame(this.#animate);
  }

  get width(): number {
    return this.#layout?.width ?? 0;
  }

  /** Where packets that are at a link are drawn; undefined when the link is not in the picture. */
  pointOf(link: LinkId): Point | undefined {
    const drawn = this.#drawn.get(`link ${link}`);
    if (!drawn) return undefined;
    return { x: drawn.now.x + drawn.now.width / 2, y: drawn.now.y + drawn.now.height / 2 };
  }

  /** A point on the way from one link to another, `share` from 0 to 1: along the cable if there is one between them. */
  pointBetween(from: LinkId, to: LinkId, share: number): Point | undefined {
    const forward = this.#cablePaths.get(`${from} ${to}`);
    const path = forward ?? this.#cablePaths.get(`${to} ${from}`);
    const start = this.pointOf(from);
    const end = this.pointOf(to);
    if (!start || !end) return undefined;
    return pointAlong(path, forward !== undefined, start, end, share);
  }

  /** Marks links and the cables between them, or clears the marks. */
  highlight(links: ReadonlySet<LinkId>): void {
    for (const [key, drawn] of this.#drawn) {
      if (key.startsWith("link ")) drawn.node.classList.toggle("marked", links.has(Number(key.slice(5)) as LinkId));
    }
    for (const [key, path] of this.#cablePaths) {
      const [a, b] = key.split(" ").map(Number);
      path.classList.toggle("marked", links.has(a as LinkId) && links.has(b as LinkId));
    }
  }

  /** Lets a card light up for a moment. */
  flash(link: LinkId, className: string): void {
    const node = this.#drawn.get(`link ${link}`)?.node;
    if (!node) return;
    node.classList.add(className);
    setTimeout(() => node.classList.remove(className), 900);
  }

  #put(
    alive: Set<string>,
    key: string,
    box: Box,
    signature: string,
    draw: () => Omit<Drawn, "from" | "now" | "to" | "opacity" | "signature">,
  ): void {
    alive.add(key);
    const to = { x: box.x, y: box.y, width: box.width, height: box.height };
    const before = this.#drawn.get(key);
    if (before && before.signature === signature) {
      before.from = before.now;
      before.to = to;
      before.opacity = { from: before.opacity.now, now: before.opacity.now, to: 1 };
      before.node.classList.remove("leaving");
      return;
    }
    const drawn = draw();
    before?.node.remove();
    (key.startsWith("panel") ? this.#panels : this.#cards).append(drawn.node);
    const opacity = before ? before.opacity.now : 0;
    const now = before ? before.now : to;
    this.#drawn.set(key, { ...drawn, signature, from: now, now, to, opacity: { from: opacity, now: opacity, to: 1 } });
  }

  readonly #animate = (now: number): void => {
    const share = Math.min(1, Math.max(0, (now - this.#startedAt) / MOVE_MILLIS));
    this.#step(share);
    this.#frame = share < 1 ? requestAnimationFrame(this.#animate) : 0;
  };

  #step(share: number): void {
    const eased = 1 - (1 - share) ** 3;
    for (const [key, drawn] of this.#drawn) {
      const between = (a: number, b: number): number => a + (b - a) * eased;
      drawn.now = {
        x: between(drawn.from.x, drawn.to.x),
        y: between(drawn.from.y, drawn.to.y),
        width: between(drawn.from.width, drawn.to.width),
        height: between(drawn.from.height, drawn.to.height),
      };
      drawn.opacity.now = between(drawn.opacity.from, drawn.opacity.to);
      if (share === 1 && drawn.opacity.to === 0) {
        drawn.node.remove();
        this.#drawn.delete(key);
        continue;
      }
      drawn.node.setAttribute("transform", `translate(${drawn.now.x.toFixed(2)} ${drawn.now.y.toFixed(2)})`);
      drawn.node.style.opacity = drawn.opacity.now === 1 ? "" : String(drawn.opacity.now);
      drawn.frame.setAttribute("width", String(drawn.now.width));
      drawn.frame.setAttribute("height", String(drawn.now.height));
      for (const text of drawn.trailing) text.setAttribute("x", String(drawn.now.width - 12));
    }
    this.#drawCables();
  }

  #drawCables(): void {
    const layout = this.#layout;
    if (!layout) return;
    const homes = new Map<LinkId, PanelLayout>();
    const states = new Map<LinkId, CardLayout>();
    for (const panel of layout.panels) {
      for (const card of panel.cards) {
        homes.set(card.card.id, panel);
        states.set(card.card.id, card);
      }
    }
    const alive = new Set<string>();
    const guests = layout.panels.filter(({ panel }) => panel.kind !== "host");
    for (const [index, { a, b }] of layout.cables.entries()) {
      const from = this.#drawn.get(`link ${a}`);
      const to = this.#drawn.get(`link ${b}`);
      if (!from || !to) continue;
      const key = `${a} ${b}`;
      alive.add(key);
      let path = this.#cablePaths.get(key);
      if (!path) {
        path = svg("path", { class: "cable" });
        this.#cables.append(path);
        this.#cablePaths.set(key, path);
      }
      const sameHome = homes.get(a) === homes.get(b);
      path.setAttribute(
        "d",
        cablePath(from.now, to.now, {
          over: sameHome && homes.get(a)?.panel.kind === "host",
          obstacles: sameHome ? [] : guests.filter((guest) => guest !== homes.get(a) && guest !== homes.get(b)),
          lane: index % LANES,
        }),
      );
      path.style.opacity = String(Math.min(from.opacity.now, to.opacity.now));
      const live = states.get(a)?.card.state === "UP" && states.get(b)?.card.state === "UP";
      path.classList.toggle("dead", !live);
    }
    for (const [key, path] of this.#cablePaths) {
      if (alive.has(key)) continue;
      path.remove();
      this.#cablePaths.delete(key);
    }
  }

  #drawPanel(layout: PanelLayout): Omit<Drawn, "from" | "now" | "to" | "opacity" | "signature"> {
    const { panel } = layout;
    const frame = svg("rect", { class: "panel-frame", rx: 14 });
    const node = svg(
      "g",
      { class: `panel panel-${panel.kind}`, click: () => this.#options.onSelect(panel.id) },
      frame,
      ...titleOf(layout),
      ...layout.routes.map((route, index) =>
        svg(
          "text",
          { class: "route", x: layout.routesAt.x - layout.x, y: layout.routesAt.y - layout.y + 12 + index * 16 },
          route,
        ),
      ),
    );
    return { node, frame, trailing: [] };
  }

  #drawDangling(chip: Box & { readonly name: string }): Omit<Drawn, "from" | "now" | "to" | "opacity" | "signature"> {
    const frame = svg("rect", { class: "dangling-frame", rx: 8 });
    const node = svg(
      "g",
      { class: "dangling" },
      frame,
      svg("title", {}, this.#options.danglingWord()),
      svg("text", { x: 12, y: 17.5 }, `/run/netns/${chip.name} → ✕`),
    );
    return { node, frame, trailing: [] };
  }
}

function panelSignature(layout: PanelLayout): string {
  return JSON.stringify([
    layout.title,
    layout.panel.kind,
    layout.subtitle,
    layout.routes,
    layout.titleY,
    layout.routesAt.x - layout.x,
    layout.routesAt.y - layout.y,
  ]);
}

/** In two lines at the top, or for a host in one at the bottom. */
function titleOf(layout: PanelLayout): SVGTextElement[] {
  const { title } = layout;
  const { kind } = layout.panel;
  const y = layout.titleY;
  if (kind !== "host") {
    return [
      svg("text", { class: "panel-title", x: 13, y }, title, svg("title", {}, layout.panel.title)),
      svg("text", { class: "panel-subtitle", x: 13, y: y + 18 }, layout.subtitle),
    ];
  }
  return [
    svg(
      "text",
      { x: 13, y },
      svg("tspan", { class: "panel-title" }, title),
      svg("tspan", { class: "panel-subtitle", dx: 10 }, layout.subtitle),
    ),
  ];
}

function cardSignature(card: CardLayout): string {
  return JSON.stringify([card.card.name, card.card.state, card.shape, card.lines, card.card.type, card.width]);
}

function drawCard(layout: CardLayout): Omit<Drawn, "from" | "now" | "to" | "opacity" | "signature"> {
  const { card, shape } = layout;
  const state = card.state.toLowerCase();
  const frame = svg("rect", { class: "card-frame", rx: shape === "pill" ? 11 : shape === "bar" ? 10 : 8 });
  if (shape === "pill") {
    const text = svg("text", { class: "card-name small", x: 11, y: 15 }, card.name);
    const dot = svg("circle", { class: "state-dot", cx: 32, cy: 11, r: 3.5 });
    const label = svg("title", {}, `${card.name} ${card.state}`);
    return { node: svg("g", { class: `card pill ${state}` }, frame, label, text, dot), frame, trailing: [] };
  }
  const baseline = shape === "port" ? 19.5 : 21;
  const word = svg(
    "text",
    { class: "card-state", y: baseline - 0.5, "text-anchor": "end", x: layout.width - 12 },
    card.state,
  );
  const node = svg(
    "g",
    { class: `card ${shape} ${state} ${card.type}` },
    frame,
    svg("text", { class: "card-name", x: 12, y: baseline }, card.name),
    word,
    ...layout.lines.map((line, index) =>
      svg("text", { class: line.faint ? "address faint" : "address", x: 12, y: 40 + index * 16 }, line.text),
    ),
  );
  return { node, frame, trailing: [word] };
}
