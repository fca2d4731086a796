/** Everything that PATH holds: the one list of programs. */
import type { Program } from "../program.ts";
import { textPrograms } from "../text/index.ts";
import { bash, sh } from "./base/bash.ts";
import { byNamePrograms } from "./base/by-name.ts";
import { chroot } from "./base/chroot.ts";
import { copyPrograms } from "./base/files/copies.ts";
import { filePrograms } from "./base/files/files.ts";
import { install } from "./base/files/install.ts";
import { namei } from "./base/files/namei.ts";
import { readlink, realpath } from "./base/files/resolve-path.ts";
import { specialFilePrograms } from "./base/files/special-files.ts";
import { stat } from "./base/files/stat.ts";
import { touch } from "./base/files/touch.ts";
import { flock } from "./base/flock.ts";
import { getopt } from "./base/getopt.ts";
import { identityPrograms } from "./base/identity.ts";
import { listingPrograms } from "./base/ls/ls.ts";
import { lsns } from "./base/lsns/lsns.ts";
import { df } from "./base/machine/df.ts";
import { factPrograms } from "./base/machine/facts.ts";
import { findmnt } from "./base/machine/findmnt.ts";
import { free } from "./base/machine/free.ts";
import { getconf } from "./base/machine/getconf.ts";
import { locale } from "./base/machine/locale.ts";
import { machineNamePrograms } from "./base/machine/machine-names.ts";
import { systemPrograms } from "./base/machine/system.ts";
import { miscPrograms } from "./base/misc.ts";
import { permissionPrograms } from "./base/permissions.ts";
import { processPrograms } from "./base/processes.ts";
import { pstree } from "./base/pstree.ts";
import { resetPrograms } from "./base/reset.ts";
import { schedulingPrograms } from "./base/scheduling.ts";
import { uuidgen } from "./base/uuidgen.ts";
import { watch } from "./base/watch.ts";
import { wrapperPrograms } from "./base/wrappers.ts";
import { docker } from "./docker/docker.ts";
import { absentOrdinaryPrograms } from "./network/absent.ts";
import { NETWORK_PROGRAMS } from "./network/index.ts";
import { ping, ping4, ping6 } from "./network/ping.ts";

/** What has nothing to do with the network, or only looks at it: where there is a real shell, its machine has these too. */
const ORDINARY: readonly Program[] = [
  bash,
  sh,
  ...listingPrograms,
  stat,
  touch,
  ...copyPrograms,
  chroot,
  df,
  findmnt,
  free,
  getconf,
  locale,
  namei,
  ...specialFilePrograms,
  install,
  ...factPrograms,
  ...filePrograms,
  ...identityPrograms,
  ...machineNamePrograms,
  ...miscPrograms,
  ...permissionPrograms,
  readlink,
  realpath,
  ...processPrograms,
  lsns,
  ...byNamePrograms,
  pstree,
  ...resetPrograms,
  ...schedulingPrograms,
  ...systemPrograms,
  ...wrapperPrograms,
  uuidgen,
  watch,
  ...textPrograms,
  flock,
  getopt,
  ...absentOrdinaryPrograms,
];

export const PROGRAMS: readonly Program[] = [...ORDINARY, docker, ...NETWORK_PROGRAMS, ping, ping4, ping6];

/** The programs that the simulated network is for. */
export const NETWORK_COMMANDS: readonly Program[] = PROGRAMS.filter((program) => !ORDINARY.includes(program));
