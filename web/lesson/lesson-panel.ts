/** The lesson as it is read: its steps with a tick for those done, and command lines that type themselves. */
import type { Progress } from "../../lessons/progress.ts";
import type { LessonText, StepText, TextBlock } from "../../lessons/text.ts";
import { html } from "../element.ts";
import type { Speech } from "../text/speech.ts";

/** What the head of the lesson covers, and a little air. */
const HEAD_ROOM = 96;
const AIR = 16;

export interface LessonPanelOptions {
  readonly progress: Progress;
  readonly speech: Speech;
  /** Types a line into the terminal with that id and enters it. */
  run(terminal: string, line: string): void;
  terminalName(terminal: string): string;
}

export class LessonPanel {
  readonly element: HTMLElement;
  readonly #options: LessonPanelOptions;
  readonly #title = html("h2", { id: "lesson-heading" });
  readonly #progress = html("p", { class: "progress-words" });
  readonly #bar = html("div", { class: "progress-bar", "aria-hidden": "true" });
  readonly #introduction = html("div", { class: "introduction" });
  readonly #steps = html("ol", { class: "steps" });
  readonly #finish = html("p", { class: "finish" });
  /** Announces what has just been ticked off. */
  readonly #live = html("p", { class: "visually-hidden", role: "status" });
  #text: LessonText | undefined;
  /** Steps the reader has opened or shut by hand. */
  readonly #toggled = new Map<string, boolean>();
  /** Lines that have been run from here, in that order. */
  #ran: { readonly key: string; readonly line: string }[] = [];

  constructor(options: LessonPanelOptions) {
    this.#options = options;
    this.element = html(
      "section",
      { class: "lesson", id: "lesson", "aria-labelledby": "lesson-heading", tabindex: "-1" },
      html("div", { class: "lesson-head" }, this.#title, this.#bar, this.#progress),
      this.#introduction,
      this.#steps,
      this.#finish,
      this.#live,
    );
  }

  setText(text: LessonText): void {
    this.#text = text;
    this.render();
  }

  announce(stepIds: readonly string[]): void {
    const { speech, progress } = this.#options;
    const titles = stepIds.map((id) => this.#stepText(id)?.title ?? id);
    const words = titles.map((title) => speech.say("stepDone", { title }));
    if (!progress.current) words.push(speech.say("lessonDone"));
    this.#live.textContent = words.join(" ");
  }

  /** Shows the state of the steps; the current one is open and, if asked, in view. */
  render(reveal = false): void {
    const { progress, speech } = this.#options;
    const text = this.#text;
    if (!text) return;
    const past = this.#scrolledPast();
    const { bottom } = this.element.getBoundingClientRect();
    const { steps } = progress.lesson;
    const done = progress.doneCount;
    this.#title.textContent = text.title;
    this.#progress.textContent = speech.say("progress", { done, total: steps.length });
    this.#bar.replaceChildren(
      ...steps.map((_, index) => html("span", { class: index < done ? "done" : index === done ? "current" : "" })),
    );
    this.#introduction.replaceChildren(...text.introduction.map((block) => this.#block(block, false)));
    this.#introduction.hidden = done > 0;
    this.#finish.textContent = speech.say("lessonDone");
    this.#finish.hidden = progress.current !== undefined;
    const focused = document.activeElement instanceof HTMLElement ? document.activeElement.dataset.key : undefined;
    this.#steps.replaceChildren(...steps.map((step, index) => this.#step(step.id, index)));
    if (focused !== undefined) {
      this.#steps.querySelector<HTMLElement>(`[data-key="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
    }
    if (past) past.scrollTop += this.element.getBoundingClientRect().bottom - bottom;
    else if (reveal) this.#reveal();
  }

  /** A line has been taken back: it is there to be run again. */
  takeBack(line: string): void {
    const at = this.#ran.findLastIndex((each) => each.line === line);
    if (at >= 0) this.#ran.splice(at, 1);
  }

  reset(): void {
    this.#ran = [];
    this.#toggled.clear();
  }

  /**
   * Brings the current step into view, unless lines of the step just done are being run one after the other and some are
   * left: nothing may move away under the pointer.
   */
  #reveal(): void {
    const { progress } = this.#options;
    const last = progress.lesson.steps[progress.doneCount - 1]?.id;
    const lines = [...this.#steps.querySelectorAll<HTMLElement>(`[data-step="${last ?? ""}"] .command`)];
    const ran = lines.filter((line) => line.classList.contains("ran"));
    if (ran.length > 0 && ran.length < lines.length) return;
    const current = this.#steps.querySelector(".step.current") ?? this.#finish;
    const scroller = this.#scroller();
    if (!scroller) return;
    const room = scroller.getBoundingClientRect();
    const box = current.getBoundingClientRect();
    const top = room.top + HEAD_ROOM;
    // The whole step if there is room for it, and as much of the one before as is left; else from its start.
    const away = Math.min(box.top - top, Math.max(box.bottom + AIR - room.bottom, Math.min(0, box.top - top)));
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    scroller.scrollBy({ top: away, behavior: calm ? "auto" : "smooth" });
  }

  /** What scrolls the lesson: its own column, or on a narrow screen the one it shares. */
  #scroller(): Element | undefined {
    const own = this.element.parentElement;
    return own && getComputedStyle(own).overflowY === "auto" ? own : (own?.closest(".columns") ?? undefined);
  }

