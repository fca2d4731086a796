/** Images: the one that is there is `base`, bash and busybox on an otherwise empty tree. */
import { type Directory, Symlink, TextFile, TreeDirectory } from "../kernel/inode.ts";
import { directoryAt, place } from "../kernel/root.ts";
import type { Program } from "../program.ts";
import { busyboxWith } from "../programs/busybox/busybox.ts";
import { inBusyboxWords } from "../programs/busybox/words.ts";

export interface Image {
  readonly id: string;
  readonly repository: string;
  readonly tag: string;
  readonly root: Directory;
  readonly command: readonly string[];
  readonly env: readonly string[] | null;
  readonly size: number;
}

const PASSWD = "root:x:0:0:root:/root:/bin/bash\nnobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n";
const GROUP = "root:x:0:\nnogroup:x:65534:\n";

/** Where busybox installs applets that are not in /bin (its --list-full). */
const SBIN = new Set(
  "arp arping brctl ifconfig ifdown ifup ip ipaddr iplink ipneigh iproute iprule route sysctl tc tunctl vconfig".split(
    " ",
  ),
);

/** Programs of the host that the image has too, under busybox's paths. */
const APPLETS =
  "[ arp arping ash awk basename brctl cat chmod chown clear cmp cp cut date diff dirname du echo egrep env expr false find grep groups head hostname httpd id ifconfig ip kill ln ls md5sum mkdir mkfifo more mount mv nc netstat nsenter nslookup od ping ping6 printenv printf ps pwd readlink realpath rm rmdir route sed seq sh sleep sort stat sysctl tac tail tee test timeout touch tr traceroute true tty umount uname uniq unshare wc wget which whoami xargs".split(
    " ",
  );

/** Builds `base` from what is installed on the host. */
export function baseImage(id: string, programs: readonly Program[]): Image {
  const root = new TreeDirectory();
  for (const path of "bin dev etc proc root run sbin sys tmp usr/bin usr/sbin var".split(" "))
    directoryAt(root, `/${path}`);
  directoryAt(root, "/tmp").mode = 0o1777;
  place(root, "/var/run", new Symlink("/run"));
  place(root, "/etc/passwd", new TextFile(PASSWD));
  place(root, "/etc/group", new TextFile(GROUP));
  const named = (name: string) => programs.find((program) => program.name === name);
  const shell = named("bash");
  if (!shell) throw new Error("an image needs a shell");
  place(root, "/bin/bash", new TextFile("", {}, shell));
  const applets = new Map<string, Program>();
  for (const name of APPLETS) {
    const own = programs.find((each) => each.name === `busybox ${name}`);
    const program = own ? undefined : named(name);
    const applet = own ?? (program && inBusyboxWords(name, program));
    if (!applet) continue;
    applets.set(name, applet);
    const folder = name === "httpd" ? "usr/sbin" : SBIN.has(name) ? "sbin" : "bin";
    place(root, `/${folder}/${name}`, new TextFile("", {}, applet));
  }
  place(root, "/bin/busybox", new TextFile("", {}, busyboxWith(applets)));
  return { id, repository: "base", tag: "latest", root, command: ["/bin/bash"], env: null, size: 4_320_000 };
}
