/**
 * `docker`: the client of the container engine.
 *
 * Same as docker 20.10.24 of Debian 12: output, errors and exit statuses of the subcommands below. Refused by name: real
 * subcommands and options that are not modelled. Simplified: help texts are short.
 */
import type { ExitStatus } from "../../../core/process.ts";
import type { ProcessContext, Program } from "../../program.ts";
import { type Call, connect } from "./client.ts";
import { type FlagSpecs, Flags, parseFlags } from "./flags.ts";
import { commandBelow, groupUsage, isGroup } from "./groups.ts";
import { INSPECT_FLAGS, inspect } from "./inspect.ts";
import { images, LIST_FLAGS } from "./list.ts";
import { LOGS_FLAGS, logs } from "./logs.ts";
import * as manage from "./manage.ts";
import * as network from "./network.ts";
import { PS_FLAGS, ps } from "./ps.ts";
import * as begin from "./run.ts";

interface Command {
  readonly summary: string;
  /** What stands behind the name in its usage line. */
  readonly usage: string;
  readonly flags?: FlagSpecs;
  /** Operands it needs. */
  readonly least: number;
  readonly most?: number;
  /** Flags may stand between operands. */
  readonly interspersed?: boolean;
  run(call: Call): ExitStatus | Promise<ExitStatus>;
}

const one = "CONTAINER [CONTAINER...]";

