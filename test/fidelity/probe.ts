/**
 * What a parser knows, found out by asking it: a word that it answers otherwise than nonsense in the same place is one it
 * knows, and one it refuses by name is refused.
 */
export type State = "taken" | "refused";

/** A word, and the shorter ones that a parser takes for the same. */
export interface Word {
  readonly name: string;
  readonly also: readonly string[];
  readonly state: State;
}

/** What a command takes. */
export interface Grammar {
  /** `ip link add`. */
  readonly command: string;
  readonly words: readonly Word[];
  /** What lines that use these words are counted as, and what they are called, where that is not the command. */
  readonly countedAs?: string;
  readonly title?: string;
  /** All of it is refused. */
  readonly refused?: boolean;
}

/** How a program answers a command line: the status, and text in which the words asked about show. */
export type Ask = (argv: readonly string[]) => Answer | Promise<Answer>;

interface Answer {
  readonly status: number;
  readonly text: string;
}

/** A word of the same shape and length that no parser knows, and what of it shows in messages. */
function nonsenseLike(word: string): { readonly word: string; readonly shown: string } {
  if (/^-[^-]$/.test(word)) {
    return { word: "-@", shown: "@" };
  }
  const dashes = /^-*/.exec(word)?.[0] ?? "";
  const shown = "qxzjqkxvwqzxjkqvxwzqjxkvzqwjxkq".slice(0, word.length - dashes.length);
  return { word: dashes + shown, shown };
}

/** The same, beginning with the digits that the word would have as a hexadecimal number: where a link address may stand. */
function nonsenseNumber(word: string): { readonly word: string; readonly shown: string } {
  const digits = /^[0-9a-f]*/.exec(word)?.[0] ?? "";
  const shown = `${"fedcbafedcba".slice(0, digits.length)}${"qxzjqkxvwqzxjkqvxwzqjxkvzqwjxkq".slice(0, word.length - digits.length)}`;
  return { word: shown, shown };
}

/** Values that a keyword may want; some refusals come only after one. */
const VALUES = ["1", "on", "10.0.0.1", "up", "02:00:00:00:00:01", "eth0", "main"];

/** Which of the candidates may follow one of the beginnings. A word that is taken anywhere is taken. */
export async function knownWords(
  ask: Ask,
  beginnings: readonly (readonly string[])[],
  candidates: readonly string[],
): Promise<readonly Word[]> {
  const byName = new Map<string, Word>();
  for (const before of beginnings) {
    for (const word of await wordsAfter(ask, before, candidates)) {
      const old = byName.get(word.name);
      byName.set(word.name, {
        name: word.name,
        also: [...new Set([...(old?.also ?? []), ...word.also])],
        state: old?.state === "taken" ? "taken" : word.state,
      });
    }
  }
  return [...byName.values()];
}

function isRefusal(answered: string): boolean {
  return answered.includes("not modelled");
}

/** Whether the command itself is refused, whatever follows. */
export async function isRefusedWhole(ask: Ask, line: readonly string[]): Promise<boolean> {
  const { status, text } = await ask([...line, nonsenseLike("nonsense").word]);
  return isRefusal(`${status} ${text}`);
}

async function wordsAfter(
  ask: Ask,
  before: readonly string[],
  candidates: readonly string[],
): Promise<readonly Word[]> {
  const answer = async (...more: readonly string[]): Promise<string> => {
    const { status, text } = await ask([...before, ...more]);
    return `${status} ${text}`;
  };
  /** By shape and length. */
  const answers = new Map<string, string>();
  const isNonsense = async (word: string, answered: string): Promise<boolean> => {
    for (const nonsense of /^[0-9a-f]/.test(word) ? [nonsenseLike(word), nonsenseNumber(word)] : [nonsenseLike(word)]) {
      const expected = answers.get(nonsense.word) ?? (await answer(nonsense.word));
      answers.set(nonsense.word, expected);
      if (answered === expected.replaceAll(nonsense.shown, word.replace(/^-+/, ""))) return true;
    }
    return false;
  };
  if (isRefusal(await answer(nonsenseLike("nonsense").word))) {
    return [];
  }
  const known: { name: string; signature: string; state: State }[] = [];
  for (const word of candidates) {
    const alone = await answer(word);
    if (await isNonsense(word, alone)) {
      continue;
    }
    const withValues: string[] = [];
    for (const value of VALUES) {
      withValues.push(await answer(word, value));
    }
    // An option is refused when its turn comes, whatever the values; a keyword may be refused with one of them alone.
    const isRefused =
      isRefusal(alone) || (word.startsWith("-") ? withValues.some(isRefusal) : withValues.every(isRefusal));
    const signature = [alone, ...withValues].join("\n").replaceAll(`"${word}"`, "?");
    known.push({ name: word, signature, state: isRefused ? "refused" : "taken" });
  }
  // The longest first: `brd` and `br` are ways to write `broadcast`, if they are answered alike.
  known.sort((a, b) => b.name.length - a.name.length || (a.name < b.name ? -1 : 1));
  const words: (Word & { readonly signature: string; readonly also: string[] })[] = [];
  for (const { name, signature, state } of known) {
    const longer = words.find((word) => word.name.startsWith(name) && word.signature === signature);
    if (longer === undefined) {
      words.push({ name, also: [], state, signature });
    } else {
      longer.also.push(name);
    }
  }
  return words.map(({ name, also, state }) => ({ name, also, state })).sort((a, b) => (a.name < b.name ? -1 : 1));
}
