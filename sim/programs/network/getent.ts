/**
 * `getent hosts`, `ahosts` and their like (getent(1) of glibc): names and addresses as /etc/hosts has them, accounts, services and
 * protocols.
 *
 * Same as the original: the columns, the status of what is not found.
 * Absent (refused by name): lists of a whole database other than hosts, networks, passwd and group; databases that have nothing to do with it.
 */
import { formatIp, type IpAddress, parseIp } from "../../../core/address/prefix.ts";
import { aliasesOf, portName, portOf } from "../../../core/capture/services.ts";
import { notModelled } from "../../../core/command/args.ts";
import { linksOf } from "../../../core/command/ip/view.ts";
import { NETWORKS } from "../../../core/command/network-names.ts";
import type { ExitStatus } from "../../../core/process.ts";
import type { ProcessContext, Program } from "../../program.ts";
import { hostLines } from "./hosts.ts";
import { viewOf } from "./ip.ts";
import type { AskFamily } from "./name-server.ts";
import { ask, namesOf, resolve } from "./resolve.ts";

const NOT_FOUND = 2;
const COLUMN = 15;

type Lookup = (context: ProcessContext, key: string) => string | undefined;

/** gethostbyname2(3) in IPv6 and then in IPv4, or gethostbyaddr(3). */
const hosts: Lookup = ({ files }, key) => {
  const address = parseIp(key);
  const wanted = address === undefined ? undefined : formatIp(address);
  const lines = hostLines(files);
  const line = (each: (typeof lines)[number]) => `${formatIp(each.address).padEnd(COLUMN)} ${each.names.join(" ")}\n`;
  if (wanted !== undefined) {
    const found = lines.find((each) => formatIp(each.address) === wanted);
    return found && line(found);
  }
  const named = lines.filter(({ names }) => names.some((name) => name.toLowerCase() === key.toLowerCase()));
  if (named.length === 0) {
    const told = namesOf(files, key);
    const first = told.filter(({ address }) => typeof address === typeof told[0]?.address);
    return told.length === 0
      ? undefined
      : first.map(({ address, name }) => `${formatIp(address).padEnd(COLUMN)} ${name}\n`).join("");
  }
  const six = named.filter((each) => typeof each.address !== "number");
  const found = six.length > 0 ? six : named;
  return found.length > 0 ? found.map(line).join("") : undefined;
};

/** __check_pf of glibc: the families of which this namespace has an address that is not the loopback's own. */
function configured({ kernel }: ProcessContext): readonly ["inet" | undefined, "inet6" | undefined] {
  const links = linksOf(viewOf(kernel, kernel.netns));
  const four = links.some(({ inet }) => inet.some(({ local }) => local !== LOOPBACK4));
  const six = links.some(({ inet6 }) => inet6.some(({ local }) => local !== LOOPBACK6));
  return [four ? "inet" : undefined, six ? "inet6" : undefined];
}

const LOOPBACK4 = 0x7f000001;
const LOOPBACK6 = "::1";

/**
 * getaddrinfo(3) with AI_V4MAPPED and AI_ADDRCONFIG: each address three times, for streams, datagrams and what is raw. Without an
 * address of a family nothing is answered of it, and where there are those of one alone, that one is meant.
 */
const addressesOf =
  (asked: "inet" | "inet6" | undefined): Lookup =>
  (context, key) => {
    const [four, six] = configured(context);
    if ((asked === "inet" && !four) || (asked === "inet6" && !six)) return undefined;
    const family = asked ?? (four && six ? undefined : (four ?? six));
    const all = resolve(context, key);
    // Asked for IPv4 alone, files answer with the loopback's address for that of IPv6.
    const loop = (each: IpAddress) => (each === LOOPBACK6 && !all[0]?.literal ? (LOOPBACK4 as IpAddress) : each);
    const texts = (kind: "number" | "string", change = (each: IpAddress) => each) =>
      all
        .map(({ address }) => change(address))
        .flatMap((address) => (typeof address === kind ? [formatIp(address)] : []));
    const six6 = texts("string");
    const mapped = texts("number").map((text) => `::ffff:${text}`);
    const found =
      family === "inet"
        ? texts("number", loop)
        : family === "inet6"
          ? six6.length > 0
            ? six6
            : mapped
          : all.map(({ address }) => formatIp(address));
    if (found.length === 0) return undefined;
    let name = all[0]?.name ?? "";
    const line = (address: string, kind: string) => {
      const text = `${address.padEnd(COLUMN)} ${kind.padEnd(6)} ${name}\n`;
      name = "";
      return text;
    };
    return found.flatMap((address) => ["STREAM", "DGRAM", "RAW"].map((kind) => line(address, kind))).join("");
  };

const services: Lookup = (_, key) => {
  const [text = "", only] = key.split("/");
  const transports: readonly ("tcp" | "udp")[] = only === "udp" || only === "tcp" ? [only] : ["tcp", "udp"];
  const port = /^\d+$/.test(text) ? Number(text) : portOf(text);
  for (const transport of transports) {
    const name = port === undefined ? undefined : portName(port, transport);
    if (name !== undefined)
      return `${[name.padEnd(21), `${port}/${transport}`, ...aliasesOf(port as number)].join(" ")}\n`;
  }
  return undefined;
};

