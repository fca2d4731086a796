/** The commands that the editor has, by the names that `bind` knows them under. */
import { EDITING_COMMANDS } from "./commands.ts";
import { HISTORY_COMMANDS } from "./history-commands.ts";
import type { Command } from "./session.ts";
import { SHELL_COMMANDS } from "./shell-commands.ts";
import { VI_COMMANDS } from "./vi/commands.ts";
import { VI_MOTIONS } from "./vi/motions.ts";
import { WORD_COMMANDS } from "./word-commands.ts";

const COMMANDS: ReadonlyMap<string, Command> = new Map(
  Object.entries({
    ...EDITING_COMMANDS,
    ...HISTORY_COMMANDS,
    ...WORD_COMMANDS,
    ...SHELL_COMMANDS,
    ...VI_MOTIONS,
    ...VI_COMMANDS,
  }),
);

export const commandNamed = (name: string): Command | undefined => COMMANDS.get(name);
