/** What socat opens an address to: something that is read and written, and whose two ways end by themselves. */

import type { IpAddress } from "../../../../core/address/prefix.ts";
import { strerror } from "../../../../core/errors.ts";
import type { OpenFile, Signals } from "../../../../core/process.ts";
import { bytesOfText, textOfBytes } from "../../../../core/text-bytes.ts";
import { nextInode } from "../../../kernel/inode.ts";
import { Pipe } from "../../../kernel/pipe.ts";
import type { StreamSocket } from "../../../kernel/stream.ts";
import type { ProcessContext } from "../../../program.ts";
import { endText } from "./end-text.ts";

export interface Channel {
  /** The numbers of its descriptors, as socat reports them: for reading and for writing. */
  descriptors: string;
  /** `crnl`: lines end in CR and NL there. */
  crnl?: boolean;
  /** What programs behind the other address are told of it: SOCAT_PEERADDR and its like. */
  told?: Readonly<Record<string, string>>;
  /** `ignoreeof`: it is read again each second. */
  ignoresEnd?: boolean;
  /** `shut-none`: the other side does not hear that nothing more comes. */
  ends?: "none";
  /** Null at the end; a complaint when it is broken. */
  read(signals: Signals): Promise<string | null | { readonly complaint: string }>;
  /** Waits until it can be written to: before that nobody reads what is for it. False when a deadly signal comes. */
  ready?(signals: Signals): Promise<boolean>;
  /** False: nobody takes it any more; a complaint when it cannot be sent. */
  write(text: string): Promise<boolean | { readonly complaint: string }>;
  /** Nothing more will be written. */
  shutdown(): Promise<unknown>;
  close(): void;
}

export function fileChannel(
  input: OpenFile | undefined,
  output: OpenFile | undefined,
  owned = false,
  descriptors = "5,5",
): Channel {
  return {
    descriptors,
    read: async (signals) => {
      // What is open for writing alone: a file says so, a pipe or terminal never has anything to be read.
      if (input === undefined) return owned ? { complaint: "Bad file descriptor" } : await new Promise<null>(() => {});
      const text = await input.read(signals);
      return text === "" ? null : text;
    },
    write: async (text) => {
      if (owned && output === undefined) {
        const descriptor = descriptors.split(",")[1];
        return { complaint: `write(${descriptor}, 0x5581d4c2b000, ${bytesOfText(text).length}): Bad file descriptor` };
      }
      await output?.write(text);
      return output?.broken !== true;
    },
    shutdown: async () => {},
    close: () => {
      if (!owned) return;
      input?.close();
      if (output !== input) output?.close();
    },
  };
}

export function streamChannel(
  socket: Pick<StreamSocket, "receive" | "send" | "shutdown" | "close">,
  descriptors = "5,5",
): Channel {
  return {
    descriptors,
    read: async (signals) => {
      const got = await socket.receive(signals);
      return got.ok ? got.value : { complaint: strerror(got.error) };
    },
    write: async (text) => (await socket.send(text)) === undefined,
    shutdown: () => socket.shutdown(),
    close: () => socket.close(),
  };
}

interface Endpoint {
  readonly address: IpAddress;
  readonly port: number;
  readonly zone?: string | undefined;
}

/** Datagrams of one peer: `first` has come already, and is all there will be with `onlyFirst`. */
export function datagramChannel(
  socket: ReturnType<ProcessContext["kernel"]["datagram"]>,
  first?: string,
  onlyFirst = false,
  to?: Endpoint,
  /** Whose datagrams are for it. */
  accepts: (from: Endpoint) => boolean | Promise<boolean> = () => true,
): Channel {
  let waiting = first;
  return {
    descriptors: "5,5",
    read: async (signals) => {
      const text = waiting;
      waiting = undefined;
      if (text !== undefined) return text;
      if (onlyFirst) return null;
      let got = await socket.receive(signals);
      while (got.ok && !(await accepts(got.value))) got = await socket.receive(signals);
      if (got.ok) return got.value.text;
      return got.error === "EINTR" ? null : { complaint: strerror(got.error) };
    },
    write: async (text) => {
      const errno = await socket.send(text, to);
      if (errno === undefined || !to) return errno === undefined;
      const call = `sendto(5, 0x5581d4c2b000, ${bytesOfText(text).length}, 0, ${endText(to.address, to.port)}`;
      return { complaint: `${call}, ${typeof to.address === "number" ? 16 : 28}): ${strerror(errno)}` };
    },
    shutdown: async () => {},
    close: () => socket.close(),
  };
}

/** EXEC and SYSTEM: a child whose standard input and output are the channel. Undefined: there is no such program. */
export function childChannel(
  context: ProcessContext,
  argv: readonly string[],
  told: Readonly<Record<string, string>>,
): (Channel & { readonly pid: number }) | undefined {
  const { kernel, cwd, stderr } = context;
  const env = { ...context.env, ...told };
  const path = kernel.which(argv[0] ?? "", env);
  const [down, up] = [new Pipe(nextInode()), new Pipe(nextInode())];
  const toChild = { reader: down.reader(), writer: down.writer() };
  const fromChild = { reader: up.reader(), writer: up.writer() };
  const files = new Map<number, OpenFile>([
    [0, toChild.reader],
    [1, fromChild.writer],
    [2, stderr],
  ]);
  const started = path === undefined ? undefined : kernel.exec(path, { argv, env, cwd, files });
  if (!started?.ok) return undefined;
  // The child has references of its own.
  toChild.reader.close();
  fromChild.writer.close();
  let open = true;
  const shut = () => {
    if (open) toChild.writer.close();
    open = false;
  };
  return {
    descriptors: "5,5",
    pid: started.value.pid,
    read: async (signals) => {
      const text = await fromChild.reader.read(signals);
      return text === "" ? null : text;
    },
    write: async (text) => {
      await toChild.writer.write(text);
      return toChild.writer.broken !== true;
    },
    shutdown: async () => shut(),
    close: () => {
      shut();
      fromChild.reader.close();
    },
  };
}

/** PIPE without a name: what is written comes back. */
export function pipeChannel(): Channel {
  const pipe = new Pipe(nextInode());
  const [reader, writer] = [pipe.reader(), pipe.writer()];
  const channel = fileChannel(reader, writer, false, "5,6");
  let open = true;
  const shutdown = async () => {
    if (open) writer.close();
    open = false;
  };
  return {
    ...channel,
    shutdown,
    close: () => {
      void shutdown();
      reader.close();
    },
  };
}

/** `readbytes`: after so many octets there is nothing more to be read. */
export function limitedChannel(channel: Channel, octets: number): Channel {
  let left = octets;
  return {
    ...channel,
    read: async (signals) => {
      if (left === 0) return null;
      const got = await channel.read(signals);
      if (typeof got !== "string") return got;
      const taken = bytesOfText(got).slice(0, left);
      left -= taken.length;
      return textOfBytes(taken);
    },
  };
}

/** `A!!B`: one is read, the other is written. */
export function dualChannel(input: Channel, output: Channel): Channel {
  return {
    descriptors: `${input.descriptors.split(",")[0]},${output.descriptors.split(",")[1]}`,
    read: (signals) => input.read(signals),
    write: (text) => output.write(text),
    shutdown: () => output.shutdown(),
    close: () => {
      input.close();
      output.close();
    },
  };
}
