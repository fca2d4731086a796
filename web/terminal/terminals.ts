/** The terminals of the page: two that the lesson speaks of and more on demand, as tabs or, with room, side by side. */
import { html } from "../element.ts";
import type { Session } from "../session.ts";
import type { Speech } from "../text/speech.ts";
import { KeyRow } from "./keys.ts";
import { TerminalPane } from "./pane.ts";

interface Seat {
  readonly id: number;
  /** Id of the lesson's terminal; undefined for those the reader has opened. */
  readonly name: string | undefined;
  readonly pane: TerminalPane;
  readonly panel: HTMLElement;
  readonly tab: HTMLButtonElement;
  readonly close: HTMLButtonElement | undefined;
  /** Output that is held back, until the packets it tells of have arrived. */
  held: string[];
}

export interface TerminalsOptions {
  readonly session: () => Session;
  readonly speech: Speech;
  readonly screenReader: boolean;
  /** What output has to wait for; undefined when it need not. */
  gate(): Promise<void> | undefined;
}

export class Terminals {
  readonly element: HTMLElement;
  readonly #options: TerminalsOptions;
  readonly #tabs = html("div", { class: "tabs", role: "tablist" });
  readonly #panes = html("div", { class: "panes" });
  readonly #seats: Seat[] = [];
  readonly #keys: KeyRow;
  #selected = 0;
  #nextId = 1;
  #screenReader: boolean;