/** A line of a file whose first or third field is the key. */
const account =
  (file: string): Lookup =>
  ({ files }, key) => {
    const read = files.readFile(file);
    const line = (read.ok ? read.value : "").split("\n").find((each) => {
      const fields = each.split(":");
      return fields[0] === key || (/^\d+$/.test(key) && fields[2] === key);
    });
    return line === undefined ? undefined : `${line}\n`;
  };

/** What /etc/protocols of netbase has, by number. */
const PROTOCOLS: Readonly<Record<number, readonly [name: string, alias: string]>> = {
  ...{ 0: ["ip", "IP"], 1: ["icmp", "ICMP"], 2: ["igmp", "IGMP"], 4: ["ipencap", "IP-ENCAP"], 6: ["tcp", "TCP"] },
  ...{ 8: ["egp", "EGP"], 17: ["udp", "UDP"], 27: ["rdp", "RDP"], 33: ["dccp", "DCCP"], 41: ["ipv6", "IPv6"] },
  ...{ 46: ["rsvp", "RSVP"], 47: ["gre", "GRE"], 50: ["esp", "IPSEC-ESP"], 51: ["ah", "IPSEC-AH"] },
  ...{ 58: ["ipv6-icmp", "IPv6-ICMP"], 88: ["eigrp", "EIGRP"], 89: ["ospf", "OSPFIGP"], 103: ["pim", "PIM"] },
  ...{ 112: ["vrrp", "VRRP"], 115: ["l2tp", "L2TP"], 132: ["sctp", "SCTP"], 136: ["udplite", "UDPLite"] },
};

const protocols: Lookup = (_, key) => {
  const found = Object.entries(PROTOCOLS).find(
    ([number, names]) => number === key || (names as readonly string[]).includes(key),
  );
  return found && `${found[1][0].padEnd(21)} ${found[0]} ${found[1][1]}\n`;
};

const networkLine = ([name, network]: readonly [string, string]): string => `${name.padEnd(21)} ${network}\n`;
const networks: Lookup = (_, key) => {
  const found = NETWORKS.find((each) => each.includes(key));
  return found && networkLine(found);
};

/** What servers are asked for on behalf of these: gethostbyname2(3) asks for one family and then for the other. */
const ASKED: Readonly<Record<string, readonly AskFamily[]>> = {
  hosts: ["inet6", "inet"],
  ahosts: ["any"],
  ahostsv4: ["inet"],
  ahostsv6: ["any"],
};

/** Databases that the real one knows and that are not modelled. */
const OTHERS = "aliases ethers gshadow initgroups netgroup rpc shadow".split(" ");

const DATABASES: Readonly<Record<string, Lookup>> = {
  hosts,
  ahosts: addressesOf(undefined),
  ahostsv4: addressesOf("inet"),
  ahostsv6: addressesOf("inet6"),
  networks,
  protocols,
  services,
  passwd: account("/etc/passwd"),
  group: account("/etc/group"),
};

/** The whole of a database, where that is known here. */
function whole(context: ProcessContext, database: string): string | undefined {
  const text = (file: string) => {
    const read = context.files.readFile(file);
    return read.ok ? read.value : "";
  };
  if (database === "passwd" || database === "group") return text(`/etc/${database}`);
  if (database === "networks") return NETWORKS.map(networkLine).join("");
  if (database !== "hosts") return undefined;
  return hostLines(context.files)
    .map(({ address, names }) => `${formatIp(address).padEnd(COLUMN)} ${names.join(" ")}\n`)
    .join("");
}

async function run(context: ProcessContext): Promise<ExitStatus> {
  const [database, ...keys] = context.argv.slice(1);
  if (database === undefined) {
    await context.stderr.write("getent: wrong number of arguments\n");
    await context.stdout.write("Try `getent --help' or `getent --usage' for more information.\n");
    return 1;
  }
  if (!database.startsWith("-") && !Object.hasOwn(DATABASES, database) && !OTHERS.includes(database)) {
    await context.stderr.write(`Unknown database: ${database}\n`);
    await context.stdout.write("Try `getent --help' or `getent --usage' for more information.\n");
    return 1;
  }
  const lookup = Object.hasOwn(DATABASES, database) ? DATABASES[database] : undefined;
  const all = keys.length === 0 ? whole(context, database) : undefined;
  if (!lookup || database.startsWith("-") || (keys.length === 0 && all === undefined)) {
    const refused = notModelled("getent", database.startsWith("-") ? "option" : "object", database);
    await context.stderr.write(refused.stderr);
    return refused.status;
  }
  if (all !== undefined) {
    await context.stdout.write(all);
    return 0;
  }
  let status = 0;
  for (const key of keys) {
    for (const family of ASKED[database] ?? []) await ask(context, key, family);
    const found = lookup(context, key);
    if (found === undefined) status = NOT_FOUND;
    else await context.stdout.write(found);
  }
  return status;
}

export const getent: Program = {
  name: "getent",
  path: "/usr/bin/getent",
  summary: "look names up in the system's databases",
  run,
  complete: (words) => (words.length <= 2 ? Object.keys(DATABASES) : []),
};
