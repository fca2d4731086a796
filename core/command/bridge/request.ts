/** What a command line of `bridge` asks for, as its objects get it. */
import type { KernelError } from "../../errors.ts";
import type { NetnsRef } from "../../operation/netns-ref.ts";
import type { Operation } from "../../operation/operation.ts";
import type { Result } from "../../result.ts";
import type { Args, Names } from "../args.ts";
import type { View } from "../ip/view.ts";
import type { Output } from "../output.ts";

export interface BridgeOptions {
  readonly statistics: number;
  readonly details: boolean;
  readonly oneline: boolean;
  readonly json: boolean;
  readonly pretty: boolean;
  readonly colour: boolean;
  /** Ranges of VLANs in one line. */
  readonly compress: boolean;
  /** In front of each message of `monitor`. */
  readonly timestamp: boolean;
  readonly netns: string | undefined;
  /** A file of commands, and whether what fails ends it. */
  readonly batch: string | undefined;
  readonly force: boolean;
}

export interface BridgeHost {
  view(): View;
  apply(operation: Operation): Result<unknown, KernelError>;
  readonly names: Names;
}

/** The words behind the object, and where the answer goes. */
export interface BridgeRequest {
  readonly args: Args;
  readonly host: BridgeHost;
  readonly options: BridgeOptions;
  readonly netns: NetnsRef;
  readonly out: Output;
}
