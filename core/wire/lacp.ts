/** LACPDUs (IEEE 802.3ad clause 43.4.2): what the two ends of a link tell each other of it. */
import { type Mac, macBytes, macFromBytes } from "../address/mac.ts";
import type { LacpParams } from "../model/lacp.ts";
import { be16, put16 } from "./bytes.ts";
import type { Frame } from "./frame.ts";

/** Slow protocols (annex 43B). */
const SLOW_PROTOCOLS = 0x8809;
export const SLOW_PROTOCOLS_GROUP = "01:80:c2:00:00:02" as Mac;

const LENGTH = 110;
const SUBTYPE_LACP = 1;
const ACTOR_AT = 2;
const PARTNER_AT = 22;
const COLLECTOR_AT = 42;

export interface Lacpdu {
  readonly actor: Readonly<LacpParams>;
  readonly partner: Readonly<LacpParams>;
}

function putParams(bytes: Uint8Array, at: number, type: number, params: Readonly<LacpParams>): void {
  bytes[at] = type;
  bytes[at + 1] = 20;
  put16(bytes, at + 2, params.systemPriority);
  bytes.set(macBytes(params.system), at + 4);
  put16(bytes, at + 10, params.key);
  put16(bytes, at + 12, params.portPriority);
  put16(bytes, at + 14, params.portNumber);
  bytes[at + 16] = params.state;
}

function paramsAt(bytes: Uint8Array, at: number): LacpParams {
  return {
    systemPriority: be16(bytes, at + 2),
    system: macFromBytes(bytes.subarray(at + 4, at + 10)),
    key: be16(bytes, at + 10),
    portPriority: be16(bytes, at + 12),
    portNumber: be16(bytes, at + 14),
    state: bytes[at + 16] ?? 0,
  };
}

export function lacpFrame(source: Mac, { actor, partner }: Lacpdu): Frame {
  const data = new Uint8Array(LENGTH);
  data[0] = SUBTYPE_LACP;
  data[1] = 1;
  putParams(data, ACTOR_AT, 1, actor);
  putParams(data, PARTNER_AT, 2, partner);
  data[COLLECTOR_AT] = 3;
  data[COLLECTOR_AT + 1] = 16;
  return {
    source,
    destination: SLOW_PROTOCOLS_GROUP,
    payload: { kind: "raw-ethernet", etherType: SLOW_PROTOCOLS, data },
  };
}

/** Undefined for other slow protocols. */
export function lacpduOf({ destination, payload }: Frame): Lacpdu | undefined {
  if (payload.kind !== "raw-ethernet" || payload.etherType !== SLOW_PROTOCOLS) return undefined;
  const { data } = payload;
  if (destination !== SLOW_PROTOCOLS_GROUP || data.length < LENGTH || data[0] !== SUBTYPE_LACP) return undefined;
  return { actor: paramsAt(data, ACTOR_AT), partner: paramsAt(data, PARTNER_AT) };
}
