/**
 * Numbers that have names: routing tables, protocols, scopes, groups and their like (lib/rt_names.c). A host keeps them in
 * files below /etc/iproute2, which a program reads when it first needs one; without such files there are those of Debian 12.
 *
 * What stands in the files is in force while a command is read and answered (`withNames`), as iproute2 keeps its tables
 * for one run. Simplified: a line that cannot be read ends its file without a word.
 */

export type NameFile = "rt_tables" | "rt_protos" | "rt_scopes" | "rt_dsfield" | "rt_realms" | "group";

/** Debian's files, as they are installed. */
export const NAME_FILES: Readonly<Record<NameFile, string>> = {
  rt_tables: "#\n# reserved values\n#\n255\tlocal\n254\tmain\n253\tdefault\n0\tunspec\n#\n# local\n#\n#1\tinr.ruhep\n",
  rt_protos:
    "#\n# Reserved protocols.\n#\n0\tunspec\n1\tredirect\n2\tkernel\n3\tboot\n4\tstatic\n8\tgated\n9\tra\n10\tmrt\n" +
    "11\tzebra\n12\tbird\n13\tdnrouted\n14\txorp\n15\tntk\n16\tdhcp\n18\tkeepalived\n42\tbabel\n99\topenr\n186\tbgp\n" +
    "187\tisis\n188\tospf\n189\trip\n192\teigrp\n",
  rt_scopes:
    "#\n# reserved values\n#\n0\tglobal\n255\tnowhere\n254\thost\n253\tlink\n#\n# pseudo-reserved\n#\n200\tsite\n",
  rt_dsfield:
    "# Differentiated field values\n# These include the DSCP and unused bits\n0x0\tdefault\n# Newer RFC2597 values\n" +
    "0x28\tAF11\n0x30\tAF12\n0x38\tAF13\n0x48\tAF21\n0x50\tAF22\n0x58\tAF23\n0x68\tAF31\n0x70\tAF32\n0x78\tAF33\n" +
    "0x88\tAF41\n0x90\tAF42\n0x98\tAF43\n# Older values RFC2474\n0x20\tCS1\n0x40\tCS2\n0x60\tCS3\n0x80\tCS4\n0xA0\tCS5\n" +
    "0xC0\tCS6\n0xE0\tCS7\n# RFC 2598\n0xB8\tEF\n",
  rt_realms:
    "#\n# reserved values\n#\n0\tcosmos\n#\n# local\n#\n#1\tinr.ac\n#2\tinr.ruhep\n#3\tfreenet\n#4\tradio-msu\n#5\trussia\n#6\tinternet\n",
  group: "# device group names\n0\tdefault\n",
};

/** What the tables hold before a file is read: those that iproute2 has built in. */
const BUILT_IN: Readonly<Record<NameFile, string>> = {
  rt_tables: "253 default\n254 main\n255 local\n",
  rt_protos:
    "0 none\n1 redirect\n2 kernel\n3 boot\n4 static\n8 gated\n9 ra\n10 mrt\n11 zebra\n12 bird\n42 babel\n13 dnrouted\n" +
    "14 xorp\n15 ntk\n16 dhcp\n18 keepalived\n186 bgp\n187 isis\n188 ospf\n189 rip\n192 eigrp\n",
  rt_scopes: "0 global\n255 nowhere\n254 host\n253 link\n200 site\n",
  rt_dsfield: "0 0\n",
  rt_realms: "0 unknown\n",
  group: "0 default\n",
};

export interface NameTable {
  readonly byNumber: ReadonlyMap<number, string>;
  readonly byName: ReadonlyMap<string, number>;
}

/** Tables by their text: the same files are read by one command after the other. */
const tables = new Map<string, NameTable>();
const TABLES_KEPT = 64;

function tableOf(text: string): NameTable {
  const known = tables.get(text);
  if (known) return known;
  const byNumber = new Map<number, string>();
  const byName = new Map<string, number>();
  for (const line of text.split("\n")) {
    const [number = "", name] = line.trim().split(/\s+/);
    if (number === "" || number.startsWith("#")) continue;
    const value = /^(0[xX][0-9a-fA-F]+|\d+)$/.test(number) ? Number(number) : undefined;
    if (value === undefined || name === undefined || name.startsWith("#")) break;
    byNumber.set(value, name);
    byName.set(name, value);
  }
  const table = { byNumber, byName };
  if (tables.size >= TABLES_KEPT) tables.clear();
  tables.set(text, table);
  return table;
}

/** Where the names of a host come from while a command is read and answered. */
export interface NumberNames {
  /** The text of a file below /etc/iproute2 and of its directory `FILE.d`; undefined when there is none. */
  read(file: NameFile): string | undefined;
  /** The name of a user or a group of users, as /etc/passwd and /etc/group have it (getpwuid, getgrgid). */
  account(what: "user" | "group", id: number): string | undefined;
  /** Numbers are to be shown as they are (`-N`). */
  readonly numeric: boolean;
  /** What has been read: a program reads each file once, and most commands ask for none. */
  loaded: Map<NameFile, NameTable> | undefined;
}

let inForce: NumberNames | undefined;

function current(file: NameFile): NameTable {
  if (!inForce) return tableOf(NAME_FILES[file]);
  const loaded = (inForce.loaded ??= new Map());
  let table = loaded.get(file);
  if (!table) loaded.set(file, (table = tableOf(BUILT_IN[file] + (inForce.read(file) ?? ""))));
  return table;
}

/** Runs `body` with a host's names in force. */
export function withNames<T>(names: NumberNames, body: () => T): T {
  const before = inForce;
  inForce = names;
  try {
    return body();
  } finally {
    inForce = before;
  }
}

/** Numbers are to be shown as they are. */
export function isNumeric(): boolean {
  return inForce?.numeric ?? false;
}

export function numberNamed(file: NameFile, name: string): number | undefined {
  return current(file).byName.get(name);
}

/** The name of a number; undefined when it has none, or when numbers are wanted. */
export function nameOfNumber(file: NameFile, number: number): string | undefined {
  return inForce?.numeric ? undefined : current(file).byNumber.get(number);
}

/** The name of a user or a group of users; without a host's names in force that of the account that every host has. */
export function accountName(what: "user" | "group", id: number): string | undefined {
  return inForce ? inForce.account(what, id) : id === 0 ? "root" : undefined;
}
