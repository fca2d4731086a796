/** The variables of readline (readline(3), Variables): their order in `bind -v`, first values, and what `set` makes of a text. */

const ON = "on";
const SWITCHES =
  "bind-tty-special-chars+ blink-matching-paren byte-oriented colored-completion-prefix colored-stats completion-ignore-case " +
  "completion-map-case convert-meta disable-completion echo-control-characters+ enable-active-region+ " +
  "enable-bracketed-paste+ enable-keypad enable-meta-key+ expand-tilde history-preserve-point horizontal-scroll-mode " +
  "input-meta mark-directories+ mark-modified-lines mark-symlinked-directories match-hidden-files+ " +
  "menu-complete-display-prefix meta-flag output-meta page-completions+ prefer-visible-bell+ print-completions-horizontally " +
  "revert-all-at-newline show-all-if-ambiguous show-all-if-unmodified show-mode-in-prompt skip-completed-text visible-stats";

const STRINGS: Readonly<Record<string, string>> = {
  "bell-style": "audible",
  "comment-begin": "#",
  "completion-display-width": "-1",
  "completion-prefix-display-length": "0",
  "completion-query-items": "100",
  "editing-mode": "emacs",
  "emacs-mode-string": "@",
  "history-size": "0",
  keymap: "emacs",
  "keyseq-timeout": "500",
  "vi-cmd-mode-string": "(cmd)",
  "vi-ins-mode-string": "(ins)",
};

/** What a number is when nothing, and how small it may be. */
const NUMBERS: Readonly<Record<string, readonly [without: number, least: number]>> = {
  "completion-display-width": [-1, Number.NEGATIVE_INFINITY],
  "completion-prefix-display-length": [0, 0],
  "completion-query-items": [100, 0],
  "history-size": [500, 0],
  "keyseq-timeout": [0, 0],
};

/** First values, in the order of `bind -v`; a locale with more than ASCII takes eight bits in and out, and a dumb terminal
 * has no modes. */
export function initialVariables(utf8: boolean, dumb: boolean): Map<string, string> {
  const variables = new Map<string, string>();
  for (const name of SWITCHES.split(" ")) variables.set(name.replace("+", ""), name.endsWith("+") ? ON : "off");
  for (const [name, value] of Object.entries(STRINGS)) variables.set(name, value);
  for (const name of ["input-meta", "meta-flag", "output-meta"]) variables.set(name, utf8 ? ON : "off");
  variables.set("convert-meta", utf8 ? "off" : ON);
  if (dumb) for (const name of ["enable-active-region", "enable-bracketed-paste"]) variables.set(name, "off");
  return variables;
}

/** The canonical name of a keymap as `set keymap` and `bind -m` take it. */
export function keymapNamed(name: string): string | undefined {
  switch (name.toLowerCase()) {
    case "emacs":
    case "emacs-standard":
      return "emacs";
    case "emacs-meta":
    case "emacs-ctlx":
    case "vi-insert":
      return name.toLowerCase();
    case "vi":
    case "vi-move":
    case "vi-command":
      return "vi";
    default:
      return undefined;
  }
}

/** What a variable becomes when it is set to `text`; undefined where that cannot be. */
export function settingOf(name: string, text: string): string | undefined {
  const number = NUMBERS[name];
  if (number !== undefined) {
    const [without, least] = number;
    return String(text === "" ? without : Math.max(least, Number.parseInt(text, 10) || 0));
  }
  switch (name) {
    case "bell-style":
      if (/^(?:on|audible)?$/i.test(text)) return "audible";
      return /^(?:off|none)$/i.test(text) ? "none" : /^visible$/i.test(text) ? "visible" : undefined;
    case "editing-mode":
      return /^vi/i.test(text) ? "vi" : /^emacs/i.test(text) ? "emacs" : undefined;
    case "keymap":
      return keymapNamed(text);
    case "comment-begin":
      return text === "" ? undefined : text;
    default:
      if (name in STRINGS) return text;
      return text === "" || text === "1" || text.toLowerCase() === ON ? ON : "off";
  }
}
