/** The worlds that a sandbox can be, by the names that `--host` gives them. */
import { ok, type Result } from "../../core/result.ts";
import { dockerPrograms, startDocker } from "./docker.ts";
import type { Unavailable } from "./requirements.ts";
import { openSandbox, type Sandbox } from "./sandbox.ts";
import { addUplink } from "./uplink.ts";

/** `bare`: `lo`, up, and nothing else. `docker`: a network card and a docker daemon with docker0 and the image `base`. */
export type SandboxWorld = "bare" | "docker";

/** Makes a sandbox and furnishes it; what could not be finished is closed again. */
export async function openWorld(world: SandboxWorld): Promise<Result<Sandbox, Unavailable>> {
  const opened = await openSandbox({ controlGroups: world === "docker" });
  if (!opened.ok || world === "bare") {
    return opened;
  }
  const sandbox = opened.value;
  for (const furnish of [async () => dockerPrograms(sandbox), addUplink, startDocker]) {
    const done = await furnish(sandbox);
    if (!done.ok) {
      await sandbox.close();
      return done;
    }
  }
  return ok(sandbox);
}
