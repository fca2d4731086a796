/** Time for frames to go their way: on Linux the sender's processor carries them before a system call returns. */
import type { Host } from "./host.ts";

const STEP_MICROS = 10;
/** A storm goes on for ever; nobody waits for that. */
const LIMIT = 100;

export async function settle(host: Host): Promise<void> {
  for (let i = 0; i < LIMIT && host.datapath.carrying; i++) await host.clock.sleep(STEP_MICROS);
}
