/** What vi mode remembers, most of it from line to line, and its two modes (readline(3), VI Mode). */
import type { Session } from "../session.ts";

/** An operator with its motion: `d`, `c` or `y` from `start`. */
export interface Operation {
  readonly key: string;
  readonly start: number;
}

/** `t`, `f`, `T`, `F`: where to, and whether up to there or onto it. */
export interface CharacterSearch {
  readonly direction: 1 | -1;
  readonly before: boolean;
}

export class ViState {
  /** Keys are commands, and not text. */
  command = false;
  /** Keys take the place of characters (`R`). */
  replacing = false;
  /** How many did. */
  replaced = 0;
  /** What `.` does again. */
  last: { key: string; count: number } = { key: "i", count: 1 };
  redoing = false;
  /** The text that was inserted last. */
  inserted = "";
  /** The key that began to insert, and whether it changed something first. */
  insertKey = "i";
  changing = false;
  lastMotion = "";
  /** What `r` put last, and what `f` and its like looked for. */
  replacement = "";
  target = "";
  search: CharacterSearch | undefined;
  readonly marks = new Map<string, number>();
  /** This line has been in command mode. */
  commandedOnce = false;

  /** A new line begins in insertion mode. */
  begin(): void {
    this.command = false;
    this.replacing = false;
    this.changing = false;
    this.insertKey = "i";
    this.commandedOnce = false;
    this.marks.clear();
  }
}

/** Keys that change text, which `.` does again. */
export const TEXT_CHANGES = "_*\\AaIiCcDdPpYyRrSsXx~";

/** rl_vi_start_inserting. */
export function startInserting(session: Session, key: string, count: number): void {
  const { vi, buffer } = session;
  if (vi === undefined) return;
  vi.last = { key, count };
  buffer.open();
  vi.insertKey = key;
  vi.command = false;
}

/** `a`: behind the character at point. */
export function appendMode(session: Session, key = "a"): void {
  session.buffer.point = session.buffer.next();
  startInserting(session, key, 1);
}

/** What was inserted is one change, and what `.` inserts (_rl_vi_done_inserting). */
export function doneInserting({ vi, buffer }: Session): void {
  if (vi === undefined) return;
  if (vi.changing) {
    buffer.close();
    vi.changing = false;
    if (vi.insertKey === "R") {
      const from = Math.max(0, buffer.next() - vi.replaced);
      vi.inserted = vi.replaced > 0 ? buffer.text.slice(from, buffer.next()) : "";
    } else vi.inserted = buffer.insertedLast(1);
  } else if (buffer.modified && "iaIA".includes(vi.insertKey)) vi.inserted = buffer.insertedLast(0);
  buffer.closeAll();
}

/** Escape: to command mode. */
export function movementMode(session: Session): void {
  const { vi, buffer } = session;
  if (vi === undefined) return;
  buffer.point = buffer.previous();
  vi.command = true;
  vi.replacing = false;
  doneInserting(session);
  // What was typed before is no change that could be undone.
  if (!vi.commandedOnce) buffer.forgetChanges();
  vi.commandedOnce = true;
}

/** In command mode point is on a character (rl_vi_check). */
export function checkPoint({ vi, buffer }: Session): void {
  if (vi?.command === true && buffer.point > 0 && buffer.point === buffer.text.length) buffer.point = buffer.previous();
}
