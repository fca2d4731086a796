/** hostname(1) of Debian (hostname 3.23). Names and addresses are those of /etc/hosts; there is no NIS domain. */
import { isIpv6LinkLocal } from "../../../core/address/ipv6.ts";
import { formatIp, type IpAddress } from "../../../core/address/prefix.ts";
import { getoptLong, type LongOptions } from "../../../core/command/getopt-long.ts";
import { strerror } from "../../../core/errors.ts";
import { IFF, isUp } from "../../../core/model/link.ts";
import type { ExitStatus } from "../../../core/process.ts";
import type { ProcessContext, Program } from "../../program.ts";
import { absolute, complain } from "../base/support.ts";
import { hostLines, nameOf } from "./hosts.ts";
import { resolve } from "./resolve.ts";

const LONG: LongOptions = {
  alias: "a",
  "all-fqdns": "A",
  "all-ip-addresses": "I",
  boot: "b",
  domain: "d",
  file: "F:",
  fqdn: "f",
  help: "h",
  "ip-address": "i",
  long: "f",
  nis: "y",
  short: "s",
  version: "V",
  yp: "y",
};

const USAGE = `Usage: hostname [-b] {hostname|-F file}         set host name (from file)
       hostname [-a|-A|-d|-f|-i|-I|-s|-y]       display formatted name
       hostname                                 display host name

       {yp,nis,}domainname {nisdomain|-F file}  set NIS domain name (from file)
       {yp,nis,}domainname                      display NIS domain name

       dnsdomainname                            display dns domain name

       hostname -V|--version|-h|--help          print info and exit

Program name:
       {yp,nis,}domainname=hostname -y
       dnsdomainname=hostname -d

Program options:
    -a, --alias            alias names
    -A, --all-fqdns        all long host names (FQDNs)
    -b, --boot             set default hostname if none available
    -d, --domain           DNS domain name
    -f, --fqdn, --long     long host name (FQDN)
    -F, --file             read host name or NIS domain name from given file
    -i, --ip-address       addresses for the host name
    -I, --all-ip-addresses all addresses for the host
    -s, --short            short host name
    -y, --yp, --nis        NIS/YP domain name

Description:
   This command can get or set the host name or the NIS domain name. You can
   also get the DNS domain or the FQDN (fully qualified domain name).
   Unless you are using bind or NIS for host lookups you can change the
   FQDN (Fully Qualified Domain Name) and the DNS domain name (which is
   part of the FQDN) in the /etc/hosts file.
`;
const USAGE_STATUS = 255;
/** HOST_NAME_MAX of linux/limits.h. */
const LONGEST_NAME = 64;

function setName(context: ProcessContext, name: string): ExitStatus {
  const valid = /^[a-z\d]([a-z\d.-]*[a-z\d])?$/i.test(name) && !/\.[.-]|-\./.test(name);
  if (!valid) return complain(context, "the specified hostname is invalid");
  if (name.length > LONGEST_NAME) return complain(context, "name too long");
  const done = context.kernel.setHostname(name);
  return done.ok ? 0 : complain(context, "you must be root to change the host name");
}

function setNameFrom(context: ProcessContext, path: string): ExitStatus {
  const text = context.files.readFile(absolute(context, path));
  if (!text.ok) return complain(context, strerror(text.error));
  const name = text.value.split("\n").find((line) => line !== "" && !line.startsWith("#"));
  return setName(context, name ?? "");
}

/** getifaddrs(3): those of links that are up, without loopback and link-local addresses. */
function ownAddresses({ kernel }: ProcessContext): IpAddress[] {
  const config = kernel.config();
  const links = (config.netns[kernel.netns]?.byIndex.ids ?? [])
    .flatMap((id) => config.links[id] ?? [])
    .filter((link) => isUp(link) && (link.flags & IFF.LOOPBACK) === 0)
    .sort((a, b) => a.ifindex - b.ifindex);
  const inet6 = links.flatMap(({ inet6 }) => inet6.map(({ local }) => local));
  return [
    ...links.flatMap(({ inet }) => inet.map(({ local }) => local)),
    ...inet6.filter((local) => !isIpv6LinkLocal(local)),
  ];
}

/** What an option shows; undefined where the host's name is none that has an address. */
function shown(context: ProcessContext, what: string | undefined): string | undefined {
  const name = context.kernel.hostname;
  const list = (texts: readonly string[]) => `${texts.map((text) => `${text} `).join("")}\n`;
  switch (what) {
    case undefined:
      return `${name}\n`;
    case "s":
      return `${name.replace(/\..*/, "")}\n`;
    case "I":
      return list(ownAddresses(context).map(formatIp));
    case "A":
      return list(ownAddresses(context).flatMap((address) => nameOf(context.files, address) ?? []));
  }
  const found = resolve(context, name);
  const [first] = found;
  if (!first) return undefined;
  if (what === "i") return `${found.map(({ address }) => formatIp(address)).join(" ")}\n`;
  const full = hostLines(context.files).find(({ names }) => names.includes(name))?.names[0] ?? first.name;
  if (what === "f") return `${full}\n`;
  if (what === "d") return full.includes(".") ? `${full.replace(/^[^.]*\./, "")}\n` : "";
  // gethostbyname(3): of IPv4, all names but the first.
  const lines = hostLines(context.files).filter(
    ({ address, names }) => typeof address === "number" && names.includes(name),
  );
  return `${lines
    .flatMap(({ names }) => names)
    .slice(1)
    .join(" ")}\n`;
}

export const hostname: Program = {
  name: "hostname",
  path: "/usr/bin/hostname",
  summary: "show or set the host name",
  run(context) {
    const operands: string[] = [];
    let what: string | undefined;
    let file: string | undefined;
    for (const option of getoptLong(context.argv, "aAdfbF:h?iIsVy", LONG)) {
      if (option.kind === "operand") {
        operands.push(option.text);
        continue;
      }
      if (option.kind === "error") {
        complain(context, option.text);
        void context.stderr.write(USAGE);
        return USAGE_STATUS;
      }
      if (option.name === "h") {
        void context.stdout.write(USAGE);
        return USAGE_STATUS;
      }
      if (option.name === "V") {
        void context.stdout.write("hostname 3.23\n");
        return 0;
      }
      if (option.name === "F") file = option.value;
      // A name that there is stays.
      else if (option.name !== "b") what = option.name;
    }
    const [name] = operands;
    if (file !== undefined) return setNameFrom(context, file);
    if (name !== undefined && operands.length === 1 && what === undefined) return setName(context, name);
    if (operands.length > 0) {
      void context.stderr.write(USAGE);
      return USAGE_STATUS;
    }
    if (what === "y") return complain(context, "Local domain name not set");
    const text = shown(context, what);
    if (text === undefined) return complain(context, "Name or service not known");
    void context.stdout.write(text);
    return 0;
  },
};
