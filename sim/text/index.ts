/** Text tools: just-bash's commands as programs, and those that stream written here. */
import type { Program } from "../program.ts";
import { awk } from "./awk/awk.ts";
import { codePrograms } from "./base-codes.ts";
import { base64 } from "./base64.ts";
import { bc } from "./bc/bc.ts";
import { checksumPrograms } from "./checksum/checksum.ts";
import { cmp } from "./cmp.ts";
import { columnPrograms } from "./col.ts";
import { column, comm, nl, paste, tac } from "./columns.ts";
import { type TextCommand, textProgram } from "./command.ts";
import { uniq, wc } from "./count.ts";
import { csplit } from "./csplit.ts";
import { cut, tr } from "./cut.ts";
import { diff } from "./diff.ts";
import { hd, hexdump, od, xxd } from "./dump.ts";
import { envsubst } from "./envsubst.ts";
import { expr } from "./expr.ts";
import { factor } from "./factor.ts";
import { file } from "./file-type.ts";
import { find } from "./find.ts";
import { grepPrograms } from "./grep.ts";
import { gzipPrograms } from "./gzip/gzip.ts";
import { join } from "./join.ts";
import { jq } from "./jq/jq.ts";
import { look } from "./look.ts";
import { du, fmt, numfmt, shuf } from "./numbers.ts";
import { pagerPrograms } from "./pager.ts";
import { basename, dirname } from "./path-parts.ts";
import { sed } from "./sed/sed.ts";
import { seq } from "./seq.ts";
import { sort } from "./sort.ts";
import { head, tail, tee, yes } from "./stream.ts";
import { tar } from "./tar/tar.ts";
import { tsort } from "./tsort.ts";
import { mktemp, xargs } from "./xargs.ts";

const always = (): boolean => true;
const COMMANDS: readonly TextCommand[] = [
  { name: "rev", summary: "lines backwards", input: "files", byLine: always },
  {
    name: "fold",
    summary: "break long lines",
    input: "files",
    valued: "w",
    byLine: always,
    reworded: (arg) =>
      arg
        .replace(/^--width=/, "-w")
        .replace(/^--spaces$/, "-s")
        .replace(/^--bytes$/, "-b"),
  },
  {
    name: "expand",
    summary: "tabs to blanks",
    input: "files",
    valued: "t",
    byLine: always,
    reworded: (arg) => arg.replace(/^--tabs=/, "-t").replace(/^--initial$/, "-i"),
  },
  { name: "unexpand", summary: "blanks to tabs", input: "files", valued: "t", byLine: always },
  { name: "strings", summary: "printable texts in bytes", input: "files", valued: "n" },
  { name: "split", summary: "cut a file in pieces", input: "files", valued: "lbn" },
];

export const textPrograms: readonly Program[] = [
  ...COMMANDS.map(textProgram),
  awk,
  csplit,
  tsort,
  { ...awk, name: "mawk", path: "/usr/bin/mawk" },
  base64,
  ...codePrograms,
  basename,
  bc,
  ...checksumPrograms,
  cmp,
  column,
  ...columnPrograms,
  envsubst,
  look,
  comm,
  cut,
  diff,
  dirname,
  du,
  expr,
  factor,
  fmt,
  ...gzipPrograms,
  hexdump,
  hd,
  join,
  nl,
  numfmt,
  od,
  paste,
  tac,
  tr,
  xxd,
  file,
  find,
  ...grepPrograms,
  ...pagerPrograms,
  head,
  jq,
  sed,
  seq,
  shuf,
  sort,
  tail,
  tar,
  tee,
  uniq,
  wc,
  yes,
  xargs,
  mktemp,
];
