/**
 * busybox's nc (networking/nc.c of 1.35): one connection, or one that it waits for.
 *
 * Same as the original: its words and exit statuses; at the end of what it is given it says so and goes on reading.
 * Absent (refused by name): -e, -f, -i, -ll.
 */
import { formatIp, type IpAddress } from "../../../core/address/prefix.ts";
import { portOf } from "../../../core/capture/services.ts";
import { strerror } from "../../../core/errors.ts";
import type { ExitStatus } from "../../../core/process.ts";
import type { StreamSocket } from "../../kernel/stream.ts";
import type { ProcessContext, Program } from "../../program.ts";
import { options as parseOptions } from "../base/support.ts";
import { readWrite } from "../network/nc-relay.ts";
import { ask, resolve } from "../network/resolve.ts";
import { say, showUsage } from "./usage.ts";

const USAGE = `nc [-iN] [-wN] [-l] [-p PORT] [-f FILE|IPADDR PORT] [-e PROG]

Open a pipe to IP:PORT or FILE

	-l	Listen mode, for inbound connects
		(use -ll with -e for persistent server)
	-p PORT	Local port
	-w SEC	Connect timeout
	-i SEC	Delay interval for lines sent
	-f FILE	Use file (ala /dev/ttyS0) instead of network
	-e PROG	Run PROG after connect
`;
const SECOND_MICROS = 1_000_000;
const MOST_PORT = 65_535;

async function run(context: ProcessContext): Promise<ExitStatus> {
  const { kernel, self } = context;
  const parsed = parseOptions(context.argv, "lp:w:i:f:e:");
  const problem = parsed.problem;
  if (problem !== undefined) {
    say(context, problem);
    return showUsage(context, USAGE);
  }
  const { flags, operands } = parsed;
  for (const letter of "eif")
    if (flags.has(letter)) {
      await context.stderr.write(`netnone: nc: option -${letter} is not modelled\n`);
      return 3;
    }
  const wait = flags.get("w");
  if (wait !== undefined && !/^\d+$/.test(wait)) return say(context, `invalid number '${wait}'`);
  const listens = flags.has("l");
  const own = flags.get("p");
  const local = own === undefined ? 0 : portNumber(own);
  if (local === undefined) return say(context, `bad port '${own}'`);
  const [host, portText] = operands;
  // What is listened to may be named; where to connect to must be.
  if (listens ? operands.length > 1 : operands.length < 1 || operands.length > 2) return showUsage(context, USAGE);
  // bb_lookup_port of nothing is telnet's.
  const port = portText === undefined ? 23 : portNumber(portText);
  if (!listens && port === undefined) return say(context, `bad port '${portText}'`);
  if (host !== undefined) await ask(context, host);
  const found = host === undefined ? undefined : resolve(context, host)[0];
  if (host !== undefined && !found) return say(context, `bad address '${host}'`);
  const timeoutMicros = wait === undefined ? undefined : Number(wait) * SECOND_MICROS;
  // Who listens to any address takes connections of both families.
  const domain = typeof (found?.address ?? (listens ? "::" : 0)) === "number" ? "inet" : "inet6";
  const socket = kernel.stream(domain);
  socket.socket.reuseAddress = true;
  if (listens) {
    const errno = socket.bind(found?.address, local, found?.zone) ?? socket.listen(1);
    if (errno) return say(context, `bind: ${strerror(errno)}`);
    const accepted = await socket.accept(self.signals);
    if (!accepted.ok) return accepted.error === "EINTR" ? 1 : say(context, `accept: ${strerror(accepted.error)}`);
    socket.close();
    return await relay(context, accepted.value, true);
  }
  if (local !== 0) {
    const errno = socket.bind(undefined, local);
    if (errno) return say(context, `bind: ${strerror(errno)}`);
  }
  const to = found?.address as IpAddress;
  const errno = await socket.connect(to, port ?? 0, self.signals, { timeoutMicros, zone: found?.zone });
  if (errno) socket.close();
  if (self.signals.pending) return 1;
  if (errno === "EINPROGRESS") return say(context, "timed out");
  if (errno) return say(context, `can't connect to remote host (${formatIp(to)}): ${strerror(errno)}`);
  return await relay(context, socket, false);
}

function portNumber(text: string): number | undefined {
  if (!/^\d+$/.test(text)) return portOf(text);
  return Number(text) <= MOST_PORT ? Number(text) : undefined;
}

/** Until the other side ends. */
async function relay(context: ProcessContext, socket: StreamSocket, listening: boolean): Promise<ExitStatus> {
  await readWrite(
    context,
    {
      listening,
      deaf: false,
      crlf: false,
      shuts: true,
      idleMicros: undefined,
      quitMicros: undefined,
      limit: undefined,
    },
    {
      async receive(signals) {
        const got = await socket.receive(signals);
        return got.ok ? got.value : undefined;
      },
      send: async (text, signals) => (await socket.send(text, signals)) === undefined,
      shutdown: () => socket.shutdown(),
      close: () => socket.close(),
    },
  );
  return 0;
}

export const busyboxNc: Program = {
  name: "busybox nc",
  path: "/usr/bin/nc",
  summary: "open a pipe to an address and port",
  run,
};
