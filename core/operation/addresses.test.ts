/** Addresses of a link and the routes that come and go with them, as Linux 6.18 listed them. */
import { expect, test } from "vitest";
import { formatIp } from "../address/prefix.ts";
import { SELF } from "./netns-ref.ts";
import { ip, prefix, type TestHost, testHost } from "./testing.ts";

function add(host: TestHost, local: string, extra: object = {}): void {
  host.ok({ kind: "addressAdd", netns: SELF, mode: "add", address: { device: "A", local: prefix(local), ...extra } });
}

function list(host: TestHost): string[] {
  return host.link("A").inet.map((address) => {
    const peer = address.peer === address.local ? "" : ` peer ${formatIp(address.peer)}`;
    const broadcast = address.broadcast === undefined ? "" : ` brd ${formatIp(address.broadcast)}`;
    const text = `${formatIp(address.local)}${peer}/${address.prefixLength}${broadcast} ${address.scope}`;
    return `${text}${address.secondary ? " secondary" : ""} ${address.label}`;
  });
}

/** The same addresses in the same order as they were given to the kernel. */
function many(): TestHost {
  const host = testHost();
  host.veth("A", "B");
  host.up("A");
  host.up("B");
  add(host, "10.0.0.2/24", { broadcast: ip("10.0.0.255") });
  add(host, "10.0.0.3/24", { broadcast: ip("10.0.0.255") });
  add(host, "10.0.0.4/24", { broadcast: ip("10.0.0.9") });
  add(host, "10.1.0.5/24", { scope: 253 });
  add(host, "10.2.0.6/24", { label: "A:x" });
  add(host, "10.2.0.7/24", { label: "B:x" });
  add(host, "127.0.0.5/8");
  add(host, "10.4.0.1/32", { peer: prefix("10.4.0.2/32") });
  add(host, "10.4.1.1/32", { peer: prefix("10.4.2.2/24") });
  return host;
}

test("wider scopes stand behind narrower ones, secondaries at the end", () => {
  expect(list(many())).toEqual([
    "127.0.0.5/8 254 A",
    "10.1.0.5/24 253 A",
    "10.0.0.2/24 brd 10.0.0.255 0 A",
    "10.2.0.6/24 0 A:x",
    "10.4.0.1 peer 10.4.0.2/32 0 A",
    "10.4.1.1 peer 10.4.2.2/24 0 A",
    "10.0.0.3/24 brd 10.0.0.255 0 secondary A",
    "10.0.0.4/24 brd 10.0.0.9 0 secondary A",
    "10.2.0.7/24 0 secondary B:x",
  ]);
});

const ROUTES_OF_10_0 = [
  "unicast 10.0.0.0/24 dev A table 254 proto 2 scope 253 src 10.0.0.2",
  "local 10.0.0.2/32 dev A table 255 proto 2 scope 254 src 10.0.0.2",
  "local 10.0.0.3/32 dev A table 255 proto 2 scope 254 src 10.0.0.2",
  "local 10.0.0.4/32 dev A table 255 proto 2 scope 254 src 10.0.0.2",
  "broadcast 10.0.0.9/32 dev A table 255 proto 2 scope 253 src 10.0.0.2",
  "broadcast 10.0.0.255/32 dev A table 255 proto 2 scope 253 src 10.0.0.2",
];
const OTHER_ROUTES = [
  "unicast 10.1.0.0/24 dev A table 254 proto 2 scope 253 src 10.1.0.5",
  "unicast 10.2.0.0/24 dev A table 254 proto 2 scope 253 src 10.2.0.6",
  "unicast 10.4.0.2/32 dev A table 254 proto 2 scope 253 src 10.4.0.1",
  "unicast 10.4.2.0/24 dev A table 254 proto 2 scope 253 src 10.4.1.1",
  "unicast 127.0.0.0/8 dev A table 254 proto 2 scope 253 src 127.0.0.5",
  "local 10.1.0.5/32 dev A table 255 proto 2 scope 254 src 10.1.0.5",
  "broadcast 10.1.0.255/32 dev A table 255 proto 2 scope 253 src 10.1.0.5",
  "local 10.2.0.6/32 dev A table 255 proto 2 scope 254 src 10.2.0.6",
  "local 10.2.0.7/32 dev A table 255 proto 2 scope 254 src 10.2.0.6",
  "broadcast 10.2.0.255/32 dev A table 255 proto 2 scope 253 src 10.2.0.6",
  "local 10.4.0.1/32 dev A table 255 proto 2 scope 254 src 10.4.0.1",
  "local 10.4.1.1/32 dev A table 255 proto 2 scope 254 src 10.4.1.1",
  "broadcast 10.4.2.255/32 dev A table 255 proto 2 scope 253 src 10.4.1.1",
  "local 127.0.0.5/32 dev A table 255 proto 2 scope 254 src 127.0.0.5",
  "broadcast 127.255.255.255/32 dev A table 255 proto 2 scope 253 src 127.0.0.5",
];

function routes4(host: TestHost): string[] {
  return host
    .routes()
    .filter((route) => route.includes(" dev A ") && !route.includes(":"))
    .sort();
}

test("each address has its local, broadcast and prefix routes", () => {
  expect(routes4(many())).toEqual([...ROUTES_OF_10_0, ...OTHER_ROUTES].sort());
});

test("a primary takes its secondaries along", () => {
  const host = many();
  host.ok({ kind: "addressDelete", netns: SELF, address: { device: "A", local: prefix("10.0.0.2/24") } });
  expect(list(host).filter((line) => line.startsWith("10.0."))).toEqual([]);
  expect(routes4(host)).toEqual([...OTHER_ROUTES].sort());
});

test("the last address takes every route over the link", () => {
  const host = testHost();
  host.veth("A", "B");
  host.up("A");
  host.up("B");
  add(host, "10.0.0.1/24");
  host.route("10.9.0.0/16", { device: "A" });
  host.route("default", { via: "10.0.0.254" });
  host.ok({
    kind: "addressDelete",
    netns: SELF,
    address: { device: "A", local: prefix("10.0.0.1/32"), anyPrefix: true },
  });
  expect(routes4(host)).toEqual([]);
});
