/**
 * UNIX-CONNECT, UNIX-CLIENT, UNIX-LISTEN, UNIX-SENDTO, UNIX-RECV, UNIX-RECVFROM of `socat`, and the same with abstract names
 * (xio-unix.c of socat 1.7.4): `fork`, `bind`, `unlink-early`, `unlink-close`, `mode`, `perm`, `user`, `group`, `umask`.
 */
import { type Errno, strerror } from "../../../../core/errors.ts";
import { bytesOfText } from "../../../../core/text-bytes.ts";
import type { UnixType } from "../../../kernel/unix.ts";
import type { UnixSocket } from "../../../kernel/unix-socket.ts";
import type { ProcessContext } from "../../../program.ts";
import type { Address } from "./address.ts";
import { type Channel, streamChannel } from "./channel.ts";
import { FAILED } from "./names.ts";
import type { Report } from "./report.ts";

/** sun_path of struct sockaddr_un. */
const MOST_NAME = 108;

/** A name as socat reports it. */
function nameText(name: string | undefined): string {
  return `AF=1 "${plainName(name)}"`;
}

function plainName(name: string | undefined): string {
  return name?.replaceAll("\0", "\\0") ?? "<anon>";
}

/** The length of struct sockaddr_un with a name. */
function lengthOf(name: string): number {
  return 2 + bytesOfText(name).length;
}

/** The addresses of one socat, and the names that it has to take away when it ends. */
export class UnixAddresses {
  readonly #context: ProcessContext;
  readonly #report: Report;
  readonly #made: string[] = [];

  constructor(context: ProcessContext, report: Report) {
    this.#context = context;
    this.#report = report;
  }

  /** unlink-close: what was bound goes with who bound it. */
  clear(): void {
    for (const path of this.#made.splice(0)) this.#context.files.unlink(path);
  }

  async #refuse(complaint: string): Promise<typeof FAILED> {
    await this.#report.fail(complaint);
    return FAILED;
  }

