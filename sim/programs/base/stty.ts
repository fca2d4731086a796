/**
 * stty(1) of coreutils 9.1. The same: what it prints with nothing, -a, -g, size, speed; flags and special characters, sane, raw, cooked,
 * cbreak, nl, ek, rows, cols, min, time; what it complains of. Of the flags the terminal follows echo, echonl, icanon, isig, icrnl,
 * inlcr, igncr, ixon, opost, onlcr and tostop's name; the others are kept.
 */
import { strerror } from "../../../core/errors.ts";
import type { Terminal, TerminalModes } from "../../../core/process.ts";
import type { ProcessContext, Program } from "../../program.ts";
import { CHARACTERS, FLAGS, initialModes, saneModes } from "../../terminal/modes.ts";
import { caretNotation } from "../../terminal/width.ts";
import { absolute, complain, complainOfUse } from "./support.ts";

const SPEEDS: Readonly<Record<number, number>> = {
  300: 7,
  1200: 9,
  2400: 11,
  4800: 12,
  9600: 13,
  19200: 14,
  38400: 15,
};

const shown = (char: string | undefined): string =>
  char === undefined || char === "" ? "<undef>" : caretNotation(char);

/** Words with blanks between them, in lines no longer than the terminal. */
function wrapped(words: readonly string[], columns: number): string {
  const lines: string[] = [];
  let line = "";
  for (const word of words) {
    if (line !== "" && line.length + 1 + word.length > columns - 1) {
      lines.push(line);
      line = word;
    } else line += line === "" ? word : ` ${word}`;
  }
  if (line !== "") lines.push(line);
  return lines.map((each) => `${each}\n`).join("");
}

const WORDS = ["control", "input", "output", "local"] as const;

function listed(word: (typeof WORDS)[number], modes: TerminalModes): string[] {
  const words: string[] = [];
  for (const flag of FLAGS) {
    if (flag.word !== word) continue;
    words.push(`${modes.flags[flag.name] ? "" : "-"}${flag.name}`);
    if (flag.name === "cmspar") words.push("cs8");
    if (flag.name === "ofdel") words.push("nl0", "cr0", "tab0", "bs0", "vt0", "ff0");
  }
  return words;
}

function everything(modes: TerminalModes, terminal: Terminal): string {
  const { columns, rows } = terminal;
  const characters = CHARACTERS.map(([name]) => `${name} = ${shown(modes.characters[name])};`);
  return (
    wrapped([`speed ${modes.speed} baud;`, `rows ${rows};`, `columns ${columns};`, "line = 0;"], columns) +
    wrapped([...characters, `min = ${modes.min};`, `time = ${modes.time};`], columns) +
    WORDS.map((word) => wrapped(listed(word, modes), columns)).join("")
  );
}

/** What is not as in `sane`. */
function changed(modes: TerminalModes, terminal: Terminal): string {
  const { columns } = terminal;
  const usual = initialModes();
  let text = wrapped([`speed ${modes.speed} baud;`, "line = 0;"], columns);
  const characters = CHARACTERS.filter(([name]) => modes.characters[name] !== usual.characters[name]).map(
    ([name]) => `${name} = ${shown(modes.characters[name])};`,
  );
  if (modes.flags.icanon === false) characters.push(`min = ${modes.min};`, `time = ${modes.time};`);
  text += wrapped(characters, columns);
  for (const word of WORDS) {
    const words = FLAGS.filter(
      (flag) => flag.word === word && flag.sane !== undefined && modes.flags[flag.name] !== flag.sane,
    ).map(({ name }) => `${modes.flags[name] ? "" : "-"}${name}`);
    text += wrapped(words, columns);
  }
  return text;
}

