/**
 * What socat(1) sets of multicast on its UDP sockets: `ip-add-membership=GROUP:INTERFACE`, `ipv6-join-group=GROUP:INTERFACE`,
 * `ip-multicast-if`, `ip-multicast-ttl`, `ip-multicast-loop`, and their other names. Absent: source-specific membership.
 */
import { type Ipv4, parseIpv4 } from "../../../../core/address/ipv4.ts";
import { parseIpv6 } from "../../../../core/address/ipv6.ts";
import type { IpAddress } from "../../../../core/address/prefix.ts";
import { linkNamed, linksOf } from "../../../../core/command/ip/view.ts";
import { type Errno, strerror } from "../../../../core/errors.ts";
import type { Link } from "../../../../core/model/link.ts";
import type { ProcessContext } from "../../../program.ts";
import { viewOf } from "../ip.ts";
import { resolve, whyUnknown } from "../resolve.ts";
import type { Address } from "./address.ts";

type Socket = ReturnType<ProcessContext["kernel"]["datagram"]>;

const JOIN4 = ["ip-add-membership", "ip-membership", "add-membership", "membership"];
const JOIN6 = ["ipv6-join-group", "ipv6-add-membership", "join-group"];
const INTERFACE = ["ip-multicast-if", "multicast-if"];
const TTL = ["ip-multicast-ttl", "multicast-ttl", "multicastttl"];

const LOOP = ["ip-multicast-loop", "ipmulticastloop", "multicast-loop", "multicastloop"];

/** The names of them all. */
export const MULTICAST_OPTIONS: readonly string[] = [...JOIN4, ...JOIN6, ...INTERFACE, ...TTL, ...LOOP];

/** Does what the options say to a socket; what socat complains of otherwise. */
export function setMulticast(context: ProcessContext, socket: Socket, said: Address["said"]): string | undefined {
  for (const [name, value] of said) {
    if (JOIN4.includes(name)) {
      const wrong = join4(context, socket, value);
      if (wrong !== undefined) return wrong;
    } else if (JOIN6.includes(name)) {
      const wrong = join6(context, socket, value);
      if (wrong !== undefined) return wrong;
    } else if (TTL.includes(name)) socket.multicast = { ...socket.multicast, ttl: Number.parseInt(value, 10) & 0xff };
    else if (LOOP.includes(name))
      socket.multicast = { ...socket.multicast, deaf: value !== "" && Number.parseInt(value, 10) === 0 };
    else if (INTERFACE.includes(name)) {
      const address = resolve(context, value)[0]?.address;
      const device = linksOf(viewOf(context.kernel, context.kernel.netns)).find(({ inet }) =>
        inet.some(({ local }) => local === address),
      );
      if (!device && typeof address === "number" && address !== 0)
        return `setsockopt(5, 0, 32, {${swapped(address).replace(/^0x0+/, "0x")}}, 4): ${strerror("EADDRNOTAVAIL")}`;
      socket.multicast = { ...socket.multicast, device: device?.name };
    }
  }
  return undefined;
}

/** A device by its name or number. */
function deviceOf({ kernel }: ProcessContext, text: string): Link | undefined {
  const view = viewOf(kernel, kernel.netns);
  return linkNamed(view, text) ?? linksOf(view).find(({ ifindex }) => String(ifindex) === text);
}

function join4(context: ProcessContext, socket: Socket, value: string): string | undefined {
  const [group = "", where, named] = value.split(":");
  if (where === undefined) return `syntax in option ${value}: missing ':'`;
  const given = parseIpv4(group) ?? resolve(context, group)[0]?.address;
  if (given === undefined) return unresolved(context, group);
  const device = deviceOf(context, named ?? where);
  const asDevice = named === undefined && device !== undefined;
  const address: IpAddress | undefined = asDevice ? (0 as Ipv4) : resolve(context, where)[0]?.address;
  if (typeof address !== "number") return unresolved(context, where);
  const errno: Errno | undefined = socket.join(given, { device: device?.name, address });
  const told = `{${swapped(Number(given))},${swapped(address)},${device?.ifindex ?? 0}}`;
  return errno && `setsockopt(5, 0, 35, ${told}, 12): ${strerror(errno)}`;
}

function join6(context: ProcessContext, socket: Socket, value: string): string | undefined {
  const [, group = "", where = ""] = /^\[?([^\]]*?)\]?:([^:\]]*)$/.exec(value) ?? [];
  const given = parseIpv6(group);
  if (given === undefined) return `syntax in option ${value}: missing ':'`;
  const device = deviceOf(context, where);
  // A number is taken as it stands.
  if (!device && !/^\d+$/.test(where)) return `interface "${where}" not found`;
  const errno = device ? socket.join(given, { device: device.name }) : "ENODEV";
  const index = (device?.ifindex ?? Number(where)).toString(16).padStart(8, "0");
  return errno && `setsockopt(5, 41, 20, {...,0x${index}}, 20): ${strerror(errno)}`;
}

/** An address as a little-endian machine prints the number. */
function swapped(address: number): string {
  const octets = [0, 8, 16, 24].map((shift) => ((address >>> shift) & 255).toString(16).padStart(2, "0"));
  return `0x${octets.join("")}`;
}

function unresolved({ files }: ProcessContext, name: string): string {
  return `getaddrinfo("${name}", "NULL", {1,2,2,0}, {}): ${whyUnknown(files, name)}`;
}
