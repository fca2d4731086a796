/** Modes as chmod(1) and its like take them: octal numbers and symbolic ones such as `u+rwX,go-w` and `g=u`. */

const OWNERS = { u: 0o4700, g: 0o2070, o: 0o1007, a: 0o7777 } as const;
const LETTERS: Readonly<Record<string, number>> = { r: 0o444, w: 0o222, x: 0o111, s: 0o6000, t: 0o1000 };
const COPIED: Readonly<Record<string, number>> = { u: 0o700, g: 0o070, o: 0o007 };
const ALL = 0o7777;

/** One step of a change. */
interface Step {
  readonly operator: "+" | "-" | "=";
  /** The bits of those whom it is about; 0 for all, less what umask(2) takes away. */
  readonly owners: number;
  readonly bits: number;
  /** They are to be as those of these are by then. */
  readonly copies?: number;
  /** `X`: to be executed by all if anybody may by then, or if it is a directory. */
  readonly executable: boolean;
  /** What was named: set-id bits of a directory stay unless they were. */
  readonly named: number;
}

export type ModeChange = readonly Step[];

/** mode_compile of gnulib; undefined when it is no mode. */
export function parseMode(text: string): ModeChange | undefined {
  if (/^[0-7]+$/.test(text)) {
    const bits = Number.parseInt(text, 8);
    if (bits > ALL) return undefined;
    // With more digits than there are kinds of bits all are meant.
    const named = text.length < 5 ? (bits & 0o6000) | 0o1777 : ALL;
    return [{ operator: "=", owners: ALL, bits, executable: false, named }];
  }
  const steps: Step[] = [];
  for (const clause of text.split(",")) {
    const match = /^([ugoa]*)((?:[-+=](?:[ugo]|[rwxXst]*|[0-7]+))+)$/.exec(clause);
    if (!match) return undefined;
    const [, who = "", rest = ""] = match;
    let owners = 0;
    for (const letter of who) owners |= OWNERS[letter as keyof typeof OWNERS];
    for (const [, operator, what = ""] of rest.matchAll(/([-+=])([0-7]+|[ugo]|[rwxXst]*)/g)) {
      const step = parseStep(operator as Step["operator"], what, owners);
      if (!step) return undefined;
      steps.push(step);
    }
  }
  return steps;
}

function parseStep(operator: Step["operator"], what: string, owners: number): Step | undefined {
  if (/^[0-7]/.test(what)) {
    const bits = Number.parseInt(what, 8);
    return owners !== 0 || bits > ALL ? undefined : { operator, owners: ALL, bits, executable: false, named: ALL };
  }
  const copies = COPIED[what];
  const executable = copies === undefined && what.includes("X");
  let bits = copies ?? 0;
  if (copies === undefined) for (const letter of what) bits |= LETTERS[letter] ?? 0;
  const named = owners === 0 ? bits : owners & bits;
  return { operator, owners, bits, executable, named, ...(copies !== undefined && { copies }) };
}

/** mode_adjust: what becomes of a mode. */
export function changeMode(old: number, directory: boolean, umask: number, change: ModeChange): number {
  let mode = old & ALL;
  for (const { operator, owners, bits, copies, executable, named } of change) {
    const kept = directory ? 0o6000 & ~named : 0;
    let value = bits;
    if (copies !== undefined) {
      value = copies & mode;
      for (const each of [0o444, 0o222, 0o111]) if (copies & mode & each) value |= each;
    }
    if (executable && (directory || (mode & 0o111) !== 0)) value |= 0o111;
    value &= (owners === 0 ? ~umask : owners) & ~kept;
    if (operator === "+") mode |= value;
    else if (operator === "-") mode &= ~value;
    else mode = (mode & ((owners === 0 ? 0 : ~owners) | kept)) | value;
  }
  return mode & ALL;
}

/** What a mode's words make of another; undefined when they are no mode. */
export function newMode(text: string, old: number, directory: boolean, umask = 0): number | undefined {
  const change = parseMode(text);
  return change && changeMode(old, directory, umask, change);
}
