import { execFileSync, spawn } from "node:child_process";
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { afterEach, describe, expect, inject, it } from "vitest";
import { openSandbox, runInside, type Sandbox } from "./sandbox.ts";
import { openWorld } from "./world.ts";

const { root: noRoot, docker: noDocker } = inject("gaps");

/** What the machine shows of things that a sandbox could leave behind. */
function machine(): Readonly<Record<string, unknown>> {
  return {
    mounts: readFileSync("/proc/self/mounts", "utf8"),
    links: execFileSync("ip", ["-o", "link"], { encoding: "utf8" }),
    routes: execFileSync("ip", ["route", "show", "table", "all"], { encoding: "utf8" }),
    sysctls: readFileSync("/proc/sys/net/ipv4/ip_forward", "utf8"),
    run: readdirSync("/run").sort(),
    etc: readdirSync("/etc").sort(),
    hostname: readFileSync("/proc/sys/kernel/hostname", "utf8"),
  };
}

/** Processes in the network namespace given, and control groups with the sandbox's stamp. */
function inhabitants(netns: string): readonly string[] {
  return readdirSync("/proc").filter((entry) => {
    try {
      return /^\d+$/.test(entry) && readlinkSync(`/proc/${entry}/ns/net`) === netns;
    } catch {
      return false;
    }
  });
}

function controlGroups(): readonly string[] {
  return execFileSync("find", ["/sys/fs/cgroup", "-maxdepth", "4", "-name", "netnone-*"], { encoding: "utf8" })
    .split("\n")
    .filter((line) => line !== "")
    .sort();
}

async function until(condition: () => boolean): Promise<boolean> {
  for (let attempt = 0; attempt < 200; attempt++) {
    if (condition()) {
      return true;
    }
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  return false;
}

describe.skipIf(noRoot !== null)(`a sandbox${noRoot === null ? "" : ` (skipped: ${noRoot})`}`, () => {
  let sandbox: Sandbox | undefined;
  afterEach(() => sandbox?.close());

  async function open(): Promise<Sandbox> {
    const opened = await openSandbox();
    if (!opened.ok) {
      throw new Error(opened.error.missing);
    }
    sandbox = opened.value;
    return sandbox;
  }

  it("has nothing but lo, up, and a hostname of its own", async () => {
    const done = await runInside(await open(), ["bash", "-c", "ip -br link; hostname; pwd; ls -A /root /tmp; ls /run"]);
    expect(done.stderr).toBe("");
    expect(done.stdout).toMatch(/^lo +UNKNOWN .*LOWER_UP> \nhost\n\/root\n\/root:\n\n\/tmp:\nnetnone\n$/);
  });

  it("passes arguments as they are", async () => {
    const done = await runInside(await open(), ["printf", "%s|", "a b", "$HOME", "'", ""]);
    expect(done.stdout).toBe("a b|$HOME|'||");
  });

  it("keeps what is written in /etc, /usr and /var to itself", async () => {
    const before = machine();
    const done = await runInside(await open(), [
      "bash",
      "-ec",
      "echo x > /etc/netnone-test; echo x > /var/netnone-test; echo x > /usr/netnone-test; ip netns add t; cat /etc/netnone-test",
    ]);
    expect(done).toEqual({ stdout: "x\n", stderr: "", status: 0 });
    expect(machine()).toEqual(before);
  });

  it("stands in for sudo", async () => {
    const inside = await open();
    expect(await runInside(inside, ["sudo", "-n", "A=1", "bash", "-c", "echo $A $(id -u)"])).toEqual({
      stdout: "1 0\n",
      stderr: "",
      status: 0,
    });
    const missing = await runInside(inside, ["sudo", "nosuch"]);
    expect(missing).toEqual({ stdout: "", stderr: "sudo: nosuch: command not found\n", status: 1 });
  });

  it("leaves nothing behind when it is closed with processes running in it", async () => {
    const before = machine();
    const inside = await open();
    const netns = readlinkSync(`/proc/${inside.initPid}/ns/net`);
    await runInside(inside, [
      "bash",
      "-c",
      "sleep 1000 >/dev/null 2>&1 & ip link add A type veth peer name B; ip netns add left",
    ]);
    expect(inhabitants(netns).length).toBeGreaterThan(1);
    await inside.close();
    expect(inhabitants(netns)).toEqual([]);
    expect(machine()).toEqual(before);
  });
});

describe.skipIf(noDocker !== null)(`a sandbox with docker${noDocker === null ? "" : ` (skipped: ${noDocker})`}`, () => {
  it("has a daemon, the base image, docker0 and a card, and leaves nothing behind", async () => {
    const before = machine();
    const opened = await openWorld("docker");
    if (!opened.ok) {
      throw new Error(opened.error.missing);
    }
    const netns = readlinkSync(`/proc/${opened.value.initPid}/ns/net`);
    const done = await runInside(opened.value, [
      "bash",
      "-ec",
      "docker run -itd --net=none --name c1 base /bin/bash >/dev/null; docker run -itd base >/dev/null; docker ps -q | wc -l; ip -br addr show docker0; ip -br addr show eth0",
    ]);
    expect(done.stderr).toBe("");
    expect(controlGroups().some((group) => group.endsWith(opened.value.controlGroup))).toBe(true);
    expect(done.stdout).toMatch(/^2\ndocker0 +UP +172\.17\.42\.1\/16 .*\neth0 +UP +10\.0\.2\.15\/24 /);
    await opened.value.close();
    expect(inhabitants(netns)).toEqual([]);
    expect(controlGroups().filter((group) => group.endsWith(opened.value.controlGroup))).toEqual([]);
    expect(machine()).toEqual(before);
  });
});

/** Ends netnone half way, in a process of its own, in every way a process may end. */
describe.skipIf(noDocker !== null)(
  `netnone that ends half way${noDocker === null ? "" : ` (skipped: ${noDocker})`}`,
  () => {
    const cli = new URL("../../dist/cli/netnone.js", import.meta.url).pathname;

    it.each(["SIGKILL", "SIGTERM", "SIGINT", "SIGHUP"] as const)("leaves nothing behind after %s", async (signal) => {
      const before = machine();
      const script = "docker run -itd --net=none base >/dev/null; readlink /proc/self/ns/net; sleep 1000";
      const netnone = spawn(process.execPath, [cli, "run", "--real", "--docker", "-c", script], {
        stdio: ["ignore", "pipe", "inherit"],
        detached: true,
      });
      let netns = "";
      const ended = new Promise((resolve) => netnone.once("exit", resolve));
      netnone.stdout.on("data", (chunk: Buffer) => {
        netns += chunk.toString();
      });
      expect(await until(() => netns.endsWith("\n"))).toBe(true);
      expect(inhabitants(netns.trim()).length).toBeGreaterThan(3);
      // As a terminal does: to everything in the foreground.
      process.kill(signal === "SIGINT" ? -(netnone.pid ?? 0) : (netnone.pid ?? 0), signal);
      await ended;
      expect(await until(() => inhabitants(netns.trim()).length === 0)).toBe(true);
      expect(machine()).toEqual(before);
    });
  },
);
