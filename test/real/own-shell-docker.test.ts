/** The conformance cases that need docker, run by netnone's own shell in a sandbox. */
import { compareOwnShell } from "./own-shell.ts";

compareOwnShell("docker");
