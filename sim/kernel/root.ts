/** The file tree that a machine starts with: Debian's directories, the programs, /etc, /dev, and what is mounted. */

import { NAME_FILES } from "../../core/command/number-names.ts";
import type { NetnsId } from "../../core/model/id.ts";
import type { OpenFile, OpenMode, Signals } from "../../core/process.ts";
import { err, ok } from "../../core/result.ts";
import type { Program } from "../program.ts";
import { GeneratedDirectory } from "./directory.ts";
import type { Host } from "./host.ts";
import { Device, Directory, type Inode, Symlink, TextFile, TmpfsDirectory, TreeDirectory } from "./inode.ts";
import { LimitPassed } from "./killed.ts";
import { MountNamespace } from "./mount.ts";
import type { PidNamespace } from "./process.ts";
import { procfs } from "./procfs.ts";
import { sysfs } from "./sysfs.ts";

/** Puts an inode at an absolute path, making the directories above it. */
export function place(root: Directory, path: string, inode: Inode): void {
  const names = path.split("/").filter((name) => name !== "");
  const last = names.pop();
  if (last === undefined) throw new Error("the root is there");
  directoryAt(root, `/${names.join("/")}`).add(last, inode, 0);
}

const NOBODY = { hostPid: 0, credentials: { uid: 0, gid: 0, groups: [], capabilities: new Set<never>() } };

/** The directory at an absolute path, made where it is missing. */
export function directoryAt(root: Directory, path: string): Directory {
  let at = root;
  for (const name of path.split("/")) {
    if (name === "") continue;
    let next = at.lookup(name, NOBODY);
    if (next instanceof Symlink) {
      const target = next.target(NOBODY);
      next = target.ok ? directoryAt(target.value.startsWith("/") ? root : at, target.value) : undefined;
    }
    if (next === undefined) {
      next = new TreeDirectory();
      at.add(name, next, 0);
    }
    if (!(next instanceof Directory)) throw new Error(`${path} leads through a file`);
    at = next;
  }
  return at;
}

const DIRECTORIES =
  "boot dev etc home media mnt opt proc root run/lock srv sys tmp usr/bin usr/games usr/include usr/sbin usr/lib usr/local/bin usr/local/sbin usr/share usr/src var/backups var/cache var/lib var/local var/log var/mail var/opt var/spool var/tmp".split(
    " ",
  );

/** Users of the machine: Debian's own (base-passwd), and an ordinary one who may use sudo and docker. */
const PASSWD = [
  "root:x:0:0:root:/root:/bin/bash",
  "daemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin",
  "bin:x:2:2:bin:/bin:/usr/sbin/nologin",
  "sys:x:3:3:sys:/dev:/usr/sbin/nologin",
  "sync:x:4:65534:sync:/bin:/bin/sync",
  "games:x:5:60:games:/usr/games:/usr/sbin/nologin",
  "man:x:6:12:man:/var/cache/man:/usr/sbin/nologin",
  "lp:x:7:7:lp:/var/spool/lpd:/usr/sbin/nologin",
  "mail:x:8:8:mail:/var/mail:/usr/sbin/nologin",
  "news:x:9:9:news:/var/spool/news:/usr/sbin/nologin",
  "uucp:x:10:10:uucp:/var/spool/uucp:/usr/sbin/nologin",
  "proxy:x:13:13:proxy:/bin:/usr/sbin/nologin",
  "www-data:x:33:33:www-data:/var/www:/usr/sbin/nologin",
  "backup:x:34:34:backup:/var/backups:/usr/sbin/nologin",
  "list:x:38:38:Mailing List Manager:/var/list:/usr/sbin/nologin",
  "irc:x:39:39:ircd:/run/ircd:/usr/sbin/nologin",
  "_apt:x:42:65534::/nonexistent:/usr/sbin/nologin",
  "nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin",
  "user:x:1000:1000:User,,,:/home/user:/bin/bash",
].join("\n");

const GROUPS =
  "root:0 daemon:1 bin:2 sys:3 adm:4 tty:5 disk:6 lp:7 mail:8 news:9 uucp:10 man:12 proxy:13 kmem:15 dialout:20 fax:21 voice:22 " +
  "cdrom:24 floppy:25 tape:26 sudo:27 audio:29 dip:30 www-data:33 backup:34 operator:37 list:38 irc:39 src:40 shadow:42 utmp:43 " +
  "video:44 sasl:45 plugdev:46 staff:50 games:60 users:100 nogroup:65534 docker:998 user:1000";
/** Which of them the ordinary user is in. */
const JOINED = ["sudo", "docker"];
const GROUP = GROUPS.split(" ")
  .map((each) => {
    const [name = "", number = ""] = each.split(":");
    return `${name}:x:${number}:${JOINED.includes(name) ? "user" : ""}`;
  })
  .join("\n");

