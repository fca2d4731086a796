/**
 * ping, ping4 and ping6 (iputils 20221126): words, exit codes, when it sends, when it stops.
 *
 * Same as the original: output, statistics, waiting for stragglers, errors that count as answers, -w and -c together,
 * what signals do.
 * Simplified: names are looked up in /etc/hosts alone.
 * Several hosts are a source route, which this version of ping always fails to set: it has laid down CAP_NET_RAW by then.
 * Absent: node information of IPv6.
 */
import { NOT_MODELLED } from "../../../core/command/args.ts";
import { strerror } from "../../../core/errors.ts";
import type { ExitStatus } from "../../../core/process.ts";
import type { Program } from "../../program.ts";
import { type PingOptions, parsePing } from "./ping-options.ts";
import { Run } from "./ping-run.ts";
import { byStops, isBroadcast, isMulticast, locate, type PingContext } from "./ping-target.ts";
import { ask } from "./resolve.ts";

const BROADCAST_WARNING = "WARNING: pinging broadcast address\n";
/** EACCES, also with SO_BROADCAST. */
const FORBIDDEN = `connect: ${strerror("EACCES")}`;

async function run(context: PingContext): Promise<ExitStatus> {
  const name = context.argv[0]?.split("/").at(-1) ?? "ping";
  if (context.kernel.credentials.unmapped) {
    // limit_capabilities: nobody becomes who has no number here.
    await context.stderr.write(`${name}: setuid: Invalid argument\n`);
    return 255;
  }
  const parsed = parsePing(name, context.argv, context.kernel.credentials.uid);
  if (parsed.kind === "stop") {
    if (parsed.stderr !== "") await context.stderr.write(parsed.stderr);
    if (parsed.stdout !== "") await context.stdout.write(parsed.stdout);
    return parsed.status;
  }
  if (parsed.warnings !== "") await context.stderr.write(parsed.warnings);
  const fail = async (text: string): Promise<ExitStatus> => {
    await context.stderr.write(`${name}: ${text}\n`);
    return 2;
  };
  const { options, stops } = parsed;
  if (options.verbose) await context.stderr.write(`${socketsText(name, options)}\n\n`);
  // The last first: its family is that of all.
  for (const host of [parsed.target, ...stops]) await ask(context, host);
  const by = stops.length > 0 ? await byStops(context, name, [...stops, parsed.target], options) : [];
  if (typeof by === "number") return by;
  const found = locate(context, parsed.target, options);
  if (found === FORBIDDEN && options.broadcast) await context.stderr.write(BROADCAST_WARNING);
  if (typeof found === "string") return fail(found);
  const inet = typeof found.to.address === "number";
  if (options.ttl === 0 && inet) return fail("cannot set unicast time-to-live: Invalid argument");
  if (options.nodeQuery && !inet) {
    await context.stderr.write("netnone: ping: node information queries (RFC 4620) are not modelled\n");
    return NOT_MODELLED;
  }
  if (options.verbose) {
    const family = typeof found.to.address === "number" ? "AF_INET" : "AF_INET6";
    await context.stdout.write(`ai->ai_family: ${family}, ai->ai_canonname: '${found.to.name}'\n`);
  }
  // Of the socket that looks for a source; the other one's follows the first line.
  const unmarked = options.mark !== 0 && !context.kernel.credentials.capabilities.has("CAP_NET_ADMIN");
  const warning = unmarked ? `${name}: WARNING: failed to set mark: ${options.mark}: Operation not permitted\n` : "";
  if (warning !== "") await context.stderr.write(warning);
  if (options.pattern && !options.quiet) {
    const hex = options.pattern.map((octet) => octet.toString(16).padStart(2, "0")).join("");
    await context.stdout.write(`PATTERN: 0x${hex}\n`);
  }
  if (found.elsewhere !== undefined)
    await context.stderr.write(
      `${name}: Warning: source address might be selected on device other than: ${found.elsewhere}\n`,
    );
  if (typeof found.to.address === "number" && isBroadcast(context, found.to.address, found.device)) {
    if (!options.broadcast && !found.given)
      return fail("Do you want to ping broadcast? Then -b. If not, check your local firewall rules");
    if (!found.given) await context.stderr.write(BROADCAST_WARNING);
  }
  if (inet && (options.broadcast || isMulticast(found.to.address)) && context.kernel.credentials.uid !== 0) {
    const millis = Math.floor(options.intervalMicros / 1000);
    if (millis < 1000) return fail(`broadcast ping with too short interval: ${millis}`);
    if (options.pmtu !== undefined && options.pmtu !== "do") return fail("broadcast ping does not fragment");
  }
  return new Run(context, name, parsed.target, options, found, by).run(warning);
}

/** What -v says of the sockets, which stand for both families unless one was asked for. */
function socketsText(name: string, { family, identifier }: PingOptions): string {
  const hint = family === undefined ? "AF_UNSPEC" : family === "inet" ? "AF_INET" : "AF_INET6";
  const forced = identifier === 0 ? `${name}: WARNING: ident 0 => forcing raw socket\n` : "";
  const none = "-1 (socktype: 0)";
  const raw = (fd: number) => `${fd} (socktype: SOCK_RAW)`;
  const four = family === "inet6" ? none : raw(3);
  const six = family === "inet" ? none : raw(family === "inet6" ? 3 : 4);
  return `${forced}${name}: sock4.fd: ${four}, sock6.fd: ${six}, hints.ai_family: ${hint}`;
}

const COMPLETIONS = [..."46aAbBcCDeFfhIiLlmMNnOpqQrRsStTvVwW"].map((letter) => `-${letter}`);

function program(name: string): Program {
  return {
    name,
    path: `/usr/bin/${name}`,
    summary: "send ICMP ECHO_REQUEST to network hosts",
    run,
    complete: (words) => {
      const last = words.at(-1) ?? "";
      if (words.at(-2) === "-I") return ["<device>"];
      return last.startsWith("-") ? COMPLETIONS.filter((option) => option.startsWith(last)) : [];
    },
  };
}

export { run as runPing };

export const ping = program("ping");
export const ping4 = program("ping4");
export const ping6 = program("ping6");
