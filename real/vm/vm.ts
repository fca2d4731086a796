/**
 * Debian's kernel as the oracle: scripts run in a virtual machine, each in namespaces of its own as in the sandbox, and what
 * they said and left behind comes back over a serial line. For the kinds of links that this machine's kernel may lack.
 */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { execa } from "execa";
import { ok, type Result } from "../../core/result.ts";
import { COLLECT, parseRecords } from "../observe.ts";
import type { OracleRun } from "../oracle.ts";
import { SANDBOX_PATH, type Unavailable } from "../sandbox/requirements.ts";
import { SUDO } from "../sandbox/scripts.ts";
import { vmImage } from "./image.ts";

export interface VmScript {
  readonly text: string;
  /** `$0` of the script. */
  readonly name: string;
  /** It runs in the machine's first namespace, which no other script of this boot has changed. */
  readonly first?: boolean;
}

/** Without hardware virtualisation a machine boots in some five seconds; scripts mostly wait. */
const BOOT_MILLISECONDS = 120_000;
/** What a script may take, and what it may take beside others. */
const SCRIPT_SECONDS = 60;
const LANE_SECONDS = 180;
/** Ends what a script that came to its end left behind. */
const RECORDED = "\u001c";

/** Process 1. Jobs are folders below /job; the answer is one line of base64 for each of their three outputs. */
const INIT = String.raw`#!/bin/bash
export PATH=${SANDBOX_PATH}
mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -t devtmpfs devtmpfs /dev
ln -s /proc/self/fd /dev/fd
# As systemd has it on a Debian machine: modules bring nothing along into the first namespace.
mkdir -p /etc/modprobe.d
printf 'options %s\n' 'bonding max_bonds=0' 'dummy numdummies=0' 'ifb numifbs=0' > /etc/modprobe.d/systemd.conf
echo 3 > /proc/sys/kernel/printk
hostname docker1
stty -F /dev/ttyS1 raw -echo
lanes=$(</lanes)
# Beside each other scripts find the kinds of links that others have had loaded: so that each finds the same, they all are.
if (( lanes > 1 )); then modprobe -q -a bridge bonding dummy ipvlan macvlan macvtap vrf 8021q vxlan ifb; fi
play() {
  timeout -k 1 $(( lanes > 1 ? ${LANE_SECONDS} : ${SCRIPT_SECONDS} )) unshare $(<"$1/apart") --mount --pid --fork --mount-proc bash /round "$1"
}
for job in /job/*; do
  if (( lanes > 1 )); then
    while (( $(jobs -rp | wc -l) >= lanes )); do wait -n; done
    play "$job" &
    continue
  fi
  play "$job"
  # Tunnels leave an interface in every namespace there will be, for as long as their modules are loaded.
  modprobe -q -r ipip ip_gre sit ip6_gre ip6_tunnel 2> /dev/null
done
wait
for job in /job/*; do
  for part in stdout stderr record; do
    echo "${"${job##*/}"} $part $(base64 -w 0 < "$job/$part")"
  done
done | gzip | base64 -w 0 > /dev/ttyS1
echo > /dev/ttyS1
sleep 0.2
echo b > /proc/sysrq-trigger
sleep 100
`;

/** One job, in namespaces of its own: the same world as the sandbox's \`bare\`. */
const ROUND = String.raw`
mount --make-rprivate /
mount -t sysfs -o nosuid,nodev,noexec sysfs /sys
mount -t tmpfs -o mode=755 tmpfs /run
mount -t tmpfs -o mode=700 tmpfs /root
ip link set lo up
cd /root
read -r name < "$1/name"
env -i HOME=/root USER=root LOGNAME=root SHELL=/bin/bash PATH="$PATH" LANG=C.UTF-8 \
  bash -c "$(<"$1/script")" "$name" > "$1/stdout" 2> "$1/stderr" < /dev/null
echo $? > "$1/record"
exec >> "$1/record" 2> /dev/null < /dev/null
cd /
${COLLECT}
printf '\034'
`;

