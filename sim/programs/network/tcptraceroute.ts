/** tcptraceroute (traceroute 2.1.2 of Debian): a script that asks traceroute for TCP, and says so. */
import type { ExitStatus } from "../../../core/process.ts";
import type { ProcessContext, Program } from "../../program.ts";
import { shortOptions } from "./getopt.ts";
import { runTraceroute } from "./traceroute.ts";

const PATH = "/usr/sbin/tcptraceroute";
const USAGE = `Usage: ${PATH} [-hvnFSAE] [-i dev] [-f furst_ttl] [-l length]
	[-q nqueries] [-t tos] [-m max_ttl] [-p src_port] [-s src_addr]
	[-w wait_time]  host  [dest_port]  [length]
`;
const PASSED = "dnF";
const PASSED_WITH_VALUE = "ifmqwst";
const FLAGS: Readonly<Record<string, string>> = { S: "syn", A: "ack", E: "ecn" };

async function run(context: ProcessContext): Promise<ExitStatus> {
  const say = async (text: string, status: ExitStatus): Promise<ExitStatus> => {
    await context.stderr.write(text);
    return status;
  };
  const options = ["-T", "-O", "info"];
  const words: string[] = [];
  let length = "";
  for (const option of shortOptions(context.argv, `l:p${PASSED_WITH_VALUE}`)) {
    if (option.kind === "operand") {
      words.push(option.text);
      continue;
    }
    const { letter } = option;
    if (option.kind === "value") {
      const { value } = option;
      if (value === undefined) return say(`getopt: option requires an argument -- '${letter}'\n`, 2);
      if (letter === "l") length = value;
      else if (letter === "p") options.push(`--sport=${value}`);
      else options.push(`-${letter}`, value);
    } else if (PASSED.includes(letter)) options.push(`-${letter}`);
    else if (Object.hasOwn(FLAGS, letter)) options.push("-O", FLAGS[letter] as string);
    else if (letter === "h") return say(USAGE, 0);
    else if (letter === "v") return say('"tcptraceroute"-compatible wrapper for new Linux Traceroute\n', 0);
    else if (letter !== "N") return say(`getopt: invalid option -- '${letter}'\n`, 2);
  }
  const [host, port, given] = words;
  if (host === undefined) return say(USAGE, 2);
  if (port !== undefined) options.push("-p", port);
  length = given ?? length;
  await context.stderr.write(`Running:\n\ttraceroute ${options.join(" ")} ${host} ${length}\n`);
  return runTraceroute(context, ["traceroute", ...options, host, ...(length === "" ? [] : [length])]);
}

export const tcptraceroute: Program = {
  name: "tcptraceroute",
  path: PATH,
  summary: "print the route that TCP takes to a host",
  run,
  complete: (words) => (words.at(-2) === "-i" ? ["<device>"] : []),
};
