/** The ways there are to say the same: in a namespace, through sudo. */
import type { Random } from "./random.ts";

/** `argv` as run in a namespace: `ip -n c1 ...` or `ip netns exec c1 ...`. */
export function inNetns(random: Random, netns: string, argv: readonly string[]): readonly string[] {
  if (netns === "") {
    return random.chance(0.05) ? ["sudo", ...argv] : argv;
  }
  const [program = "", ...rest] = argv;
  const takesNetns = ["ip", "bridge", "tc"].includes(program);
  return takesNetns && random.chance(0.6) ? [program, "-n", netns, ...rest] : ["ip", "netns", "exec", netns, ...argv];
}
