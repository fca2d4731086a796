/**
 * What the virtual machine boots: Debian's kernel as its package has it, unpacked and never installed, and an initial
 * ramdisk of this machine's own tools with that kernel's network modules. Both are kept below node_modules/.cache.
 */
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { err, ok, type Result } from "../../core/result.ts";
import { findProgram, type Unavailable } from "../sandbox/requirements.ts";
import { toolVersions } from "../versions.ts";

export interface VmImage {
  readonly qemu: string;
  readonly kernel: string;
  readonly ramdisk: string;
  /** What `uname -r` says in it. */
  readonly release: string;
}

/** The package that always depends on the newest kernel made for virtual machines: small, quick to boot. */
const PACKAGE = "linux-image-cloud-amd64";

/** npm runs scripts and tests from the root of the repository. */
const CACHE = join(process.cwd(), "node_modules/.cache/netnone-vm");

const NEEDED: Readonly<Record<string, string>> = {
  "qemu-system-x86_64": "qemu-system-x86",
  depmod: "kmod",
  cpio: "cpio",
  ip: "iproute2",
  brctl: "bridge-utils",
  ping: "iputils-ping",
  "apt-get": "apt",
  dpkg: "dpkg",
};

/** Why there is no virtual machine here; undefined when there can be one. */
export function vmGap(): Unavailable | undefined {
  const absent = Object.keys(NEEDED).filter((name) => findProgram(name) === undefined);
  if (absent.length === 0) {
    return undefined;
  }
  return {
    missing: `the virtual machine needs ${absent.join(", ")}, which this machine does not have`,
    remedy: `apt-get install ${absent.map((name) => NEEDED[name]).join(" ")}`,
  };
}

/** Programs that scripts in the virtual machine may use, with their libraries; those that are not here are left out. */
const PROGRAMS = (
  "arp arping awk base64 basename bash brctl bridge cat chmod cp cut date dirname echo env ethtool false find flock grep " +
  "gzip head hostname id ifconfig ip jq kill ln ls mkdir mkfifo mknod mktemp modprobe mount mv nc netstat nsenter ping ping6 printf ps pwd " +
  "radvd readlink realpath rm rmdir route sed seq sh sleep sort ss stat stty sysctl tac tail tc tcpdump tee test timeout touch tr " +
  "traceroute tracepath true umount uname uniq unshare wc xargs"
).split(" ");

/** Arguments: where to stage, the unpacked kernel, its release, the ramdisk to write, then paths of programs. */
const STAGE = String.raw`
set -e -o pipefail
stage=$1 kernel=$2 release=$3 ramdisk=$4
shift 4
rm -rf "$stage"
mkdir -p "$stage"/{usr/{bin,sbin,lib,lib64},dev,etc,proc,sys,run,tmp,root,var}
for directory in bin sbin lib lib64; do ln -s "usr/$directory" "$stage/$directory"; done
ln -s /run "$stage/var/run"
for path in "$@"; do
  mkdir -p "$stage/$(dirname "$path")"
  cp -L "$path" "$stage$path"
  ldd "$path" 2>/dev/null | grep -o '/[^ ]*' || true
done | sort -u | while read -r library; do
  mkdir -p "$stage/$(dirname "$library")"
  cp -L "$library" "$stage$library"
done
# Debian's ip is in one folder and a link in the other.
[ -e "$stage/usr/bin/ip" ] || ln -s ../sbin/ip "$stage/usr/bin/ip"
for path in iproute2 protocols services passwd group nsswitch.conf ethertypes; do
  [ ! -e "/etc/$path" ] || cp -rL "/etc/$path" "$stage/etc/$path"
done
for tables in /usr/lib/*/tc/*.dist; do
  [ ! -e "$tables" ] || { mkdir -p "$stage/$(dirname "$tables")" && cp -L "$tables" "$stage$tables"; }
done
echo '127.0.0.1 localhost' > "$stage/etc/hosts"
modules=lib/modules/$release
mkdir -p "$stage/usr/$modules/kernel/drivers"
cp "$kernel/$modules"/modules.{order,builtin,builtin.modinfo} "$stage/usr/$modules/"
for part in net lib crypto arch drivers/net; do
  cp -r "$kernel/$modules/kernel/$part" "$stage/usr/$modules/kernel/$part"
done
depmod -b "$stage/usr" "$release"
(cd "$stage" && find . | cpio --quiet -o -H newc) > "$ramdisk.new"
mv "$ramdisk.new" "$ramdisk"
rm -rf "$stage"
`;

/** Fetches and builds what is missing in the cache. Takes a minute the first time and nothing after that. */
export async function vmImage(): Promise<Result<VmImage, Unavailable>> {
  const gap = vmGap();
  if (gap) {
    return err(gap);
  }
  await mkdir(CACHE, { recursive: true });
  const unpacked = join(CACHE, "kernel");
  if (!existsSync(join(unpacked, "boot"))) {
    const fetched = await fetchKernel(unpacked);
    if (!fetched.ok) {
      return fetched;
    }
  }
  const release = (await readdir(join(unpacked, "lib/modules")))[0];
  if (release === undefined) {
    throw new Error(`${unpacked} holds no kernel modules`);
  }
  const key = createHash("sha256")
    .update(JSON.stringify([STAGE, PROGRAMS, release, await toolVersions()]))
    .digest("hex")
    .slice(0, 16);
  const ramdisk = join(CACHE, `ramdisk-${key}.cpio`);
  if (!existsSync(ramdisk)) {
    const paths = PROGRAMS.map((name) => findProgram(name)).filter((path) => path !== undefined);
    const stage = join(CACHE, `stage-${process.pid}`);
    await execa("bash", ["-c", STAGE, "stage", stage, unpacked, release, ramdisk, ...paths]);
  }
  return ok({
    qemu: findProgram("qemu-system-x86_64") ?? "qemu-system-x86_64",
    kernel: join(unpacked, "boot", `vmlinuz-${release}`),
    ramdisk,
    release,
  });
}

async function fetchKernel(target: string): Promise<Result<undefined, Unavailable>> {
  const depends = await execa("apt-cache", ["depends", PACKAGE], { reject: false });
  const real = /^ *Depends: (linux-image-\S+)$/m.exec(depends.stdout)?.[1];
  const download =
    real === undefined ? undefined : await execa("apt-get", ["download", real], { cwd: CACHE, reject: false });
  const file = (await readdir(CACHE)).find((name) => name.startsWith(`${real}_`) && name.endsWith(".deb"));
  if (real === undefined || download?.exitCode !== 0 || file === undefined) {
    return err({
      missing: `Debian's kernel package ${PACKAGE} cannot be fetched`,
      remedy: "run apt-get update, and see that this is Debian 12 on amd64 with the network in reach",
    });
  }
  await execa("dpkg", ["-x", join(CACHE, file), target]);
  return ok();
}
