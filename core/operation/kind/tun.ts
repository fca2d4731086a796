/**
 * TUN and TAP devices to rtnetlink (drivers/net/tun.c), which neither makes nor changes them: `ip tuntap` does, see
 * ../tuntap-change.ts.
 */
import { refuse } from "../transaction.ts";
import type { KindDriver } from "./kind.ts";

const NO_RTNETLINK = "tun/tap creation via rtnetlink is not supported";

export const TUN: KindDriver = {
  minMtu: 0,
  maxMtu: 0,
  validate: () => refuse("EOPNOTSUPP", NO_RTNETLINK),
  create: () => refuse("EOPNOTSUPP", NO_RTNETLINK),
  change: () => refuse("EOPNOTSUPP", NO_RTNETLINK),
  settingsOf: () => ({}),
  keepsMac: (kind) => kind.type === "tun" && kind.mode === "tun",
};
