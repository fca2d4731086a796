/** termios(3) as a terminal has it when it is opened, and in the words and numbers of stty(1). */
import type { TerminalModes } from "../../core/process.ts";

/** Flags in the order in which `stty -a` lists them, with their bits, and whether they are on at first and in `sane`. */
interface Flag {
  readonly name: string;
  readonly word: "control" | "input" | "output" | "local";
  readonly bit: number;
  readonly on: boolean;
  /** `undefined`: sane leaves it alone. */
  readonly sane: boolean | undefined;
}

const flag = (
  word: Flag["word"],
  name: string,
  bit: number,
  on: boolean,
  sane: boolean | undefined = undefined,
): Flag => ({ name, word, bit, on, sane });

export const FLAGS: readonly Flag[] = [
  flag("control", "parenb", 0o400, false),
  flag("control", "parodd", 0o1000, false),
  flag("control", "cmspar", 0o10000000000, false),
  flag("control", "hupcl", 0o2000, false),
  flag("control", "cstopb", 0o100, false),
  flag("control", "cread", 0o200, true, true),
  flag("control", "clocal", 0o4000, false),
  flag("control", "crtscts", 0o20000000000, false),
  flag("input", "ignbrk", 0o1, false, false),
  flag("input", "brkint", 0o2, false, true),
  flag("input", "ignpar", 0o4, false),
  flag("input", "parmrk", 0o10, false),
  flag("input", "inpck", 0o20, false),
  flag("input", "istrip", 0o40, false),
  flag("input", "inlcr", 0o100, false, false),
  flag("input", "igncr", 0o200, false, false),
  flag("input", "icrnl", 0o400, true, true),
  flag("input", "ixon", 0o2000, true),
  flag("input", "ixoff", 0o10000, false, false),
  flag("input", "iuclc", 0o1000, false, false),
  flag("input", "ixany", 0o4000, false, false),
  flag("input", "imaxbel", 0o20000, false, true),
  flag("input", "iutf8", 0o40000, false, false),
  flag("output", "opost", 0o1, true, true),
  flag("output", "olcuc", 0o2, false, false),
  flag("output", "ocrnl", 0o10, false, false),
  flag("output", "onlcr", 0o4, true, true),
  flag("output", "onocr", 0o20, false, false),
  flag("output", "onlret", 0o40, false, false),
  flag("output", "ofill", 0o100, false, false),
  flag("output", "ofdel", 0o200, false, false),
  flag("local", "isig", 0o1, true, true),
  flag("local", "icanon", 0o2, true, true),
  flag("local", "iexten", 0o100000, true, true),
  flag("local", "echo", 0o10, true, true),
  flag("local", "echoe", 0o20, true, true),
  flag("local", "echok", 0o40, true, true),
  flag("local", "echonl", 0o100, false, false),
  flag("local", "noflsh", 0o200, false, false),
  flag("local", "xcase", 0o4, false, false),
  flag("local", "tostop", 0o400, false, false),
  flag("local", "echoprt", 0o2000, false, false),
  flag("local", "echoctl", 0o1000, true, true),
  flag("local", "echoke", 0o4000, true, true),
  flag("local", "flusho", 0o10000, false, false),
  flag("local", "extproc", 0o200000, false, false),
];

/** Special characters in stty's order, with their place in c_cc. */
export const CHARACTERS: readonly (readonly [name: string, index: number, usual: string])[] = [
  ["intr", 0, "\x03"],
  ["quit", 1, "\x1c"],
  ["erase", 2, "\x7f"],
  ["kill", 3, "\x15"],
  ["eof", 4, "\x04"],
  ["eol", 11, ""],
  ["eol2", 16, ""],
  ["swtch", 7, ""],
  ["start", 8, "\x11"],
  ["stop", 9, "\x13"],
  ["susp", 10, "\x1a"],
  ["rprnt", 12, "\x12"],
  ["werase", 14, "\x17"],
  ["lnext", 15, "\x16"],
  ["discard", 13, "\x0f"],
];

/** `stty sane`. */
export function saneModes(modes: TerminalModes): TerminalModes {
  const sane = FLAGS.flatMap((each) => (each.sane === undefined ? [] : [[each.name, each.sane] as const]));
  const { characters } = initialModes();
  return { ...modes, characters, flags: { ...modes.flags, ...Object.fromEntries(sane) } };
}

export function initialModes(): TerminalModes {
  return {
    flags: Object.fromEntries(FLAGS.map(({ name, on }) => [name, on])),
    characters: Object.fromEntries(CHARACTERS.map(([name, , usual]) => [name, usual])),
    min: 1,
    time: 0,
    speed: 38400,
  };
}
