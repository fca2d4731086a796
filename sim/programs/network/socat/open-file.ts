/** OPEN, GOPEN and CREATE of `socat`: files (xio-file.c, xio-gopen.c, xio-creat.c). */
import { strerror } from "../../../../core/errors.ts";
import type { ProcessContext } from "../../../program.ts";
import type { Address } from "./address.ts";
import { type Channel, fileChannel } from "./channel.ts";
import type { Report } from "./report.ts";

/**
 * Opens the file of an address; undefined when that is impossible and has been said.
 * @param isSource whether -u or -U makes it the side that is read, or the one that is written
 */
export async function openFile(
  { files, cwd }: ProcessContext,
  report: Report,
  { kind, parameters, options }: Address,
  isSource: boolean | undefined,
): Promise<Channel | undefined> {
  const [first = ""] = parameters;
  const path = first.startsWith("/") ? first : `${cwd}/${first}`;
  const creates = kind === "create" || options.has("creat") || (kind === "gopen" && isSource !== true);
  const appends = kind === "gopen" || options.has("append") || options.has("o-append");
  const truncates = kind === "create" || options.has("trunc") || options.has("o-trunc");
  const there = files.stat(path);
  // creat(2) opens for writing alone.
  const reads = kind !== "create" && (options.has("rdonly") || (isSource ?? !options.has("wronly")));
  const writes = kind === "create" || options.has("wronly") || !(options.has("rdonly") || (isSource ?? false));
  const flags = reads && writes ? "02" : reads ? "00" : "01";
  const what = there.ok ? "regular file" : "undef";
  const how = isSource === undefined ? "reading and writing" : isSource ? "reading" : "writing";
  if (kind !== "create") await report.notice(`opening ${what} "${first}" for ${how}`);
  const failed = async (errno: Parameters<typeof strerror>[0]) => {
    await report.fail(`open("${first}", ${flags}, 0666): ${strerror(errno)}`);
    return undefined;
  };
  if (!there.ok && !creates) return await failed(there.error);
  const mode = appends ? "append" : truncates || !there.ok ? "write" : "readwrite";
  const opened = files.open(path, writes ? mode : "read");
  if (!opened.ok) return await failed(opened.error);
  const output = writes ? opened.value : undefined;
  const readable = reads && (!writes || mode === "readwrite");
  const channel = fileChannel(readable ? opened.value : undefined, output, true);
  // At the end of a file that is new or appended to there is nothing to be read.
  return reads && !readable ? { ...channel, read: async () => null } : channel;
}
