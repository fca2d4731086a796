/**
 * file 5.44: what kind of file it is. The same: special files, links, text with its encoding and its ends of lines, scripts, JSON, gzip,
 * tar, pcap; -b, -i, --mime-type, -L, -h. Absent: the rest of the database (programs, pictures, other languages), -f, -m, -z.
 */
import { strerror } from "../../core/errors.ts";
import type { ExitStatus } from "../../core/process.ts";
import { bytesOfText } from "../../core/text-bytes.ts";
import type { ProcessContext, Program } from "../program.ts";
import { complain, options } from "../programs/base/support.ts";
import { formatTime } from "../time/strftime.ts";
import { put } from "./command.ts";
import { readToEnd, resolvePath } from "./files.ts";

interface Kind {
  readonly words: string;
  readonly mime: string;
  readonly charset: string;
}

const binary = (words: string, mime: string): Kind => ({ words, mime, charset: "binary" });

const USAGE = `Usage: file [-bcCdEhikLlNnprsSvzZ0] [--apple] [--extension] [--mime-encoding]
            [--mime-type] [-e <testname>] [-F <separator>]  [-f <namefile>]
            [-m <magicfiles>] [-P <parameter=value>] [--exclude-quiet]
            <file> ...
       file -C [-m <magicfiles>]
       file [--help]
`;

/** Interpreters that have a name of their own. */
const INTERPRETERS: readonly (readonly [pattern: RegExp, words: string, mime: string])[] = [
  [/^(?:\/usr\/bin\/env +|\/(?:usr\/)?bin\/)bash\b/, "Bourne-Again shell script", "text/x-shellscript"],
  [/^\/bin\/sh\b/, "POSIX shell script", "text/x-shellscript"],
  [/\bpython[\d.]*\b/, "Python script", "text/x-script.python"],
];
/** Longer lines are told of. */
const LONG_LINE = 300;

/** Octets that no text has (encoding.c). */
const isText = (byte: number): boolean =>
  (byte >= 7 && byte <= 13 && byte !== 11) || byte === 27 || (byte >= 32 && byte !== 127);

interface Encoding {
  readonly name: string;
  readonly charset: string;
}

function encodingOf(bytes: Uint8Array, text: string): Encoding | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe)
    return { name: "Unicode text, UTF-16, little-endian text", charset: "utf-16le" };
  if (!bytes.every((byte) => isText(byte) || byte >= 0x80)) return undefined;
  if (bytes.every((byte) => byte < 0x80)) return { name: "ASCII text", charset: "us-ascii" };
  if (!/[\udc80-\udcff]/.test(text.replace(/[\ud800-\udbff][\udc00-\udfff]/g, ""))) {
    const marked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
    return { name: `Unicode text, UTF-8${marked ? " (with BOM)" : ""} text`, charset: "utf-8" };
  }
  return bytes.some((byte) => byte >= 0x80 && byte < 0xa0)
    ? { name: "Non-ISO extended-ASCII text", charset: "unknown-8bit" }
    : { name: "ISO-8859 text", charset: "iso-8859-1" };
}

