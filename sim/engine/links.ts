/** `--link` in the default network: lines of /etc/hosts, and variables that tell of what the other exposes. */

import { ok } from "../../core/result.ts";
import { type Answer, refuse } from "./answer.ts";
import type { Container } from "./container.ts";
import type { Engine } from "./engine.ts";
import { networkMode } from "./join.ts";
import { addressText } from "./network.ts";

interface LinkTo {
  readonly other: Container;
  readonly alias: string;
}

function partsOf(link: string): { readonly name: string; readonly alias: string } {
  const [name = "", alias = name] = link.split(":");
  return { name, alias };
}

/** The links of a container in the default network; others mean something in the network's own names only. */
function linksOf(engine: Engine, { options }: Container): readonly LinkTo[] {
  if (!["default", "bridge"].includes(networkMode(options))) return [];
  return options.links.flatMap((link) => {
    const { name, alias } = partsOf(link);
    const other = engine.find(name);
    return other ? [{ other, alias }] : [];
  });
}

/** Everybody whom a new container is to be linked to must be there. */
export function checkLinks(engine: Engine, links: readonly string[]): Answer<undefined> {
  for (const { name } of links.map(partsOf))
    if (!engine.find(name)) return refuse(`could not get container for ${name}: No such container: ${name}`);
  return ok();
}

/** Everybody whom a container is linked to must run when it starts. */
export function checkRunningLinks(engine: Engine, container: Container): Answer<undefined> {
  for (const { other, alias } of linksOf(engine, container))
    if (!other.running)
      return refuse(`Cannot link to a non running container: /${other.name} AS /${container.name}/${alias}`);
  return ok();
}

/** What /etc/hosts says of them: the alias, the id, and the name where the alias is another. */
export function linkLines(engine: Engine, container: Container): readonly string[] {
  return linksOf(engine, container).map(({ other, alias }) => {
    const address = addressText(other.running?.sandbox.endpoints.find(({ network }) => network.name === "bridge"));
    return `${address}\t${[...new Set([alias, other.hostname, other.name])].join(" ")}\n`;
  });
}

/** `ALIAS_PORT_80_TCP_ADDR` and its kin (links.EnvVars). */
export function linkVariables(engine: Engine, container: Container): readonly (readonly [string, string])[] {
  return linksOf(engine, container).flatMap(({ other, alias }): (readonly [string, string])[] => {
    const prefix = alias.toUpperCase().replaceAll("-", "_");
    const address = addressText(other.running?.sandbox.endpoints.find(({ network }) => network.name === "bridge"));
    const ports = [...other.options.exposed].map((text) => {
      const [port = "", protocol = "tcp"] = text.split("/");
      return { port, protocol };
    });
    // TCP before UDP, by number (nat.SortPortMap's kin).
    ports.sort((a, b) =>
      a.protocol === b.protocol ? Number(a.port) - Number(b.port) : a.protocol < b.protocol ? -1 : 1,
    );
    const first = ports[0];
    const url = (port: string, protocol: string) => `${protocol}://${address}:${port}`;
    return [
      ...(first ? [[`${prefix}_PORT`, url(first.port, first.protocol)] as const] : []),
      ...ports.flatMap(({ port, protocol }): (readonly [string, string])[] => {
        const name = `${prefix}_PORT_${port}_${protocol.toUpperCase()}`;
        return [
          [name, url(port, protocol)],
          [`${name}_ADDR`, address],
          [`${name}_PORT`, port],
          [`${name}_PROTO`, protocol],
        ];
      }),
      [`${prefix}_NAME`, `/${container.name}/${alias}`],
      ...other.options.env.flatMap((entry): (readonly [string, string])[] => {
        const [name = "", ...value] = entry.split("=");
        return name === "PATH" ? [] : [[`${prefix}_ENV_${name}`, value.join("=")]];
      }),
    ];
  });
}
