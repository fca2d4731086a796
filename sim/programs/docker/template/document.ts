/** What the engine's JSON documents are in Go, which templates see: structs, maps and nil ones of either kind. */
import type { Json } from "../../../../core/observation.ts";
import { type GoValue, NIL_MAP, NIL_SLICE } from "./value.ts";

/** Fields that hold maps; other objects are structs. */
const MAPS = new Set("Labels Networks Ports Options Data Containers PortBindings Config Volumes DriverOpts".split(" "));

/** Fields that hold slices, as far as JSON has null where one is nil. */
const SLICES = new Set(
  "Env Cmd Entrypoint OnBuild ExecIDs Binds CapAdd CapDrop ExtraHosts GroupAdd Links Aliases SecurityOpt Devices VolumesFrom SecondaryIPAddresses SecondaryIPv6Addresses Ulimits DeviceRequests DeviceCgroupRules BlkioDeviceReadBps BlkioDeviceWriteBps".split(
    " ",
  ),
);

/** `Config` is a struct at the top of a container's document and a list of maps within IPAM. */
function isMapField(field: string, parent: string): boolean {
  return MAPS.has(field) && !(field === "Config" && parent === "");
}

/** A document, or a part of one that stands in `field` of `parent`. */
export function goValue(value: Json, field = "", parent = ""): GoValue {
  if (value === null) return SLICES.has(field) ? NIL_SLICE : MAPS.has(field) ? NIL_MAP : null;
  if (typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map((item: Json) => goValue(item, field, parent));
  const entries = Object.entries(value).map(([name, item]) => [name, goValue(item, name, field)] as const);
  return isMapField(field, parent) ? new Map(entries) : Object.fromEntries(entries);
}

/** The structs call the field ID that JSON calls Id. */
export function fieldName(name: string): string {
  return name === "ID" ? "Id" : name;
}
