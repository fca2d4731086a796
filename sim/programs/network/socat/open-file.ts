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
  const there = files.stat(path);
  const isNew = kind === "gopen" && !there.ok;
  const creates = kind === "create" || options.has("creat") || isNew;
  const appends = kind === "gopen" || options.has("append") || options.has("o-append");
  const truncates = kind === "create" || options.has("trunc") || options.has("o-trunc");
  // creat(2) opens for writing alone; what is said goes before what the other side asks for.
  const said = (["rdonly", "wronly", "rdwr"] as const).find((name) => options.has(name));
  const access =
    kind === "create"
      ? 1
      : said
        ? ["rdonly", "wronly", "rdwr"].indexOf(said)
        : isSource === undefined
          ? 2
          : isSource
            ? 0
            : 1;
  const reads = access !== 1;
  const writes = access !== 0;
  const flags =
    access |
    (creates ? 0o100 : 0) |
    (options.has("excl") ? 0o200 : 0) |
    (truncates ? 0o1000 : 0) |
    (appends && !isNew ? 0o2000 : 0);
  const what = there.ok ? "regular file" : "undef";
  const how = isSource === undefined ? "reading and writing" : isSource ? "reading" : "writing";
  if (kind !== "create") await report.notice(`opening ${what} "${first}" for ${how}`);
  else await report.notice(`creating regular file "${first}" for ${how}`);
  const failed = async (errno: Parameters<typeof strerror>[0]) => {
    const call = kind === "create" ? `creat("${first}", 0666)` : `open("${first}", 0${flags.toString(8)}, 0666)`;
    await report.fail(`${call}: ${strerror(errno)}`);
    return undefined;
  };
  if (!there.ok && !creates) return await failed(there.error);
  if (!there.ok && first.endsWith("/")) return await failed("EISDIR");
  if (there.ok && creates && options.has("excl")) return await failed("EEXIST");
  const mode = appends ? "append" : truncates || !there.ok ? "write" : "readwrite";
  if (!writes && !there.ok) {
    const made = files.open(path, "write");
    if (!made.ok) return await failed(made.error);
    made.value.close();
  }
  const opened = files.open(path, writes ? mode : "read");
  if (!opened.ok) return await failed(opened.error);
  const permissions = options.get("perm") ?? options.get("mode");
  if (permissions !== undefined) files.chmod(path, Number.parseInt(permissions, 8));
  const output = writes ? opened.value : undefined;
  const readable = reads && (!writes || mode === "readwrite");
  const channel = fileChannel(readable ? opened.value : undefined, output, true);
  if (there.ok && there.value.type === "directory")
    return { ...channel, read: async () => ({ complaint: strerror("EISDIR") }) };
  // At the end of a file that is new or appended to there is nothing to be read.
  return reads && !readable ? { ...channel, read: async () => null } : channel;
}
