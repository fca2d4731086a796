/** Which versions of what a recording comes from. */
import { execa } from "execa";
import { findProgram } from "./sandbox/requirements.ts";

const ASK: Readonly<Record<string, readonly string[]>> = {
  kernel: ["uname", "-r"],
  iproute2: ["ip", "-V"],
  "bridge-utils": ["brctl", "--version"],
  iputils: ["ping", "-V"],
  bash: ["bash", "-c", "echo $BASH_VERSION"],
  docker: ["docker", "--version"],
  busybox: ["busybox"],
};

/** One line each; tools that are absent are left out. */
export async function toolVersions(): Promise<Readonly<Record<string, string>>> {
  const versions: Record<string, string> = {};
  for (const [name, [program = "", ...args]] of Object.entries(ASK)) {
    const path = findProgram(program, program === "docker" ? ["/usr/local/sbin", "/usr/local/bin"] : []);
    if (path !== undefined) {
      const said = await execa(path, args, { reject: false });
      versions[name] = `${said.stdout}${said.stderr}`.split("\n")[0] ?? "";
    }
  }
  return versions;
}
