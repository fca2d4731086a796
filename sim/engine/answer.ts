/** What the engine answers: it did it, or says why not in the daemon's words. */
import type { ExitStatus } from "../../core/process.ts";
import { err, type Result } from "../../core/result.ts";
import type { EngineError } from "./container.ts";

export type Answer<T> = Result<T, EngineError>;

export const refuse = (message: string, status?: ExitStatus) =>
  err<EngineError>(status === undefined ? { message } : { message, status });
