/**
 * The real tools' outputs (record-golden.sh), command by command, against the same commands on a simulated host. Each
 * file is one namespace; a later command sees what the earlier ones did.
 */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { NetnsId } from "../model/id.ts";
import { TestHost } from "../operation/testing.ts";
import type { Names } from "./args.ts";
import { runBrctl } from "./brctl.ts";
import { parseBridgeCommandLine, runBridge } from "./bridge/bridge.ts";
import type { NetnsCommand } from "./ip/command.ts";
import { parseIpCommand, parseIpOptions } from "./ip/parse.ts";
import { type Outcome, runIp } from "./ip/run.ts";
import { linkNamed, type View, vrfTable } from "./ip/view.ts";
import { splitBatchLine } from "./words.ts";

interface Case {
  readonly command: string;
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What differs and why, by command line. The list is to become shorter. */
const DEVIATIONS: Readonly<Record<string, string>> = {};

class Machine {
  readonly #host = new TestHost();
  readonly #netns = new Map<string, NetnsId>();

  run(line: string): Outcome {
    const outcome = this.#run(line);
    this.#host.runWorkers();
    this.#host.watchLinks();
    return outcome;
  }

  #run(line: string): Outcome {
    const argv = splitBatchLine(line) ?? [];
    // Time in which the real kernel does what it puts off; the simulated one does that after each command.
    if (argv[0] === "sleep") return { stdout: "", stderr: "", status: 0 };
    if (argv[0] === "brctl") return runBrctl(this.#tools(this.#host.id), argv);
    if (argv[0] === "bridge") {
      const { options, words, outcome } = parseBridgeCommandLine(argv);
      return outcome ?? runBridge({ ...this.#tools(this.#host.id), names: this.#names(this.#host.id) }, options, words);
    }
    return this.#ip(argv);
  }

  #tools(netns: NetnsId) {
    return { view: () => this.#view(netns), apply: (op: Parameters<TestHost["apply"]>[0]) => this.#host.apply(op) };
  }

  #view(netns: NetnsId): View {
    return {
      config: this.#host.config,
      runtime: this.#host.world.runtime,
      netns,
      netnsName: (id) => [...this.#netns].find(([, known]) => known === id)?.[0],
    };
  }

  #names(netns: NetnsId): Names {
    return {
      device: (name) => linkNamed(this.#view(netns), name) !== undefined,
      netns: (name) => this.#netns.has(name),
      vrf: (name) => vrfTable(this.#view(netns), name),
    };
  }

  #ip(argv: readonly string[]): Outcome {
    const { options, words, refusal, say } = parseIpOptions(argv);
    if (refusal) return { stdout: "", ...refusal };
    if (say !== undefined) return { stdout: say, stderr: "", status: 0 };
    const netns = options.netns === undefined ? this.#host.id : this.#netns.get(options.netns);
    if (netns === undefined)
      return {
        stdout: "",
        stderr: `Cannot open network namespace "${options.netns}": No such file or directory\n`,
        status: 255,
      };
    const parsed = parseIpCommand(words, options, this.#names(netns));
    if ("refusal" in parsed) return { stdout: "", ...parsed.refusal };
    const outcome = runIp({ ...this.#tools(netns), uid: 0, terminal: false }, options, parsed.command);
    if (!("kind" in outcome)) return outcome;
    if (outcome.kind !== "netns") throw new Error(`ip ${outcome.kind} is not for these cases`);
    return this.#ipNetns(outcome.command);
  }

  /** As much of `ip netns` as needs no files and no processes. */
  #ipNetns(command: NetnsCommand): Outcome {
    if (command.kind === "add") this.#netns.set(command.name, this.#host.addNetns(command.name).id);
    else if (command.kind !== "list") throw new Error(`ip netns ${command.kind} is not for these cases`);
    const nsids = this.#host.nsids();
    const lines = [...this.#netns].reverse().map(([name, id]) => {
      const nsid = nsids[id];
      return `${name}${nsid === undefined ? "" : ` (id: ${nsid})`}\n`;
    });
    return { stdout: command.kind === "list" ? lines.join("") : "", stderr: "", status: 0 };
  }
}

/** Names random addresses by their first appearance, and blanks the timers of bridges, which depend on the moment. */
class Normaliser {
  readonly #macs = new Map<string, string>();

  text(text: string): string {
    return text
      .replace(/\b(?:[0-9a-f]{2}:){5}[0-9a-f]{2}\b/g, (mac) => (this.#isRandom(mac) ? this.#label(mac) : mac))
      .replace(/fe80::[0-9a-f:]+ff:fe[0-9a-f:]+/g, (address) => (address.includes("::ff:fe00:") ? address : "fe80::x"))
      .replace(/(gc_timer|hello_timer|forward_delay_timer)("?:?) *\d+\.\d\d/g, "$1$2T")
      .replace(/ used \d+\/\d+ /g, " used T ")
      .replace(/^( +\d+\t[0-9a-f:]{17}\tno\t\t) +0\.\d\d$/gm, "$1T")
      .replace(/((?:gc|hello|forward delay) timer\t+ *)\d+\.\d\d/g, "$1T")
      .replace(/^Usage:[^]*/m, "Usage:");
  }

  /** Locally administered and not one that the cases gave; groups are the same everywhere. */
  #isRandom(mac: string): boolean {
    return !/^(02:|00:00:00:00:00:00|ff:|33:33|01:)/.test(mac) || this.#macs.has(mac);
  }

  #label(mac: string): string {
    const known = this.#macs.get(mac) ?? `mac${this.#macs.size + 1}`;
    this.#macs.set(mac, known);
    return known;
  }
}

const folder = new URL("./golden/", import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith(".json"));

describe.each(files)("%s", (file) => {
  const { cases } = JSON.parse(readFileSync(new URL(file, folder), "utf8")) as { cases: readonly Case[] };
  const machine = new Machine();
  const real = new Normaliser();
  const ours = new Normaliser();
  // The rest of the file depends on what came before, so all of it runs, whatever fails.
  const results = cases.map((wanted) => ({ wanted, outcome: machine.run(wanted.command) }));
  test.each(results.map(({ wanted, outcome }, at) => [at + 1, wanted.command, wanted, outcome] as const))(
    "%d: %s",
    (_, command, wanted, outcome) => {
      // The order of neighbors goes by a hash with a random key.
      const order = (text: string): string =>
        /\bneigh\b/.test(command) && !/-j/.test(command) ? text.split("\n").sort().join("\n") : text;
      const want = { status: wanted.status, stdout: order(real.text(wanted.stdout)), stderr: real.text(wanted.stderr) };
      const got = {
        status: outcome.status,
        stdout: order(ours.text(outcome.stdout)),
        stderr: ours.text(outcome.stderr),
      };
      if (DEVIATIONS[command] !== undefined) expect(got).not.toEqual(want);
      else expect(got).toEqual(want);
    },
  );
});
