/**
 * Coordinates for a scene, in CSS pixels. Containers and named namespaces stand in rows above their host's own panel, so
 * that cables run down to the host's bridges. Everything is sized by its text (the font is monospaced, so the width of a
 * text is known without asking the browser), and the same scene always gives the same picture.
 */
import type { CardScene, GroupScene, PanelScene, Scene } from "./scene.ts";

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface CardLayout extends Box {
  readonly card: CardScene;
  readonly shape: "card" | "port" | "bar" | "pill";
  /** Address lines as shown; long IPv6 ones are shortened in the middle on a narrow screen. */
  readonly lines: readonly { readonly text: string; readonly faint: boolean }[];
}

export interface PanelLayout extends Box {
  readonly panel: PanelScene;
  /** The panel's title as far as there is room for it. */
  readonly title: string;
  readonly subtitle: string;
  /** Baseline of the title, from the panel's top. */
  readonly titleY: number;
  readonly routes: readonly string[];
  readonly routesAt: { readonly x: number; readonly y: number };
  readonly cards: readonly CardLayout[];
}

export interface PictureLayout {
  readonly width: number;
  readonly height: number;
  readonly panels: readonly PanelLayout[];
  readonly cables: Scene["cables"];
  readonly dangling: readonly (Box & { readonly name: string })[];
}

export interface LayoutOptions {
  /** Room there is; the picture becomes wider only if a single panel needs it. */
  readonly width: number;
  readonly showRoutes: boolean;
  /** Words for the line below a panel's title. */
  subtitle(panel: PanelScene): string;
}

/** Width of one character, as a share of the font size, of the monospaced fonts the style sheet names (0.6 to 0.602). */
const ADVANCE = 0.602;
const NAME_SIZE = 13;
const TEXT_SIZE = 11.5;
const ROUTE_SIZE = 11;
/** Of a proportional font, whose characters are narrower; Chinese ones are wider, and fewer. */
const SUBTITLE_SIZE = 11;
const TITLE_SIZE = 14;
const LINE = 16;
const PAD = 13;
const GAP = 14;
const PANEL_HEAD = 50;
const ARC_ROOM = 20;
const BAR_HEAD = 29;
const PORT_HEIGHT = 30;
const PILL_WIDTH = 44;
const PAIR_GAP = 34;
/** A host's title stands below, out of the way of cables. */
const PANEL_FOOT = 34;
const CABLE_ROOM = 52;
const CABLE_GUTTER = 12;
/** A panel's title, state and first address can be read in this. */
const NARROWEST_PANEL = 190;
/** Below this two panels a row are all there is room for. */
const NARROW = 520;

/** Chinese characters and their punctuation take two columns. */
function columnsOf(character: string): number {
  return character >= "\u2e80" ? 2 : 1;
}

function textWidth(text: string, size: number): number {
  let columns = 0;
  for (const character of text) columns += columnsOf(character);
  return Math.ceil(columns * size * ADVANCE);
}

/** As many characters from the start as take no more than `columns`. */
function leading(characters: readonly string[], columns: number): string[] {
  let used = 0;
  const end = characters.findIndex((character) => {
    used += columnsOf(character);
    return used > columns;
  });
  return characters.slice(0, end < 0 ? undefined : end);
}

/** `fe80::42:acff:fe11:2a63/64` becomes `fe80::42:…2a63/64` where the whole does not fit. */
export function shorten(text: string, room: number, size: number = TEXT_SIZE): string {
  const fit = Math.floor(room / (size * ADVANCE));
  if (fit < 8 || textWidth(text, size) <= fit * size * ADVANCE + 1) return text;
  const characters = [...text];
  const tail = Math.ceil((fit - 1) * 0.5);
  const end = leading([...characters].reverse(), tail).reverse();
  return `${leading(characters, fit - 1 - tail).join("")}…${end.join("")}`;
}

