/** A machine for tests: booted, with a process of a user in it and what its programs print. */
import { Network } from "../../core/datapath/network.ts";
import { EMPTY_CONFIG } from "../../core/model/config.ts";
import { newRuntime } from "../../core/model/runtime.ts";
import { World } from "../../core/model/world.ts";
import type { ExitStatus, OpenFile } from "../../core/process.ts";
import { PROGRAMS } from "../programs/registry.ts";
import { bootHost } from "./boot.ts";
import { Clock } from "./clock.ts";
import type { Host } from "./host.ts";
import { type LoginUser, loginCredentials, loginEnvironment, loginHome } from "./login.ts";
import { Syscalls } from "./syscalls.ts";

export interface Machine {
  readonly host: Host;
  /** System calls of a process that stays. */
  as(user: LoginUser): Syscalls;
  /** Runs one program to its end; what it printed comes on `out` and `err`. */
  run(user: LoginUser, ...argv: readonly string[]): Promise<{ status: ExitStatus; out: string; err: string }>;
}

export function bootMachine(tick: () => Promise<void>): Machine {
  const world = new World(EMPTY_CONFIG, newRuntime(7));
  const datapath = new Network(world);
  const clock = new Clock(datapath, tick, "fast");
  const host = bootHost({ name: "host", world, datapath, clock, changeListeners: new Set() }, PROGRAMS);
  const as = (user: LoginUser, files = new Map<number, OpenFile>()) => {
    const { process } = host.spawn(
      {
        parent: undefined,
        argv: ["test"],
        env: loginEnvironment(user),
        cwd: loginHome(user),
        files,
        credentials: loginCredentials(user),
        session: { terminal: undefined },
      },
      () => new Promise(() => {}),
    );
    return new Syscalls(host, process);
  };
  return {
    host,
    as: (user) => as(user),
    async run(user, ...argv) {
      let out = "";
      let err = "";
      const file = (write: (text: string) => void): OpenFile => {
        const self: OpenFile = { path: "test", read: () => null, write, close: () => {}, retain: () => self };
        return self;
      };
      const kernel = as(user);
      const files = new Map([
        [0, file(() => {})],
        [
          1,
          file((text) => {
            out += text;
          }),
        ],
        [
          2,
          file((text) => {
            err += text;
          }),
        ],
      ]);
      const env = loginEnvironment(user);
      const path = kernel.which(argv[0] ?? "", env);
      if (path === undefined) throw new Error(`no program ${argv[0]}`);
      const release = clock.hold(() => {});
      const started = kernel.exec(path, { argv, env, cwd: loginHome(user), files });
      if (!started.ok) throw new Error(started.error);
      const status = await started.value.status;
      release();
      return { status, out, err };
    },
  };
}