const COMMANDS: Readonly<Record<string, Command>> = {
  attach: {
    summary: "Attach local standard input, output, and error streams to a running container",
    usage: "[OPTIONS] CONTAINER",
    flags: begin.ATTACH_FLAGS,
    least: 1,
    most: 1,
    run: begin.attachCommand,
  },
  create: {
    summary: "Create a new container",
    usage: "[OPTIONS] IMAGE [COMMAND] [ARG...]",
    flags: begin.RUN_FLAGS,
    least: 1,
    interspersed: false,
    run: begin.create,
  },
  exec: {
    summary: "Run a command in a running container",
    usage: "[OPTIONS] CONTAINER COMMAND [ARG...]",
    flags: begin.EXEC_FLAGS,
    least: 2,
    interspersed: false,
    run: begin.exec,
  },
  images: {
    summary: "List images",
    usage: "[OPTIONS] [REPOSITORY[:TAG]]",
    flags: LIST_FLAGS,
    least: 0,
    run: images,
  },
  info: { summary: "Display system-wide information", usage: "[OPTIONS]", least: 0, most: 0, run: info },
  inspect: {
    summary: "Return low-level information on Docker objects",
    usage: "[OPTIONS] NAME|ID [NAME|ID...]",
    flags: INSPECT_FLAGS,
    least: 1,
    run: (call) => inspect(call),
  },
  kill: {
    summary: "Kill one or more running containers",
    usage: `[OPTIONS] ${one}`,
    flags: manage.KILL_FLAGS,
    least: 1,
    run: manage.kill,
  },
  logs: {
    summary: "Fetch the logs of a container",
    usage: "[OPTIONS] CONTAINER",
    flags: LOGS_FLAGS,
    least: 1,
    most: 1,
    run: logs,
  },
  pause: {
    summary: "Pause all processes within one or more containers",
    usage: one,
    least: 1,
    run: (call) => manage.pause(call, true),
  },
  port: {
    summary: "List port mappings or a specific mapping for the container",
    usage: "CONTAINER [PRIVATE_PORT[/PROTO]]",
    least: 1,
    most: 2,
    run: manage.port,
  },
  ps: { summary: "List containers", usage: "[OPTIONS]", flags: PS_FLAGS, least: 0, most: 0, run: ps },
  rename: { summary: "Rename a container", usage: "CONTAINER NEW_NAME", least: 2, most: 2, run: manage.rename },
  restart: {
    summary: "Restart one or more containers",
    usage: `[OPTIONS] ${one}`,
    flags: manage.STOP_FLAGS,
    least: 1,
    run: manage.restart,
  },
  rm: {
    summary: "Remove one or more containers",
    usage: `[OPTIONS] ${one}`,
    flags: manage.RM_FLAGS,
    least: 1,
    run: manage.rm,
  },
  run: {
    summary: "Run a command in a new container",
    usage: "[OPTIONS] IMAGE [COMMAND] [ARG...]",
    flags: begin.RUN_FLAGS,
    least: 1,
    interspersed: false,
    run: begin.run,
  },
  start: {
    summary: "Start one or more stopped containers",
    usage: `[OPTIONS] ${one}`,
    flags: begin.START_FLAGS,
    least: 1,
    run: begin.start,
  },
  stop: {
    summary: "Stop one or more running containers",
    usage: `[OPTIONS] ${one}`,
    flags: manage.STOP_FLAGS,
    least: 1,
    run: manage.stop,
  },
  top: {
    summary: "Display the running processes of a container",
    usage: "CONTAINER [ps OPTIONS]",
    least: 1,
    most: 1,
    run: manage.top,
  },
  unpause: {
    summary: "Unpause all processes within one or more containers",
    usage: one,
    least: 1,
    run: (call) => manage.pause(call, false),
  },
  version: {
    summary: "Show the Docker version information",
    usage: "[OPTIONS]",
    flags: { format: { kind: "string", short: "f" } },
    least: 0,
    most: 0,
    run: version,
  },
  wait: {
    summary: "Block until one or more containers stop, then print their exit codes",
    usage: one,
    least: 1,
    run: manage.wait,
  },
  "container ls": {
    summary: "List containers",
    usage: "[OPTIONS]",
    flags: PS_FLAGS,
    least: 0,
    most: 0,
    run: ps,
  },
  "container inspect": {
    summary: "Display detailed information on one or more containers",
    usage: `[OPTIONS] ${one}`,
    flags: INSPECT_FLAGS,
    least: 1,
    run: (call) => inspect(call, "container"),
  },
  "image ls": {
    summary: "List images",
    usage: "[OPTIONS] [REPOSITORY[:TAG]]",
    flags: LIST_FLAGS,
    least: 0,
    run: images,
  },
  "image inspect": {
    summary: "Display detailed information on one or more images",
    usage: "[OPTIONS] IMAGE [IMAGE...]",
    flags: INSPECT_FLAGS,
    least: 1,
    run: (call) => inspect(call, "image"),
  },
  "network connect": {
    summary: "Connect a container to a network",
    usage: "[OPTIONS] NETWORK CONTAINER",
    flags: network.CONNECT_FLAGS,
    least: 2,
    most: 2,
    run: network.connectNetwork,
  },
  "network create": {
    summary: "Create a network",
    usage: "[OPTIONS] NETWORK",
    flags: network.NETWORK_CREATE_FLAGS,
    least: 1,
    most: 1,
    run: network.createNetwork,
  },
  "network disconnect": {
    summary: "Disconnect a container from a network",
    usage: "[OPTIONS] NETWORK CONTAINER",
    flags: network.DISCONNECT_FLAGS,
    least: 2,
    most: 2,
    run: network.disconnectNetwork,
  },
  "network inspect": {
    summary: "Display detailed information on one or more networks",
    usage: "[OPTIONS] NETWORK [NETWORK...]",
    flags: INSPECT_FLAGS,
    least: 1,
    run: (call) => inspect(call, "network"),
  },
  "network ls": {
    summary: "List networks",
    usage: "[OPTIONS]",
    flags: network.NETWORK_LIST_FLAGS,
    least: 0,
    most: 0,
    run: network.networks,
  },
  "network prune": {
    summary: "Remove all unused networks",
    usage: "[OPTIONS]",
    flags: network.PRUNE_FLAGS,
    least: 0,
    most: 0,
    run: network.pruneNetworks,
  },
  "network rm": {
    summary: "Remove one or more networks",
    usage: "NETWORK [NETWORK...]",
    least: 1,
    run: network.removeNetworks,
  },
};

/** Real subcommands that are not modelled. */
const UNMODELLED = new Set(
  "build builder buildx commit compose config context cp diff events export history import load login logout manifest node plugin pull push rmi save search secret service stack stats swarm system tag trust update volume".split(
    " ",
  ),
);

const VERSION = "20.10.24+dfsg1";

function version(call: Call): ExitStatus {
  if (call.flags.value("format") !== undefined) {
    const wanted = call.flags.value("format") ?? "";
    if (/^\{\{\s*\.(Server|Client)\.Version\s*\}\}$/.test(wanted)) {
      void call.out(`${VERSION}\n`);
      return 0;
    }
    call.error("--format of docker version knows .Server.Version and .Client.Version here\n");
    return 1;
  }
  void call.out(
    `Client:\n Version:           ${VERSION}\n API version:       1.41\n Go version:        go1.19.8\n Git commit:        297e128\n OS/Arch:           linux/amd64\n Context:           default\n Experimental:      true\n\nServer:\n Engine:\n  Version:          ${VERSION}\n  API version:      1.41 (minimum version 1.12)\n  Go version:       go1.19.8\n  Git commit:       5d6db84\n  OS/Arch:          linux/amd64\n  Experimental:     false\n`,
  );
  return 0;
}

