/** busybox's ls (coreutils/ls.c of 1.35): the columns of a long listing are as wide as they are, whatever stands in them. */
import type { Program } from "../../program.ts";
import { listing } from "../base/ls/ls.ts";
import { inBusyboxWords } from "./words.ts";

export const busyboxLs: Program = {
  ...inBusyboxWords("ls", listing("ls", true)),
  name: "busybox ls",
  path: "/bin/ls",
};