/** Identifiers are told apart by how they start: `5306a8558252` becomes `5306a85…`. */
function cutShort(text: string, room: number, size: number): string {
  const fit = Math.max(4, Math.floor(room / (size * ADVANCE)));
  const characters = [...text];
  return textWidth(text, size) <= room ? text : `${leading(characters, fit - 1).join("")}…`;
}

/** The device is what a route can do without where there is no room. */
function shortRoute(route: string, room: number): string {
  return shorten(textWidth(route, ROUTE_SIZE) <= room ? route : route.replace(/ dev \S+/, ""), room, ROUTE_SIZE);
}

interface Sized {
  readonly width: number;
  readonly height: number;
  place(x: number, y: number): CardLayout[];
}

function linesOf(card: CardScene, room: number): CardLayout["lines"] {
  return card.addresses.map((address) => ({
    text: shorten(address.text, room),
    faint: address.family === "inet6",
  }));
}

function headWidth(card: CardScene): number {
  return textWidth(card.name, NAME_SIZE) + textWidth(card.state, 10) + 34;
}

function singleCard(card: CardScene, room: number): Sized {
  const wanted = Math.max(
    100,
    headWidth(card),
    ...card.addresses.map((address) => textWidth(address.text, TEXT_SIZE) + 24),
  );
  const width = Math.min(wanted, room);
  const lines = linesOf(card, width - 24);
  const height = 32 + lines.length * LINE + (lines.length > 0 ? 6 : 0);
  return { width, height, place: (x, y) => [{ card, shape: "card", lines, x, y, width, height }] };
}

function bridgeGroup(group: Extract<GroupScene, { kind: "bridge" }>, room: number): Sized {
  const ports = group.ports.map((card) => ({ card, width: Math.min(room, Math.max(84, headWidth(card))) }));
  const rows: (typeof ports)[] = [[]];
  let used = 0;
  for (const port of ports) {
    const row = rows[rows.length - 1] ?? [];
    if (row.length > 0 && used + 8 + port.width > room - 24) {
      rows.push([port]);
      used = port.width;
    } else {
      row.push(port);
      used += (row.length > 1 ? 8 : 0) + port.width;
    }
  }
  const rowWidth = Math.max(...rows.map((row) => row.reduce((sum, port) => sum + port.width + 8, -8)));
  const lineWidth = Math.max(0, ...group.bridge.addresses.map((address) => textWidth(address.text, TEXT_SIZE) + 28));
  const width = Math.min(room, Math.max(190, headWidth(group.bridge) + 60, rowWidth + 24, lineWidth));
  const lines = linesOf(group.bridge, width - 28);
  const portsHeight = ports.length === 0 ? 0 : rows.length * (PORT_HEIGHT + 6) - 6;
  const barHeight = BAR_HEAD + lines.length * LINE + 8;
  return {
    width,
    height: portsHeight + barHeight,
    place(x, y) {
      const placed: CardLayout[] = [];
      rows.forEach((row, index) => {
        let at = x + 12;
        for (const port of row) {
          placed.push({
            card: port.card,
            shape: "port",
            lines: [],
            x: at,
            y: y + index * (PORT_HEIGHT + 6),
            width: port.width,
            height: PORT_HEIGHT,
          });
          at += port.width + 8;
        }
      });
      placed.push({ card: group.bridge, shape: "bar", lines, x, y: y + portsHeight, width, height: barHeight });
      return placed;
    },
  };
}

function pairGroup(group: Extract<GroupScene, { kind: "pair" }>, room: number): Sized {
  const [first, second] = group.ends.map((card) => singleCard(card, (room - PAIR_GAP) / 2));
  if (!first || !second) throw new Error("a pair has two ends");
  return {
    width: first.width + PAIR_GAP + second.width,
    height: Math.max(first.height, second.height),
    place: (x, y) => [...first.place(x, y), ...second.place(x + first.width + PAIR_GAP, y)],
  };
}

function sizeGroup(group: GroupScene, room: number): Sized {
  switch (group.kind) {
    case "bridge":
      return bridgeGroup(group, room);
    case "pair":
      return pairGroup(group, room);
    case "single":
      return singleCard(group.card, room);
  }
}

