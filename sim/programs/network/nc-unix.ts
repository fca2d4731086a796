/**
 * `nc -U`: sockets of unix(7) (unix_bind, unix_connect, unix_listen of netcat.c, OpenBSD 1.219 with Debian's patches).
 *
 * Same as the original: what it says and when, names that it takes over from whoever had them, the name of its own that it
 * answers datagrams by.
 */
import { strerror } from "../../../core/errors.ts";
import type { ExitStatus } from "../../../core/process.ts";
import type { UnixSocket } from "../../kernel/unix-socket.ts";
import type { ProcessContext } from "../../program.ts";
import { type Peer, type RelayOptions, readWrite } from "./nc-relay.ts";

interface UnixOptions {
  readonly flags: ReadonlySet<string>;
  readonly port: string | undefined;
  readonly source: string | undefined;
  readonly operands: readonly string[];
  readonly relay: RelayOptions;
}

/** sun_path of struct sockaddr_un. */
const MOST_NAME = 108;
/** mkdtemp(3) of a name for answers. */
const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

export async function overUnix(context: ProcessContext, options: UnixOptions, usage: string): Promise<ExitStatus> {
  const { flags, operands, port, source } = options;
  const fail = async (text: string) => {
    await context.stderr.write(text);
    return 1;
  };
  const listens = flags.has("l");
  if (listens && (port !== undefined || source !== undefined) && operands.length > 0) return await fail(usage);
  if (operands.length > 1) return await fail("nc: cannot use port with -U\n");
  const name = operands[0] ?? (listens ? source : undefined);
  if (name === undefined) return await fail(listens ? "nc: missing socket pathname\n" : usage);
  if (port !== undefined || (source !== undefined && !flags.has("u") && !listens)) return await fail(usage);
  if (name.length >= MOST_NAME) return await fail(`nc: ${listens ? "" : `${name}: `}${strerror("ENAMETOOLONG")}\n`);
  return listens ? await listen(context, options, name) : await connect(context, options, name);
}

/** unix_bind: whatever has the name is removed; the socket is bound, which -v says. */
async function bound(context: ProcessContext, { flags }: UnixOptions, name: string): Promise<UnixSocket | undefined> {
  const { kernel, files, cwd, stderr } = context;
  const socket = kernel.unix(flags.has("u") ? "dgram" : "stream");
  if (!name.startsWith("\0")) files.unlink(name.startsWith("/") ? name : `${cwd}/${name}`);
  const errno = socket.bind(name);
  if (errno) {
    await stderr.write(`nc: ${strerror(errno)}\n`);
    return undefined;
  }
  if (flags.has("v")) await stderr.write(`Bound on ${name}\n`);
  return socket;
}

async function listen(context: ProcessContext, options: UnixOptions, name: string): Promise<ExitStatus> {
  const { stderr, self } = context;
  const { flags, relay } = options;
  const socket = await bound(context, options, name);
  if (!socket) return 1;
  if (flags.has("u")) {
    // Whom it hears first, it goes on with; -k hears everybody.
    if (flags.has("k")) {
      await readWrite(context, relay, peerOf(socket));
      return 0;
    }
    const from = await socket.sender(self.signals);
    if (from === null) return 1;
    const errno = from === undefined ? "EINVAL" : await socket.connect(from, self.signals);
    if (errno) {
      await stderr.write(`nc: connect: ${strerror(errno)}\n`);
      return 1;
    }
    await readWrite(context, relay, peerOf(socket));
    return 0;
  }
  socket.listen(5);
  if (flags.has("v")) await stderr.write(`Listening on ${name}\n`);
  for (;;) {
    const accepted = await socket.accept(self.signals);
    if (!accepted.ok) return 1;
    if (flags.has("v")) await stderr.write(`Connection received on ${name}\n`);
    await readWrite(context, relay, peerOf(accepted.value));
    if (!flags.has("k") || self.signals.pending) {
      socket.close();
      return 0;
    }
  }
}

async function connect(context: ProcessContext, options: UnixOptions, name: string): Promise<ExitStatus> {
  const { kernel, files, stderr, self } = context;
  const { flags, source, relay } = options;
  const own = flags.has("u") && source === undefined ? temporary(context) : undefined;
  const answers = source ?? (own && `${own}/recv.sock`);
  const socket = answers === undefined ? kernel.unix("stream") : await bound(context, options, answers);
  if (!socket) return 1;
  const clear = () => {
    if (own === undefined) return;
    files.unlink(`${own}/recv.sock`);
    files.rmdir(own);
  };
  const errno = await socket.connect(name, self.signals);
  if (errno) {
    socket.close();
    clear();
    if (errno !== "EINTR") await stderr.write(`nc: ${name}: ${strerror(errno)}\n`);
    return 1;
  }
  if (flags.has("z")) socket.close();
  else await readWrite(context, relay, peerOf(socket));
  clear();
  return 0;
}

/** mkdtemp(3): a folder for the name that answers are sent to. */
function temporary({ kernel, files }: ProcessContext): string {
  for (;;) {
    const name = Array.from({ length: 6 }, () => LETTERS[kernel.random(LETTERS.length)]).join("");
    const path = `/tmp/nc-${name}`;
    if (files.mkdir(path, 0o700).ok || !files.stat("/tmp").ok) return path;
  }
}

function peerOf(socket: UnixSocket): Peer {
  return {
    async receive(signals) {
      const got = await socket.receive(signals);
      return got.ok ? got.value : undefined;
    },
    send: async (text, signals) => (await socket.send(text, signals)) === undefined,
    shutdown: () => socket.shutdown(),
    close: () => socket.close(),
  };
}
