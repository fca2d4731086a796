/** /dev/net/tun as processes have it open (Documentation/networking/tuntap): a descriptor that packets are read from and written to. */
import type { TunUser } from "../../core/datapath/tun.ts";
import type { Errno } from "../../core/errors.ts";
import type { LinkId } from "../../core/model/id.ts";
import { isUp, type Link } from "../../core/model/link.ts";
import type { TuntapSpec } from "../../core/operation/tuntap.ts";
import type { OpenFile, Signals } from "../../core/process.ts";
import { err, ok, type Result } from "../../core/result.ts";
import { bytesOfText, textOfBytes } from "../../core/text-bytes.ts";
import type { Host } from "./host.ts";
import type { Process } from "./process.ts";
import { settle } from "./settle.ts";

export class TunFile {
  readonly #host: Host;
  readonly #process: Process;
  readonly #queue: string[] = [];
  #waiting: (() => void)[] = [];
  #link: LinkId | undefined;
  /** Ends what it hears of the device. */
  #deaf: (() => void) | undefined;
  readonly #file: OpenFile;
  /** What the device is called. */
  name = "";

  constructor(host: Host, process: Process) {
    this.#host = host;
    this.#process = process;
    const file: OpenFile = {
      path: "/dev/net/tun",
      read: () => null,
      write: () => {},
      close: () => {
        this.#deaf?.();
        if (this.#link !== undefined) host.datapath.closeTun(this.#link);
        this.#link = undefined;
        host.clock.kick();
      },
      retain: () => file,
    };
    this.#file = file;
    process.files.set(process.files.free(3), file);
  }

  /** TUNSETIFF: EINVAL, EPERM, EBUSY. */
  attach(spec: TuntapSpec): Errno | undefined {
    const { credentials, pid, argv } = this.#process;
    const { uid, gid, capabilities } = credentials;
    const by: TunUser = {
      pid,
      name: argv[0]?.split("/").at(-1) ?? "",
      uid,
      gid,
      privileged: capabilities.has("CAP_NET_ADMIN"),
    };
    const opened = this.#host.datapath.openTun(this.#process.netns, spec, by, (octets) => {
      this.#queue.push(textOfBytes(octets));
      this.#wake();
    });
    if (!opened.ok) return opened.error;
    this.#link = opened.value.link;
    this.name = opened.value.name;
    this.#deaf = this.#host.world.notifier.listen((told) => {
      if (told.noun === "link" && told.link.id === this.#link) this.#wake();
    });
    this.#host.clock.kick();
    return undefined;
  }

  get #device(): Link | undefined {
    return this.#link === undefined ? undefined : this.#host.world.latest.links[this.#link];
  }

  /** poll(2): waits until packets may be written: the device is up, or gone. False when a deadly signal comes. */
  async ready(signals: Signals): Promise<boolean> {
    const deaf = signals.listen(() => this.#wake());
    try {
      for (;;) {
        if (signals.pending) return false;
        if (!this.#device || isUp(this.#device)) return true;
        await new Promise<void>((resolve) => this.#waiting.push(resolve));
      }
    } finally {
      deaf();
    }
  }

  #wake(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  }

  /** read(2): one packet. EINTR when a deadly signal comes, EBADFD when the device is gone. */
  async read(signals: Signals): Promise<Result<string, Errno>> {
    const deaf = signals.listen(() => this.#wake());
    try {
      for (;;) {
        const first = this.#queue.shift();
        if (first !== undefined) return ok(first);
        if (signals.pending) return err("EINTR");
        if (!this.#device) return err("EBADFD");
        await new Promise<void>((resolve) => this.#waiting.push(resolve));
      }
    } finally {
      deaf();
    }
  }

  /** write(2): one packet. */
  async write(text: string): Promise<Errno | undefined> {
    if (this.#link === undefined) return "EBADFD";
    const errno = this.#host.datapath.writeTun(this.#link, Uint8Array.from(bytesOfText(text)));
    this.#host.clock.kick();
    await settle(this.#host);
    return errno;
  }

  close(): void {
    this.#process.files.forget(this.#file);
    this.#file.close();
  }
}
