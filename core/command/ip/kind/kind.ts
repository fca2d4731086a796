/** What `ip link` says and hears of a kind of link: iplink_*.c of iproute2. One file a kind, one line in `./table.ts`. */
import type { Link } from "../../../model/link.ts";
import type { KindSettings } from "../../../operation/link.ts";
import type { Args, Names } from "../../args.ts";
import type { Output } from "../../output.ts";
import type { View } from "../view.ts";

export interface KindGrammar {
  /** Reads what is left behind the type, errors in iproute2's words. `device` is the one that is changed. */
  readonly parse: (args: Args, names: Names, creating: boolean, device?: string) => KindSettings;
  /** What iproute2 has to say about a new link before it asks the kernel. */
  readonly warning?: (settings: KindSettings) => string | undefined;
  /** The words that `parse` reads as these settings. */
  readonly render: (settings: KindSettings) => readonly string[];
  /** There is nothing more to say of it: no `info_data`. */
  readonly bare?: true;
  /** What `-d` shows behind the type, inside of `info_data`. */
  readonly print: (out: Output, view: View, link: Link) => void;
  /** What it shows of a link that is a port of one, inside of `info_slave_data`; missing where there are no ports. */
  readonly printSlave?: (out: Output, view: View, link: Link, master: Link) => void;
  /** What `ip link help` says of the kind. */
  readonly usage?: string;
  /** Words for completion. */
  readonly words: readonly string[];
}
