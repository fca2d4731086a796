import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { readFuzzTally } from "./fuzz-tally.ts";
import { commandsOfScript, linesOf } from "./lines.ts";
import { fidelityPage, withoutFuzzCounts } from "./page.ts";

describe("the fidelity page", () => {
  let page: string;
  beforeAll(async () => {
    page = await fidelityPage(readFuzzTally());
  });

  it("is up to date but for what the fuzzer counts: `npm run fidelity` writes it", () => {
    const committed = readFileSync(new URL("../../docs/fidelity.md", import.meta.url), "utf8");
    expect(withoutFuzzCounts(committed)).toBe(withoutFuzzCounts(page));
  });

  it("knows what parsers take and refuse by asking them", () => {
    const section = (title: string) => page.split(`\n**${title}**`)[1]?.split("\n\n")[0] ?? "";
    expect(section("ip netns list-id")).toMatch(/`nsid`/);
    expect(section("ip link type vlan")).toMatch(/equal: .*`id` \d+/);
    expect(page).toMatch(/^- refused: `/m);
    expect(section("brctl")).toMatch(/`addbr` \d+/);
  });

  it("finds commands wherever they stand in a script", () => {
    const script =
      "for i in 1 2; do ip netns exec c$i ip -br l s dev A up | cat; done\nsudo bridge fdb add 02:00:00:00:00:01 dev A";
    expect(commandsOfScript(script).flatMap(linesOf)).toEqual([
      { command: "ip", words: ["link"] },
      { command: "ip -", words: ["-br"] },
      { command: "ip link set", words: ["dev", "A", "up"] },
      { command: "cat -", words: [] },
      { command: "cat", words: [] },
      { command: "bridge fdb add", words: ["02:00:00:00:00:01", "dev", "A"] },
    ]);
  });
});
