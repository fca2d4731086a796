/** The commands that the editor has, by the names that `bind` knows them under. */
import { EDITING_COMMANDS } from "./commands.ts";
import { HISTORY_COMMANDS } from "./history-commands.ts";
import type { Command } from "./session.ts";
import { VI_COMMANDS } from "./vi/commands.ts";
import { VI_MOTIONS } from "./vi/motions.ts";
import { WORD_COMMANDS } from "./word-commands.ts";

const COMMANDS: ReadonlyMap<string, Command> = new Map(
  Object.entries({ ...EDITING_COMMANDS, ...HISTORY_COMMANDS, ...WORD_COMMANDS, ...VI_MOTIONS, ...VI_COMMANDS }),
);
/** This one the editor reads by itself. */
const READ_BY_EDITOR: ReadonlySet<string> = new Set(["digit-argument", "vi-arg-digit"]);

export const commandNamed = (name: string): Command | undefined => COMMANDS.get(name);

/** Why a function cannot be bound at a terminal, where the editor has none of that name. */
export const refusalOf = (name: string): string | undefined =>
  COMMANDS.has(name) || READ_BY_EDITOR.has(name)
    ? undefined
    : `netnone: ${name} is not modelled; bind another function, or text in quotes`;
