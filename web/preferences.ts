/** What the reader chose and the browser remembers. */

const PREFIX = "netnone.";

/** The remembered value, if it is one of those allowed. Browsers that forbid storage remember nothing. */
export function recall<T extends string>(name: string, allowed: readonly T[]): T | undefined {
  try {
    const value = localStorage.getItem(PREFIX + name);
    return allowed.find((candidate) => candidate === value);
  } catch {
    return undefined;
  }
}

export function remember(name: string, value: string): void {
  try {
    localStorage.setItem(PREFIX + name, value);
  } catch {
    // Not remembered, then.
  }
}
