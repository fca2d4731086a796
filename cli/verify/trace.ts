/**
 * Tells which top-level command of a script wrote what, and when, on any bash: a marker goes to both streams before each of them.
 * The marker calls stand on the lines of the commands they precede, so line numbers in messages stay what they were.
 */
import { parse } from "unbash";
import type { CommandOutcome, Outcome } from "../../core/compare/outcome.ts";
import type { Observation } from "../../core/observation.ts";
import { ok, type Result } from "../../core/result.ts";

export interface TraceableScript {
  readonly text: string;
  readonly commands: readonly { readonly line: number; readonly command: string }[];
}

/**
 * The marker must leave `$?` alone, but what `set -e`, `trap`, PIPESTATUS, `$_`, `set -x` and file descriptors of the
 * shell's own (`exec >file`) do would show that it is there.
 */
const NOT_TRACEABLE =
  /\bset +-[a-z]*[exuv]|\bset +-o|\btrap\b|PIPESTATUS|\$_\b|\$\{_\}|BASH_COMMAND|^\s*exec\b|\bdeclare +-[fF]|FUNCNAME|\bshopt\b/m;

const PROLOGUE =
  "__netnone_mark() { local status=$? now=$EPOCHREALTIME; " +
  "printf '\\036%s %s %s\\037' \"$1\" $status $now >&198; printf '\\036%s %s\\037' \"$1\" $status >&199; return $status; }; " +
  "exec 198>&1 199>&2; ";

/** The script with markers, or undefined when it does not parse or would notice them. */
export function makeTraceable(script: string): TraceableScript | undefined {
  if (NOT_TRACEABLE.test(script)) {
    return undefined;
  }
  const parsed = parse(script);
  if ((parsed.errors?.length ?? 0) > 0 || parsed.commands.length === 0) {
    return undefined;
  }
  const commands: { line: number; command: string }[] = [];
  let text = "";
  let from = 0;
  let line = 1;
  for (const [index, statement] of parsed.commands.entries()) {
    const before = script.slice(from, statement.pos);
    line += before.split("\n").length - 1;
    text += `${before}${index === 0 ? PROLOGUE : ""}__netnone_mark ${index}; `;
    from = statement.pos;
    commands.push({ line, command: script.slice(statement.pos, statement.end).trim() });
  }
  text += script.slice(from);
  text += `${text.endsWith("\n") ? "" : "\n"}__netnone_mark ${commands.length}\n`;
  return { text, commands };
}

/** Takes both streams of a traced run apart. Commands that were never reached are left out. */
export function splitTrace(
  traced: TraceableScript,
  run: { readonly stdout: string; readonly stderr: string; readonly status: number },
): readonly CommandOutcome[] {
  const stdout = splitStream(run.stdout);
  const stderr = splitStream(run.stderr);
  return traced.commands.flatMap(({ line, command }, index) => {
    const own = stdout.get(index);
    if (own === undefined) {
      return [];
    }
    const next = stdout.get(index + 1);
    return [
      { line, command, stdout: own.text, stderr: stderr.get(index)?.text ?? "", status: next?.status ?? run.status },
    ];
  });
}

/** A marker's number, `$?`, and the time in seconds. */
const MARKER = /^(\d+) (\d+)(?: (\d*)[.,]?(\d*))?\u001f/;

/** When the markers of a traced run were reached, by their numbers, in microseconds since 1970: the last ends the script. */
export function markedMicros(stdout: string): ReadonlyMap<number, number> {
  const times = new Map<number, number>();
  for (const piece of stdout.split("\u001e")) {
    const [, index, , seconds, micros] = MARKER.exec(piece) ?? [];
    if (index !== undefined) times.set(Number(index), Number(`${seconds}${micros}`));
  }
  return times;
}

/** Per marker: the text that follows it, and the status it carries, which is that of the command before. */
function splitStream(stream: string): ReadonlyMap<number, { readonly status: number; readonly text: string }> {
  const parts = new Map<number, { status: number; text: string }>();
  let last: { status: number; text: string } | undefined;
  for (const piece of stream.split("\u001e")) {
    const marker = MARKER.exec(piece);
    if (marker === null) {
      // What comes before the first marker or a record separator of the command's own.
      if (last !== undefined && piece !== stream) {
        last.text += piece;
      }
      continue;
    }
    last = { status: Number(marker[2]), text: piece.slice(marker[0].length) };
    parts.set(Number(marker[1]), last);
  }
  return parts;
}

/** What one side did with a script's text. */
export interface Run {
  readonly stdout: string;
  readonly stderr: string;
  readonly status: number;
  readonly state: Observation;
}

/** Runs a script through `run`, traced by command where the script allows it, as one command where it does not. */
export async function runTraced<E>(
  script: string,
  run: (text: string) => Promise<Result<Run, E>>,
): Promise<Result<Outcome, E>> {
  const traced = makeTraceable(script);
  const done = await run(traced?.text ?? script);
  if (!done.ok) {
    return done;
  }
  return ok(finishTrace(traced, done.value));
}

/** What a run amounts to, by command where it was traced. */
export function finishTrace(traced: TraceableScript | undefined, run: Run): Outcome {
  const { stdout, stderr, status, state } = run;
  const commands =
    traced === undefined
      ? [{ line: 1, command: "(the whole script)", stdout, stderr, status }]
      : splitTrace(traced, run);
  return { commands, status, state };
}