function info(call: Call): ExitStatus {
  const containers = [...call.engine.containers.values()];
  const count = (state: string) => containers.filter((container) => container.state === state).length;
  void call.out(
    [
      "Client:",
      " Context:    default",
      " Debug Mode: false",
      "",
      "Server:",
      ` Containers: ${containers.length}`,
      `  Running: ${count("running")}`,
      `  Paused: ${count("paused")}`,
      `  Stopped: ${count("exited") + count("created")}`,
      ` Images: ${call.engine.imageList.length}`,
      ` Server Version: ${VERSION}`,
      " Storage Driver: overlay2",
      " Logging Driver: json-file",
      " Plugins:",
      "  Network: bridge host null",
      " Operating System: Debian GNU/Linux 12 (bookworm)",
      " OSType: linux",
      " Architecture: x86_64",
      ` Name: ${call.context.kernel.hostname}`,
      " Docker Root Dir: /var/lib/docker",
      "",
    ].join("\n"),
  );
  return 0;
}

function overview(): string {
  const lines = Object.entries(COMMANDS)
    .filter(([name]) => !name.includes(" "))
    .map(([name, { summary }]) => `  ${name.padEnd(11)} ${summary}`);
  return `\nUsage:  docker [OPTIONS] COMMAND\n\nA self-sufficient runtime for containers\n\nCommands:\n${lines.join("\n")}\n\nRun 'docker COMMAND --help' for more information on a command.\n`;
}

function usageOf(name: string, command: Command): string {
  const flags = Object.entries(command.flags ?? {})
    .filter(([, spec]) => !spec.refused)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(
      ([long, spec]) =>
        `  ${spec.short ? `-${spec.short}, ` : "    "}--${long}${spec.kind === "bool" ? "" : ` ${spec.kind}`}`,
    );
  const list = flags.length > 0 ? `\nOptions:\n${flags.join("\n")}\n` : "";
  return `\nUsage:  docker ${name} ${command.usage}\n\n${command.summary}\n${list}`;
}

/** cli.RequiresMinArgs and its kin. */
function wrongCount(name: string, command: Command, given: number): string | undefined {
  const plural = (count: number) => `${count} argument${count === 1 ? "" : "s"}`;
  const { least, most } = command;
  if (given >= least && (most === undefined || given <= most)) return undefined;
  const needs =
    most === 0
      ? "accepts no arguments"
      : most === least
        ? `requires exactly ${plural(least)}`
        : most !== undefined
          ? `requires at least ${least} and at most ${plural(most)}`
          : `requires at least ${plural(least)}`;
  return `"docker ${name}" ${needs}.\nSee 'docker ${name} --help'.\n\nUsage:  docker ${name} ${command.usage}\n\n${command.summary}\n`;
}

/** The words of a command line without the program's name and the options in front of the subcommand. */
function afterGlobalOptions(argv: readonly string[]): string[] {
  const words = argv.slice(1);
  while (/^(-H|--host|-D|--debug|-l|--log-level|-c|--context)(=|$)/.test(words[0] ?? "")) {
    const word = words.shift() as string;
    if (!word.includes("=") && !/^(-D|--debug)$/.test(word)) words.shift();
  }
  return words;
}

/** The name in COMMANDS of what `docker GROUP WORD` asks for; undefined where docker has no such command. */
function nameBelow(group: string, word: string): string | undefined {
  const own = commandBelow(group, word);
  if (own === undefined) return undefined;
  const full = `${group} ${own}`;
  return Object.hasOwn(COMMANDS, full) || group !== "container" || !Object.hasOwn(COMMANDS, own) ? full : own;
}

const notModelled = (name: string): string =>
  `docker: '${name}' is a real command of docker, but it is not modelled here\n`;

/** What a command line asks of docker that is real and not modelled, in the words that refuse it; undefined for any other. */
export function refuseDocker(
  argv: readonly string[],
): { readonly stderr: string; readonly status: ExitStatus } | undefined {
  const [first = "", ...rest] = afterGlobalOptions(argv);
  const [name, words] = isGroup(first) ? [nameBelow(first, rest[0] ?? ""), rest.slice(1)] : [first, rest];
  if (name === undefined) return undefined;
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) return isGroup(first) || UNMODELLED.has(first) ? { stderr: notModelled(name), status: 1 } : undefined;
  const flags = parseFlags(words, command.flags ?? {}, command.interspersed ?? true);
  return flags instanceof Flags || !flags.refused ? undefined : { stderr: `${flags.message}\n`, status: flags.status };
}

