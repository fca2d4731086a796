/** Operations as the command lines they are equivalent to, whichever program's they are. */
import type { BridgeOperation } from "../operation/bridge.ts";
import type { Operation } from "../operation/operation.ts";
import { fdbChangeWords, fdbFlushWords } from "./bridge/fdb-change.ts";
import { bridgePortWords } from "./bridge/link.ts";
import { mdbChangeWords } from "./bridge/mdb.ts";
import { vlanChangeWords } from "./bridge/vlan.ts";
import { vlanOptionWords } from "./bridge/vlan-options.ts";
import { vniChangeWords } from "./bridge/vni.ts";
import { renderSettingWords } from "./ip/bridge-options.ts";
import { renderIp } from "./ip/render.ts";
import { sysctlName } from "./sysctl.ts";
import { renderActions } from "./tc/actions.ts";
import { renderClass } from "./tc/class-parse.ts";
import { renderFilter } from "./tc/filter-parse.ts";
import { renderQdisc } from "./tc/qdisc-parse.ts";

/** brctl's commands for a bridge's settings; times are in hundredths of a second, and brctl takes seconds. */
const BRIDGE_SETTINGS: Readonly<Record<string, (value: number) => readonly [string, string]>> = {
  stp_state: (value) => ["stp", value === 0 ? "off" : "on"],
  priority: (value) => ["setbridgeprio", String(value)],
  forward_delay: (value) => ["setfd", String(value / 100)],
  hello_time: (value) => ["sethello", String(value / 100)],
  max_age: (value) => ["setmaxage", String(value / 100)],
  ageing_time: (value) => ["setageing", String(value / 100)],
};

function renderBridge(operation: BridgeOperation): readonly string[] | undefined {
  switch (operation.kind) {
    case "bridgeAdd":
      return ["brctl", "addbr", operation.bridge];
    case "bridgeDelete":
      return ["brctl", "delbr", operation.bridge];
    case "bridgePortAdd":
      return ["brctl", "addif", operation.bridge, operation.device];
    case "bridgePortDelete":
      return ["brctl", "delif", operation.bridge, operation.device];
    case "bridgeSet": {
      const [[word, value] = ["", 0], ...others] = Object.entries(operation.settings);
      const [command, text] = BRIDGE_SETTINGS[word]?.(value) ?? [];
      // brctl sets one thing at a time.
      if (command !== undefined && text !== undefined && others.length === 0)
        return ["brctl", command, operation.bridge, text];
      const words = renderSettingWords("bridge", operation.settings);
      return ["ip", "link", "set", "dev", operation.bridge, "type", "bridge", ...words];
    }
    case "bridgePortSet":
      return ["bridge", "link", "set", "dev", operation.device, ...bridgePortWords(operation.settings)];
    case "fdbChange":
      if (operation.target === "list") {
        const verb = operation.verb === "delete" ? "del" : "add";
        return ["ip", "maddress", verb, operation.mac, "dev", operation.device];
      }
      return ["bridge", "fdb", ...fdbChangeWords(operation)];
    case "fdbFlush":
      return ["bridge", "fdb", "flush", ...fdbFlushWords(operation)];
    case "mdbChange":
      return ["bridge", "mdb", ...mdbChangeWords(operation)];
    case "vlanSet":
    case "vlanGlobalSet":
      return ["bridge", "vlan", ...vlanOptionWords(operation)];
    case "vlanChange":
      return ["bridge", "vlan", ...vlanChangeWords(operation)];
    case "vniChange":
      return ["bridge", "vni", ...vniChangeWords(operation)];
  }
}

/**
 * The command line for an operation in the namespace it is run in, which is the only one it may name; undefined where
 * there is none (a namespace as such is made by unshare(2), not by a program).
 */
export function render(operation: Operation): readonly string[] | undefined {
  switch (operation.kind) {
    case "bridgeAdd":
    case "bridgeDelete":
    case "bridgePortAdd":
    case "bridgePortDelete":
    case "bridgeSet":
    case "bridgePortSet":
    case "fdbChange":
    case "fdbFlush":
    case "mdbChange":
    case "vlanChange":
    case "vniChange":
    case "vlanSet":
    case "vlanGlobalSet":
      return renderBridge(operation);
    case "qdiscAdd":
    case "qdiscDelete":
      return renderQdisc(operation);
    case "featuresSet":
      return [
        "ethtool",
        "-K",
        operation.device,
        ...Object.entries(operation.wanted).flatMap(([name, on]) => [name, on ? "on" : "off"]),
      ];
    case "classAdd":
    case "classDelete":
      return renderClass(operation);
    case "chainAdd":
    case "chainDelete":
    case "filterAdd":
    case "filterDelete":
      return renderFilter(operation);
    case "actionAdd":
    case "actionDelete":
    case "actionFlush":
      return renderActions(operation);
    case "mplsModule":
      return ["modprobe", ...(operation.loaded ? [] : ["-r"]), "mpls_router"];
    case "sysctlSet":
      return ["sysctl", "-w", `${sysctlName(operation.path)}=${operation.value}`];
    default:
      return renderIp(operation);
  }
}
