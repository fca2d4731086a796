/**
 * A docker daemon of the sandbox's own. Its bridge, rules, containers and files live in the sandbox's namespaces and in
 * memory. There is no registry: the image `base` is made from the statically linked bash and busybox of this machine.
 */
import { copyFile, mkdir, rm, symlink, writeFile } from "node:fs/promises";
import { err, ok, type Result } from "../../core/result.ts";
import { findProgram, requirePrograms, type Unavailable } from "./requirements.ts";
import { runInside, type Sandbox } from "./sandbox.ts";

/** Programs a daemon and its image need. */
const NEEDED = ["dockerd", "docker", "bash-static", "busybox"] as const;

/** Whether a daemon can run in this sandbox, before anything is started in it. */
export function dockerPrograms(
  sandbox: Sandbox,
): Result<Readonly<Record<(typeof NEEDED)[number], string>>, Unavailable> {
  if (sandbox.privilege !== "root") {
    return err({
      missing: "a docker daemon needs root, which a user namespace does not give",
      remedy: "run it with sudo, or do without docker (run: no --docker; verify: --host bare)",
    });
  }
  return requirePrograms(NEEDED);
}

/** Starts the daemon and imports `base`; answers when both are done. */
export async function startDocker(sandbox: Sandbox): Promise<Result<undefined, Unavailable>> {
  const programs = dockerPrograms(sandbox);
  if (!programs.ok) {
    return programs;
  }
  await preferClientBesideDaemon(sandbox);
  await mkdir(`${sandbox.root}/var/lib/docker`, { recursive: true });
  // The daemon's overlay2 store cannot lie on an overlay, which /var is in here.
  await runInside(sandbox, ["mount", "-t", "tmpfs", "tmpfs", "/var/lib/docker"]);
  sandbox.order("dockerd");
  const started = await waitForDaemon(sandbox);
  if (!started) {
    const log = await runInside(sandbox, ["tail", "-n", "1", "/run/netnone/dockerd.log"]);
    return err({
      missing: `the docker daemon does not start in the sandbox: ${log.stdout.trim()}`,
      remedy:
        "see that `dockerd` runs on this machine (control groups, iptables), or do without docker (run: no --docker; verify: --host bare)",
    });
  }
  await importBase(sandbox, programs.value["bash-static"], programs.value.busybox);
  return ok();
}

async function waitForDaemon(sandbox: Sandbox): Promise<boolean> {
  // Its first start takes a second or so; a machine under load may need far longer.
  const giveUpAt = Date.now() + 60_000;
  while (Date.now() < giveUpAt) {
    const ping = await runInside(sandbox, ["docker", "version", "--format", "{{.Server.Version}}"]);
    if (ping.status === 0) {
      return true;
    }
    if (await daemonEnded(sandbox)) {
      return false;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return false;
}

async function daemonEnded(sandbox: Sandbox): Promise<boolean> {
  const log = await runInside(sandbox, ["tail", "-n", "1", "/run/netnone/dockerd.log"]);
  return log.stdout.startsWith("failed to start daemon") || log.stdout.includes("command not found");
}

/** The client that came with the daemon is the one whose words are compared; others are hidden inside the sandbox. */
async function preferClientBesideDaemon(sandbox: Sandbox): Promise<void> {
  const local = ["/usr/local/sbin", "/usr/local/bin"];
  if (findProgram("docker", local) === undefined) {
    return;
  }
  for (const directory of local) {
    await rm(`${sandbox.root}${directory}/docker`, { force: true });
  }
}

const PASSWD = "root:x:0:0:root:/root:/bin/bash\nnobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n";
const GROUP = "root:x:0:\nnogroup:x:65534:\n";

async function importBase(sandbox: Sandbox, bash: string, busybox: string): Promise<void> {
  const rootfs = "/run/netnone/base";
  const outside = `${sandbox.root}${rootfs}`;
  for (const directory of ["bin", "dev", "etc", "proc", "root", "run", "sbin", "sys", "usr/bin", "usr/sbin", "var"]) {
    await mkdir(`${outside}/${directory}`, { recursive: true });
  }
  await mkdir(`${outside}/tmp`, { mode: 0o1777 });
  await copyFile(bash, `${outside}/bin/bash`);
  await copyFile(busybox, `${outside}/bin/busybox`);
  await symlink("/run", `${outside}/var/run`);
  await writeFile(`${outside}/etc/passwd`, PASSWD);
  await writeFile(`${outside}/etc/group`, GROUP);
  const applets = await runInside(sandbox, ["busybox", "--list-full"]);
  for (const applet of applets.stdout.split("\n").filter((path) => path !== "")) {
    const target = `${outside}/${applet}`;
    try {
      await mkdir(target.slice(0, target.lastIndexOf("/")), { recursive: true });
      await symlink("/bin/busybox", target);
    } catch {
      // The name is taken: busybox itself.
    }
  }
  await runInside(sandbox, [
    "bash",
    "-c",
    `set -o pipefail; tar -C ${rootfs} -c . | docker import --change 'CMD ["/bin/bash"]' - base && rm -rf ${rootfs}`,
  ]);
}
