/** The state in words: what the picture shows, and what it has no room for, as tables by namespace. */
import { formatIp } from "../../core/address/prefix.ts";
import type { Config } from "../../core/model/config.ts";
import type { LinkId } from "../../core/model/id.ts";
import type { Runtime } from "../../core/model/runtime.ts";
import { html } from "../element.ts";
import type { CardScene, PanelScene, Scene } from "../picture/scene.ts";
import type { Speech } from "../text/speech.ts";

export class StateTables {
  readonly element: HTMLElement;
  readonly #speech: Speech;
  readonly #body = html("div", { class: "state-body" });
  readonly #open = new Set<number>();
  #signature = "";

  constructor(speech: Speech) {
    this.#speech = speech;
    this.element = html(
      "section",
      { class: "state", id: "state", "aria-labelledby": "state-heading", tabindex: "-1" },
      html("div", { class: "section-head" }, html("h2", { id: "state-heading" }, speech.text("state"))),
      this.#body,
    );
  }

  /** Opens one namespace's tables and brings them into view. */
  reveal(netns: number): void {
    const details = this.#body.querySelector<HTMLDetailsElement>(`details[data-netns="${netns}"]`);
    if (!details) return;
    details.open = true;
    details.querySelector("summary")?.focus();
  }

  render(scene: Scene, config: Config, runtime: Runtime): void {
    const signature = JSON.stringify([this.#speech.language, scene, neighborsOf(config, runtime), fdbOf(runtime)]);
    if (signature === this.#signature) return;
    this.#signature = signature;
    const focused = this.#body.contains(document.activeElement)
      ? document.activeElement?.parentElement?.getAttribute("data-netns")
      : undefined;
    this.#body.replaceChildren(...scene.panels.map((panel) => this.#panel(panel, scene, config, runtime)));
    if (focused)
      this.#body
        .querySelector<HTMLElement>(`details[data-netns="${focused}"] > summary`)
        ?.focus({ preventScroll: true });
  }

  #panel(panel: PanelScene, scene: Scene, config: Config, runtime: Runtime): HTMLElement {
    const speech = this.#speech;
    const links = Object.values(config.links)
      .filter((link) => link.netns === panel.id)
      .sort((a, b) => a.ifindex - b.ifindex);
    const cards = new Map(cardsOf(panel).map((card) => [card.id, card]));
    const interfaces = links.map((link) => {
      const card = cards.get(link.id);
      const master = link.master === undefined ? undefined : config.links[link.master]?.name;
      return [
        link.name,
        card?.state ?? "",
        (card?.addresses ?? []).map((address) => address.text).join(" "),
        link.kind.type === "loopback" ? "" : link.mac,
        master ?? "",
        peerName(link.id, scene, config),
      ];
    });
    const neighbors = links.flatMap((link) =>
      [...(runtime.neighbors.get(link.id)?.values() ?? [])]
        .filter((entry) => entry.state !== "NOARP")
        .map((entry) => [
          `${formatIp(entry.address)} dev ${link.name} ${entry.mac ? `lladdr ${entry.mac} ` : ""}${entry.state}`,
        ]),
    );
    const fdb = links.flatMap((link) =>
      [...(runtime.fdb.get(link.id)?.values() ?? [])]
        .filter((entry) => entry.state !== "permanent")
        .map((entry) => [`${entry.mac} dev ${config.links[entry.port]?.name ?? "?"} master ${link.name}`]),
    );
    const details = html(
      "details",
      { "data-netns": panel.id, open: this.#open.has(panel.id) },
      html(
        "summary",
        {},
        html("h3", {}, panel.title),
        html("span", { class: "state-subtitle" }, describePanel(panel, speech)),
      ),
      table(
        speech.say("interface"),
        [
          speech.say("interface"),
          speech.say("stateColumn"),
          speech.say("addresses"),
          speech.say("mac"),
          speech.say("master"),
          speech.say("peer"),
        ],
        interfaces,
      ),
      list(speech.say("routesTable"), panel.routes, speech.say("nothing")),
      list(speech.say("neighbors"), neighbors.flat(), speech.say("nothing")),
      fdb.length > 0 && list(speech.say("fdb"), fdb.flat(), speech.say("nothing")),
    );
    details.addEventListener("toggle", () => {
      if (details.open) this.#open.add(panel.id);
      else this.#open.delete(panel.id);
    });
    return details;
  }
}

/** The line below a panel's title. */
export function describePanel(panel: PanelScene, speech: Speech): string {
  const words: string[] = [];
  if (panel.kind === "host") words.push(speech.say("hostPanel"));
  else if (panel.kind === "container") {
    words.push(speech.say("containerPanel", { name: panel.containerName ?? "", pid: panel.pid ?? "" }));
  } else words.push(speech.say("netnsPanel"));
  const names = panel.names.filter((name) => name !== panel.title);
  if (names.length > 0) words.push(speech.say("alsoNamed", { names: names.join(", ") }));
  return words.join(" · ");
}

/** The whole picture in a sentence or two, for those who do not see it. */
export function describeScene(scene: Scene, config: Config, speech: Speech): string {
  const panels = scene.panels.map((panel) => {
    const cards = cardsOf(panel)
      .filter((card) => card.type !== "loopback")
      .map((card) => {
        const link = config.links[card.id];
        const bridge = link?.master === undefined ? undefined : config.links[link.master]?.name;
        const peer = peerOf(card.id, scene);
        const home =
          peer === undefined ? undefined : scene.panels.find((each) => each.id === config.links[peer]?.netns);
        return speech.say("cardSummary", {
          name: card.name,
          state: card.state,
          addresses: card.addresses
            .filter(({ family }) => family === "inet")
            .map(({ text }) => ` ${text}`)
            .join(""),
          port: bridge === undefined ? "" : speech.say("portOf", { bridge }),
          peer:
            peer === undefined
              ? ""
              : speech.say("peerOf", { peer: config.links[peer]?.name ?? "", panel: home?.title ?? "" }),
        });
      });
    return speech.say("panelSummary", {
      title: panel.title,
      cards: cards.length > 0 ? cards.join("; ") : speech.say("noInterfaces"),
    });
  });
  return panels.join(" ");
}

function cardsOf(panel: PanelScene): CardScene[] {
  const groups = panel.groups.flatMap((group) =>
    group.kind === "bridge" ? [group.bridge, ...group.ports] : group.kind === "pair" ? group.ends : [group.card],
  );
  return panel.loopback ? [panel.loopback, ...groups] : groups;
}

function peerOf(link: LinkId, scene: Scene): LinkId | undefined {
  const cable = scene.cables.find(({ a, b }) => a === link || b === link);
  return cable && (cable.a === link ? cable.b : cable.a);
}

function peerName(link: LinkId, scene: Scene, config: Config): string {
  const peer = peerOf(link, scene);
  const other = peer === undefined ? undefined : config.links[peer];
  if (!other) return "";
  const home = scene.panels.find((panel) => panel.id === other.netns);
  return other.netns === config.links[link]?.netns ? other.name : `${other.name} (${home?.title ?? "?"})`;
}

function neighborsOf(config: Config, runtime: Runtime): unknown {
  return Object.values(config.links).map((link) =>
    [...(runtime.neighbors.get(link.id)?.values() ?? [])].map((entry) => [entry.address, entry.mac, entry.state]),
  );
}

function fdbOf(runtime: Runtime): unknown {
  return [...runtime.fdb.values()].map((entries) => [...entries.values()].map((entry) => [entry.mac, entry.port]));
}

function table(caption: string, head: readonly string[], rows: readonly (readonly string[])[]): HTMLElement {
  return html(
    "div",
    { class: "table-scroll", tabindex: "0", role: "region", "aria-label": caption },
    html(
      "table",
      {},
      html("thead", {}, html("tr", {}, ...head.map((cell) => html("th", { scope: "col" }, cell)))),
      html(
        "tbody",
        {},
        ...rows.map((row) =>
          html(
            "tr",
            {},
            ...row.map((cell, index) => (index === 0 ? html("th", { scope: "row" }, cell) : html("td", {}, cell))),
          ),
        ),
      ),
    ),
  );
}

function list(title: string, lines: readonly string[], nothing: string): HTMLElement {
  return html(
    "div",
    { class: "state-list" },
    html("h4", {}, title),
    lines.length === 0
      ? html("p", { class: "empty" }, nothing)
      : html("ul", {}, ...lines.map((line) => html("li", {}, html("code", {}, line)))),
  );
}
