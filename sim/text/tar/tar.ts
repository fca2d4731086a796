/**
 * tar 1.34: archives of files, made, listed, extended and extracted, through gzip where asked. The same: member names and what is
 * taken off them, -C between names, --exclude, --strip-components, hard links, listings, what is refused. Absent: other
 * compressors, -d, -u, sparse files, access control lists.
 */

import { strerror } from "../../../core/errors.ts";
import type { ExitStatus } from "../../../core/process.ts";
import { bytesOfText, textOfBytes } from "../../../core/text-bytes.ts";
import type { ProcessContext, Program } from "../../program.ts";
import { zoneOf } from "../../time/zone.ts";
import { put } from "../command.ts";
import { readToEnd, resolvePath } from "../files.ts";
import { compress, expand } from "../gzip/format.ts";
import { archiveOf, type Member, membersOf } from "./archive.ts";
import { choose } from "./choose.ts";
import { collect } from "./collect.ts";
import { extract } from "./extract.ts";
import { describe } from "./listing.ts";
import { type Wanted, wantedOf } from "./options.ts";

export const tar: Program = {
  name: "tar",
  path: "/usr/bin/tar",
  summary: "archives of files",
  async run(context) {
    const wanted = wantedOf(context);
    if (typeof wanted === "number") return wanted;
    return wanted.action === "c" || wanted.action === "r" ? await create(context, wanted) : await read(context, wanted);
  },
};

function say(context: ProcessContext, text: string): void {
  void context.stderr.write(`tar: ${text}\n`);
}

function fatal(context: ProcessContext, text: string): ExitStatus {
  say(context, text);
  say(context, "Error is not recoverable: exiting now");
  return 2;
}

function failed(context: ProcessContext): ExitStatus {
  say(context, "Exiting with failure status due to previous errors");
  return 2;
}

/** The file cannot be opened; gzip's side of it, which tar starts, says so first. */
function unopened(context: ProcessContext, wanted: Wanted, gzip: boolean, reason: string): ExitStatus {
  const text = `${wanted.file}: Cannot open: ${reason}`;
  if (!gzip) return fatal(context, text);
  void context.stderr.write(`tar (child): ${text}\ntar (child): Error is not recoverable: exiting now\n`);
  return fatal(context, "Child returned status 2");
}

async function create(context: ProcessContext, wanted: Wanted): Promise<ExitStatus> {
  const path = wanted.file === "-" ? undefined : resolvePath(context.cwd, wanted.file);
  let before: readonly Member[] = [];
  if (wanted.action === "r" && path !== undefined) {
    const old = context.files.readFile(path);
    if (old.ok) before = membersOf(Uint8Array.from(bytesOfText(old.value))).members;
  }
  if (path === undefined && context.stdout.terminal !== undefined)
    return fatal(context, "Refusing to write archive contents to terminal (missing -f option?)");
  if (path !== undefined && wanted.action === "c") {
    const made = context.files.writeFile(path, "");
    if (!made.ok) return unopened(context, wanted, wanted.gzip, strerror(made.error));
  }
  const found = await collect(context, wanted, path);
  if (typeof found === "string") return fatal(context, found);
  const plain = archiveOf([...before, ...found.members]);
  const octets = wanted.gzip ? await context.kernel.outside(compress(plain, { level: 6, modified: 0 })) : plain;
  const text = textOfBytes(octets);
  if (path === undefined) await put(context.stdout, text);
  else {
    const written = context.files.writeFile(path, text);
    if (!written.ok) return fatal(context, `${wanted.file}: Cannot write: ${strerror(written.error)}`);
  }
  for (const removed of found.removes) {
    const stat = context.files.stat(removed, { follow: false });
    if (stat.ok && stat.value.type === "directory") context.files.rmdir(removed);
    else context.files.unlink(removed);
  }
  return found.trouble ? failed(context) : 0;
}

async function read(context: ProcessContext, wanted: Wanted): Promise<ExitStatus> {
  let text: string;
  if (wanted.file === "-") {
    if (context.stdin.terminal !== undefined)
      return fatal(context, "Refusing to read archive contents from terminal (missing -f option?)");
    text = await readToEnd(context.stdin, context);
  } else {
    const opened = context.files.readFile(resolvePath(context.cwd, wanted.file));
    if (!opened.ok) {
      if (opened.error !== "EISDIR") return unopened(context, wanted, wanted.gzip, strerror(opened.error));
      return fatal(context, `${wanted.file}: Cannot read: Is a directory`);
    }
    text = opened.value;
  }
  let bytes = Uint8Array.from(bytesOfText(text));
  // A compressed file is known by how it begins; a pipe is taken for what the options say.
  if (wanted.gzip || (bytes[0] === 0x1f && bytes[1] === 0x8b)) {
    if (!wanted.gzip && wanted.file === "-") return fatal(context, "Archive is compressed. Use -z option");
    const { members, trouble } = await context.kernel.outside(expand(bytes));
    if (trouble !== undefined) {
      await context.stderr.write(`\ngzip: stdin: ${trouble}\n`);
      return fatal(context, "Child returned status 1");
    }
    const whole = new Uint8Array(members.reduce((sum, member) => sum + member.data.length, 0));
    let at = 0;
    for (const member of members) {
      whole.set(member.data, at);
      at += member.data.length;
    }
    bytes = whole;
  }
  const { members, trouble } = membersOf(bytes);
  let wrong = false;
  if (trouble !== undefined) {
    say(context, trouble);
    if (trouble === "Unexpected EOF in archive") return fatal(context, "Error is not recoverable: exiting now");
    wrong = true;
  }
  if (wanted.action === "x") {
    const done = await extract(context, wanted, members);
    if (typeof done === "string") return fatal(context, done);
    return done || wrong ? failed(context) : 0;
  }
  const { chosen, missing } = choose(wanted, members);
  const describer = describe(zoneOf(context.env.TZ));
  for (const member of chosen) {
    const line = wanted.verbose > 0 ? describer(member, wanted.given.has("numeric")) : member.name;
    if (!(await put(context.stdout, `${line}\n`))) return 141;
  }
  for (const name of missing) say(context, `${name}: Not found in archive`);
  return missing.length > 0 || wrong ? failed(context) : 0;
}