/** What Debian's readline-common makes of readline(3): eight bits, and the keys of a PC. */
export const INPUTRC = `set input-meta on
set output-meta on
$if mode=emacs
"\\e[1~": beginning-of-line
"\\e[4~": end-of-line
"\\e[3~": delete-char
"\\e[2~": quoted-insert
"\\e[1;5C": forward-word
"\\e[1;5D": backward-word
"\\e[5C": forward-word
"\\e[5D": backward-word
"\\e\\e[C": forward-word
"\\e\\e[D": backward-word
$if term=rxvt
"\\e[7~": beginning-of-line
"\\e[8~": end-of-line
"\\eOc": forward-word
"\\eOd": backward-word
$endif
$endif`;

/** What Debian leaves in /etc/iproute2/rt_tables.d. */
const NAME_DIRECTORY_README =
  "Each file in this directory is an rt_tables configuration file. iproute2\ncommands scan this directory processing all files that end in '.conf'.\n";

/** The tree of a host, /usr merged as Debian 12 has it. */
export function hostRoot(hostname: string, programs: readonly Program[], ownAddress?: string): Directory {
  const root = new TreeDirectory();
  for (const path of DIRECTORIES) directoryAt(root, `/${path}`);
  for (const name of ["bin", "sbin", "lib"]) place(root, `/${name}`, new Symlink(`usr/${name}`));
  place(root, "/var/run", new Symlink("/run"));
  place(root, "/var/lock", new Symlink("/run/lock"));
  directoryAt(root, "/tmp").mode = 0o1777;
  directoryAt(root, "/var/tmp").mode = 0o1777;
  directoryAt(root, "/root").mode = 0o700;
  place(root, "/home/user", new TreeDirectory({ mode: 0o755, uid: 1000, gid: 1000 }));
  for (const program of programs) {
    place(root, program.path, new TextFile("", {}, program));
    for (const [path, target] of Object.entries(program.links ?? {})) place(root, path, new Symlink(target));
  }
  place(root, "/usr/bin/sh", new Symlink("dash"));
  const files: Readonly<Record<string, string>> = {
    "/etc/passwd": PASSWD,
    "/etc/group": GROUP,
    "/etc/debian_version": "12.5",
    "/etc/hostname": hostname,
    "/etc/hosts": `127.0.0.1\tlocalhost\n${ownAddress ?? "127.0.1.1"}\t${hostname}\n::1\tlocalhost ip6-localhost ip6-loopback\nff02::1\tip6-allnodes\nff02::2\tip6-allrouters`,
    "/etc/nsswitch.conf": "passwd: files\ngroup: files\nhosts: files dns",
    "/etc/inputrc": INPUTRC,
    "/etc/fstab": "# UNCONFIGURED FSTAB FOR BASE SYSTEM",
    "/etc/shells": "/bin/sh\n/bin/bash\n/usr/bin/bash",
    "/etc/os-release":
      'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nNAME="Debian GNU/Linux"\nVERSION_ID="12"\nVERSION="12 (bookworm)"\nVERSION_CODENAME=bookworm\nID=debian\nHOME_URL="https://www.debian.org/"\nSUPPORT_URL="https://www.debian.org/support"\nBUG_REPORT_URL="https://bugs.debian.org/"',
  };
  for (const [path, text] of Object.entries(files)) place(root, path, new TextFile(`${text}\n`));
  place(root, "/etc/sysctl.conf", new TextFile("# Settings of the kernel, as sysctl -p reads them: sysctl.conf(5)\n"));
  directoryAt(root, "/etc/sysctl.d");
  // Nobody is named: names are asked of this host itself.
  place(root, "/etc/resolv.conf", new TextFile(""));
  for (const [name, text] of Object.entries(NAME_FILES)) place(root, `/etc/iproute2/${name}`, new TextFile(text));
  for (const name of ["rt_protos.d", "rt_tables.d"])
    place(root, `/etc/iproute2/${name}/README`, new TextFile(NAME_DIRECTORY_README));
  place(root, "/etc/mtab", new Symlink("/proc/self/mounts"));
  return root;
}

/** Reads of a device that has always something to read. */
const READS_A_TURN = 256;
const MOST_READS = 1 << 20;