interface SizedPanel {
  readonly panel: PanelScene;
  readonly subtitle: string;
  readonly routes: readonly string[];
  readonly width: number;
  readonly height: number;
  place(x: number, y: number, width: number): PanelLayout;
}

function sizePanel(panel: PanelScene, room: number, options: LayoutOptions): SizedPanel {
  const inner = room - 2 * PAD;
  const sized = panel.groups.map((group) => sizeGroup(group, inner));
  // Cards in rows; all of a row stand on the same line at the top, where cables arrive.
  const rows: { items: Sized[]; width: number; height: number }[] = [];
  for (const item of sized) {
    const last = rows[rows.length - 1];
    if (last && last.width + GAP + item.width <= inner) {
      last.items.push(item);
      last.width += GAP + item.width;
      last.height = Math.max(last.height, item.height);
    } else rows.push({ items: [item], width: item.width, height: item.height });
  }
  const isHost = panel.kind === "host";
  const title = cutShort(panel.title, inner - PILL_WIDTH - 4, TITLE_SIZE);
  const subtitle = shorten(
    options.subtitle(panel),
    isHost ? inner - textWidth(title, TITLE_SIZE) - PILL_WIDTH - 20 : inner,
    SUBTITLE_SIZE,
  );
  const routes = options.showRoutes ? panel.routes.map((route) => shortRoute(route, inner)) : [];
  const routesWidth = Math.max(0, ...routes.map((route) => textWidth(route, ROUTE_SIZE)));
  // Routes keep clear of the side where cables arrive: above the cards of a guest, beside or below those of a host.
  const lastRow = rows.at(-1);
  const beside = isHost && lastRow !== undefined && lastRow.width + 2 * GAP + routesWidth <= inner;
  if (beside) lastRow.height = Math.max(lastRow.height, routes.length * LINE);
  // Else in the foot, right of the title, if both fit there.
  const titleWidth = textWidth(title, TITLE_SIZE) + 10 + textWidth(subtitle, SUBTITLE_SIZE);
  const inFoot = isHost && !beside && titleWidth + routesWidth + PILL_WIDTH + 4 * GAP <= inner;
  const routesHeight = routes.length === 0 || beside ? 0 : routes.length * LINE + 10 - (inFoot ? PANEL_FOOT - 8 : 0);
  const rowsHeight = rows.reduce((sum, row) => sum + row.height + ARC_ROOM, 0) - (rows.length > 0 ? ARC_ROOM : 0);
  const width = Math.min(
    room,
    Math.max(
      170,
      textWidth(title, TITLE_SIZE) + 2 * PAD + PILL_WIDTH + 16,
      textWidth(subtitle, SUBTITLE_SIZE) + 2 * PAD,
      ...rows.map((row) => row.width + 2 * PAD),
      routesWidth + 2 * PAD,
    ),
  );
  const height = rowsHeight + routesHeight + (isHost ? ARC_ROOM + 6 + PANEL_FOOT : PANEL_HEAD + PAD);
  return {
    panel,
    subtitle,
    routes,
    width,
    height,
    place(x, y, placedWidth) {
      const cards: CardLayout[] = [];
      if (panel.loopback) {
        cards.push({
          card: panel.loopback,
          shape: "pill",
          lines: [],
          x: x + placedWidth - PILL_WIDTH - 10,
          y: isHost ? y + height - 30 : y + 7,
          width: PILL_WIDTH,
          height: 22,
        });
      }
      let top = y + (isHost ? ARC_ROOM : PANEL_HEAD + routesHeight);
      for (const row of rows) {
        let left = x + PAD;
        for (const item of row.items) {
          cards.push(...item.place(left, top));
          left += item.width + GAP;
        }
        top += row.height + ARC_ROOM;
      }
      const routesAt = beside
        ? { x: x + PAD + lastRow.width + 2 * GAP, y: top - ARC_ROOM - lastRow.height + 2 }
        : inFoot
          ? {
              x: x + placedWidth - PAD - PILL_WIDTH - 2 * GAP - routesWidth,
              y: y + height - 10 - routes.length * LINE,
            }
          : { x: x + PAD, y: isHost ? y + height - PANEL_FOOT - routesHeight : y + PANEL_HEAD - 2 };
      const titleY = isHost ? height - 14 : 24;
      return { panel, title, subtitle, titleY, routes, routesAt, cards, x, y, width: placedWidth, height };
    },
  };
}

