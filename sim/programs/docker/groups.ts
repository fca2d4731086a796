/** The commands of docker that lie below a noun (`docker network ls`): which there are, modelled or not, and what a noun by itself says. */

/** What each command does, by its name; in the order in which docker lists them. */
type Summaries = Readonly<Record<string, string>>;

const CONTAINER: Summaries = {
  attach: "Attach local standard input, output, and error streams to a running container",
  commit: "Create a new image from a container's changes",
  cp: "Copy files/folders between a container and the local filesystem",
  create: "Create a new container",
  diff: "Inspect changes to files or directories on a container's filesystem",
  exec: "Run a command in a running container",
  export: "Export a container's filesystem as a tar archive",
  inspect: "Display detailed information on one or more containers",
  kill: "Kill one or more running containers",
  logs: "Fetch the logs of a container",
  ls: "List containers",
  pause: "Pause all processes within one or more containers",
  port: "List port mappings or a specific mapping for the container",
  prune: "Remove all stopped containers",
  rename: "Rename a container",
  restart: "Restart one or more containers",
  rm: "Remove one or more containers",
  run: "Run a command in a new container",
  start: "Start one or more stopped containers",
  stats: "Display a live stream of container(s) resource usage statistics",
  stop: "Stop one or more running containers",
  top: "Display the running processes of a container",
  unpause: "Unpause all processes within one or more containers",
  update: "Update configuration of one or more containers",
  wait: "Block until one or more containers stop, then print their exit codes",
};

const IMAGE: Summaries = {
  build: "Build an image from a Dockerfile",
  history: "Show the history of an image",
  import: "Import the contents from a tarball to create a filesystem image",
  inspect: "Display detailed information on one or more images",
  load: "Load an image from a tar archive or STDIN",
  ls: "List images",
  prune: "Remove unused images",
  pull: "Pull an image or a repository from a registry",
  push: "Push an image or a repository to a registry",
  rm: "Remove one or more images",
  save: "Save one or more images to a tar archive (streamed to STDOUT by default)",
  tag: "Create a tag TARGET_IMAGE that refers to SOURCE_IMAGE",
};

const NETWORK: Summaries = {
  connect: "Connect a container to a network",
  create: "Create a network",
  disconnect: "Disconnect a container from a network",
  inspect: "Display detailed information on one or more networks",
  ls: "List networks",
  prune: "Remove all unused networks",
  rm: "Remove one or more networks",
};

const GROUPS = new Map([
  ["container", CONTAINER],
  ["image", IMAGE],
  ["network", NETWORK],
]);

const ALIASES = new Map([
  ["list", "ls"],
  ["ps", "ls"],
  ["remove", "rm"],
]);

/** Whether commands lie below this word. */
export function isGroup(word: string): boolean {
  return GROUPS.has(word);
}

/** The command that a word below a group means, by its own name; undefined where docker has none. */
export function commandBelow(group: string, word: string): string | undefined {
  const summaries = GROUPS.get(group) ?? {};
  const name = word === "ps" && group !== "container" ? word : (ALIASES.get(word) ?? word);
  return Object.hasOwn(summaries, name) ? name : undefined;
}

/** What `docker GROUP` says. */
export function groupUsage(group: string): string {
  const rows = Object.entries(GROUPS.get(group) ?? {}).map(([name, summary]) => `  ${name.padEnd(11)} ${summary}`);
  return `
Usage:  docker ${group} COMMAND

Manage ${group}s

Commands:
${rows.join("\n")}

Run 'docker ${group} COMMAND --help' for more information on a command.
`;
}
