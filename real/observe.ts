/** Reads a sandbox's whole state with the tools that print it as JSON: one pass, each namespace in turn. */
import type { HostObservation, Json, JsonObject, NetnsObservation, Observation } from "../core/observation.ts";
import { runInside, type Sandbox } from "./sandbox/sandbox.ts";

/**
 * Prints records: RS, what it is, US, the name of the namespace, newline, the output. A container's namespace goes by the
 * container's name only where it has none below /run/netns; the host's own is always "".
 */
export const COLLECT = String.raw`
show() {
  printf '\036%s\037%s\n' "$1" "$2"
  shift 2
  "$@" 2>/dev/null
}
namespace() {
  show addr "$1" ip -j -d addr
  show route "$1" ip -4 -j -d route show table all
  show route "$1" ip -6 -j -d route show table all
  show rule "$1" ip -j rule
  show rule "$1" ip -6 -j rule
  show neigh "$1" ip -j neigh
  show fdb "$1" bridge -j fdb
  show vlan "$1" bridge -j vlan
  [ -n "${"${NETNONE_NO_IPTABLES-}"}" ] || show iptables "$1" iptables-save
}
export -f show namespace
identity() { stat -L -c %i "$1"; }
declare -A named
namespace ""
named[$(identity /proc/self/ns/net)]=1
for path in /run/netns/*; do
  if [ -e "$path" ] && nsenter --net="$path" true 2>/dev/null; then
    named[$(identity "$path")]=1
    nsenter --net="$path" bash -c 'namespace "$1"' namespace "${"${path##*/}"}"
  fi
done
if [ -S /run/docker.sock ]; then
  containers=$(docker ps -aq --no-trunc)
  if [ -n "$containers" ]; then
    # The oldest first: a namespace that containers share goes by the one it was made for.
    for id in $(tac <<< "$containers"); do
      read -r pid name < <(docker inspect -f '{{.State.Pid}} {{.Name}}' "$id")
      [ "$pid" != 0 ] || continue
      netns=$(identity "/proc/$pid/ns/net")
      [ -z "${"${named[$netns]-}"}" ] || continue
      named[$netns]=1
      nsenter --net="/proc/$pid/ns/net" bash -c 'namespace "$1"' namespace "${"${name#/}"}"
    done
    show containers "" docker inspect $containers
  fi
  show networks "" docker network inspect $(docker network ls -q --no-trunc)
fi
`;

const LISTS = ["addr", "route", "rule", "neigh", "fdb", "vlan"] as const;

type Collected = { -readonly [Key in keyof NetnsObservation]: NetnsObservation[Key] };

/** The state of the sandbox. */
export async function observe(sandbox: Sandbox): Promise<Observation> {
  const { stdout } = await runInside(sandbox, ["bash", "-c", COLLECT], { cwd: "/" });
  return { version: 1, hosts: { host: parseRecords(stdout) } };
}

/** The records of `COLLECT` as an observation of one host. */
export function parseRecords(text: string): HostObservation {
  const netns: Record<string, Collected> = {};
  let containers: readonly JsonObject[] = [];
  let networks: readonly JsonObject[] = [];
  for (const record of text.split("\u001e").slice(1)) {
    const end = record.indexOf("\n");
    const [kind = "", name = ""] = record.slice(0, end).split("\u001f");
    const output = record.slice(end + 1);
    if (kind === "containers") {
      containers = parseList(output);
      continue;
    }
    if (kind === "networks") {
      networks = parseList(output);
      continue;
    }
    const seen = (netns[name] ??= { addr: [], route: [], rule: [], neigh: [], fdb: [], vlan: [], iptables: "" });
    const list = LISTS.find((candidate) => candidate === kind);
    if (list === undefined) {
      seen.iptables = output;
    } else {
      seen[list] = [...seen[list], ...parseList(output)];
    }
  }
  return { netns, containers, networks };
}

/** A list of objects; a tool that has nothing to say prints nothing. `{}` stands in lists of `ip -j` for lines left out. */
function parseList(text: string): readonly JsonObject[] {
  if (text.trim() === "") {
    return [];
  }
  const value: Json = JSON.parse(text);
  return Array.isArray(value) ? value.filter(isFilledObject) : [];
}

function isFilledObject(value: Json): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value) && Object.keys(value).length > 0;
}
