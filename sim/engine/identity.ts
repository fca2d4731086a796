/** Who runs in a container: users by its own /etc/passwd, capabilities, environment, and what its PATH finds. */
import type { ExitStatus } from "../../core/process.ts";
import { err, ok, type Result } from "../../core/result.ts";
import { ALL_CAPABILITIES, CONTAINER_CAPABILITIES, isCapability, NO_CAPABILITIES } from "../kernel/credentials.ts";
import { TextFile } from "../kernel/inode.ts";
import type { Capability, Credentials } from "../kernel/kernel.ts";
import { resolve } from "../kernel/path.ts";
import { type Answer, refuse } from "./answer.ts";
import type { Container } from "./container.ts";

/** Who pid 1 of a container is, and what it may do. */
export function credentialsOf(container: Container): Answer<Credentials> {
  const { options } = container;
  let capabilities = new Set<Capability>(options.privileged ? ALL_CAPABILITIES : CONTAINER_CAPABILITIES);
  for (const name of options.capAdd) {
    if (name.toUpperCase() === "ALL") capabilities = new Set(ALL_CAPABILITIES);
    const capability = capabilityNamed(name);
    if (capability) capabilities.add(capability);
  }
  for (const name of options.capDrop) {
    if (name.toUpperCase() === "ALL") capabilities.clear();
    const capability = capabilityNamed(name);
    if (capability) capabilities.delete(capability);
  }
  const user = userIn(container, options.user);
  if (!user) return refuse(`unable to find user ${options.user}: no matching entries in passwd file`);
  return ok({ ...user, groups: [user.gid], capabilities: user.uid === 0 ? capabilities : NO_CAPABILITIES });
}

/** The environment that pid 1 of a container begins with. @param linked what those tell that it is linked to */
export function environmentOf(
  container: Container,
  linked: readonly (readonly [string, string])[],
): Readonly<Record<string, string>> {
  const { options } = container;
  const env: Record<string, string> = {
    PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
    HOSTNAME: container.hostname,
  };
  if (options.tty) env.TERM = "xterm";
  for (const [name, value] of linked) env[name] = value;
  for (const entry of options.env) {
    const [name = "", ...value] = entry.split("=");
    env[name] = value.join("=");
  }
  env.HOME ??= userIn(container, options.user)?.home ?? "/";
  return env;
}

/** A capability by the name that `--cap-add` takes: with or without CAP_, in any case. */
export function capabilityNamed(name: string): Capability | undefined {
  const upper = name.toUpperCase();
  const full = upper.startsWith("CAP_") ? upper : `CAP_${upper}`;
  return isCapability(full) ? full : undefined;
}

/** A user as `--user` names one: `name`, `uid`, `uid:gid`. Names are looked up in the container's own /etc/passwd. */
export function userIn(container: Container, text: string): { uid: number; gid: number; home: string } | undefined {
  const nobody = { hostPid: 0, credentials: { uid: 0, gid: 0, groups: [], capabilities: ALL_CAPABILITIES } };
  const etc = container.root.lookup("etc", nobody);
  const passwd = etc && "lookup" in etc ? (etc as typeof container.root).lookup("passwd", nobody) : undefined;
  const rows = passwd instanceof TextFile ? passwd.text.split("\n").map((line) => line.split(":")) : [];
  const [who = "", group] = text === "" ? ["0"] : text.split(":");
  const row = rows.find(([name, , uid]) => name === who || uid === who);
  if (!row && !/^\d+$/.test(who)) return undefined;
  return {
    uid: row ? Number(row[2]) : Number(who),
    gid: group !== undefined && /^\d+$/.test(group) ? Number(group) : row ? Number(row[3]) : 0,
    home: row?.[5] ?? "/",
  };
}

/** What runc says when it looks a command up in the container: 126 or 127. */
export function findProgram(
  viewer: Parameters<typeof resolve>[0],
  name: string,
  path: string,
): Result<string, { message: string; status: ExitStatus }> {
  const check = (candidate: string): "found" | "denied" | "missing" => {
    const found = resolve(viewer, candidate);
    if (!found.ok) return "missing";
    const { inode } = found.value;
    return inode.type === "file" && (inode.mode & 0o111) !== 0 ? "found" : "denied";
  };
  if (name.includes("/")) {
    const outcome = check(name);
    if (outcome === "found") return ok(name);
    return outcome === "denied"
      ? err({ message: `"${name}": permission denied`, status: 126 })
      : err({ message: `"${name}": stat ${name}: no such file or directory`, status: 127 });
  }
  for (const directory of path.split(":")) {
    const candidate = `${directory}/${name}`;
    if (check(candidate) === "found") return ok(candidate);
  }
  return err({ message: `"${name}": executable file not found in $PATH`, status: 127 });
}
