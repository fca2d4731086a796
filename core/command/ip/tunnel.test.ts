import { expect, test } from "vitest";
import type { Operation } from "../../operation/operation.ts";
import { ANY_NAME } from "../args.ts";
import { parseIp } from "./parse.ts";
import { renderIp } from "./render.ts";

test.each([
  "ip tunnel add name a mode gre remote 10.0.0.1 local 10.0.0.2 ikey 7 okey 7 ttl 64 tos inherit/0x10",
  "ip tunnel add mode ipip remote 10.0.0.1 tos inherit nopmtudisc dev e0",
  "ip tunnel add name s mode sit remote 10.0.0.1 ttl inherit",
  "ip tunnel change name a mode gre iseq oseq icsum ocsum",
  "ip tunnel change name t ttl 5",
  "ip tunnel del name a",
  "ip tunnel del mode gre remote 10.0.0.1 ikey 3 okey 3",
  "ip link add name g type gre remote 10.0.0.1 local 10.0.0.2 noikey okey 9 iseq nooseq nopmtudisc ignore-df dev e0",
  "ip link add name i type ipip remote 0.0.0.0 ttl inherit tos inherit mode ipip fwmark 5",
  "ip link set dev s type sit 6rd-prefix 2001:db8::/32 6rd-relay_prefix 10.0.0.0/8 mode any",
])("%s is read as it was written", (line) => {
  const parsed = parseIp(line.split(" "), ANY_NAME);
  if ("refusal" in parsed || parsed.command.kind !== "apply") throw new Error(JSON.stringify(parsed));
  const operation: Operation = parsed.command.operation;
  const again = parseIp(renderIp(operation) ?? [], ANY_NAME);
  expect(again).toMatchObject({ command: { kind: "apply", operation } });
});