/** Runs scripts on one boot of the machine, `lanes` at the same time. Rejects when the machine does not answer. */
export async function runInVm(
  scripts: readonly VmScript[],
  { lanes = 1 } = {},
): Promise<Result<{ readonly kernel: string; readonly runs: readonly (OracleRun | undefined)[] }, Unavailable>> {
  const image = await vmImage();
  if (!image.ok) {
    return image;
  }
  const folder = await mkdtemp(join(tmpdir(), "netnone-vm-"));
  try {
    const ramdisk = join(folder, "ramdisk");
    const answer = join(folder, "answer");
    const files = [
      file("init", INIT, 0o755),
      file("round", ROUND),
      file("usr/bin/sudo", SUDO, 0o755),
      file("lanes", `${lanes}\n`),
      directory("job"),
      ...scripts.flatMap(({ text, name, first = false }, index) => {
        const job = `job/${String(index).padStart(4, "0")}`;
        return [
          directory(job),
          file(`${job}/script`, text),
          file(`${job}/name`, `${name}\n`),
          file(`${job}/apart`, first ? "" : "--net"),
        ];
      }),
    ];
    // The kernel unpacks one archive after the other.
    await writeFile(ramdisk, Buffer.concat([await readFile(image.value.ramdisk), archive(files)]));
    const console = await execa(
      image.value.qemu,
      [
        ...["-M", "pc", "-cpu", "max", "-smp", "2", "-m", "1024", "-nographic", "-no-reboot", "-nodefaults"],
        ...["-kernel", image.value.kernel, "-initrd", ramdisk],
        ...["-append", "console=ttyS0 quiet panic=-1 mitigations=off rdinit=/init"],
        ...["-serial", "stdio", "-serial", `file:${answer}`],
      ],
      { reject: false, stdin: "ignore", all: true, timeout: BOOT_MILLISECONDS + LANE_SECONDS * 1000 * scripts.length },
    );
    const said = (await readFile(answer, "latin1").catch(() => "")).trim();
    if (said === "") {
      throw new Error(`the virtual machine did not answer: ${console.all.slice(-500)}`);
    }
    const text = gunzipSync(Buffer.from(said, "base64")).toString("latin1");
    return ok({ kernel: image.value.release, runs: readAnswer(text, scripts.length) });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Undefined for a script that did not come to its end in time. */
function readAnswer(text: string, count: number): readonly (OracleRun | undefined)[] {
  const parts = new Map<string, string>();
  for (const line of text.split("\n")) {
    const [job, part, base64 = ""] = line.split(" ");
    parts.set(`${Number(job)} ${part}`, Buffer.from(base64, "base64").toString("utf8"));
  }
  return Array.from({ length: count }, (_, index) => {
    const record = parts.get(`${index} record`) ?? "";
    const end = record.indexOf("\n");
    if (end < 0 || !record.endsWith(RECORDED)) return undefined;
    return {
      stdout: parts.get(`${index} stdout`) ?? "",
      stderr: parts.get(`${index} stderr`) ?? "",
      status: Number(record.slice(0, end)),
      state: { version: 1, hosts: { host: parseRecords(record.slice(end + 1, -1)) } },
    };
  });
}

interface Entry {
  readonly name: string;
  readonly mode: number;
  readonly data: Buffer;
}

const file = (name: string, text: string, mode = 0o644): Entry => ({
  name,
  mode: 0o100000 | mode,
  data: Buffer.from(text),
});
const directory = (name: string): Entry => ({ name, mode: 0o040755, data: Buffer.alloc(0) });

/** A cpio archive in the format that the kernel unpacks (newc; Documentation/driver-api/early-userspace). */
function archive(entries: readonly Entry[]): Buffer {
  const parts: Buffer[] = [];
  const pad = (length: number) => parts.push(Buffer.alloc((4 - (length % 4)) % 4));
  for (const [index, { name, mode, data }] of [
    ...entries,
    { name: "TRAILER!!!", mode: 0, data: Buffer.alloc(0) },
  ].entries()) {
    const fields = [index + 1, mode, 0, 0, 1, 0, data.length, 0, 0, 0, 0, name.length + 1, 0];
    const header = `070701${fields.map((field) => field.toString(16).padStart(8, "0")).join("")}${name}\0`;
    parts.push(Buffer.from(header));
    pad(header.length);
    parts.push(data);
    pad(data.length);
  }
  return Buffer.concat(parts);
}
