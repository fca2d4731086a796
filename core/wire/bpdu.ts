/**
 * Bridge protocol data units (IEEE 802.1D section 9.3) in IEEE 802.2 LLC, as br_send_bpdu of net/bridge/br_stp_bpdu.c
 * writes them. Times are in 256ths of a second.
 */
import { type Mac, macBytes, macFromBytes } from "../address/mac.ts";
import { type Bpdu, type BridgeId, bridgeIdOf } from "../model/stp.ts";
import { be16, be32, put16 } from "./bytes.ts";
import type { Frame } from "./frame.ts";

/** LLC: both service access points 0x42, unnumbered information. */
const LLC = [0x42, 0x42, 0x03];
const CONFIG = 0x00;
const TCN = 0x80;
const CONFIG_LENGTH = 35;
const TCN_LENGTH = 4;
const TICKS = 256;
const MICROS = 1_000_000;
/** The kernel's ticks, which it rounds times up to when it reads them. */
const JIFFY_MICROS = 4000;

export function bpduFrame(source: Mac, destination: Mac, bpdu: Bpdu): Frame {
  const data = new Uint8Array(LLC.length + (bpdu.type === "config" ? CONFIG_LENGTH : TCN_LENGTH));
  data.set(LLC);
  const body = data.subarray(LLC.length);
  body[3] = bpdu.type === "config" ? CONFIG : TCN;
  if (bpdu.type === "config") {
    body[4] = (bpdu.topologyChange ? 0x01 : 0) | (bpdu.topologyChangeAck ? 0x80 : 0);
    putId(body, 5, bpdu.root);
    put16(body, 13, bpdu.rootPathCost >>> 16);
    put16(body, 15, bpdu.rootPathCost & 0xffff);
    putId(body, 17, bpdu.bridge);
    put16(body, 25, bpdu.port);
    const times = [bpdu.messageAgeMicros, bpdu.maxAgeMicros, bpdu.helloTimeMicros, bpdu.forwardDelayMicros];
    for (const [index, micros] of times.entries())
      put16(body, 27 + 2 * index, Math.min(0xffff, Math.floor((micros * TICKS) / MICROS)));
  }
  // What stands where other frames have their type is the length.
  return { source, destination, payload: { kind: "raw-ethernet", etherType: data.length, data } };
}

/** Undefined when it is none (br_stp_rcv). */
export function parseBpdu(frame: Frame): Bpdu | undefined {
  const { payload } = frame;
  if (payload.kind !== "raw-ethernet" || payload.etherType > 1500) return undefined;
  const { data } = payload;
  if (LLC.some((octet, at) => data[at] !== octet)) return undefined;
  const body = data.subarray(LLC.length);
  if (body.length < TCN_LENGTH || body[0] !== 0 || body[1] !== 0 || body[2] !== 0) return undefined;
  if (body[3] === TCN) return { type: "tcn" };
  if (body[3] !== CONFIG || body.length < CONFIG_LENGTH) return undefined;
  const time = (at: number) => Math.ceil((be16(body, at) * MICROS) / TICKS / JIFFY_MICROS) * JIFFY_MICROS;
  return {
    type: "config",
    topologyChange: ((body[4] ?? 0) & 0x01) !== 0,
    topologyChangeAck: ((body[4] ?? 0) & 0x80) !== 0,
    root: takeId(body, 5),
    rootPathCost: be32(body, 13),
    bridge: takeId(body, 17),
    port: be16(body, 25),
    messageAgeMicros: time(27),
    maxAgeMicros: time(29),
    helloTimeMicros: time(31),
    forwardDelayMicros: time(33),
  };
}

function putId(body: Uint8Array, at: number, id: BridgeId): void {
  put16(body, at, Number.parseInt(id.slice(0, 4), 16));
  body.set(macBytes(id.slice(5) as Mac), at + 2);
}

function takeId(body: Uint8Array, at: number): BridgeId {
  return bridgeIdOf(be16(body, at), macFromBytes(body.subarray(at + 2, at + 8)));
}