/** What is wrong with an option that a command does not have, in the words of pflag. */
function unknownOption(word: string): string {
  return word.startsWith("--")
    ? `unknown flag: ${word.replace(/=.*/, "")}`
    : `unknown shorthand flag: '${word[1]}' in ${word}`;
}

/** `docker help [COMMAND [WORD]]`: the text, or the words that name no command. */
function helpOn(words: readonly string[]): { readonly text: string } | { readonly unknown: readonly string[] } {
  const [first, second, ...rest] = words;
  if (first === undefined) return { text: overview() };
  if (isGroup(first) && second === undefined) return { text: groupUsage(first) };
  const name = isGroup(first) ? nameBelow(first, second ?? "") : first;
  const known = name !== undefined && (Object.hasOwn(COMMANDS, name) || isGroup(first) || UNMODELLED.has(first));
  if (!known) return { unknown: isGroup(first) ? words.slice(1) : words };
  const more = isGroup(first) ? rest : words.slice(1);
  if (more.length > 0) return { unknown: more };
  const command = COMMANDS[name];
  return { text: command ? usageOf(name, command) : notModelled(name) };
}

async function run(context: ProcessContext): Promise<ExitStatus> {
  const out = (text: string) => context.stdout.write(text);
  const error = (text: string) => void context.stderr.write(text);
  const words = afterGlobalOptions(context.argv);
  const first = words.shift();
  if (first === undefined || first === "--help" || first === "-h") {
    await out(overview());
    return 0;
  }
  if (first === "help") {
    const help = helpOn(words);
    if ("unknown" in help) error(`unknown help topic: ${help.unknown.join(" ")}\n`);
    else await out(help.text);
    return "unknown" in help ? 1 : 0;
  }
  if (first === "-v" || first === "--version") {
    await out(`Docker version ${VERSION}, build 297e128\n`);
    return 0;
  }
  if (first.startsWith("-")) {
    error(`${unknownOption(first)}\nSee 'docker --help'.\n${overview()}\n`);
    return 125;
  }
  let name = first;
  if (isGroup(first)) {
    const second = words.shift();
    if (second?.startsWith("-") && second !== "--help") {
      error(`${unknownOption(second)}\nSee 'docker ${first} --help'.\n${groupUsage(first)}\n`);
      return 125;
    }
    const below = second === undefined ? undefined : nameBelow(first, second);
    if (below === undefined) {
      const asked = second === "--help" || words.includes("--help");
      if (asked) await out(groupUsage(first));
      else error(groupUsage(first));
      return asked || second === undefined ? 0 : 1;
    }
    name = below;
  }
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) {
    if (UNMODELLED.has(first) || isGroup(first)) error(notModelled(name));
    else error(`docker: '${name}' is not a docker command.\nSee 'docker --help'\n`);
    return 1;
  }
  if (words.includes("--help") && (command.interspersed !== false || words[0] === "--help")) {
    await out(usageOf(name, command));
    return 0;
  }
  const flags = parseFlags(words, command.flags ?? {}, command.interspersed ?? true);
  if (!(flags instanceof Flags)) {
    error(`${flags.message}\nSee 'docker ${name} --help'.\n`);
    return flags.status;
  }
  const miscount = wrongCount(name, command, flags.operands.length);
  if (miscount !== undefined) {
    error(miscount);
    return 1;
  }
  const engine = connect(context);
  if (typeof engine === "string") {
    error(`${name === "run" ? "docker: " : ""}${engine}\n${name === "run" ? "See 'docker run --help'.\n" : ""}`);
    return name === "run" ? 125 : 1;
  }
  return command.run({ context, engine, flags, command: name, out, error });
}

export const docker: Program = {
  name: "docker",
  path: "/usr/bin/docker",
  summary: "the client of the container engine",
  // A Go program of fifty megabytes takes a while to begin.
  costMicros: 25_000,
  run,
  complete(words) {
    if (words.length <= 2)
      return Object.keys(COMMANDS)
        .map((name) => name.split(" ")[0] as string)
        .concat("help");
    const [, name = "", second = ""] = words;
    if (isGroup(name) && words.length === 3)
      return Object.keys(COMMANDS).flatMap((each) =>
        each.startsWith(`${name} `) ? [each.split(" ")[1] as string] : [],
      );
    const command = COMMANDS[isGroup(name) ? `${name} ${second}` : name];
    if (!command) return [];
    if (words.at(-1)?.startsWith("-"))
      return Object.entries(command.flags ?? {}).flatMap(([long, { refused }]) => (refused ? [] : [`--${long}`]));
    return command.usage.includes("CONTAINER") || name === "inspect"
      ? ["<container>"]
      : command.usage.includes("IMAGE")
        ? ["<image>"]
        : [];
  },
};
