/** Everything that PATH holds: the one list of programs. */
import type { Program } from "../program.ts";
import { textPrograms } from "../text/index.ts";
import { bash, sh } from "./base/bash.ts";
import { filePrograms } from "./base/files.ts";
import { identityPrograms } from "./base/identity.ts";
import { ls, stat } from "./base/ls.ts";
import { miscPrograms } from "./base/misc.ts";
import { processPrograms } from "./base/processes.ts";
import { docker } from "./docker/docker.ts";
import { NETWORK_PROGRAMS } from "./network/index.ts";
import { ping, ping6 } from "./network/ping.ts";

export const PROGRAMS: readonly Program[] = [
  bash,
  sh,
  ls,
  stat,
  ...filePrograms,
  ...identityPrograms,
  ...miscPrograms,
  ...processPrograms,
  docker,
  ...NETWORK_PROGRAMS,
  ping,
  ping6,
  ...textPrograms,
];
