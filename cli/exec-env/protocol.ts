/**
 * What shim.pl and the world say to each other over their socket: frames of a letter, a length (32 bits, big endian) and
 * so many bytes, in which strings are parted by zero bytes. Nothing that comes in is believed: a frame that is too long,
 * unknown or out of turn ends the connection.
 */
import type { SignalName } from "../../core/process.ts";
import { decode, encode } from "../../real/host/text.ts";

/** Of one frame: what execve(2) takes in arguments and environment (ARG_MAX), and then some. */
const MOST_BYTES = 4 * 1024 * 1024;
const HEADER = 5;

export interface Frame {
  readonly type: string;
  readonly data: Buffer;
}

/** Takes bytes as they come and answers with whole frames; undefined when they are none. */
export class FrameReader {
  #rest: Buffer = Buffer.alloc(0);

  read(bytes: Buffer): readonly Frame[] | undefined {
    let rest = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes]);
    const frames: Frame[] = [];
    while (rest.length >= HEADER) {
      const length = rest.readUInt32BE(1);
      if (length > MOST_BYTES) {
        return undefined;
      }
      if (rest.length < HEADER + length) {
        break;
      }
      frames.push({ type: rest.toString("latin1", 0, 1), data: rest.subarray(HEADER, HEADER + length) });
      rest = rest.subarray(HEADER + length);
    }
    this.#rest = rest;
    return frames;
  }
}

export function frame(type: string, text: string): Buffer {
  const data = encode(text);
  const header = Buffer.alloc(HEADER);
  header.write(type, 0, "latin1");
  header.writeUInt32BE(data.length, 1);
  return Buffer.concat([header, data]);
}

/** Strings that each end with a zero byte. */
function strings(data: Buffer): readonly string[] {
  return decode(data).split("\0").slice(0, -1);
}

/** Who calls, and from where. */
export interface Call {
  argv: readonly string[];
  env: Readonly<Record<string, string>>;
  cwd: string;
  /** Of the shim, on this machine. */
  pid: number;
  /** Descriptors 0, 1 and 2 are terminals. */
  terminals: readonly boolean[];
  columns: number;
  rows: number;
  ignores: readonly SignalName[];
}

const FORWARDED: ReadonlySet<string> = new Set(["HUP", "INT", "QUIT", "TERM", "USR1", "USR2"]);

export function isForwarded(name: string): name is SignalName {
  return FORWARDED.has(name);
}

function whole(text: string | undefined, most: number): number | undefined {
  const number = text !== undefined && /^\d{1,10}$/.test(text) ? Number(text) : undefined;
  return number !== undefined && number <= most ? number : undefined;
}

/** Takes one of the frames that make a call; false when it does not belong there. */
export function readCallFrame(call: Partial<Call>, { type, data }: Frame): boolean {
  switch (type) {
    case "c": {
      call.cwd = decode(data);
      return call.cwd.startsWith("/") && !call.cwd.includes("\0");
    }
    case "a":
      call.argv = strings(data);
      return call.argv.length > 0;
    case "e": {
      const pairs = strings(data).map((text) => [text.slice(0, text.indexOf("=")), text] as const);
      call.env = Object.fromEntries(pairs.map(([name, text]) => [name, text.slice(name.length + 1)]));
      return pairs.every(([name]) => name !== "" && name !== "__proto__");
    }
    case "t": {
      const [pid, terminals = "", columns, rows, ignored = ""] = decode(data).split("\0");
      const names = ignored.split(",").filter((name) => name !== "");
      const numbers = { pid: whole(pid, 2 ** 31), columns: whole(columns, 65535), rows: whole(rows, 65535) };
      if (numbers.pid === undefined || numbers.columns === undefined || numbers.rows === undefined) {
        return false;
      }
      call.pid = numbers.pid;
      call.columns = numbers.columns;
      call.rows = numbers.rows;
      call.terminals = [...terminals].map((flag) => flag === "1");
      call.ignores = names.filter(isForwarded);
      return /^[01]{3}$/.test(terminals) && call.ignores.length === names.length;
    }
    default:
      return false;
  }
}

export function isWhole(call: Partial<Call>): call is Call {
  return [call.argv, call.env, call.cwd, call.pid].every((part) => part !== undefined);
}

/** A child of the shim has ended: what it was called, and its status. */
export function readChildEnd(data: Buffer): { readonly id: number; readonly status: number } | undefined {
  const [id, status] = decode(data).split("\0");
  const numbers = { id: whole(id, 2 ** 31), status: whole(status, 255) };
  return numbers.id === undefined || numbers.status === undefined
    ? undefined
    : { id: numbers.id, status: numbers.status };
}

export function readWindow(data: Buffer): { readonly columns: number; readonly rows: number } | undefined {
  const [across, down] = decode(data).split("\0");
  const columns = whole(across, 65535);
  const rows = whole(down, 65535);
  return columns === undefined || rows === undefined ? undefined : { columns, rows };
}

/** The variable by which commands of the machine know in which process of the simulated world they run. */
export const CONTEXT = "NETNONE_CONTEXT";

export function readContext(text: string | undefined): { readonly pid: number; readonly netns: number } | undefined {
  const [, pid, netns] = /^(\d{1,7})\.(\d{1,9})$/.exec(text ?? "") ?? [];
  return pid === undefined || netns === undefined ? undefined : { pid: Number(pid), netns: Number(netns) };
}
