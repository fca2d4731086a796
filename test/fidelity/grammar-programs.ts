/** What the other programs take, asked of them as processes of a simulated machine with a bridge, a port and a namespace. */

import { newSimulator } from "../../cli/simulator.ts";
import type { OpenFile } from "../../core/process.ts";
import { err } from "../../core/result.ts";
import type { Outside } from "../../sim/kernel/outside.ts";
import type { Program } from "../../sim/program.ts";
import { NETWORK_COMMANDS } from "../../sim/programs/registry.ts";
import { keywordCandidates, optionCandidates } from "./candidates.ts";
import { type Ask, type Grammar, isRefusedWhole, knownWords } from "./probe.ts";

const SETUP = `ip link add br0 type bridge; ip link add A type veth peer name B; ip link set A master br0
for each in br0 A B; do ip link set $each up; done; ip addr add 10.0.0.1/24 dev br0; ip netns add c1`;

/** No machine outside: nothing but the simulated one's files and programs. */
const NOWHERE: Outside = {
  files: (inside) => inside,
  which: () => undefined,
  executable: () => err("ENOENT"),
  run: () => 127,
};

async function asker(program: Program): Promise<Ask> {
  const simulator = await newSimulator("bare", 1);
  await simulator.runScript(SETUP, { user: "root", name: "setup", args: [], stdout: () => {}, stderr: () => {} });
  const session = simulator.openGuestSession(["fidelity"], 100_000);
  return async (argv) => {
    let text = "";
    const file = (path: string, write: (text: string) => void): OpenFile => {
      const self: OpenFile = { path, read: () => null, write, close: () => {}, retain: () => self };
      return self;
    };
    const say = (chunk: string): void => {
      text += chunk;
    };
    const started = session.start({
      program,
      argv,
      env: { PATH: "/usr/sbin:/usr/bin" },
      cwd: "/root",
      files: new Map([
        [0, file("/dev/null", () => {})],
        [1, file("pipe:[1]", say)],
        [2, file("pipe:[2]", say)],
      ]),
      outside: NOWHERE,
      ignores: [],
      pid: 100_001,
    });
    if (!started.ok) {
      throw new Error(started.error);
    }
    const { status } = started.value;
    if (typeof status === "number") {
      return { status, text };
    }
    // What goes on and on has taken its words.
    const running = new Promise<"running">((resolve) => setImmediate(() => setImmediate(() => resolve("running"))));
    const ended = await Promise.race([status, running]);
    if (ended !== "running") {
      return { status: ended, text };
    }
    started.value.signal("KILL");
    await status;
    return { status: 0, text: "runs" };
  };
}

/** Beginnings of command lines after which keywords stand, by program. */
const KEYWORDS: Readonly<Record<string, readonly string[]>> = {
  brctl: ["brctl"],
  docker: ["docker", "docker network"],
  ifconfig: ["ifconfig A"],
  route: ["route", "route add 10.9.0.0/16"],
  tc: [
    "tc",
    "tc qdisc",
    "tc qdisc add dev A root",
    "tc qdisc add dev A root netem",
    "tc qdisc add dev A root tbf",
    "tc qdisc add dev A root fq_codel",
    "tc qdisc add dev A root fq",
    "tc qdisc add dev A root sfq",
    "tc qdisc add dev A root htb",
    "tc class",
    "tc class add dev A parent 1: classid 1:1 htb",
    "tc filter",
    "tc filter add dev A ingress",
    "tc filter add dev A ingress flower",
    "tc filter add dev A ingress u32",
    "tc filter add dev A ingress matchall action police",
    "tc filter add dev A ingress matchall action mirred",
  ],
};

/** Of bridge: what stands before the options of a command. */
const BRIDGE_BEFORE: Readonly<Record<string, string>> = {
  "link set": "dev A",
  "fdb add": "02:00:00:00:00:09",
  "fdb append": "02:00:00:00:00:09",
  "fdb replace": "02:00:00:00:00:09",
  "fdb del": "02:00:00:00:00:09",
  "vlan add": "dev A vid 9",
  "vlan del": "dev A vid 9",
  "vlan set": "dev A vid 9",
  "mdb add": "dev br0 port A grp 239.1.1.1",
  "mdb del": "dev br0 port A grp 239.1.1.1",
};

const BRIDGE_OBJECTS: Readonly<Record<string, readonly string[]>> = {
  link: ["set", "show"],
  fdb: ["add", "append", "replace", "del", "show", "get", "flush"],
  vlan: ["add", "del", "set", "show", "tunnelshow", "global"],
  mdb: ["add", "del", "show"],
  monitor: [],
};

async function bridgeGrammar(program: Program): Promise<readonly Grammar[]> {
  const candidates = keywordCandidates(["core/command/bridge", "sim/programs/network"]);
  const ask = await asker(program);
  const grammar = async (command: string, ...beginnings: readonly string[]): Promise<Grammar> => ({
    command,
    refused: await isRefusedWhole(ask, command.split(" ")),
    words: await knownWords(
      ask,
      beginnings.map((line) => line.split(" ")),
      candidates,
    ),
  });
  const grammars = [await grammar("bridge", "bridge")];
  for (const [object, commands] of Object.entries(BRIDGE_OBJECTS)) {
    if (commands.length === 0) {
      grammars.push(await grammar(`bridge ${object}`, `bridge ${object}`));
    }
    for (const command of commands) {
      const line = `bridge ${object} ${command}`;
      const before = BRIDGE_BEFORE[`${object} ${command}`];
      grammars.push(await grammar(line, line, ...(before === undefined ? [] : [`${line} ${before}`])));
    }
  }
  return grammars;
}

export async function programGrammars(): Promise<readonly Grammar[]> {
  const grammars: Grammar[] = [];
  const sources = ["sim/programs", "core/command"];
  const options = optionCandidates(sources);
  const keywords = keywordCandidates(sources);
  for (const program of NETWORK_COMMANDS) {
    const { name } = program;
    if (name === "ip") {
      continue;
    }
    if (name === "bridge") {
      grammars.push(...(await bridgeGrammar(program)));
      continue;
    }
    const ask = await asker(program);
    const beginnings = KEYWORDS[name];
    for (const line of beginnings ?? []) {
      const words = await knownWords(ask, [line.split(" ")], keywords);
      const title = line.replace(/ (?:A|10\.9\.0\.0\/16|dev A root)\b/g, "");
      grammars.push({ command: line, title, countedAs: line.startsWith("docker") ? line : name, words });
    }
    if (name !== "brctl" && name !== "docker") {
      grammars.push({ command: `${name} -`, words: await knownWords(ask, [[name]], options) });
    }
  }
  return grammars;
}
