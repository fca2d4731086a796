/** What the engine's JSON documents are in Go, which templates see: structs, maps and nil ones of either kind. */
import type { Json } from "../../../../core/observation.ts";
import { type GoValue, NIL_MAP, NIL_SLICE, omittingEmpty } from "./value.ts";

/** Fields that hold maps; other objects are structs. */
const MAPS = new Set(
  "Labels Networks Ports Options Data Containers PortBindings Volumes DriverOpts AuxiliaryAddresses".split(" "),
);

/** Fields that hold slices, as far as JSON has null where one is nil. */
const SLICES = new Set(
  "Env Cmd Entrypoint OnBuild ExecIDs Binds CapAdd CapDrop ExtraHosts GroupAdd Links Aliases SecurityOpt Devices VolumesFrom SecondaryIPAddresses SecondaryIPv6Addresses Ulimits DeviceRequests DeviceCgroupRules BlkioDeviceReadBps BlkioDeviceWriteBps".split(
    " ",
  ),
);

/** network.IPAMConfig, which JSON has only as much of as there is. */
function ipamConfig({
  Subnet = "",
  IPRange = "",
  Gateway = "",
  AuxiliaryAddresses = NIL_MAP,
}: Readonly<Record<string, GoValue>>): GoValue {
  return omittingEmpty({ Subnet, IPRange, Gateway, AuxiliaryAddresses });
}

/** A document, or a part of one that stands in `field` of `parent`. */
export function goValue(value: Json, field = "", parent = ""): GoValue {
  if (value === null) return SLICES.has(field) ? NIL_SLICE : MAPS.has(field) ? NIL_MAP : null;
  if (typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map((item: Json) => goValue(item, field, parent));
  const entries = Object.entries(value).map(([name, item]) => [name, goValue(item, name, field)] as const);
  if (MAPS.has(field)) return new Map(entries);
  const struct = Object.fromEntries(entries);
  return field === "Config" && parent === "IPAM" ? ipamConfig(struct) : struct;
}

/** A document as the text that it is sent as: objects are maps, whoever they are. */
export function rawValue(value: Json): GoValue {
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map((item: Json) => rawValue(item));
  return new Map(Object.entries(value).map(([name, item]) => [name, rawValue(item)]));
}

/** The structs call the field ID that JSON calls Id. */
export function fieldName(name: string): string {
  return name === "ID" ? "Id" : name;
}
