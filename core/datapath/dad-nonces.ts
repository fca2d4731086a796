/** The nonces of probes for duplicate addresses, to know one's own voice by (RFC 7527). Few links have more than one at a time. */
import type { Ipv6 } from "../address/ipv6.ts";
import type { LinkId } from "../model/id.ts";
import { LinkTable } from "../model/link-table.ts";

interface Probed {
  readonly address: Ipv6;
  readonly nonce: Uint8Array;
}

export class DadNonces {
  readonly #byLink = new LinkTable<Probed[]>();

  get(link: LinkId, address: Ipv6): Uint8Array | undefined {
    return this.#byLink.get(link)?.find((probed) => probed.address === address)?.nonce;
  }

  set(link: LinkId, address: Ipv6, nonce: Uint8Array): void {
    this.delete(link, address);
    const all = this.#byLink.get(link);
    if (all) all.push({ address, nonce });
    else this.#byLink.set(link, [{ address, nonce }]);
  }

  delete(link: LinkId, address: Ipv6): void {
    const all = this.#byLink.get(link);
    const at = all?.findIndex((probed) => probed.address === address) ?? -1;
    if (!all || at < 0) return;
    if (all.length > 1) all.splice(at, 1);
    else this.#byLink.delete(link);
  }
}
