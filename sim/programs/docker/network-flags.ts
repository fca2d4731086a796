/** Flags of `docker run` and `create` that are about the network, and what the client says of wrong ones. */
import { parseIp } from "../../../core/address/prefix.ts";
import { err, ok, type Result } from "../../../core/result.ts";
import type { ContainerOptions } from "../../engine/container.ts";
import { parseExposed, parsePort } from "../../engine/ports.ts";
import type { PortRequest } from "../../engine/publish.ts";
import type { FlagProblem, Flags } from "./flags.ts";

type NetworkOptions = Pick<
  ContainerOptions,
  | "aliases"
  | "links"
  | "extraHosts"
  | "dns"
  | "dnsSearch"
  | "dnsOptions"
  | "sysctls"
  | "ports"
  | "exposed"
  | "publishAll"
>;

/** Settings that a container may have of its own (opts.ValidateSysctl). */
const OWN_SYSCTLS =
  /^(kernel\.(msgmax|msgmnb|msgmni|sem|shmall|shmmax|shmmni|shm_rmid_forced)|(net|fs\.mqueue)\.[^=]*)=/;

/** pflag's words for a value that a flag does not take. */
const invalid = (flag: string, value: string, why: string) =>
  err({ message: `invalid argument "${value}" for "--${flag}" flag: ${why}`, status: 125 });
/** Those of the client once all flags are read. */
const later = (why: string) => err({ message: `docker: ${why}.`, status: 125 });

export function networkOptions(flags: Flags): Result<NetworkOptions, FlagProblem> {
  for (const entry of flags.list("add-host")) {
    const colon = entry.indexOf(":");
    const address = entry.slice(colon + 1);
    if (colon < 1 || address === "") return invalid("add-host", entry, `bad format for add-host: "${entry}"`);
    if (address !== "host-gateway" && parseIp(address) === undefined)
      return invalid("add-host", entry, `invalid IP address in add-host: "${address}"`);
  }
  for (const server of flags.list("dns"))
    if (parseIp(server.trim()) === undefined) return invalid("dns", server, `${server} is not an ip address`);
  for (const link of flags.list("link")) {
    const parts = link.split(":");
    if (link === "" || parts.length > 2 || parts.includes(""))
      return invalid("link", link, link === "" ? "empty string specified for links" : `bad format for links: ${link}`);
  }
  for (const sysctl of flags.list("sysctl"))
    if (!OWN_SYSCTLS.test(sysctl)) return invalid("sysctl", sysctl, `sysctl '${sysctl}' is not whitelisted`);
  const ports: PortRequest[] = [];
  for (const spec of flags.list("publish")) {
    const parsed = parsePort(spec);
    if (!parsed.ok) return later(parsed.error);
    ports.push(...parsed.value);
  }
  const exposed = new Set(ports.map(({ port, protocol }) => `${port}/${protocol}`));
  for (const text of flags.list("expose")) {
    const parsed = parseExposed(text);
    if (!parsed.ok) return later(parsed.error);
    for (const port of parsed.value) exposed.add(port);
  }
  const aliases = [...flags.list("network-alias"), ...flags.list("net-alias")];
  const network = flags.value("network") ?? flags.value("net") ?? "";
  if (aliases.length > 0 && (/^(host|none|bridge)$/.test(network) || network.startsWith("container:")))
    return later("network-scoped aliases are only supported for user-defined networks");
  if (flags.list("link").length > 0 && (network === "host" || network === "none" || network.startsWith("container:")))
    return later("links are only supported for user-defined networks");
  return ok({
    aliases,
    links: flags.list("link"),
    extraHosts: flags.list("add-host"),
    dns: flags.list("dns"),
    dnsSearch: flags.list("dns-search"),
    dnsOptions: [...flags.list("dns-opt"), ...flags.list("dns-option")],
    sysctls: Object.fromEntries(
      flags.list("sysctl").map((entry) => [entry.split("=")[0] ?? "", entry.split("=").slice(1).join("=")]),
    ),
    ports,
    exposed: [...exposed],
    publishAll: flags.on("publish-all"),
  });
}
