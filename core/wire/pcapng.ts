/**
 * Captures in the pcapng format (draft-ietf-opsawg-pcapng): one section, little-endian, an interface description per
 * device with its name and microsecond timestamps, enhanced packet blocks.
 */
import { concat } from "./bytes.ts";

const SECTION = 0x0a0d0d0a;
const INTERFACE = 1;
const ENHANCED_PACKET = 6;
const MAGIC = 0x1a2b3c4d;
const LINKTYPE_ETHERNET = 1;
const OPTION_NAME = 2;
const OPTION_RESOLUTION = 9;

export interface Capture {
  readonly device: string;
  readonly atMicros: number;
  readonly bytes: Uint8Array;
}

function words(...values: readonly number[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(values.length * 4));
  for (const [i, value] of values.entries()) view.setUint32(4 * i, value >>> 0, true);
  return new Uint8Array(view.buffer);
}

function padded(bytes: Uint8Array): Uint8Array {
  return concat(bytes, new Uint8Array((4 - (bytes.length % 4)) % 4));
}

function block(type: number, body: Uint8Array): Uint8Array {
  const length = 12 + body.length;
  return concat(words(type, length), body, words(length));
}

function option(code: number, value: Uint8Array): Uint8Array {
  return concat(words(code | (value.length << 16)), padded(value));
}

function asciiBytes(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0) & 0xff);
}

/** Writes blocks one by one, so that a capture can be streamed: each call answers with octets to append. */
export class PcapngWriter {
  readonly #devices = new Map<string, number>();

  header(): Uint8Array {
    // Version 1.0, section length unknown.
    return block(SECTION, words(MAGIC, 1, 0xffffffff, 0xffffffff));
  }

  packet(capture: Capture): Uint8Array {
    const { device, atMicros, bytes } = capture;
    let number = this.#devices.get(device);
    let description = new Uint8Array(0);
    if (number === undefined) {
      number = this.#devices.size;
      this.#devices.set(device, number);
      description = new Uint8Array(
        block(
          INTERFACE,
          concat(
            words(LINKTYPE_ETHERNET, 0),
            option(OPTION_NAME, asciiBytes(device)),
            option(OPTION_RESOLUTION, new Uint8Array([6])),
            words(0),
          ),
        ),
      );
    }
    const high = Math.floor(atMicros / 2 ** 32);
    const body = concat(words(number, high, atMicros % 2 ** 32, bytes.length, bytes.length), padded(bytes));
    return concat(description, block(ENHANCED_PACKET, body));
  }
}

/** Reads captures of our own making and others of the same kind; undefined for anything else. */
export function readPcapng(bytes: Uint8Array): readonly Capture[] | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 28 || view.getUint32(0, true) !== SECTION || view.getUint32(8, true) !== MAGIC) return undefined;
  const devices: string[] = [];
  const captures: Capture[] = [];
  let at = 0;
  while (at + 12 <= bytes.length) {
    const type = view.getUint32(at, true);
    const length = view.getUint32(at + 4, true);
    if (length < 12 || length % 4 !== 0 || at + length > bytes.length) return undefined;
    if (type === INTERFACE) devices.push(interfaceName(view, bytes, at + 16, at + length - 4));
    else if (type === ENHANCED_PACKET) {
      const size = view.getUint32(at + 20, true);
      const device = devices[view.getUint32(at + 8, true)];
      if (device === undefined || 32 + size > length) return undefined;
      captures.push({
        device,
        atMicros: view.getUint32(at + 12, true) * 2 ** 32 + view.getUint32(at + 16, true),
        bytes: bytes.slice(at + 28, at + 28 + size),
      });
    }
    at += length;
  }
  return captures;
}

function interfaceName(view: DataView, bytes: Uint8Array, from: number, end: number): string {
  let at = from;
  while (at + 4 <= end) {
    const code = view.getUint16(at, true);
    const length = view.getUint16(at + 2, true);
    if (code === 0 || at + 4 + length > end) break;
    if (code === OPTION_NAME) return String.fromCharCode(...bytes.subarray(at + 4, at + 4 + length));
    at += 4 + length + ((4 - (length % 4)) % 4);
  }
  return "";
}
