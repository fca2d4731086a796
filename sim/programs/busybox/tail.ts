/** busybox's `tail` (coreutils/tail.c of busybox): the host's, which opens all files first, in other words. */
import type { Program } from "../../program.ts";
import { openingTail } from "../../text/stream.ts";
import { inBusyboxWords } from "./words.ts";

export const busyboxTail: Program = { ...inBusyboxWords("tail", openingTail), name: "busybox tail", path: "/bin/tail" };
