/**
 * busybox's hostname (networking/hostname.c of 1.35): the name of the host, its addresses and its domain. Nobody may change it
 * here, as in a container.
 */
import { formatIp } from "../../../core/address/prefix.ts";
import { strerror } from "../../../core/errors.ts";
import type { ExitStatus } from "../../../core/process.ts";
import type { ProcessContext, Program } from "../../program.ts";
import { options as parseOptions } from "../base/support.ts";
import { resolve } from "../network/resolve.ts";
import { say, showUsage } from "./usage.ts";

const USAGE = `hostname [-sidf] [HOSTNAME | -F FILE]

Show or set hostname or DNS domain name

	-s	Short
	-i	Addresses for the hostname
	-d	DNS domain name
	-f	Fully qualified domain name
	-F FILE	Use FILE's content as hostname
`;

async function run(context: ProcessContext): Promise<ExitStatus> {
  const parsed = parseOptions(context.argv, "dfisF:vy");
  const problem = parsed.problem;
  if (problem !== undefined) say(context, problem);
  if (problem !== undefined || parsed.operands.length > 1) return showUsage(context, USAGE);
  const { flags, operands } = parsed;
  const { hostname } = context.kernel;
  if (flags.has("F") || operands.length > 0) return say(context, `sethostname: ${strerror("EPERM")}`);
  if (flags.has("i")) {
    const found = resolve(context, hostname).filter(({ address }) => typeof address === "number");
    if (found.length === 0) return say(context, `can't get hostname address '${hostname}'`);
    await context.stdout.write(`${found.map(({ address }) => formatIp(address)).join(" ")}\n`);
    return 0;
  }
  const dot = hostname.indexOf(".");
  const short = dot < 0 ? hostname : hostname.slice(0, dot);
  const shown = flags.has("s") ? short : flags.has("d") ? (dot < 0 ? "" : hostname.slice(dot + 1)) : hostname;
  if (shown !== "" || !flags.has("d")) await context.stdout.write(`${shown}\n`);
  return 0;
}

export const busyboxHostname: Program = {
  name: "busybox hostname",
  path: "/bin/hostname",
  summary: "show the name of the host",
  run,
};
