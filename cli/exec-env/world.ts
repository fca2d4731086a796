/** A running world that a real shell can reach: its socket and its commands, in a folder of this user's alone. */
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Simulator } from "../../sim/simulator.ts";
import { commandsOf } from "./commands.ts";
import { serveGuest } from "./guest.ts";
import type { WorldPace } from "./pace.ts";
import shim from "./shim.pl?raw";

/** sockaddr_un holds 108 bytes on Linux and 104 elsewhere, a zero byte at the end included. */
const LONGEST_SOCKET = 103;

export interface OpenWorld {
  /** What the command finds its programs by. */
  readonly env: Readonly<Record<string, string>>;
  /** Begins: `pid` is the command's. */
  serve(argv: readonly string[], pid: number): void;
  close(): void;
}

export async function openWorld(simulator: Simulator, pace: WorldPace, fast: boolean): Promise<OpenWorld> {
  const home = privateFolder();
  const bin = join(home, "bin");
  const commands = commandsOf({ fast });
  try {
    mkdirSync(bin);
    writeFileSync(join(bin, ".shim"), shim);
    chmodSync(join(bin, ".shim"), 0o755);
    for (const name of commands.programs.keys()) {
      symlinkSync(".shim", join(bin, name));
    }
    const sockets = new Set<Socket>();
    let accept: (socket: Socket) => void = (socket) => socket.destroy();
    const server = createServer((socket) => {
      sockets.add(socket);
      socket.on("close", () => sockets.delete(socket));
      accept(socket);
    });
    await listening(server, join(home, "world"));
    let end: (() => void) | undefined;
    return {
      env: {
        PATH: `${bin}:${process.env["PATH"] ?? "/usr/local/bin:/usr/bin:/bin"}`,
        NETNONE_SOMETIMES: commands.forPaths.join(" "),
      },
      serve: (argv, pid) => {
        const session = simulator.openGuestSession(argv, pid);
        end = () => session.end();
        const catchUp = (): void => {
          const now = pace.nowMicros();
          if (now !== undefined) {
            session.catchUp(now);
          }
        };
        accept = (socket) => serveGuest({ session, commands, bin, waiting: pace.waiting, catchUp }, socket);
      },
      close: () => {
        end?.();
        server.close();
        for (const socket of sockets) {
          socket.destroy();
        }
        rmSync(home, { recursive: true, force: true });
      },
    };
  } catch (error) {
    rmSync(home, { recursive: true, force: true });
    throw error;
  }
}

/** mkdtemp(3) makes folders that only their owner may enter. */
function privateFolder(): string {
  for (const place of [process.env["XDG_RUNTIME_DIR"], tmpdir()]) {
    if (place !== undefined && Buffer.byteLength(join(place, "netnone-XXXXXX", "world")) <= LONGEST_SOCKET) {
      try {
        return mkdtempSync(join(place, "netnone-"));
      } catch {
        // The next one may do.
      }
    }
  }
  return mkdtempSync("/tmp/netnone-");
}

function listening(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(path, () => {
      server.off("error", reject);
      resolve();
    });
  });
}
