/**
 * One line of a generated script, and the waits that make it comparable. The kernel does some things a little later
 * (link state changes by link watch, namespaces taken down by a worker, duplicate address detection, address resolution that
 * fails after three seconds); a script that looks before they are done sees one thing today and another tomorrow.
 */
export interface Step {
  readonly argv: readonly string[];
  /**
   * What the kernel goes on doing after the command has returned. `link`: a link's state, some milliseconds. `watch`: the
   * same where link watch, which is one for all namespaces, is in no hurry: it lets a second pass between its rounds for what
   * is no urgent case, bridges above all. `netns`: taking a namespace down. `dad`: duplicate address detection, two seconds.
   * `resolve`: an address that nobody has, three seconds.
   */
  readonly after?: After | undefined;
  /** Waits only when it worked: what was refused sets nothing off. */
  readonly doubtful?: boolean;
  /** Looks at what others left, so waits for all of it. */
  readonly looks?: boolean;
  /** What makes the rest of the script comparable: shrinking leaves it in. */
  readonly kept?: boolean;
}

export type After = "link" | "watch" | "netns" | "dad" | "resolve";

/** How long what goes on afterwards takes, where that is known beforehand. */
const SECONDS: Partial<Record<After, string>> = { link: "0.3", watch: "1.5", netns: "2" };

/** The script of some steps, `title` in its header as conformance cases have it. */
export function scriptOf(steps: readonly Step[], title: string, oracle = "root"): string {
  const lines = [`# ${title}`, `# oracle: ${oracle}`];
  let pending: string | undefined;
  for (const { argv, after, looks, doubtful } of steps) {
    if (looks === true && pending !== undefined) {
      lines.push(`sleep ${pending}`);
      pending = undefined;
    }
    lines.push(argv.map(quote).join(" "));
    const seconds = after && SECONDS[after];
    if (seconds !== undefined) {
      lines.push(doubtful === true ? `[ $? != 0 ] || sleep ${seconds}` : `sleep ${seconds}`);
    } else if (after === "resolve") {
      lines.push("[ $? = 0 ] || sleep 2.5");
    } else if (after === "dad") {
      lines.push("sleep 1.1");
      pending = "1.8";
    }
  }
  // What is read at the end is the state, by tools that look at everything.
  if (pending !== undefined) {
    lines.push(`sleep ${pending}`);
  }
  return `${lines.join("\n")}\n`;
}

function quote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
