/** Namespaces that come and go. */
import type { Step } from "../step.ts";
import { NAMESPACES } from "../words.ts";
import { type Production, steadyIpv6, step } from "./author.ts";

export const addNamespace: Production = (author) => {
  const name = author.random.pick(NAMESPACES);
  author.belief.addNamespace(name);
  const steps: Step[] = [{ argv: ["ip", "netns", "add", name] }];
  // Where IPv6 is switched off it is so in the first namespace alone.
  steps.push({ argv: ["ip", "netns", "exec", name, ...steadyIpv6(author.mood)], kept: true });
  if (author.random.chance(0.6)) {
    steps.push(step(author, name, ["ip", "link", "set", "lo", "up"], "link"));
  }
  return steps;
};

export const deleteNamespace: Production = ({ random, belief }) => {
  const name = random.pick(belief.namespaces.slice(1)) ?? random.pick(NAMESPACES);
  belief.dropNamespace(name);
  return [{ argv: ["ip", "netns", random.pick(["del", "delete", "del"]), name], after: "netns", looks: true }];
};
