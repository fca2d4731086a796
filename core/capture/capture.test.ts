/** Printer, filters and files against the real tcpdump: golden/record.sh says how it was recorded. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { concat } from "../wire/bytes.ts";
import { compileFilter } from "./filter/filter.ts";
import { layersOf } from "./filter/layers.ts";
import { type CaptureFile, emitCaptureHeader, emitCaptureRecord, LINK_TYPE, parseCaptureFile } from "./pcap-file.ts";
import { asciiDump, hexAndAsciiDump, hexDump } from "./print/hex.ts";
import type { PrintOptions } from "./print/options.ts";
import { dumpedPart, printPacket } from "./print/packet.ts";

const golden = (name: string) => readFileSync(new URL(`./golden/${name}`, import.meta.url));

function capture(name: string): CaptureFile {
  const file = parseCaptureFile(golden(`${name}.pcap`));
  if (typeof file === "string") throw new Error(file);
  return file;
}

/** What tcpdump prints of a capture with `-t` and these letters. */
function printed(name: string, letters: string, count = Number.POSITIVE_INFINITY): string {
  const file = capture(name);
  const has = (letter: string) => letters.includes(letter);
  // One for all packets: conversations are known by it.
  const options: PrintOptions = {
    numeric: has("n"),
    link: has("e"),
    verbose: letters.replaceAll(/[^v]/g, "").length,
    quiet: has("q"),
    unchecked: has("K"),
    absoluteSequence: has("S"),
    dumping: has("x") || has("X"),
    hostName: (address) => (address === "127.0.0.1" ? "localhost" : undefined),
    deviceName: (ifindex) => ({ 1: "lo", 2: "a0" })[ifindex],
  };
  const lines = file.records.slice(0, count).map(({ bytes, length }) => {
    const text = printPacket(bytes, length, file.linkType, options);
    const dumped = dumpedPart(bytes, file.linkType);
    if (has("x")) return text + hexDump(dumped, "\t");
    if (has("X")) return text + hexAndAsciiDump(dumped, "\t");
    return has("A") ? text + asciiDump(dumped) : text;
  });
  return `${lines.join("\n")}\n`;
}

const everything = ["session", "any", "made", "applications"].flatMap((name) =>
  ["n", "ne", "nv", "nvv", "nve", "nq", "neq", "e", "ve"].map((letters) => [name, letters] as const),
);

test.each(everything)("%s -t -%s", (name, letters) => {
  expect(printed(name, letters)).toBe(golden(`${name}.${letters}.txt`).toString());
});

test.each(["nx", "nX", "nA"])("session -t -%s", (letters) => {
  expect(printed("session", letters, 40)).toBe(golden(`session.${letters}.txt`).toString("latin1"));
});

const filters = golden("filters.tsv")
  .toString()
  .trimEnd()
  .split("\n")
  .map((line) => line.split("\t") as [string, string, string]);

test.each(filters)("%s: the filter `%s`", (name, text, wanted) => {
  const file = capture(name);
  const compiled = compileFilter(text, file.linkType, () => []);
  if (!compiled.ok) {
    expect(`tcpdump: ${compiled.message}`).toBe(wanted);
    return;
  }
  const taken = file.records
    .filter(({ bytes, length }) => compiled.test(layersOf(bytes, length, file.linkType, false)))
    .map(({ atMicros }) => (atMicros / 1_000_000).toFixed(6));
  expect(taken.join(" ")).toBe(wanted);
});

test("a capture is written as it was read", () => {
  const file = capture("session");
  const header = emitCaptureHeader(file.linkType, file.snapLength);
  expect(Buffer.from(concat(header, ...file.records.map(emitCaptureRecord)))).toEqual(golden("session.pcap"));
});

test.each([
  ["nothing", 0, "truncated dump file; tried to read 4 file header bytes, only got 0"],
  ["half a header", 10, "truncated dump file; tried to read 24 file header bytes, only got 10"],
])("a file with %s is refused", (_, length, message) => {
  expect(parseCaptureFile(golden("session.pcap").subarray(0, length))).toBe(message);
});

test("a file that is no capture is refused, and one that ends too early is read up to there", () => {
  expect(parseCaptureFile(new TextEncoder().encode("hello world, not a capture file"))).toBe("unknown file format");
  const cut = parseCaptureFile(golden("session.pcap").subarray(0, 24 + 16 + 90 + 7));
  expect(cut).toMatchObject({ damage: "truncated dump file; tried to read 16 header bytes, only got 7" });
  expect(typeof cut === "string" ? 0 : cut.records.length).toBe(1);
});

test("big-endian captures are read too", () => {
  const bytes = new Uint8Array(24 + 16 + 14);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 0xa1b2c3d4);
  view.setUint32(16, 65535);
  view.setUint32(20, LINK_TYPE.ethernet);
  view.setUint32(24, 5);
  view.setUint32(32, 14);
  view.setUint32(36, 60);
  expect(parseCaptureFile(bytes)).toMatchObject({ snapLength: 65535, records: [{ atMicros: 5_000_000, length: 60 }] });
});
