/** The page's head: name, what it is for, and the choices that hold for the whole page. */
import { html, svg } from "../element.ts";
import { recall, remember } from "../preferences.ts";
import { LANGUAGES, type Language } from "../text/language.ts";
import type { Speech } from "../text/speech.ts";

export interface HeaderOptions {
  readonly speech: Speech;
  onUndo(): void;
  onReset(): void;
  onLanguage(language: Language): void;
  onScreenReader(on: boolean): void;
  readonly screenReader: boolean;
}

const THEMES = ["system", "light", "dark"] as const;
const THEME_WORD = { system: "themeSystem", light: "themeLight", dark: "themeDark" } as const;

export interface Header {
  readonly element: HTMLElement;
  /** Whether there is a command line to take back. */
  setUndo(possible: boolean): void;
}

export function makeHeader(options: HeaderOptions): Header {
  const { speech } = options;
  const undo = html(
    "button",
    { type: "button", class: "button", disabled: true, click: options.onUndo },
    speech.text("undo"),
  );
  const reset = html("button", { type: "button", class: "button", click: options.onReset }, speech.text("reset"));
  speech.attribute(undo, "title", "undoTitle");
  speech.attribute(reset, "title", "resetTitle");
  const language = html(
    "select",
    { class: "select", id: "language", change: () => options.onLanguage(language.value === "zh" ? "zh" : "en") },
    ...LANGUAGES.map(({ code, tag, name }) =>
      html("option", { value: code, lang: tag, selected: code === speech.language }, name),
    ),
  );
  speech.attribute(language, "aria-label", "language");
  const reader = html("input", {
    type: "checkbox",
    checked: options.screenReader,
    change: () => options.onScreenReader(reader.checked),
  });
  const readerLabel = html("label", { class: "check" }, reader, speech.text("screenReader"));
  speech.attribute(readerLabel, "title", "screenReaderTitle");
  const theme = html("label", { class: "check" }, speech.text("theme"), themeSelect(speech));
  const gear = svg(
    "svg",
    {
      viewBox: "0 0 20 20",
      width: 18,
      height: 18,
      "aria-hidden": "true",
      fill: "none",
      stroke: "currentColor",
      "stroke-width": 1.8,
      "stroke-linecap": "round",
    },
    svg("path", { d: "M3 6h6M13 6h4M3 14h4M11 14h6" }),
    svg("circle", { cx: 11, cy: 6, r: 2 }),
    svg("circle", { cx: 9, cy: 14, r: 2 }),
  );
  const summary = speech.attribute(html("summary", { class: "icon-button" }, gear), "aria-label", "settings");
  const settings = html(
    "details",
    { class: "settings" },
    summary,
    html("div", { class: "settings-body" }, theme, readerLabel),
  );
  settings.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !settings.open) return;
    settings.open = false;
    summary.focus();
  });
  document.addEventListener("pointerdown", (event) => {
    if (event.target instanceof Node && !settings.contains(event.target)) settings.open = false;
  });
  return {
    element: html(
      "header",
      { class: "page-head" },
      html("a", { class: "skip", href: "#terminals" }, speech.text("skipToTerminal")),
      html(
        "div",
        { class: "brand" },
        html("img", { src: "icon.svg", alt: "", width: 28, height: 28 }),
        html("h1", {}, "netnone"),
        html("p", { class: "tagline" }, speech.text("tagline")),
      ),
      html("div", { class: "head-controls" }, undo, reset, language, settings),
    ),
    setUndo: (possible) => {
      undo.disabled = !possible;
    },
  };
}

function themeSelect(speech: Speech): HTMLSelectElement {
  const chosen = recall("theme", THEMES) ?? "system";
  const apply = (theme: string): void => {
    document.documentElement.dataset.theme = theme;
  };
  const select = html(
    "select",
    {
      class: "select theme",
      id: "theme",
      change: () => {
        remember("theme", select.value);
        apply(select.value);
      },
    },
    ...THEMES.map((theme) =>
      html("option", { value: theme, selected: theme === chosen }, speech.text(THEME_WORD[theme])),
    ),
  );
  apply(chosen);
  return select;
}
