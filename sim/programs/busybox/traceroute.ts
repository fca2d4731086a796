/**
 * busybox's traceroute (networking/traceroute.c of 1.35): its options, usage and packets of 46 octets; the way is found as the
 * host's program finds it, one probe at a time.
 *
 * Absent (refused by name): -l, -v.
 */
import { formatIp } from "../../../core/address/prefix.ts";
import type { ExitStatus } from "../../../core/process.ts";
import { changedContext, type ProcessContext, type Program } from "../../program.ts";
import { options as parseOptions } from "../base/support.ts";
import { ask, resolve } from "../network/resolve.ts";
import { traceroute } from "../network/traceroute.ts";
import { say, showUsage } from "./usage.ts";

const USAGE = `traceroute [-46Flnrv] [-f 1ST_TTL] [-m MAXTTL] [-q PROBES] [-p PORT]
	[-t TOS] [-w WAIT_SEC] [-s SRC_IP] [-i IFACE]
	[-z PAUSE_MSEC] HOST [BYTES]

Trace the route to HOST

	-4,-6	Force IP or IPv6 name resolution
	-F	Set don't fragment bit
	-l	Display TTL value of the returned packet
	-n	Print numeric addresses
	-r	Bypass routing tables, send directly to HOST
	-v	Verbose
	-f N	First number of hops (default 1)
	-m N	Max number of hops
	-q N	Number of probes per hop (default 3)
	-p N	Base UDP port number used in probes
		(default 33434)
	-s IP	Source address
	-i IFACE Source interface
	-t N	Type-of-service in probe packets (default 0)
	-w SEC	Wait for a response (default 3)
	-z MSEC	Wait before each send
`;
/** What a packet has where nobody says otherwise: headers, and what the probe says of itself. */
const LENGTH = { inet: 46, inet6: 66 } as const;

async function run(context: ProcessContext): Promise<ExitStatus> {
  const parsed = parseOptions(context.argv, "46Fi:lnrm:p:q:s:t:w:vf:z:");
  const problem = parsed.problem;
  if (problem !== undefined) say(context, problem);
  const [host, length] = parsed.operands;
  if (problem !== undefined || host === undefined || parsed.operands.length > 2) return showUsage(context, USAGE);
  const { flags } = parsed;
  for (const letter of "lv")
    if (flags.has(letter)) {
      await context.stderr.write(`netnone: traceroute: option -${letter} is not modelled\n`);
      return 3;
    }
  for (const letter of "mpqtwfz") {
    const value = flags.get(letter);
    if (value !== undefined && !/^\d+$/.test(value)) return say(context, `invalid number '${value}'`);
  }
  await ask(context, host, flags.has("4") ? "inet" : flags.has("6") ? "inet6" : "any");
  const found = resolve(context, host).find(
    ({ address }) =>
      (!flags.has("4") || typeof address === "number") && (!flags.has("6") || typeof address === "string"),
  );
  if (!found) return say(context, `bad address '${host}'`);
  const family = typeof found.address === "number" ? "inet" : "inet6";
  const words = ["traceroute", family === "inet" ? "-4" : "-6", "-N", "1", "-w", `${flags.get("w") ?? 3},0,0`];
  for (const letter of "Fnr") if (flags.has(letter)) words.push(`-${letter}`);
  for (const letter of "imqstfpz") {
    const value = flags.get(letter);
    if (value !== undefined)
      words.push(`-${letter}`, letter === "z" && Number(value) <= 10 ? String(Number(value) / 1000) : value);
  }
  words.push(found.literal ? formatIp(found.address) : host, length ?? String(LENGTH[family]));
  return await traceroute.run(changedContext(context, { argv: words }));
}

export const busyboxTraceroute: Program = {
  name: "busybox traceroute",
  path: "/usr/bin/traceroute",
  summary: "trace the route to a host",
  run,
};