/** `stty -g`: the four words and c_cc in hexadecimal. */
function numbers(modes: TerminalModes): string {
  const bits = (word: (typeof WORDS)[number], base: number): string =>
    FLAGS.reduce((sum, flag) => sum + (flag.word === word && modes.flags[flag.name] ? flag.bit : 0), base).toString(16);
  const cells = Array<number>(32).fill(0);
  for (const [name, index] of CHARACTERS) cells[index] = modes.characters[name]?.charCodeAt(0) || 0;
  cells[6] = modes.min;
  cells[5] = modes.time;
  const control = bits("control", 0o60 + (SPEEDS[modes.speed] ?? 15));
  return [
    bits("input", 0),
    bits("output", 0),
    control,
    bits("local", 0),
    ...cells.map((cell) => cell.toString(16)),
  ].join(":");
}

function fromNumbers(text: string): TerminalModes | undefined {
  const parts = text.split(":");
  if (parts.length !== 36 || parts.some((part) => !/^[0-9a-f]+$/i.test(part))) return undefined;
  const values = parts.map((part) => Number.parseInt(part, 16));
  const [input = 0, output = 0, control = 0, local = 0, ...cells] = values;
  const word = { input, output, control, local };
  const speed = Object.entries(SPEEDS).find(([, code]) => code === (control & 0o17))?.[0];
  return {
    flags: Object.fromEntries(FLAGS.map((flag) => [flag.name, Math.floor(word[flag.word] / flag.bit) % 2 === 1])),
    characters: Object.fromEntries(
      CHARACTERS.map(([name, index]) => [name, cells[index] ? String.fromCharCode(cells[index] ?? 0) : ""]),
    ),
    min: cells[6] ?? 1,
    time: cells[5] ?? 0,
    speed: Number(speed ?? 38400),
  };
}

/** Modes that stand for several: what they set. */
function combination(word: string, modes: TerminalModes): TerminalModes | undefined {
  const usual = initialModes();
  const flags = (on: readonly string[], off: readonly string[]): TerminalModes => ({
    ...modes,
    flags: {
      ...modes.flags,
      ...Object.fromEntries(on.map((name) => [name, true])),
      ...Object.fromEntries(off.map((name) => [name, false])),
    },
  });
  switch (word) {
    case "sane":
      return saneModes(modes);
    case "raw":
    case "-cooked":
      return {
        ...flags(
          [],
          "ignbrk brkint ignpar parmrk inpck istrip inlcr igncr icrnl ixon ixoff iuclc ixany imaxbel opost isig icanon xcase".split(
            " ",
          ),
        ),
        min: 1,
        time: 0,
      };
    case "-raw":
    case "cooked":
      return flags(
        "brkint ignpar istrip icrnl ixon opost isig icanon"
          .split(" ")
          .filter((name) => name !== "ignpar" && name !== "istrip"),
        [],
      );
    case "cbreak":
      return flags([], ["icanon"]);
    case "-cbreak":
      return flags(["icanon"], []);
    case "nl":
      return flags([], ["icrnl", "onlcr"]);
    case "-nl":
      return flags(["icrnl", "onlcr"], ["inlcr", "igncr", "ocrnl", "onlret"]);
    case "ek":
      return {
        ...modes,
        characters: { ...modes.characters, erase: usual.characters.erase ?? "", kill: usual.characters.kill ?? "" },
      };
    case "crt":
    case "dec":
      return flags(["echoe", "echoctl", "echoke"], []);
  }
  return undefined;
}

/** `^H`, `x`, `undef`, a number. */
function characterOf(text: string): string {
  if (text === "undef" || text === "^-" || text === "") return "";
  if (/^\^.$/.test(text)) return text === "^?" ? "\x7f" : String.fromCharCode(text.charCodeAt(1) & 31);
  return text.length > 1 && /^\d+$/.test(text) ? String.fromCharCode(Number(text) & 255) : (text[0] ?? "");
}

