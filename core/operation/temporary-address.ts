/**
 * Temporary addresses of IPv6 beside lasting ones (RFC 8981; manage_tempaddrs, ipv6_create_tempaddr and addrconf_verify_rtnl of
 * net/ipv6/addrconf.c): made by chance where `use_tempaddr` says so, preferred for a day less a while of chance, valid for a week, and
 * followed by the next one shortly before they are no longer preferred.
 */
import { type Ipv6, ipv6Bytes, ipv6FromBytes } from "../address/ipv6.ts";
import type { Inet6Address, Lifetime } from "../model/address.ts";
import type { LinkId } from "../model/id.ts";
import type { Link } from "../model/link.ts";
import { nextRandom } from "../model/runtime.ts";
import { NEIGH } from "../model/sysctl-conf.ts";
import { conf6 } from "./conf.ts";
import { deleteAddress6, insertAddress6, newAddress6, scopeOf6 } from "./inet6.ts";
import type { Transaction } from "./transaction.ts";

const SECOND = 1_000_000;
const FOREVER = 0xffffffff;

/** So long from now on; all ones are for good. */
export function lifetime(tx: Transaction, seconds: number): Lifetime {
  return seconds === FOREVER ? "forever" : { seconds, atMicros: tx.runtime.nowMicros };
}

/** addrconf_verify: an address that nobody is to prefer is first there all the same, and deprecated then. */
export function awaitLifetimes(tx: Transaction, link: LinkId, { local, valid, preferred }: Inet6Address): void {
  for (const life of [preferred, valid]) if (life !== "forever") awaitEnd(tx, link, local, endOf(life));
}

function awaitEnd({ runtime }: Transaction, link: LinkId, address: Ipv6, atMicros: number): void {
  runtime.timers.add(Math.max(atMicros, runtime.nowMicros), { kind: "addressLifetime", link, address });
}

function endOf({ seconds, atMicros }: Exclude<Lifetime, "forever">): number {
  return atMicros + seconds * SECOND;
}

/** REGEN_ADVANCE: how long before its end an address is followed by the next. */
function regenAdvance(link: Link): number {
  const retrans = Number(link.neigh6["retrans_time_ms"] ?? NEIGH["retrans_time_ms"]?.value ?? 1000);
  const tries = conf6(link, "regen_max_retry") * conf6(link, "dad_transmits");
  return conf6(link, "regen_min_advance") + Math.floor((tries * Math.max(retrans, 10)) / 1000);
}

function isBeside(address: Inet6Address, local: Ipv6): boolean {
  return address.beside?.local === local;
}

/**
 * manage_tempaddrs: what is said anew of a lasting address goes for the temporary ones beside it, as long as they may be; one is made
 * for a new address (`create`), and where the link has none.
 */
export function manageTemporary(
  tx: Transaction,
  id: LinkId,
  local: Ipv6,
  validSeconds: number,
  preferredSeconds: number,
  create: boolean,
): void {
  const now = tx.runtime.nowMicros;
  let valid = validSeconds;
  let preferred = preferredSeconds;
  let first = true;
  for (const each of tx.link(id).inet6) {
    if (!isBeside(each, local) || !each.beside) continue;
    const link = tx.link(id);
    const age = Math.floor((now - each.beside.madeMicros) / SECOND);
    valid = Math.min(valid, Math.max(0, conf6(link, "temp_valid_lft") - age));
    preferred = Math.min(preferred, Math.max(0, conf6(link, "temp_prefered_lft") - each.beside.desyncSeconds - age));
    const next: Inet6Address = {
      ...each,
      beside: first && preferredSeconds > 0 ? { ...each.beside, followed: false } : each.beside,
      deprecated: each.deprecated && preferred === 0,
      valid: lifetime(tx, valid),
      preferred: lifetime(tx, preferred),
    };
    first = false;
    replace(tx, id, each, next, !each.tentative);
    awaitLifetimes(tx, id, next);
    awaitNext(tx, id, next);
  }
  const link = tx.link(id);
  const none = !link.inet6.some(({ marks }) => marks?.includes("temporary")) && (valid > 0 || preferred > 0);
  if ((create || none) && conf6(link, "use_tempaddr") > 0) makeTemporary(tx, id, local);
}

function replace(tx: Transaction, id: LinkId, was: Inet6Address, next: Inet6Address, told: boolean): void {
  const link = tx.link(id);
  const changed = tx.changeLink(link, { inet6: link.inet6.map((other) => (other === was ? next : other)) });
  tx.note("address", "new", link.netns, id, told ? { noun: "address", link: changed, address: next } : undefined);
}

/** delete_tempaddrs. */
export function dropTemporary(tx: Transaction, id: LinkId, local: Ipv6): void {
  for (const each of tx.link(id).inet6) if (isBeside(each, local)) deleteAddress6(tx, id, each);
}

/** ipv6_create_tempaddr. */
function makeTemporary(tx: Transaction, id: LinkId, beside: Ipv6): void {
  const link = tx.link(id);
  const lasting = link.inet6.find((each) => each.local === beside);
  if (!lasting) return;
  const now = tx.runtime.nowMicros;
  const atMicros = lasting.valid === "forever" ? now : lasting.valid.atMicros;
  const age = Math.floor((now - atMicros) / SECOND);
  const advance = regenAdvance(link);
  const most = Math.min(conf6(link, "max_desync_factor"), conf6(link, "temp_prefered_lft") - advance);
  const known = link.inet6.find((each) => each.beside)?.beside?.desyncSeconds;
  const desyncSeconds = known !== undefined && known <= most ? known : most > 0 ? nextRandom(tx.runtime, most) : 0;
  const lastingSeconds = (life: Lifetime) => (life === "forever" ? FOREVER : life.seconds);
  const valid = Math.min(lastingSeconds(lasting.valid), conf6(link, "temp_valid_lft") + age);
  const wished = Math.min(lastingSeconds(lasting.preferred), conf6(link, "temp_prefered_lft") + age - desyncSeconds);
  const preferred = Math.max(wished, advance + age + 1);
  if (preferred > valid || preferred > lastingSeconds(lasting.preferred)) return;
  const bytes = ipv6Bytes(beside).slice();
  for (let at = 8; at < 16; at++) bytes[at] = nextRandom(tx.runtime, 256);
  const local = ipv6FromBytes(bytes);
  const address: Inet6Address = {
    ...newAddress6(local, lasting.prefixLength, scopeOf6(local)),
    marks: ["temporary"],
    permanent: false,
    valid: { seconds: valid, atMicros },
    preferred: { seconds: preferred, atMicros },
    beside: { local: beside, madeMicros: now, desyncSeconds, followed: false },
  };
  insertAddress6(tx, id, address, false, false);
  awaitLifetimes(tx, id, address);
  awaitNext(tx, id, address);
}

function awaitNext(tx: Transaction, id: LinkId, { local, preferred }: Inet6Address): void {
  if (preferred !== "forever") awaitEnd(tx, id, local, endOf(preferred) - regenAdvance(tx.link(id)) * SECOND);
}

/** addrconf_verify_rtnl: an address that is soon no longer preferred is followed by another one; false where it is not time yet. */
export function followTemporary(tx: Transaction, id: LinkId, address: Inet6Address): void {
  const { beside, preferred, tentative } = address;
  if (!beside || beside.followed || tentative || preferred === "forever") return;
  if (tx.runtime.nowMicros < endOf(preferred) - regenAdvance(tx.link(id)) * SECOND) return;
  replace(tx, id, address, { ...address, beside: { ...beside, followed: true } }, false);
  makeTemporary(tx, id, beside.local);
}
