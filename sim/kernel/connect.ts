/**
 * What a shell connects to behind /dev/tcp/HOST/PORT and /dev/udp/HOST/PORT (bash(1), REDIRECTION): sockets of the simulated
 * world's that are read and written like files. Names and ports as getaddrinfo(3) takes them; every address of a name is
 * tried (lib/sh/netopen.c).
 */
import type { IpAddress } from "../../core/address/prefix.ts";
import { portOf } from "../../core/capture/services.ts";
import type { Errno } from "../../core/errors.ts";
import type { ConnectRefusal, ConnectTo, OpenFile, Signals } from "../../core/process.ts";
import { err, ok, type Result } from "../../core/result.ts";
import { ask, type Resolved, resolve, whyUnknown } from "../programs/network/resolve.ts";
import type { Syscalls } from "./syscalls.ts";

export async function connectTo(
  kernel: Syscalls,
  { transport, host, service }: ConnectTo,
  signals: Signals,
): Promise<Result<OpenFile, ConnectRefusal>> {
  // A number is not looked at further: what is too large for a port loses its upper bits.
  const port = /^\d+$/.test(service) ? Number(service) & 0xffff : portOf(service);
  if (port === undefined) return err({ of: service, reason: "Servname not supported for ai_socktype" });
  await ask({ files: kernel.files, kernel, self: kernel.process }, host);
  const candidates = resolve({ files: kernel.files, kernel }, host);
  if (candidates.length === 0) return err({ of: host, reason: whyUnknown(kernel.files, host) });
  let errno: Errno = "EINVAL";
  for (const candidate of candidates) {
    const connected =
      transport === "tcp"
        ? await connectStream(kernel, candidate, port, signals)
        : connectDatagram(kernel, candidate, port);
    if (connected.ok) return connected;
    errno = connected.error;
  }
  return err({ call: "connect", errno });
}

const domainOf = (address: IpAddress): "inet" | "inet6" => (typeof address === "number" ? "inet" : "inet6");

async function connectStream(
  kernel: Syscalls,
  { address, zone }: Resolved,
  port: number,
  signals: Signals,
): Promise<Result<OpenFile, Errno>> {
  const socket = kernel.stream(domainOf(address));
  const errno = await socket.connect(address, port, signals, { zone });
  if (errno !== undefined) {
    socket.close();
    return err(errno);
  }
  // The descriptor is the shell's from now on, which has its own numbers.
  socket.release();
  return ok(withRest(socket.file));
}

function connectDatagram(kernel: Syscalls, { address, zone }: Resolved, port: number): Result<OpenFile, Errno> {
  const socket = kernel.datagram(domainOf(address));
  const errno = socket.connect(address, port, zone);
  if (errno !== undefined) {
    socket.close();
    return err(errno);
  }
  socket.release();
  let references = 1;
  const file: OpenFile & { writeError?: Errno } = {
    path: socket.path,
    read: async (signals) => {
      const got = await socket.receive(signals ?? kernel.process.signals);
      return got.ok ? got.value.text : null;
    },
    write: async (text) => {
      delete file.writeError;
      const failed = await socket.send(text);
      if (failed !== undefined) file.writeError = failed;
    },
    close: () => {
      if (--references === 0) socket.close();
    },
    retain: () => {
      references++;
      return file;
    },
  };
  return ok(withRest(file));
}

/** bash reads sockets a character at a time: what a line leaves is there for the next. */
function withRest(inner: OpenFile): OpenFile {
  let rest = "";
  const file: OpenFile = {
    path: inner.path,
    read: (signals) => {
      if (rest === "") return inner.read(signals);
      const text = rest;
      rest = "";
      return text;
    },
    unread: (text) => {
      rest = text + rest;
    },
    write: (text) => inner.write(text),
    get writeError() {
      return inner.writeError;
    },
    get broken() {
      return inner.broken ?? false;
    },
    close: () => inner.close(),
    retain: () => {
      inner.retain();
      return file;
    },
  };
  return file;
}