  constructor(options: TerminalsOptions) {
    this.#options = options;
    this.#screenReader = options.screenReader;
    const { speech } = options;
    const add = html("button", { type: "button", class: "icon-button", click: () => this.add() }, "+");
    speech.attribute(add, "aria-label", "newTerminal");
    speech.attribute(add, "title", "newTerminal");
    speech.attribute(this.#tabs, "aria-label", "terminals");
    this.#keys = new KeyRow({ speech, send: (data) => this.#enter(this.#selected, data) });
    this.element = html(
      "section",
      { class: "terminals", id: "terminals", "aria-labelledby": "terminals-heading", tabindex: "-1" },
      html("h2", { class: "visually-hidden", id: "terminals-heading" }, speech.text("terminals")),
      html("div", { class: "terminal-bar" }, this.#tabs, add),
      this.#panes,
      this.#keys.element,
    );
    this.#tabs.addEventListener("keydown", (event) => this.#arrow(event));
  }

  /** Opens a terminal in the page and in the world. */
  add(name?: string): number {
    const { speech } = this.#options;
    const id = this.#nextId++;
    const box = html("div", { class: "pane-box" });
    const label = html("span", { class: "pane-label" });
    const close =
      name === undefined
        ? html("button", { type: "button", class: "icon-button close", click: () => this.#close(id) }, "×")
        : undefined;
    const panel = html(
      "div",
      { class: "pane", role: "tabpanel", id: `pane-${id}`, "aria-labelledby": `tab-${id}` },
      html("div", { class: "pane-head" }, label, close),
      box,
    );
    const tab = html("button", {
      type: "button",
      role: "tab",
      id: `tab-${id}`,
      class: "tab",
      "aria-controls": `pane-${id}`,
      click: () => this.select(id, true),
    });
    this.#panes.append(panel);
    this.#tabs.append(tab);
    const pane = new TerminalPane(box, {
      onInput: (data) => this.#enter(id, this.#keys.modify(data)),
      onResize: (columns, rows) => this.#options.session().resize(id, columns, rows),
      screenReader: this.#screenReader,
      label: "",
      fontSize: matchMedia("(min-width: 1700px)").matches ? 13 : 12,
    });
    const seat: Seat = { id, name, pane, panel, tab, close, held: [] };
    this.#seats.push(seat);
    speech.bind(() => {
      const title = this.nameOf(id);
      tab.textContent = title;
      label.textContent = title;
      pane.relabel(speech.say("terminalLabel", { name: title }));
      close?.setAttribute("aria-label", speech.say("closeTerminal", { name: title }));
    });
    panel.addEventListener("focusin", () => this.select(id, false));
    if (name !== undefined) panel.dataset.terminal = name;
    this.select(this.#seats.length === 1 || name === undefined ? id : this.#selected, name === undefined);
    this.#options.session().open(id, pane.columns, pane.rows);
    return id;
  }

  /** The name of a terminal in the language spoken. */
  nameOf(id: number): string {
    const { speech } = this.#options;
    const seat = this.#seats.find((candidate) => candidate.id === id);
    if (seat?.name === "host" || seat?.name === "container") return speech.say(seat.name);
    return seat?.name ?? speech.say("terminalName", { number: id });
  }

  /** Types a line and enters it. */
  run(name: string, line: string): void {
    const seat = this.#seats.find((candidate) => candidate.name === name);
    if (!seat) return;
    this.select(seat.id, false);
    this.#enter(seat.id, `${line}\r`);
  }

  select(id: number, focus: boolean): void {
    this.#selected = id;
    for (const seat of this.#seats) {
      const on = seat.id === id;
      seat.tab.setAttribute("aria-selected", String(on));
      seat.tab.tabIndex = on ? 0 : -1;
      seat.panel.classList.toggle("selected", on);
    }
    const seat = this.#seats.find((candidate) => candidate.id === id);
    seat?.pane.fit();
    if (focus) seat?.pane.focus();
  }

  output(id: number, data: string): void {
    const seat = this.#seats.find((candidate) => candidate.id === id);
    if (!seat) return;
    const gate = this.#options.gate();
    if (seat.held.length === 0 && (gate === undefined || this.#options.session().replaying)) {
      seat.pane.write(data);
      return;
    }
    seat.held.push(data);
    if (seat.held.length > 1 && gate === undefined) return;
    void gate?.then(() => {
      const next = seat.held.shift();
      if (next !== undefined) seat.pane.write(next);
      // What came later without a gate of its own goes with what it waited behind.
      if (this.#options.gate() === undefined) this.#flush(id);
    });
  }

  clear(id: number): void {
    const seat = this.#seats.find((candidate) => candidate.id === id);
    if (!seat) return;
    seat.held = [];
    seat.pane.clear();
  }

  ended(id: number): void {
    this.output(id, `\r\n\x1b[2m${this.#options.speech.say("terminalClosed")}\x1b[0m\r\n`);
  }

  setScreenReader(on: boolean): void {
    this.#screenReader = on;
    for (const seat of this.#seats) seat.pane.setScreenReader(on);
  }

  /** What a terminal shows and has scrolled away. */
  textOf(name: string): string {
    return this.#seats.find((candidate) => candidate.name === name)?.pane.text ?? "";
  }

  #enter(id: number, data: string): void {
    this.#flush(id);
    this.#options.session().input(id, data);
  }

  #flush(id: number): void {
    const seat = this.#seats.find((candidate) => candidate.id === id);
    if (!seat || seat.held.length === 0) return;
    seat.pane.write(seat.held.join(""));
    seat.held = [];
  }

  #close(id: number): void {
    const index = this.#seats.findIndex((candidate) => candidate.id === id);
    const seat = this.#seats[index];
    if (!seat) return;
    this.#options.session().close(id);
    seat.pane.dispose();
    seat.panel.remove();
    seat.tab.remove();
    this.#seats.splice(index, 1);
    const next = this.#seats[Math.max(0, index - 1)];
    if (next) this.select(next.id, true);
  }

  #arrow(event: KeyboardEvent): void {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    const at = this.#seats.findIndex((seat) => seat.id === this.#selected);
    const next = this.#seats[(at + step + this.#seats.length) % this.#seats.length];
    if (!next) return;
    this.select(next.id, false);
    next.tab.focus();
    event.preventDefault();
  }
}
