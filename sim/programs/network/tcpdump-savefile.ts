/**
 * What -w writes: one file, or several that follow each other by size (-C) or by time (-G), as dump_packet_and_trunc of
 * tcpdump.c changes them: when a packet comes that is too late or too much for the open one. What is written waits in a
 * buffer as stdio(3) has it, and what waits there when tcpdump is killed is lost.
 */
import { type CaptureRecord, emitCaptureHeader, emitCaptureRecord } from "../../../core/capture/pcap-file.ts";
import { strerror } from "../../../core/errors.ts";
import type { OpenFile } from "../../../core/process.ts";
import { textOfBytes } from "../../../core/text-bytes.ts";
import type { ProcessContext } from "../../program.ts";
import type { TcpdumpOptions } from "./tcpdump-options.ts";

const MEGABYTE = 1_000_000;
/** st_blksize of files and pipes. */
const BLOCK = 4096;

export class Savefile {
  readonly #context: ProcessContext;
  readonly #options: TcpdumpOptions;
  readonly #header: Uint8Array;
  readonly #name: string;
  /** Letters of the number that is put behind the name (getWflagChars). */
  readonly #digits: number;
  #file: OpenFile | undefined;
  #buffer = new Uint8Array();
  #size = 0;
  #number = 0;
  #windows = 0;
  #begunSeconds: number;

  constructor(context: ProcessContext, options: TcpdumpOptions, name: string, linkType: number, snapLength: number) {
    this.#context = context;
    this.#options = options;
    this.#name = name;
    this.#header = emitCaptureHeader(linkType, snapLength);
    this.#digits = options.files > 1 ? String(options.files - 1).length : 0;
    this.#begunSeconds = this.#now();
  }

  /** The wall clock's. */
  #now(): number {
    return Math.floor(this.#context.kernel.wallMicros() / MEGABYTE);
  }

  /** Opens the next file; what is wrong with it. */
  async begin(): Promise<string | undefined> {
    let name = this.#name;
    if (name === "-") this.#file = this.#context.stdout;
    else {
      if (this.#options.windowSeconds > 0) name = strftime(name, this.#begunSeconds);
      const digits = this.#options.fileBytes > 0 ? this.#digits : 0;
      if (this.#number > 0 || digits > 0) name += String(this.#number).padStart(digits, "0");
      const path = name.startsWith("/") ? name : `${this.#context.cwd}/${name}`;
      const opened = this.#context.files.open(path, "write", 0o644);
      if (!opened.ok) return `${name}: ${strerror(opened.error)}`;
      this.#file = opened.value;
    }
    this.#size = this.#header.length;
    await this.#put(this.#header);
    return undefined;
  }

  /** fwrite(3): whole blocks go to the file when there is more than one. */
  async #put(bytes: Uint8Array): Promise<void> {
    const all = new Uint8Array(this.#buffer.length + bytes.length);
    all.set(this.#buffer);
    all.set(bytes, this.#buffer.length);
    this.#buffer = all;
    if (this.#options.packetBuffered) return this.flush();
    const whole = Math.floor((all.length - 1) / BLOCK) * BLOCK;
    if (whole <= 0) return;
    this.#buffer = all.subarray(whole);
    await this.#file?.write(textOfBytes(all.subarray(0, whole)));
  }

  /** pcap_dump_flush. */
  async flush(): Promise<void> {
    const rest = this.#buffer;
    this.#buffer = new Uint8Array();
    if (rest.length > 0) await this.#file?.write(textOfBytes(rest));
  }

  /** "full": -W files have been written. */
  async take(record: CaptureRecord): Promise<"full" | { readonly problem: string } | undefined> {
    const { windowSeconds, fileBytes, files } = this.#options;
    if (windowSeconds > 0 && this.#now() - this.#begunSeconds >= windowSeconds) {
      this.#begunSeconds = this.#now();
      this.#windows++;
      await this.close();
      if (fileBytes === 0 && files > 0 && this.#windows >= files) return "full";
      this.#number = 0;
      const problem = await this.begin();
      if (problem !== undefined) return { problem };
    }
    if (fileBytes > 0 && this.#size > fileBytes) {
      await this.close();
      this.#number = files > 0 && this.#number + 1 >= files ? 0 : this.#number + 1;
      const problem = await this.begin();
      if (problem !== undefined) return { problem };
    }
    const bytes = emitCaptureRecord(record);
    this.#size += bytes.length;
    await this.#put(bytes);
    return undefined;
  }

  async close(): Promise<void> {
    await this.flush();
    if (this.#file && this.#file !== this.#context.stdout) this.#file.close();
    this.#file = undefined;
  }
}

/** The conversions of strftime(3) that names of captures are made of; others stay. The clock is UTC. */
function strftime(format: string, seconds: number): string {
  const date = new Date(seconds * 1000);
  const iso = date.toISOString();
  const parts: Readonly<Record<string, string>> = {
    Y: iso.slice(0, 4),
    y: iso.slice(2, 4),
    m: iso.slice(5, 7),
    d: iso.slice(8, 10),
    H: iso.slice(11, 13),
    M: iso.slice(14, 16),
    S: iso.slice(17, 19),
    F: iso.slice(0, 10),
    T: iso.slice(11, 19),
    s: String(seconds),
    "%": "%",
  };
  return format.replace(/%(.)/g, (whole, letter: string) => parts[letter] ?? whole);
}
