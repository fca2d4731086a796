#!/bin/bash
# Records what the real tools say to the cases in golden/*.cases, each file in a network namespace of its own, into
# golden/*.json. Needs root on Linux with iproute2, bridge-utils, util-linux and node. Usage: record-golden.sh [NAME...]
set -eu
cd "$(dirname "$0")/golden"
if [ $# -eq 0 ]; then set -- *.cases; fi
for name in "$@"; do
  name=${name%.cases}
  # shellcheck disable=SC2016
  unshare -n -m -p --fork --mount-proc bash -c '
    mount --make-rprivate /
    mount -t sysfs sysfs /sys
    mkdir -p /run/netns
    mount -t tmpfs tmpfs /run/netns
    exec node --input-type=commonjs -e "$1" "$2"' bash '
    const { spawnSync } = require("node:child_process");
    const { readFileSync, writeFileSync } = require("node:fs");
    const name = process.argv[1];
    const version = (...argv) => {
      const { stdout } = spawnSync(argv[0], argv.slice(1), { encoding: "utf8" });
      return stdout.trim().split("\n")[0];
    };
    const cases = readFileSync(`${name}.cases`, "utf8").split("\n")
      .filter((line) => line.trim() !== "" && !line.startsWith("#"))
      .map((command) => {
        const { status, stdout, stderr } = spawnSync("bash", ["-c", command], { encoding: "utf8", input: "" });
        // Usage texts are longer than ours and not compared: what counts is that there is one.
        return { command, status, stdout, stderr: stderr.replace(/^Usage:[^]*/m, "Usage:") };
      });
    const versions = { kernel: version("uname", "-r"), ip: version("ip", "-V"), brctl: version("brctl", "-V") };
    writeFileSync(`${name}.json`, `${JSON.stringify({ versions, cases }, null, 1)}\n`);
    console.log(`${name}: ${cases.length} cases`);
  ' "$name"
done
