/** One terminal emulator: xterm.js in a box that it fills. */
import { FitAddon } from "@xterm/addon-fit";
import { Terminal } from "@xterm/xterm";

export interface PaneOptions {
  onInput(data: string): void;
  onResize(columns: number, rows: number): void;
  readonly screenReader: boolean;
  readonly label: string;
  readonly fontSize: number;
}

/** Colours of the terminals, the same in light and dark: each has at least 4.5:1 on the background. */
const THEME = {
  background: "#12181f",
  foreground: "#dde4ec",
  cursor: "#7fc1ff",
  cursorAccent: "#12181f",
  selectionBackground: "#2f4a66",
  black: "#5f6c7a",
  red: "#ff8a80",
  green: "#7bd88f",
  yellow: "#f2cc60",
  blue: "#79b8ff",
  magenta: "#d2a8ff",
  cyan: "#76e3ea",
  white: "#dde4ec",
  brightBlack: "#8d99a6",
  brightRed: "#ffa198",
  brightGreen: "#9be9a8",
  brightYellow: "#f8e3a1",
  brightBlue: "#a5d6ff",
  brightMagenta: "#e2c5ff",
  brightCyan: "#b3f0ff",
  brightWhite: "#ffffff",
};

export class TerminalPane {
  readonly element: HTMLElement;
  readonly #terminal: Terminal;
  readonly #fit = new FitAddon();
  readonly #observer: ResizeObserver;

  constructor(element: HTMLElement, options: PaneOptions) {
    this.element = element;
    this.#terminal = new Terminal({
      fontFamily: '"Cascadia Mono", "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", "Liberation Mono", monospace',
      fontSize: options.fontSize,
      lineHeight: 1.2,
      cursorBlink: false,
      scrollback: 5000,
      theme: THEME,
      screenReaderMode: options.screenReader,
      minimumContrastRatio: 4.5,
      rescaleOverlappingGlyphs: true,
    });
    this.#terminal.loadAddon(this.#fit);
    this.#terminal.open(element);
    this.relabel(options.label);
    this.fit();
    this.#terminal.onData((data) => options.onInput(data));
    this.#terminal.onResize(({ cols, rows }) => options.onResize(cols, rows));
    this.#observer = new ResizeObserver(() => this.fit());
    this.#observer.observe(element);
  }

  get columns(): number {
    return this.#terminal.cols;
  }

  get rows(): number {
    return this.#terminal.rows;
  }

  /** Everything on the screen and above it, for tests and for copying. */
  get text(): string {
    const { active } = this.#terminal.buffer;
    const lines: string[] = [];
    for (let index = 0; index < active.length; index++) {
      const line = active.getLine(index);
      const text = line?.translateToString(true) ?? "";
      if (line?.isWrapped) lines.push(`${lines.pop() ?? ""}${text}`);
      else lines.push(text);
    }
    return lines.join("\n");
  }

  write(data: string): void {
    this.#terminal.write(data);
  }

  clear(): void {
    this.#terminal.reset();
  }

  focus(): void {
    this.#terminal.focus();
  }

  relabel(label: string): void {
    this.#terminal.textarea?.setAttribute("aria-label", label);
  }

  setScreenReader(on: boolean): void {
    this.#terminal.options.screenReaderMode = on;
  }

  /** Fits columns and rows to the box; a hidden box keeps what it had. */
  fit(): void {
    if (this.element.clientWidth > 40 && this.element.clientHeight > 30) this.#fit.fit();
  }

  dispose(): void {
    this.#observer.disconnect();
    this.#terminal.dispose();
  }
}
