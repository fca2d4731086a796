/** busybox's sh and ash: one applet under two names. */
import type { Program } from "../../program.ts";
import { ASH } from "../../shell/dialect/almquist/ash.ts";
import { startShell } from "../base/bash.ts";

export const busyboxShells: readonly Program[] = ["sh", "ash"].map((name) => ({
  name: `busybox ${name}`,
  path: `/bin/${name}`,
  summary: "busybox's shell",
  run: (context) => startShell(context, ASH),
}));
