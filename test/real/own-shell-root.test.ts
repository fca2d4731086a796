/** The conformance cases that need nothing but root, run by netnone's own shell in a sandbox. */
import { compareOwnShell } from "./own-shell.ts";

compareOwnShell("root");