/**
 * Guests at their own width if one row takes them all, else in columns that make as few rows as can be read, and with
 * room at the right for cables that pass.
 */
function sizeGuests(guests: readonly PanelScene[], room: number, options: LayoutOptions): SizedPanel[] {
  const free = guests.map((panel) => sizePanel(panel, room, options));
  if (guests.length < 2 || free.reduce((sum, { width }) => sum + width + GAP, -GAP) <= room) return free;
  const narrowest = room < NARROW ? (room - GAP) / 2 : NARROWEST_PANEL;
  const fitting = Math.max(1, Math.floor((room + GAP) / (narrowest + GAP)));
  const rows = Math.ceil(guests.length / fitting);
  const columns = Math.ceil(guests.length / rows);
  const own = Math.floor(((rows > 1 ? room - CABLE_GUTTER : room) - (columns - 1) * GAP) / columns);
  return guests.map((panel) => sizePanel(panel, own, options));
}

/** Lays a scene out in the room given. */
export function layOut(scene: Scene, options: LayoutOptions): PictureLayout {
  const margin = 4;
  const room = Math.max(260, options.width - 2 * margin);
  const panels: PanelLayout[] = [];
  let y = margin;
  let right = 0;
  const guests = scene.panels.filter((panel) => panel.kind !== "host");
  const sized = sizeGuests(guests, room, options);
  const rows: { items: SizedPanel[]; width: number; height: number }[] = [];
  for (const item of sized) {
    const last = rows[rows.length - 1];
    if (last && last.width + GAP + item.width <= room + 0.5) {
      last.items.push(item);
      last.width += GAP + item.width;
      last.height = Math.max(last.height, item.height);
    } else rows.push({ items: [item], width: item.width, height: item.height });
  }
  for (const row of rows) {
    let x = margin;
    for (const item of row.items) {
      // Panels of a row end on one line, so that all cables start there.
      panels.push(item.place(x, y + row.height - item.height, item.width));
      x += item.width + GAP;
    }
    right = Math.max(right, x - GAP);
    y += row.height + 22;
  }
  y = rows.length > 0 ? y - 22 + CABLE_ROOM : y + 130;
  const dangling: (Box & { name: string })[] = [];
  for (const panel of scene.panels.filter((candidate) => candidate.kind === "host")) {
    const host = sizePanel(panel, room, options);
    const placed = host.place(margin, y, room);
    let x = placed.x + PAD;
    let chipY = y + placed.height - PANEL_FOOT - 2;
    for (const name of scene.dangling) {
      const width = Math.min(room - 2 * PAD, textWidth(`/run/netns/${name}`, TEXT_SIZE) + 50);
      if (x > placed.x + PAD && x + width > placed.x + room - PAD) {
        x = placed.x + PAD;
        chipY += 32;
      }
      dangling.push({ name, x, y: chipY, width, height: 26 });
      x += width + 8;
    }
    const extra = scene.dangling.length > 0 ? chipY + 36 - (y + placed.height - PANEL_FOOT) : 0;
    const height = placed.height + extra;
    panels.push({
      ...placed,
      height,
      titleY: placed.titleY + extra,
      cards: placed.cards.map((card) => (card.shape === "pill" ? { ...card, y: card.y + extra } : card)),
    });
    right = Math.max(right, placed.x + room);
    y += height + 22;
  }
  return {
    width: Math.ceil(right + margin),
    height: Math.ceil(y - 22 + margin),
    panels,
    cables: scene.cables,
    dangling,
  };
}
