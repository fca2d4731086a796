/** Names in addresses of `socat`: hosts, services and devices, and what it says of those that are none (xiogetaddrinfo). */
import { portOf } from "../../../../core/capture/services.ts";
import { linkNamed } from "../../../../core/command/ip/view.ts";
import type { ProcessContext } from "../../../program.ts";
import { viewOf } from "../ip.ts";
import { ask, type Resolved, resolveScoped, whyUnknown } from "../resolve.ts";
import { type Address, FAMILIES } from "./address.ts";
import type { Report } from "./report.ts";

/** What could not be opened, when it has been said. */
export const FAILED = "failed";

export class AddressNames {
  readonly #context: ProcessContext;
  readonly #report: Report;

  constructor(context: ProcessContext, report: Report) {
    this.#context = context;
    this.#report = report;
  }

  /** xiogetaddrinfo: the hints of a failed call are told too. */
  async hostOf(name: string, address: Address, peer?: Resolved): Promise<Resolved | typeof FAILED> {
    const { kind } = address;
    const pf = FAMILIES[address.options.get("pf") ?? ""];
    const listens = /-listen|-recv/.test(kind) ? "inet" : undefined;
    const same = peer && (typeof peer.address === "number" ? "inet" : "inet6");
    const family = same ?? address.family ?? pf ?? this.#report.options.family ?? listens;
    const bracketed = /^\[(.*)\]$/.exec(name)?.[1];
    const host = bracketed ?? name;
    await ask(this.#context, host, family ?? (bracketed === undefined ? "any" : "inet6"));
    const all = resolveScoped(this.#context, host);
    const fits = ({ address: each }: Resolved) => !family || (typeof each === "number") === (family === "inet");
    // Of both families it prefers IPv4.
    const found = all.find((each) => fits(each) && typeof each.address === "number") ?? all.find(fits);
    if (found) return found;
    const type = kind.startsWith("tcp") ? "1,6" : "2,17";
    const af = { inet: 2, inet6: 10, any: bracketed === undefined ? 0 : 10 }[family ?? "any"];
    const why = all.length > 0 ? "Address family for hostname not supported" : whyUnknown(this.#context.files, host);
    await this.#report.fail(
      `getaddrinfo("${host}", "NULL", {${bracketed === undefined ? 1 : 5},${af},${type}}, {}): ${why}`,
    );
    return FAILED;
  }

  /** What a socket that connects is bound to: `bind=HOST:PORT` and `sourceport`; port 0: whatever is free. */
  async source(address: Address, host: Resolved) {
    const { options } = address;
    const [, name = "", service = "0"] = /^(\[.*\]|[^:]*)(?::(\d+))?$/.exec(options.get("bind") ?? "") ?? [];
    const from = name === "" ? undefined : await this.hostOf(name, address, host);
    if (from === FAILED) return FAILED;
    const port = this.port(options.get("sourceport") ?? options.get("sp") ?? service);
    return { address: from?.address, zone: from?.zone, port };
  }

  /** The port that a word names; 0 for none. */
  port(text: string): number {
    return /^\d+$/.test(text) ? Number(text) % 65_536 : (portOf(text) ?? 0);
  }

  /** The port that an address names, or what getaddrinfo(3) says of it. */
  async service(address: Address, text: string, host?: string): Promise<number | typeof FAILED> {
    const { kind } = address;
    if (/^\d+$/.test(text) || portOf(text) !== undefined) return this.port(text);
    const trailing = /^\d+(.+)$/.exec(text)?.[1];
    if (kind === "udp-listen" && trailing !== undefined)
      return await this.#refuse(`parseport("${text}", 17): extra trailing data "${trailing}"`);
    if (kind === "udp-listen") return await this.#refuse(`cannot resolve service "${text}/17"`);
    if (text === "") return await this.#refuse("empty port/service");
    const bracketed = host === undefined ? undefined : /^\[(.*)\]$/.exec(host)?.[1];
    const flags = bracketed === undefined ? 1 : 5;
    const family = address.family ?? this.#report.options.family ?? (host === undefined ? "inet" : undefined);
    const af = family === undefined ? (bracketed === undefined ? 0 : 10) : family === "inet" ? 2 : 10;
    const hints = `{${flags},${af},${kind.startsWith("tcp") ? 1 : 2},0}`;
    const name = bracketed ?? host ?? "NULL";
    return await this.#refuse(`getaddrinfo"${name}", "${text}", ${hints}, {}): Servname not supported for ai_socktype`);
  }

  /** SO_BINDTODEVICE, as an option asks for it: undefined when none does. */
  async device({ options }: Address): Promise<string | undefined | typeof FAILED> {
    const named = ["so-bindtodevice", "bindtodevice", "interface", "if"].find((name) => options.has(name));
    const device = named === undefined ? undefined : (options.get(named) ?? "");
    if (device === undefined) return undefined;
    const { kernel } = this.#context;
    if (linkNamed(viewOf(kernel, kernel.netns), device)) return device;
    return await this.#refuse(`setsockopt(5, 1, 25, "${device}", ${device.length + 1}): No such device`);
  }

  async #refuse(complaint: string): Promise<typeof FAILED> {
    await this.#report.fail(complaint);
    return FAILED;
  }
}
