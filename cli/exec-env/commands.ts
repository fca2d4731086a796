/** Which commands of a real shell are the simulated machine's. */
import { accessSync, constants, statSync } from "node:fs";
import { NOT_MODELLED } from "../../core/command/args.ts";
import type { Program } from "../../sim/program.ts";
import { NETWORK_COMMANDS, PROGRAMS } from "../../sim/programs/registry.ts";

/** What runs others in a namespace or as root, and who one is there: real ones would not know of the simulated world. */
const COMPANIONS = ["nsenter", "unshare", "sudo", "id", "whoami"];

/** With simulated time that runs as fast as it can, what waits must wait in it. */
const WAITING = ["sleep", "timeout"];

/**
 * The simulated machine's where a path is below /run/netns, /proc/sys/net, /proc/net, /proc/PID/ns or /sys/class/net, as
 * `ln -s /proc/$pid/ns/net /var/run/netns/c1`; this machine's for all others.
 */
const FOR_PATHS = "cat grep head ln ls mkdir mount readlink rm stat tail tee touch umount".split(" ");

/**
 * What would show or change this machine's own network instead of the simulated one, where the simulator does not have it
 * (yet): refused by name.
 */
const ABROAD =
  "arptables conntrack dhclient dhcpcd ebtables ethtool ifconfig ifdown ifup ip6tables ip6tables-restore ip6tables-save " +
  "ipset iptables iptables-restore iptables-save lsns nc ncat netcat netstat nft nmcli ovs-vsctl route arp socat ss tc " +
  "udhcpc wg wg-quick";

function refusing(name: string): Program {
  return {
    name,
    path: `/usr/sbin/${name}`,
    summary: "",
    run: async (context) => {
      await context.stderr.write(`netnone: ${name} is not modelled\n`);
      return NOT_MODELLED;
    },
  };
}

export interface Commands {
  /** By the name they have on PATH. */
  readonly programs: ReadonlyMap<string, Program>;
  /** Of these, what only some paths make the simulated machine's. */
  readonly forPaths: readonly string[];
  /** The program at a path of the simulated machine: /sbin/ip, /usr/sbin/ip. */
  at(path: string): Program | undefined;
}

export function commandsOf(options: { readonly fast: boolean }): Commands {
  const companions = [...COMPANIONS, ...(options.fast ? WAITING : []), ...FOR_PATHS];
  const shown = [...NETWORK_COMMANDS, ...PROGRAMS.filter(({ name }) => companions.includes(name))];
  const programs = new Map(ABROAD.split(" ").map((name) => [name, refusing(name)]));
  for (const program of shown) {
    programs.set(program.name, program);
  }
  return {
    programs,
    forPaths: FOR_PATHS.filter((name) => programs.has(name)),
    at: (path) => {
      const [, name = ""] = /^(?:\/usr)?\/s?bin\/([^/]+)$/.exec(path) ?? [];
      const program = programs.get(name);
      return program !== undefined && !FOR_PATHS.includes(name) ? program : undefined;
    },
  };
}

/** execvp(3) on this machine. */
export function findOnPath(name: string, path: string | undefined, cwd: string): string | undefined {
  for (const directory of (path ?? "/usr/local/bin:/usr/bin:/bin").split(":")) {
    const file = `${directory === "" ? cwd : directory}/${name}`;
    if (isExecutable(file)) {
      return file;
    }
  }
  return undefined;
}

export function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