export const stty: Program = {
  name: "stty",
  path: "/usr/bin/stty",
  summary: "show and change settings of the terminal",
  run(context) {
    const words = context.argv.slice(1);
    let style: "all" | "numbers" | undefined;
    let file = context.stdin;
    let device: string | undefined;
    const settings: string[] = [];
    for (let i = 0; i < words.length; i++) {
      const word = words[i] ?? "";
      if (word === "--help") {
        void context.stdout.write("Usage: stty [-F DEVICE | --file=DEVICE] [SETTING]...\n");
        return 0;
      }
      if (word === "-a" || word === "--all" || word === "-g" || word === "--save") {
        const next = word === "-a" || word === "--all" ? "all" : "numbers";
        if (style !== undefined && style !== next)
          return complain(context, "the options for verbose and stty-readable output styles are\nmutually exclusive");
        style = next;
      } else if (word === "-F" || /^--file=/.test(word)) device = word === "-F" ? words[++i] : word.slice(7);
      else if (/^-F./.test(word)) device = word.slice(2);
      else settings.push(word);
    }
    if (style !== undefined && settings.length > 0)
      return complain(context, "when specifying an output style, modes may not be set");
    for (let i = 0; i < settings.length; i++) {
      const known = kindOf(settings[i] ?? "");
      if (known === undefined) return complainOfUse(context, `invalid argument ‘${settings[i]}’`);
      if (known !== "valued") continue;
      if (settings[i + 1] === undefined) return complainOfUse(context, `missing argument to ‘${settings[i]}’`);
      if (
        /^(?:rows|cols|columns|min|time|ispeed|ospeed)$/.test(settings[i] ?? "") &&
        !/^\d+$/.test(settings[i + 1] ?? "")
      )
        return complain(context, `invalid integer argument: ‘${settings[i + 1]}’`);
      i++;
    }
    if (device !== undefined) {
      const opened = context.files.open(absolute(context, device), "read");
      if (!opened.ok) return complain(context, `${device}: ${strerror(opened.error)}`);
      file = opened.value;
    }
    const { terminal } = file;
    if (terminal === undefined) return complain(context, `${device ?? "'standard input'"}: ${strerror("ENOTTY")}`);
    const modes = terminal.modes ?? initialModes();
    if (style === "all") void context.stdout.write(everything(modes, terminal));
    else if (style === "numbers") void context.stdout.write(`${numbers(modes)}\n`);
    else if (settings.length === 0) void context.stdout.write(changed(modes, terminal));
    else apply(context, terminal, modes, settings);
    return 0;
  },
};

function kindOf(word: string): "plain" | "valued" | undefined {
  if (/^(?:rows|cols|columns|min|time|ispeed|ospeed)$/.test(word) || CHARACTERS.some(([name]) => name === word))
    return "valued";
  const bare = word.replace(/^-/, "");
  if (FLAGS.some(({ name }) => name === bare) || combination(word, initialModes()) !== undefined) return "plain";
  if (word === "size" || word === "speed" || word === "cs8" || SPEEDS[Number(word)] !== undefined) return "plain";
  return fromNumbers(word) === undefined ? undefined : "plain";
}

function apply(context: ProcessContext, terminal: Terminal, before: TerminalModes, settings: readonly string[]): void {
  let modes = before;
  let { columns, rows } = terminal;
  for (let i = 0; i < settings.length; i++) {
    const word = settings[i] ?? "";
    const bare = word.replace(/^-/, "");
    const together = combination(word, modes);
    if (together !== undefined) modes = together;
    else if (word === "size") void context.stdout.write(`${terminal.rows} ${terminal.columns}\n`);
    else if (word === "speed") void context.stdout.write(`${modes.speed}\n`);
    else if (FLAGS.some(({ name }) => name === bare))
      modes = { ...modes, flags: { ...modes.flags, [bare]: bare === word } };
    else if (SPEEDS[Number(word)] !== undefined) modes = { ...modes, speed: Number(word) };
    else if (CHARACTERS.some(([name]) => name === word))
      modes = { ...modes, characters: { ...modes.characters, [word]: characterOf(settings[++i] ?? "") } };
    else if (word === "rows") rows = Number(settings[++i]);
    else if (word === "cols" || word === "columns") columns = Number(settings[++i]);
    else if (word === "min" || word === "time") modes = { ...modes, [word]: Number(settings[++i]) };
    else if (word === "ispeed" || word === "ospeed") i++;
    else modes = fromNumbers(word) ?? modes;
  }
  if (modes !== before) terminal.modes = modes;
  if (columns !== terminal.columns || rows !== terminal.rows) terminal.setSize?.(columns, rows);
}