function isJson(text: string): boolean {
  if (!/^\s*[[{]/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function textKind(text: string, { name, charset }: Encoding): Kind {
  if (isJson(text)) return { words: "JSON text data", mime: "application/json", charset };
  let words = name;
  let mime = "text/plain";
  const shebang = /^#![ \t]*([^\n]*?)[ \t]*(?:\n|$)/.exec(text)?.[1];
  if (shebang !== undefined && shebang !== "") {
    const known = INTERPRETERS.find(([pattern]) => pattern.test(shebang));
    mime = known?.[2] ?? "text/plain";
    words = /\bperl\b/.test(shebang)
      ? "Perl script text executable"
      : `${known?.[1] ?? `a ${shebang} script`}, ${name} executable`;
    if (/\bperl\b/.test(shebang)) mime = "text/x-perl";
  } else if (/^\s*<(?:!doctype html|html)\b/i.test(text)) {
    words = `HTML document, ${name}`;
    mime = "text/html";
  }
  const longest = Math.max(...text.split("\n").map((line) => line.length));
  if (longest > LONG_LINE) words += `, with very long lines (${longest})`;
  const crlf = /\r\n/.test(text);
  const cr = /\r(?!\n)/.test(text);
  const lf = /(?:^|[^\r])\n/.test(text);
  const ends = [crlf ? "CRLF" : "", cr ? "CR" : "", lf ? "LF" : ""].filter((end) => end !== "");
  if (ends.length === 0) words += ", with no line terminators";
  else if (crlf || cr) words += `, with ${ends.join(", ")} line terminators`;
  if (text.includes("\x1b")) words += ", with escape sequences";
  if (text.includes("\b")) words += ", with overstriking";
  return { words, mime, charset };
}

/** Formats that begin with a number of their own. */
function magicKind(bytes: Uint8Array, text: string): Kind | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes[0] === 0x1f && bytes[1] === 0x8b && bytes.length >= 18) {
    const named = ((bytes[3] ?? 0) & 8) !== 0 ? text.slice(10, text.indexOf("\0", 10)) : undefined;
    const seconds = view.getUint32(4, true);
    const best = bytes[8] === 2 ? ", max compression" : bytes[8] === 4 ? ", max speed" : "";
    const parts = [
      named === undefined ? "" : `, was "${named}"`,
      seconds === 0 ? "" : `, last modified: ${formatTime("%a %b %e %H:%M:%S %Y", seconds)}`,
      best,
      bytes[9] === 3 ? ", from Unix" : "",
      `, original size modulo 2^32 ${view.getUint32(bytes.length - 4, true)}`,
    ];
    return binary(`gzip compressed data${parts.join("")}`, "application/gzip");
  }
  if (bytes.length >= 24 && [0xa1b2c3d4, 0xd4c3b2a1].includes(view.getUint32(0, false))) {
    const little = bytes[0] === 0xd4;
    const number = (at: number): number => view.getUint32(at, little);
    const links: Readonly<Record<number, string>> = {
      0: "BSD loopback",
      1: "Ethernet",
      101: "raw IP",
      113: "Linux cooked v1",
      276: "Linux cooked v2",
    };
    const version = `${view.getUint16(4, little)}.${view.getUint16(6, little)}`;
    return binary(
      `pcap capture file, microsecond ts (${little ? "little" : "big"}-endian) - version ${version} (${links[number(20)] ?? `linktype#${number(20)}`}, capture length ${number(16)})`,
      "application/vnd.tcpdump.pcap",
    );
  }
  const tar = text.slice(257, 265);
  if (tar === "ustar  \0") return binary("POSIX tar archive (GNU)", "application/x-tar");
  if (tar.startsWith("ustar\0")) return binary("POSIX tar archive", "application/x-tar");
  return undefined;
}

function contentKind(text: string): Kind {
  if (text === "") return binary("empty", "inode/x-empty");
  const bytes = Uint8Array.from(bytesOfText(text));
  const known = magicKind(bytes, text);
  if (known !== undefined) return known;
  const encoding = encodingOf(bytes, text);
  return encoding === undefined ? binary("data", "application/octet-stream") : textKind(text, encoding);
}

async function kindOf(context: ProcessContext, name: string, follow: boolean): Promise<Kind> {
  if (name === "-") return contentKind(await readToEnd(context.stdin, context));
  const path = resolvePath(context.cwd, name);
  const { files } = context;
  const stat = files.stat(path, { follow });
  if (!stat.ok)
    return binary(
      `cannot open \`${name}' (${strerror(stat.error)})`,
      `cannot open \`${name}' (${strerror(stat.error)})`,
    );
  switch (stat.value.type) {
    case "directory":
      return binary(stat.value.mode & 0o1000 ? "sticky, directory" : "directory", "inode/directory");
    case "symlink": {
      const target = files.readLink(path);
      const broken = files.stat(path).ok ? "" : "broken ";
      return binary(`${broken}symbolic link to ${target.ok ? target.value : ""}`, "inode/symlink");
    }
    case "fifo":
      return binary("fifo (named pipe)", "inode/fifo");
    case "socket":
      return binary("socket", "inode/socket");
    case "char":
      return binary("character special", "inode/chardevice");
    case "block":
      return binary("block special", "inode/blockdevice");
    default: {
      const opened = files.open(path, "read");
      if (!opened.ok) return binary(`regular file, no read permission`, "inode/x-empty");
      const text = await readToEnd(opened.value, context);
      opened.value.close();
      return contentKind(text);
    }
  }
}

export const file: Program = {
  name: "file",
  path: "/usr/bin/file",
  summary: "tell what kind of file it is",
  async run(context): Promise<ExitStatus> {
    const { flags, operands, problem } = options(context.argv, "biLhskN", {
      brief: "b",
      mime: "i",
      "mime-type": "mime-type",
      "mime-encoding": "mime-encoding",
      dereference: "L",
      "no-dereference": "h",
    });
    if (problem !== undefined) complain(context, problem);
    if (problem !== undefined || operands.length === 0) {
      void context.stderr.write(USAGE);
      return 1;
    }
    const shown = operands.map((name) => (name === "-" ? "/dev/stdin" : name));
    const width = flags.has("N") ? 0 : Math.max(...shown.map((name) => [...name].length)) + 1;
    for (const [index, name] of operands.entries()) {
      const kind = await kindOf(context, name, flags.has("L"));
      const text = flags.has("i")
        ? kind.mime.startsWith("cannot")
          ? kind.mime
          : `${kind.mime}; charset=${kind.charset}`
        : flags.has("mime-type")
          ? kind.mime
          : flags.has("mime-encoding")
            ? kind.charset
            : kind.words;
      const lead = flags.has("b") ? "" : `${`${shown[index]}:`.padEnd(width)} `;
      await put(context.stdout, `${lead}${text}\n`);
    }
    return 0;
  },
};
