/** The picture with what belongs to it: the controls of time, the legend, and the summary in words. */

import type { Simulator } from "../../sim/simulator.ts";
import type { PageClock } from "../clock.ts";
import { html } from "../element.ts";
import { seconds } from "../journey/journey-list.ts";
import { describePanel, describeScene } from "../page/state-tables.ts";
import type { Speech } from "../text/speech.ts";
import { layOut } from "./layout.ts";
import { Picture } from "./picture.ts";
import { type Scene, sceneOf } from "./scene.ts";

export interface PicturePanelOptions {
  readonly simulator: () => Simulator;
  readonly clock: PageClock;
  readonly speech: Speech;
  reducedMotion(): boolean;
  onSelect(netns: number): void;
  onStep(): void;
}

/** Speed on a logarithmic slider: -1 is a tenth, 2 a hundredfold. */
const SPEED_RANGE = { min: -1, max: 2, step: 0.1 } as const;

/** Both paddings of `.picture-scroll`. */
const SCROLL_PADDING = 24;
const SMALLEST_SCALE = 0.82;

export class PicturePanel {
  readonly element: HTMLElement;
  readonly picture: Picture;
  readonly #options: PicturePanelOptions;
  readonly #scroller = html("div", { class: "picture-scroll" });
  readonly #empty = html("p", { class: "picture-empty" });
  readonly #live = html("p", { class: "visually-hidden", role: "status" });
  /** Not an `output`: those are announced, and this changes all the time. */
  readonly #time = html("span", { class: "time" });
  #showRoutes = true;
  #signature = "";
  #spoken = "";
  #speakTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: PicturePanelOptions) {
    this.#options = options;
    const { speech, clock } = options;
    this.picture = new Picture({
      reducedMotion: options.reducedMotion,
      onSelect: options.onSelect,
      danglingWord: () => speech.say("dangling"),
    });
    this.#scroller.append(this.picture.element);
    this.#empty.append(speech.text("noContainers"));
    this.element = html(
      "section",
      { class: "picture-panel", id: "picture", "aria-labelledby": "picture-heading", tabindex: "-1" },
      html(
        "div",
        { class: "section-head" },
        html("h2", { id: "picture-heading" }, speech.text("picture")),
        this.#controls(clock),
      ),
      html("div", { class: "picture-stage" }, this.#empty, this.#scroller),
      this.#live,
    );
    new ResizeObserver(() => this.update()).observe(this.#scroller);
    speech.bind(() => {
      this.#signature = "";
      this.update();
    });
  }

  /** Draws what has changed since the last time. */
  update(): Scene | undefined {
    if (!this.#scroller.isConnected || this.#scroller.clientWidth === 0) return undefined;
    const { speech } = this.#options;
    const simulator = this.#options.simulator();
    const config = simulator.config();
    const scene = sceneOf({ config, containers: simulator.containers(), netnsNames: simulator.netnsNames() });
    const width = this.#scroller.clientWidth - SCROLL_PADDING;
    const height = this.#scroller.clientHeight - SCROLL_PADDING;
    const signature = JSON.stringify([scene, width, height, this.#showRoutes]);
    if (signature === this.#signature) return scene;
    this.#signature = signature;
    const layout = layOut(scene, {
      width,
      showRoutes: this.#showRoutes,
      subtitle: (panel) => describePanel(panel, speech),
    });
    // A picture that is a little too tall shrinks a little; beyond that it scrolls, or its text could not be read.
    const fits = Math.min(1, height / layout.height);
    const narrow = matchMedia("(max-width: 900px)").matches;
    this.picture.show(layout, narrow || fits < SMALLEST_SCALE ? 1 : fits);
    this.#empty.hidden = scene.panels.some((panel) => panel.kind !== "host");
    const words = describeScene(scene, config, speech);
    this.picture.element.setAttribute("aria-label", speech.say("pictureSummary", { panels: words }));
    this.#speak(words);
    return scene;
  }

  showTime(micros: number): void {
    this.#time.textContent = seconds(micros);
  }

  /** A change is announced once things are quiet: a command may change several things at once. */
  #speak(words: string): void {
    if (this.#spoken === words) return;
    const first = this.#spoken === "";
    this.#spoken = words;
    if (first) return;
    if (this.#speakTimer !== undefined) clearTimeout(this.#speakTimer);
    this.#speakTimer = setTimeout(() => {
      this.#live.textContent = `${this.#options.speech.say("changed")} ${words}`;
    }, 800);
  }

  #controls(clock: PageClock): HTMLElement {
    const { speech } = this.#options;
    const pause = html("button", { type: "button", class: "button", click: () => clock.setPaused(!clock.paused) });
    const step = html(
      "button",
      { type: "button", class: "button", click: () => this.#options.onStep() },
      speech.text("step"),
    );
    speech.attribute(step, "title", "stepTitle");
    const speed = html("input", {
      type: "range",
      id: "speed",
      ...SPEED_RANGE,
      value: 0,
      input: () => clock.setSpeed(10 ** Number(speed.value)),
    });
    const figure = html("span", { class: "speed-figure", "aria-hidden": "true" });
    const refresh = (): void => {
      pause.textContent = speech.say(clock.paused ? "resume" : "pause");
      pause.setAttribute("aria-pressed", String(clock.paused));
      const rounded =
        clock.speed < 1
          ? clock.speed.toFixed(1)
          : clock.speed < 10
            ? clock.speed.toFixed(1)
            : String(Math.round(clock.speed));
      figure.textContent = `${rounded.replace(/\.0$/, "")}×`;
      speed.setAttribute("aria-valuetext", figure.textContent);
    };
    clock.onChange(refresh);
    speech.bind(refresh);
    const routes = html("input", {
      type: "checkbox",
      checked: true,
      change: () => {
        this.#showRoutes = routes.checked;
        this.update();
      },
    });
    speech.attribute(this.#time, "title", "time");
    return html(
      "div",
      { class: "controls" },
      html("label", { class: "check" }, routes, speech.text("routes")),
      this.#time,
      html("label", { class: "speed", for: "speed" }, html("span", {}, speech.text("speed")), speed, figure),
      pause,
      step,
    );
  }
}
