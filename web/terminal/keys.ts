/** Keys that the keyboards of phones and tablets lack, as a row below the terminals; a mouse's page does without. */
import { html } from "../element.ts";
import type { Words } from "../text/en.ts";
import type { Speech } from "../text/speech.ts";

interface Key {
  readonly face: string;
  /** What a terminal is sent. */
  readonly data: string;
  /** For keys whose face is a sign. */
  readonly word?: keyof Words;
}

const KEYS: readonly Key[] = [
  { face: "Tab", data: "\t" },
  { face: "↑", data: "\x1b[A", word: "keyUp" },
  { face: "↓", data: "\x1b[B", word: "keyDown" },
  { face: "←", data: "\x1b[D", word: "keyLeft" },
  { face: "→", data: "\x1b[C", word: "keyRight" },
  { face: "$", data: "$" },
  { face: "/", data: "/" },
  { face: "|", data: "|" },
  { face: "-", data: "-" },
];

export interface KeyRowOptions {
  readonly speech: Speech;
  send(data: string): void;
}

export class KeyRow {
  readonly element: HTMLElement;
  readonly #control: HTMLButtonElement;

  constructor({ speech, send }: KeyRowOptions) {
    // A press must not take the focus from the terminal, or the keyboard on the screen goes away.
    const stay = (event: Event): void => event.preventDefault();
    const key = (face: string, press: () => void): HTMLButtonElement =>
      html("button", { type: "button", class: "key", pointerdown: stay, mousedown: stay, click: press }, face);
    this.#control = key("Ctrl", () => this.#hold(!this.#held));
    this.#hold(false);
    this.element = html(
      "div",
      { class: "keys", role: "group" },
      this.#control,
      key("^C", () => send("\x03")),
      ...KEYS.map(({ face, data, word }) => {
        const button = key(face, () => send(data));
        return word === undefined ? button : speech.attribute(button, "aria-label", word);
      }),
    );
    speech.attribute(this.element, "aria-label", "extraKeys");
  }

  /** What the next key means while Ctrl is held here: `c` becomes Ctrl-C. */
  modify(data: string): string {
    if (!this.#held || data.length !== 1) return data;
    this.#hold(false);
    const code = data.toUpperCase().charCodeAt(0);
    return code >= 0x40 && code < 0x60 ? String.fromCharCode(code - 0x40) : data;
  }

  get #held(): boolean {
    return this.#control.getAttribute("aria-pressed") === "true";
  }

  #hold(on: boolean): void {
    this.#control.setAttribute("aria-pressed", String(on));
  }
}