/** The files below /dev that every machine and container has, and /dev/net/tun, which containers do without. */
function devices(host: Host, container?: string): Directory {
  const prefix = container === undefined ? "pts/" : `${container}:pts/`;
  const root = new TmpfsDirectory({ device: 5 });
  const file = (path: string, mode: OpenMode, read: () => string | null, refused?: "ENOSPC"): OpenFile => {
    // Whoever reads and never waits lets the others go on now and then.
    let reads = 0;
    const turn = async (signals?: Signals): Promise<string | null> => {
      if (reads > MOST_READS) throw new LimitPassed(`more than ${MOST_READS} reads of ${path}`);
      await host.clock.sleep(1000, signals);
      return read();
    };
    const self: OpenFile = {
      path,
      access: mode === "read" ? "read" : mode === "readwrite" ? undefined : "write",
      read: (signals) => (++reads % READS_A_TURN === 0 ? turn(signals) : read()),
      write: () => {},
      ...(refused ? { writeError: refused } : {}),
      close: () => {},
      retain: () => self,
    };
    return self;
  };
  const zeros = "\0".repeat(4096);
  const chance = () =>
    Array.from({ length: 256 }, () => {
      const byte = host.random(256);
      return String.fromCharCode(byte < 0x80 ? byte : 0xdc00 + byte);
    }).join("");
  const memory = (minor: number, read: () => string | null, refused?: "ENOSPC") =>
    new Device((path, mode) => ok(file(path, mode, read, refused)), { mode: 0o666, device: 5, numbers: [1, minor] });
  place(
    root,
    "/null",
    memory(3, () => null),
  );
  place(
    root,
    "/zero",
    memory(5, () => zeros),
  );
  place(
    root,
    "/full",
    memory(7, () => zeros, "ENOSPC"),
  );
  place(root, "/random", memory(8, chance));
  place(root, "/urandom", memory(9, chance));
  // What opens it and says nothing of a device (TUNSETIFF) has nothing to read.
  if (container === undefined)
    place(
      root,
      "/net/tun",
      new Device((path, mode) => ok(file(path, mode, () => null)), { mode: 0o600, device: 5, numbers: [10, 200] }),
    );
  place(root, "/stdin", new Symlink("/proc/self/fd/0"));
  place(root, "/stdout", new Symlink("/proc/self/fd/1"));
  place(root, "/stderr", new Symlink("/proc/self/fd/2"));
  place(root, "/fd", new Symlink("/proc/self/fd"));
  const shm = new TmpfsDirectory({ mode: 0o1777 });
  place(root, "/shm", shm);
  // The controlling terminal of whoever opens it.
  place(
    root,
    "/tty",
    new Device(
      (_path, _mode, viewer) => {
        const process = host.pidNamespace.processes.get(viewer.hostPid);
        const terminal = process?.session.terminal;
        const slave = terminal === undefined ? undefined : host.terminals.get(terminal);
        return slave ? ok(slave.open()) : err("ENXIO");
      },
      { mode: 0o666, numbers: [5, 0] },
    ),
  );
  const pts = new GeneratedDirectory(
    () => [...host.terminals.keys()].flatMap((name) => (name.startsWith(prefix) ? [name.slice(prefix.length)] : [])),
    (name) => {
      const slave = host.terminals.get(`${prefix}${name}`);
      return (
        slave &&
        new Device(() => ok(slave.open()), { mode: 0o620, gid: 5, uid: slave.owner, numbers: [136, Number(name)] })
      );
    },
  );
  place(root, "/pts", pts);
  return root;
}

/** What is mounted on a root that is to be used: /proc, /sys, /dev, and for a host also /run. */
export function mountAll(
  host: Host,
  root: Directory,
  options: {
    readonly pidNamespace: PidNamespace;
    readonly netns: NetnsId;
    readonly inode: number;
    readonly source: string;
    readonly type: string;
    readonly readOnly: boolean;
    /** A container's id: its terminals are its own, and /run is an ordinary directory. */
    readonly container?: string;
  },
): MountNamespace {
  const mounts = new MountNamespace(root, options.inode);
  const at = (path: string) => directoryAt(root, path);
  const add = (path: string, source: string, type: string, flags: string, inode: Directory) =>
    mounts.mount(at(path), { source, path, type, options: flags, root: inode });
  mounts.note({ source: options.source, path: "/", type: options.type, options: "rw,relatime", root });
  add("/proc", "proc", "proc", "rw,nosuid,nodev,noexec,relatime", procfs(host, options.pidNamespace, options.readOnly));
  add(
    "/sys",
    "sysfs",
    "sysfs",
    options.readOnly ? "ro,nosuid,nodev,noexec,relatime" : "rw,nosuid,nodev,noexec,relatime",
    sysfs(host, options.netns),
  );
  add(
    "/dev",
    options.container ? "tmpfs" : "udev",
    options.container ? "tmpfs" : "devtmpfs",
    "rw,nosuid",
    devices(host),
  );
  if (options.container !== undefined) return mounts;
  const run = new TmpfsDirectory();
  run.add("lock", new TmpfsDirectory({ mode: 0o1777 }), 0);
  add("/run", "tmpfs", "tmpfs", "rw,nosuid,nodev,noexec,relatime,size=1219336k,mode=755", run);
  return mounts;
}
