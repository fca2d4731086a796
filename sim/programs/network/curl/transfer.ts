/** What is known of the transfer of one URL: for the meter, for the complaints and for -w. */

import type { IpAddress } from "../../../../core/address/prefix.ts";
import type { ExitStatus } from "../../../../core/process.ts";
import type { Head } from "../http-client.ts";

export interface Endpoint {
  readonly address: IpAddress;
  readonly port: number;
}

/** Octets and simulated times since the transfer began; a retry begins it anew. */
export interface Transfer {
  beganMicros: number;
  /** Octets of the body, and how many its head announced. */
  received: number;
  expected: number | undefined;
  /** Octets of the body that was sent, and of the requests' heads. */
  sent: number;
  requested: number;
  /** When the connection was there, and when the first of the answer. */
  connectedMicros: number;
  answeredMicros: number;
  /** The path that was asked for. */
  target: string | undefined;
  remote: Endpoint | undefined;
  local: Endpoint | undefined;
  /** Every head that came, for -D. */
  heads: string;
}

/** How an exchange ended: curl's exit status and its words for it. */
export interface Answered {
  readonly head: Head | undefined;
  readonly status: ExitStatus;
  readonly text: string;
}

export function newTransfer(nowMicros: number): Transfer {
  return {
    beganMicros: nowMicros,
    received: 0,
    expected: undefined,
    sent: 0,
    requested: 0,
    connectedMicros: 0,
    answeredMicros: 0,
    target: undefined,
    remote: undefined,
    local: undefined,
    heads: "",
  };
}
