/** Published ports as people write them (`-p 127.0.0.1:8080:80/tcp`, nat.ParsePortSpecs) and as the client shows them. */
import { parseIp } from "../../core/address/prefix.ts";
import { err, ok, type Result } from "../../core/result.ts";
import type { Container } from "./container.ts";
import type { PortRequest, Protocol } from "./publish.ts";

interface Range {
  readonly first: number;
  readonly last: number;
}

function range(text: string): Range | undefined {
  const [first = "", last = first, more] = text.split("-");
  if (more !== undefined || !/^\d+$/.test(first) || !/^\d+$/.test(last)) return undefined;
  const parsed = { first: Number(first), last: Number(last) };
  return parsed.first > 65_535 || parsed.last > 65_535 || parsed.last < parsed.first ? undefined : parsed;
}

/** One `-p`; a range of ports is as many requests. The error is the client's. */
export function parsePort(spec: string): Result<readonly PortRequest[], string> {
  const slash = spec.lastIndexOf("/");
  const protocol = slash < 0 ? "tcp" : spec.slice(slash + 1).toLowerCase();
  const [rest, bracketed] = splitAddress(slash < 0 ? spec : spec.slice(0, slash));
  const parts = rest.split(":");
  const containerPort = parts.pop() ?? "";
  const hostPort = parts.pop() ?? "";
  const hostIp = bracketed ?? parts.join(":");
  if (containerPort === "") return err(`No port specified: ${spec}<empty>`);
  if (hostIp !== "" && parseIp(hostIp) === undefined) return err(`Invalid ip address: ${hostIp}`);
  const inside = range(containerPort);
  if (!inside) return err(`Invalid containerPort: ${containerPort}`);
  const outside = hostPort === "" ? undefined : range(hostPort);
  if (hostPort !== "" && !outside) return err(`Invalid hostPort: ${hostPort}`);
  const count = inside.last - inside.first;
  // Several ports of the host for one of the container: whichever is free.
  const anyOf = outside !== undefined && count === 0 && outside.last !== outside.first;
  if (outside && !anyOf && outside.last - outside.first !== count)
    return err(`Invalid ranges specified for container and host Ports: ${containerPort} and ${hostPort}`);
  if (protocol !== "tcp" && protocol !== "udp" && protocol !== "sctp") return err(`Invalid proto: ${protocol}`);
  return ok(
    Array.from({ length: count + 1 }, (_, at) => ({
      protocol,
      port: inside.first + at,
      hostIp,
      hostPort: outside === undefined ? "" : anyOf ? hostPort : String(outside.first + at),
    })),
  );
}

/** Takes `[::1]:` off the front. */
function splitAddress(text: string): readonly [string, string | undefined] {
  const [, address, rest] = /^\[([^\]]*)\]:(.*)$/.exec(text) ?? [];
  return address === undefined || rest === undefined ? [text, undefined] : [rest, address];
}

/** One `--expose`: `80`, `80-90/udp`; the error is the client's. */
export function parseExposed(text: string): Result<readonly string[], string> {
  if (text.includes(":")) return err(`invalid port format for --expose: ${text}`);
  const [ports = "", protocol = "tcp"] = text.split("/");
  const parsed = range(ports);
  if (!parsed) {
    const [first = ""] = ports.split("-");
    return err(
      `invalid range format for --expose: ${text}, error: strconv.ParseUint: parsing "${first}": invalid syntax`,
    );
  }
  return ok(
    Array.from({ length: parsed.last - parsed.first + 1 }, (_, at) => `${parsed.first + at}/${protocol.toLowerCase()}`),
  );
}

interface Shown {
  readonly ip: string;
  readonly outside: number;
  readonly inside: number;
  readonly protocol: Protocol | string;
}

/** What `docker ps` shows of a container that runs (formatter.DisplayablePorts). */
export function displayedPorts({ options, running }: Container): string {
  const published = running?.sandbox.ports ?? [];
  const all: Shown[] = running
    ? published.map(({ hostIp, hostPort, port, protocol }) => ({
        ip: hostIp,
        outside: hostPort,
        inside: port,
        protocol,
      }))
    : [];
  const isPublished = (text: string) => published.some(({ port, protocol }) => `${port}/${protocol}` === text);
  for (const text of running ? options.exposed : []) {
    const [port = "", protocol = "tcp"] = text.split("/");
    if (!isPublished(text)) all.push({ ip: "", outside: 0, inside: Number(port), protocol });
  }
  all.sort(
    (a, b) => a.inside - b.inside || compare(a.ip, b.ip) || a.outside - b.outside || compare(a.protocol, b.protocol),
  );
  const groups = new Map<string, Range>();
  const shown: string[] = [];
  const mappings: string[] = [];
  const format = (key: string, { first, last }: Range) => {
    const [one = "", two] = key.split("/");
    const ports = first === last ? String(first) : `${first}-${last}`;
    return two === undefined ? `${ports}/${one}` : `${one}:${ports}->${ports}/${two}`;
  };
  for (const { ip, outside, inside, protocol } of all) {
    if (ip !== "" && outside !== inside) {
      mappings.push(`${ip}:${outside}->${inside}/${protocol}`);
      continue;
    }
    const key = ip === "" ? protocol : `${ip}/${protocol}`;
    const group = groups.get(key);
    if (group && inside === group.last + 1) groups.set(key, { first: group.first, last: inside });
    else {
      if (group) shown.push(format(key, group));
      groups.set(key, { first: inside, last: inside });
    }
  }
  for (const [key, group] of groups) shown.push(format(key, group));
  return [...shown, ...mappings].join(", ");
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