  async #fits(name: string): Promise<boolean> {
    if (name.length <= MOST_NAME) return true;
    await this.#refuse(`unix socket address ${name.length} characters long, max length is ${MOST_NAME}`);
    return false;
  }

  /** A socket with a name; false when it could not have it, which has been said. */
  async #bind(socket: UnixSocket, name: string, options: Address["options"]): Promise<boolean> {
    if (!(await this.#fits(name))) return false;
    const { files, cwd } = this.#context;
    const path = name.startsWith("/") ? name : `${cwd}/${name}`;
    const isAbstract = name.startsWith("\0");
    if (!isAbstract) {
      if (options.has("unlink-early")) files.unlink(path);
      if (files.stat(path, { follow: false }).ok) {
        await this.#refuse(`"${name}" exists`);
        return false;
      }
    }
    const errno = socket.bind(name);
    if (errno) {
      await this.#refuse(`bind(5, {${nameText(name)}}, ${lengthOf(name)}): ${strerror(errno)}`);
      return false;
    }
    if (isAbstract) return true;
    const mode = options.get("mode") ?? options.get("perm");
    const umask = options.get("umask");
    if (umask !== undefined) files.chmod(path, 0o777 & ~Number.parseInt(umask, 8));
    if (mode !== undefined) files.chmod(path, Number.parseInt(mode, 8));
    const [user, group] = [idOf(files, "passwd", options.get("user")), idOf(files, "group", options.get("group"))];
    const { uid, gid } = this.#context.kernel.credentials;
    if (user !== undefined || group !== undefined) files.chown?.(path, user ?? uid, group ?? gid);
    if (options.get("unlink-close") !== "0") this.#made.push(path);
    return true;
  }

  /** UNIX-LISTEN and UNIX-RECVFROM; undefined: the address is another. */
  async accepting({ kind, parameters: [name = ""], options }: Address, take: () => number) {
    const { kernel, self } = this.#context;
    if (kind === "unix-listen") {
      const listener = kernel.unix("stream");
      if (!(await this.#bind(listener, name, options))) return FAILED;
      const number = take();
      listener.listen(Number(options.get("backlog") ?? 5));
      const listening = () => this.#report.notice(`listening on ${nameText(name)}`);
      await listening();
      const limit = Number(options.get("accept-timeout") ?? 0) * 1_000_000;
      const next = async (): Promise<Channel | "late" | undefined> => {
        const accepted = await listener.accept(self.signals, limit > 0 ? limit : undefined);
        if (!accepted.ok) return accepted.error === "EAGAIN" ? "late" : undefined;
        const { peer } = accepted.value.end;
        await this.#report.notice(`accepting connection from ${nameText(peer?.name)} on ${nameText(name)}`);
        const own = take();
        const told = { SOCAT_SOCKADDR: plainName(name), SOCAT_PEERADDR: plainName(peer?.name) };
        return { ...streamChannel(accepted.value, `${own},${own}`), told };
      };
      return { next, listening, close: () => listener.close(), number };
    }
    if (kind !== "unix-recvfrom") return undefined;
    const socket = kernel.unix("dgram");
    if (!(await this.#bind(socket, name, options))) return FAILED;
    const number = take();
    const listening = () => this.#report.notice(`receiving on ${nameText(name)}`);
    await listening();
    const next = async (): Promise<Channel | undefined> => {
      const got = await socket.receiveMessage(self.signals);
      if (!got.ok || got.value === null) return undefined;
      const { from, text } = got.value;
      await this.#report.notice(`receiving packet from ${nameText(from)}`);
      let waiting: string | null = text;
      return {
        ...this.#datagrams(socket, from, true),
        read: async () => {
          const first = waiting;
          waiting = null;
          if (first !== null) await this.#received(first, from);
          return first;
        },
        close: () => {},
      };
    };
    return { next, listening, close: () => {}, number };
  }

  /** Those that are opened at once; undefined: the address is another. */
  async open(address: Address): Promise<Channel | typeof FAILED | undefined> {
    const { kind, parameters, options } = address;
    const [name = ""] = parameters;
    const { kernel, self } = this.#context;
    if (!kind.startsWith("unix-")) return undefined;
    const made = async (type: UnixType): Promise<UnixSocket | undefined> => {
      const socket = kernel.unix(type);
      const own = kind === "unix-recv" ? name : options.get("bind");
      return own === undefined || (await this.#bind(socket, own, options)) ? socket : undefined;
    };
    if (kind !== "unix-recv" && !(await this.#fits(name))) return FAILED;
    if (kind === "unix-recv") {
      const socket = await made("dgram");
      return socket ? this.#datagrams(socket, undefined) : FAILED;
    }
    if (kind !== "unix-sendto") {
      const socket = await made("stream");
      if (!socket) return FAILED;
      if (kind === "unix-connect") await this.#report.notice(`opening connection to ${nameText(name)}`);
      const errno = await socket.connect(name, self.signals);
      if (!errno) {
        await this.#report.notice(`successfully connected from local address ${nameText(socket.end.name)}`);
        return streamChannel(socket);
      }
      socket.close();
      // UNIX-CLIENT tries every type.
      if (errno !== "EPROTOTYPE" || kind === "unix-connect")
        return await this.#refuse(
          kind === "unix-connect"
            ? `connect(, ${nameText(name)}, ${lengthOf(name)}): ${strerror(errno)}`
            : `UNIX-CLIENT:${name.replace("\0", "")}: ${strerror(errno)}`,
        );
    }
    const socket = await made("dgram");
    if (!socket) return FAILED;
    await this.#report.notice(`successfully prepared local socket ${nameText(socket.end.name)}`);
    return this.#datagrams(socket, name, true);
  }

  async #received(text: string, from: string | undefined): Promise<void> {
    await this.#report.notice(`received packet with ${bytesOfText(text).length} bytes from ${nameText(from)}`);
  }

  /** What comes to a socket, and what is sent to a name. */
  #datagrams(socket: UnixSocket, to: string | undefined, tellsOwn = false): Channel {
    let told = !tellsOwn;
    return {
      descriptors: "5,5",
      read: async (signals) => {
        const got = await socket.receiveMessage(signals);
        if (!got.ok) return { complaint: strerror(got.error) };
        if (got.value) await this.#received(got.value.text, got.value.from);
        return got.value?.text ?? null;
      },
      write: async (text) => {
        const errno: Errno | undefined = await socket.send(text, undefined, to);
        if (errno) {
          const target = to === undefined ? "" : `, ${nameText(to)}, ${lengthOf(to)}`;
          const call = `sendto(5, 0x5581d4c2b000, ${bytesOfText(text).length}, 0${target})`;
          return { complaint: `${call}: ${strerror(errno)}` };
        }
        if (!told) await this.#report.notice(`local address: ${nameText(socket.end.name)}`);
        told = true;
        return true;
      },
      shutdown: async () => {},
      close: () => socket.close(),
    };
  }
}

/** A user's or group's number, by number or name; undefined where none is named or nobody has it. */
function idOf(files: ProcessContext["files"], table: "passwd" | "group", word: string | undefined): number | undefined {
  if (word === undefined || /^\d+$/.test(word)) return word === undefined ? undefined : Number(word);
  const read = files.readFile(`/etc/${table}`);
  const line = read.ok ? read.value.split("\n").find((each) => each.startsWith(`${word}:`)) : undefined;
  return line === undefined ? undefined : Number(line.split(":")[2]);
}
