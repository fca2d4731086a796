/** Completion of `bridge`. */

import { FDB_STATES } from "./fdb.ts";
import { FLUSH_KEYWORDS } from "./fdb-change.ts";
import { PORT_STATES, PORT_SWITCHES } from "./link.ts";
import { VLAN_GLOBAL_WORDS } from "./vlan-options.ts";

const VERBS_OF: Readonly<Record<string, readonly string[]>> = {
  link: ["set", "show"],
  fdb: ["add", "append", "replace", "del", "get", "show", "flush"],
  mdb: ["add", "del", "show"],
  vlan: ["add", "del", "set", "show", "tunnelshow", "global"],
  vni: ["add", "delete", "show"],
  monitor: ["link", "fdb", "mdb", "vlan", "all"],
};

/** What may stand after an object and its verb. */
function wordsAfter(object: string, verb: string): readonly string[] {
  const query = verb === "show";
  switch (object) {
    case "link":
      return query ? ["dev"] : ["dev", "cost", "priority", "state", ...Object.keys(PORT_SWITCHES)];
    case "fdb":
      if (query) return ["br", "dev", "brport", "vlan", "state", "dynamic"];
      if (verb === "get") return ["br", "dev", "brport", "vlan", "self", "master"];
      if (verb === "flush") return ["dev", "brport", "vlan", "self", "master", ...FLUSH_KEYWORDS];
      return ["dev", "master", "self", "vlan", "static", "dynamic", "permanent", "sticky", "extern_learn", "use"];
    case "mdb":
      return query ? ["dev", "vid"] : ["dev", "port", "grp", "src", "permanent", "temp", "vid"];
    case "vlan":
      if (verb === "set") return ["vid", "dev", "state", "mcast_router"];
      if (verb === "global") return ["show", "set", "dev", "vid", ...VLAN_GLOBAL_WORDS];
      return query || verb === "tunnelshow"
        ? ["dev", "vid"]
        : ["vid", "dev", "pvid", "untagged", "self", "master", "tunnel_info"];
    case "vni":
      return query ? ["dev"] : ["dev", "vni", "group", "remote"];
    default:
      return [];
  }
}

/** What may follow on a command line. */
export function completeBridge(words: readonly string[]): readonly string[] {
  const last = words.at(-1) ?? "";
  const before = words.slice(1, -1).filter((word) => !word.startsWith("-"));
  const offer = (): readonly string[] => {
    const [object, verb] = before;
    const previous = before.at(-1) ?? "";
    if (object === undefined) return Object.keys(VERBS_OF);
    if (["dev", "br", "brport", "port"].includes(previous)) return ["<device>"];
    if (verb === undefined) return VERBS_OF[object] ?? [];
    if (object === "link" && Object.hasOwn(PORT_SWITCHES, previous)) return ["on", "off"];
    if (previous === "state") return object === "link" || object === "vlan" ? PORT_STATES : FDB_STATES;
    if (previous === "vid" || previous === "vlan") return [];
    return wordsAfter(object, verb);
  };
  return offer().filter((word) => word.startsWith("<") || word.startsWith(last));
}