  /**
   * On a narrow screen lesson, picture and packets share one column; for who looks at the others this is that column, and
   * undefined for who is at the lesson.
   */
  #scrolledPast(): Element | undefined {
    const scroller = this.element.parentElement?.closest(".columns");
    const room = scroller?.getBoundingClientRect();
    if (!scroller || !room || room.height === 0) return undefined;
    if (scroller.scrollTop === 0) return undefined;
    return this.element.getBoundingClientRect().bottom < room.top + room.height / 2 ? scroller : undefined;
  }

  #stepText(id: string): StepText | undefined {
    return this.#text?.steps.find((step) => step.id === id);
  }

  #step(id: string, index: number): HTMLElement {
    const { progress, speech } = this.#options;
    const text = this.#stepText(id);
    const isDone = progress.isDone(index);
    const isCurrent = progress.current?.id === id;
    // The step that has just been ticked off stays open: it may have lines left that show what came of it.
    const opens = isCurrent || index === progress.doneCount - 1;
    const details = html(
      "details",
      { open: this.#toggled.get(`${id} ${opens}`) ?? opens },
      html(
        "summary",
        { "data-key": `${id} summary` },
        html("span", { class: "tick", "aria-hidden": "true" }, isDone ? "✓" : String(index + 1)),
        html("h3", { class: "step-title" }, text?.title ?? id),
        isDone && html("span", { class: "visually-hidden" }, ` (${speech.say("done")})`),
        isCurrent && html("span", { class: "now" }, speech.say("current")),
      ),
      html(
        "div",
        { class: "step-body" },
        ...(text?.blocks ?? []).map((block, place) => this.#block(block, true, `${id} ${place}`)),
        text !== undefined &&
          text.hint.length > 0 &&
          html(
            "details",
            { class: "hint" },
            html("summary", { "data-key": `${id} hint` }, speech.say("hint")),
            ...text.hint.map((block) => this.#block(block, false)),
          ),
      ),
    );
    details.addEventListener("toggle", () => {
      if (details.open !== opens) this.#toggled.set(`${id} ${opens}`, details.open);
      else this.#toggled.delete(`${id} ${opens}`);
    });
    return html(
      "li",
      {
        class: `step${isDone ? " done" : ""}${isCurrent ? " current" : ""}`,
        "data-step": id,
        "aria-current": isCurrent ? "step" : undefined,
      },
      details,
    );
  }

  #block(block: TextBlock, live: boolean, key = ""): HTMLElement {
    if (block.kind === "prose") {
      const prose = html("div", { class: "prose" });
      // From the lesson's own Markdown, rendered while building, raw HTML excluded (lessons/text.ts).
      prose.innerHTML = block.html;
      return prose;
    }
    if (block.kind === "output" || !live) {
      return html("pre", {}, html("code", {}, block.kind === "output" ? block.text : block.lines.join("\n")));
    }
    const terminal = this.#options.terminalName(block.terminal);
    return html(
      "div",
      { class: `commands in-${block.terminal}` },
      html("span", { class: "commands-terminal" }, terminal),
      ...block.lines.map((line, index) => this.#command(block.terminal, terminal, line, `${key} ${index}`)),
    );
  }

  #command(terminal: string, terminalName: string, line: string, key: string): HTMLElement {
    const { speech } = this.#options;
    const sign = html("span", { class: "enter", "aria-hidden": "true" });
    const button = html(
      "button",
      {
        type: "button",
        class: "command",
        "data-key": key,
        click: () => {
          this.#ran.push({ key, line });
          show();
          this.#options.run(terminal, line);
          this.#reveal();
        },
      },
      html("code", {}, line),
      sign,
    );
    const show = (): void => {
      const ran = this.#ran.some((each) => each.key === key);
      button.classList.toggle("ran", ran);
      sign.textContent = ran ? "✓" : "⏎";
      const words = speech.say("runIn", { terminal: terminalName, line });
      button.setAttribute("aria-label", ran ? `${words} (${speech.say("done")})` : words);
    };
    show();
    return button;
  }
}
