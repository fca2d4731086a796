/** Echo requests. */
import { hostOf } from "../belief.ts";
import { gateway, type Production, step } from "./author.ts";

/** Somebody's address, seen from somewhere. */
export const ping: Production = (author) => {
  const { random, belief } = author;
  const netns = random.pick(belief.namespaces) ?? "";
  const target = random.pick(belief.links.filter(({ addresses }) => addresses.length > 0));
  const known = target && random.pick(target.addresses);
  const address = known === undefined || random.chance(0.1) ? gateway(author, netns, false) : hostOf(known);
  const source = random.chance(0.06)
    ? ["-I", random.pick(belief.in(netns).filter(({ type }) => type !== "lo"))?.name ?? "A"]
    : [];
  return [step(author, netns, ["ping", "-c", "1", "-W", "1", ...source, address], "resolve", true)];
};
