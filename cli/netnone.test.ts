import { spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

/** The command as it is built, run as npx runs it: by its file. `npm test` builds it first. */
const CLI = new URL("../dist/cli/netnone.js", import.meta.url).pathname;
let directory = "";

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "netnone-test-"));
});
afterAll(() => rmSync(directory, { recursive: true }));

function netnone(args: readonly string[], options: { readonly input?: string; readonly asNobody?: boolean } = {}) {
  const done = spawnSync(CLI, args, {
    encoding: "utf8",
    cwd: directory,
    input: options.input ?? "",
    ...(options.asNobody === true ? { uid: 65534, gid: 65534, cwd: "/" } : {}),
  });
  return { stdout: done.stdout, stderr: done.stderr, status: done.status };
}

function script(name: string, text: string): string {
  writeFileSync(join(directory, name), text);
  return name;
}

describe("netnone run", () => {
  it("prints the script's output and exits as it does", () => {
    expect(netnone(["run", "--host", "bare", script("a.sh", "echo $1; echo err >&2; exit 4\n"), "x"])).toEqual({
      stdout: "x\n",
      stderr: "err\n",
      status: 4,
    });
  });

  it("takes commands from -c and from standard input", () => {
    const want = { stdout: "127.0.0.1/8\n", stderr: "", status: 0 };
    const commands = "ip -o -4 addr show lo | { read a b c d e; echo $d; }";
    expect(netnone(["run", "--host", "bare", "-c", commands])).toEqual(want);
    expect(netnone(["run", "--host", "bare", "-"], { input: commands })).toEqual(want);
    expect(netnone(["run", "--host", "bare"], { input: commands })).toEqual(want);
  });

  it("words unknown commands as bash does", () => {
    expect(netnone(["run", "-c", "foo"])).toEqual({
      stdout: "",
      stderr: "bash: line 1: foo: command not found\n",
      status: 127,
    });
  });

  it("runs a script up to the line that does not parse, as bash does", () => {
    const refused = netnone(["run", script("bad.sh", "echo before\nif true; then\n")]);
    expect(refused.status).toBe(2);
    expect(refused.stdout).toBe("before\n");
    expect(refused.stderr).toBe("bad.sh: line 3: syntax error: unexpected end of file\n");
    expect(netnone(["run", "-c", "echo before; echo )"])).toEqual({
      stdout: "",
      stderr: "bash: -c: line 1: syntax error near unexpected token `)'\nbash: -c: line 1: `echo before; echo )'\n",
      status: 2,
    });
  });

  it("ends with the script, and what that left running with it", () => {
    const left =
      "while sleep 4; do echo again; done & (sleep 0.05; echo soon) & (sleep 1; echo late) & echo done; exit 3";
    expect(netnone(["run", "--host", "bare", "-c", left])).toEqual({ stdout: "done\nsoon\n", stderr: "", status: 3 });
  });

  it("reads from standard input what the script asks for", () => {
    const commands = "read first; echo got $first; cat; sleep 1; read late || echo end";
    const want = { stdout: "got a\nb\nc\nend\n", stderr: "", status: 0 };
    expect(netnone(["run", "--host", "bare", "-c", commands], { input: "a\nb\nc\n" })).toEqual(want);
  });

  it("hands bytes on that are no text", () => {
    writeFileSync(join(directory, "latin1.sh"), Buffer.from("echo caf\xe9\r\n", "latin1"));
    const done = spawnSync(CLI, ["run", "--host", "bare", "latin1.sh"], { cwd: directory, encoding: "latin1" });
    expect(done.stdout).toBe("caf\xe9\r\n");
  });

  it("refuses a file that is no text, as bash does", () => {
    writeFileSync(join(directory, "binary"), Buffer.from([0x7f, 0x45, 0, 0x0a]));
    expect(netnone(["run", "binary"])).toEqual({
      stdout: "",
      stderr: "netnone: binary: cannot execute binary file\n",
      status: 126,
    });
  });

  it("does not run when the state could not be kept", () => {
    const refused = netnone(["run", "--state", "/nosuch/x", "-c", "echo ran"]);
    expect(refused).toMatchObject({ stdout: "", status: 2 });
  });

  it.each([["yes"], ["while true; do echo y; done"]])("ends when nobody reads any more: %s", (commands) => {
    const done = spawnSync(
      "bash",
      ["-c", `"$1" run --host bare -c "$2" | head -n 1; echo \${PIPESTATUS[0]}`, "bash", CLI, commands],
      {
        encoding: "utf8",
        timeout: 100_000,
      },
    );
    expect(done.stdout).toBe("y\n141\n");
  });

  it("names what is real but not modelled, and changes nothing", () => {
    const refused = netnone(["run", "--host", "bare", "-c", "ip link add w type wireguard; ip -br link"]);
    expect(refused.stderr).toBe('netnone: ip link: type "wireguard" is not modelled\n');
    expect(refused.stdout).toMatch(/^lo .*\n$/);
  });

  it("writes the final state", () => {
    const done = netnone([
      "run",
      "--host",
      "bare",
      "--state",
      "state.json",
      "-c",
      "ip netns add c1; ip link add A type veth peer name B netns c1",
    ]);
    expect(done).toEqual({ stdout: "", stderr: "", status: 0 });
    const state = JSON.parse(readFileSync(join(directory, "state.json"), "utf8"));
    expect(state.version).toBe(1);
    expect(Object.keys(state.hosts.host.netns)).toEqual(["", "c1"]);
    expect(state.hosts.host.netns.c1.addr.map(({ ifname }: { ifname: string }) => ifname)).toEqual(["lo", "B"]);
  });

  it("gives the same bytes for the same seed, and others for another", () => {
    const run = (seed: string) =>
      netnone(["run", "--host", "bare", "--seed", seed, "-c", "ip link add A type veth peer name B; ip link"]).stdout;
    expect(run("7")).toBe(run("7"));
    expect(run("7")).not.toBe(run("8"));
  });

  it("prints one JSON object with --json", () => {
    const done = netnone(["run", "--host", "bare", "--json", "-c", "echo out; echo err >&2; exit 3"]);
    expect(done.status).toBe(3);
    expect(JSON.parse(done.stdout)).toMatchObject({
      stdout: "out\n",
      stderr: "err\n",
      status: 3,
      state: { version: 1 },
    });
  });

  it("acts as an ordinary user with --user", () => {
    expect(netnone(["run", "--host", "bare", "--user", "-c", "ip link add A type veth peer name B"])).toEqual({
      stdout: "",
      stderr: "RTNETLINK answers: Operation not permitted\n",
      status: 2,
    });
  });
});

describe("Ctrl-C", () => {
  async function interrupt(
    args: readonly string[],
  ): Promise<{ readonly status: number | null; readonly stdout: string }> {
    const child = spawn(CLI, args, { stdio: ["pipe", "pipe", "inherit"], detached: true });
    const { pid } = child;
    if (pid === undefined) throw new Error(`no process for ${CLI}`);
    const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
    const kill = (signal: NodeJS.Signals): void => {
      try {
        process.kill(-pid, signal);
      } catch {
        // It has ended.
      }
    };
    let again: NodeJS.Timeout | undefined;
    try {
      let stdout = "";
      await new Promise<void>((resolve) => {
        child.stdout.on("data", (chunk: Buffer) => {
          stdout += chunk.toString();
          resolve();
        });
      });
      // As a terminal does: to everything in the foreground. A script goes on when its program just ended well, as bash does; whoever
      // sits there presses the keys again.
      kill("SIGINT");
      again = setInterval(() => kill("SIGINT"), 3000);
      return { status: await ended, stdout };
    } finally {
      clearInterval(again);
      kill("SIGKILL");
    }
  }

  const modes =
    process.getuid?.() === 0
      ? [
          ["run", "--host", "bare"],
          ["run", "--real"],
        ]
      : [["run", "--host", "bare"]];
  it.each(
    modes.flatMap((mode) =>
      ["while :; do :; done", "yes >/dev/null", "cat", "while :; do sleep 0; done"].map((command) => [
        [...mode, "-c", `echo ready; ${command}; echo not reached`],
      ]),
    ),
  )("ends %j", async (args) => {
    expect(await interrupt(args)).toEqual({ status: 130, stdout: "ready\n" });
  });

  it("reaches a trap", async () => {
    const commands = "trap 'echo caught; exit 5' INT; echo ready; while :; do :; done";
    expect(await interrupt(["run", "--host", "bare", "-c", commands])).toEqual({
      status: 5,
      stdout: "ready\ncaught\n",
    });
  });
});

describe("netnone shell", () => {
  it("takes a script where there is no terminal, as an ordinary user unless told otherwise", () => {
    const input = "id -un\nexit 3\n";
    expect(netnone(["shell"], { input })).toEqual({ stdout: "user\n", stderr: "", status: 3 });
    expect(netnone(["shell", "--root"], { input })).toEqual({ stdout: "root\n", stderr: "", status: 3 });
  });

  const hasTerminals = spawnSync("script", ["--version"]).status === 0;
  it.skipIf(!hasTerminals)(
    "prompts in a terminal, in real time, and exits as its shell does (needs script(1))",
    async () => {
      const child = spawn("script", ["-qec", `${CLI} shell`, "/dev/null"], { stdio: ["pipe", "pipe", "inherit"] });
      let seen = "";
      const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
      const see = (pattern: RegExp): Promise<void> =>
        new Promise((resolve) => {
          const look = (): void => {
            if (pattern.test(seen)) {
              child.stdout.off("data", look);
              resolve();
            }
          };
          child.stdout.on("data", look);
          look();
        });
      child.stdout.on("data", (chunk: Buffer) => {
        seen += chunk.toString();
      });
      await see(/user@host:~\$ $/);
      child.stdin.write("ping 127.0.0.1\r");
      await see(/icmp_seq=2/);
      child.stdin.write("\u0003");
      await see(/packets transmitted/);
      child.stdin.write("exit 7\r");
      expect(await ended).toBe(7);
      // A flood would be thousands.
      expect(Number(/(\d+) packets transmitted/.exec(seen)?.[1])).toBeLessThan(60);
      expect(seen).not.toContain("\r\r\n");
    },
  );
});

describe("bad usage exits 2 with a line that says what", () => {
  it.each<[readonly string[], RegExp]>([
    [["run", "nosuch.sh"], /^netnone: cannot read nosuch\.sh: No such file or directory\n$/],
    [["run", "."], /^netnone: cannot read \.: Is a directory\n$/],
    [["run", "--bogus"], /^netnone: unknown option '--bogus'\n/],
    [
      ["run", "--seed", "x", "-c", "true"],
      /^netnone: option '--seed <number>' argument 'x' is invalid\. a seed is a whole number/,
    ],
    [["run", "--host", "mars", "-c", "true"], /^netnone: .*'mars' is invalid\. Allowed choices are docker, bare/],
    [["run", "--docker", "-c", "true"], /^netnone: --docker goes with --real/],
    [["run", "--pass-through", "-c", "true"], /^netnone: --pass-through goes with --real/],
    [["run", "--real", "--user", "-c", "true"], /^netnone: --user is for the simulator/],
    [["run", "--json", "--state", "-", "-c", "true"], /^netnone: --json prints the state already/],
    [["run", "--state", "/nosuch/x", "-c", "true"], /^netnone: cannot write \/nosuch\/x: No such file or directory\n$/],
    [["frobnicate"], /^netnone: unknown command 'frobnicate'/],
    [["verify"], /^netnone: missing required argument 'script'/],
  ])("%j", (args, message) => {
    const done = netnone(args);
    expect(done.stderr).toMatch(message);
    expect(done.status).toBe(2);
  });

  it("prints help and version and exits 0", () => {
    expect(netnone(["--help"])).toMatchObject({ stderr: "", status: 0 });
    expect(netnone(["--version"])).toMatchObject({ stdout: "0.1.0\n", status: 0 });
  });
});

describe("a script's own folder", () => {
  const lab = () => {
    mkdirSync(join(directory, "lab/part"), { recursive: true });
    script("secret", "machine\n");
    script("lab/lib.sh", "say() { echo lib: $*; }\n");
    script("lab/part/other.sh", '#!/bin/bash\necho other: $0 "$@"\n');
    chmodSync(join(directory, "lab/part/other.sh"), 0o755);
    symlinkSync("../secret", join(directory, "lab/out"));
    script(
      "lab/main.sh",
      'cd "$(dirname "$0")"; . ./lib.sh; say hello; part/other.sh 1\ncat ../secret out; echo x >made; cat made; ls\n',
    );
  };

  it("is there to source, to run and to read, and nothing else of the machine is", () => {
    lab();
    const files = "lib.sh\nmade\nmain.sh\nout\npart\n";
    expect(netnone(["run", "--host", "bare", "lab/main.sh"])).toEqual({
      status: 0,
      stdout: `lib: hello\nother: part/other.sh 1\nx\n${files}`,
      stderr: "cat: ../secret: No such file or directory\ncat: out: No such file or directory\n",
    });
    expect(existsSync(join(directory, "lab/made"))).toBe(false);
  });

  it("is there for commands too when it is asked for, with folders above it", () => {
    expect(netnone(["run", "--host", "bare", "-c", ". lab/lib.sh"]).status).toBe(1);
    expect(netnone(["run", "--host", "bare", "--files", "lab", "-c", ". lab/lib.sh; say; ls"])).toEqual({
      status: 0,
      stdout: "lib:\nlab\n",
      stderr: "",
    });
    expect(netnone(["run", "--host", "bare", "--files", ".", "lab/main.sh"]).stdout).toMatch(/^machine\nmachine\nx$/m);
    expect(netnone(["run", "--files", "/nosuch", "-c", "true"])).toEqual({
      status: 2,
      stdout: "",
      stderr: "netnone: cannot read /nosuch: No such file or directory\n",
    });
    expect(netnone(["run", "--files", "/proc", "-c", "true"]).stderr).toMatch(/the simulated machine has its own\n$/);
  });

  it("leaves what the simulated machine has of its own as it is", () => {
    const commands = ["-c", "grep -c root:x:0:0 /etc/passwd; wc -l </etc/passwd"];
    const own = netnone(["run", "--host", "bare", ...commands]);
    expect(own).toMatchObject({ status: 0, stdout: expect.stringMatching(/^1\n\d+\n$/) });
    expect(netnone(["run", "--host", "bare", "--files", "/etc", ...commands])).toEqual(own);
  });
});

describe("options of run", () => {
  it.each([
    ["--host bare args.sh a -v", "a -v\n"],
    ["args.sh --host bare a", "a\n"],
    ["args.sh -v --long=3 --host=bare a", "-v --long=3 a\n"],
    ["args.sh -- --host bare", "--host bare\n"],
  ])("%s", (line, stdout) => {
    script("args.sh", 'echo "$@"\n');
    expect(netnone(["run", ...line.split(" ")])).toEqual({ status: 0, stdout, stderr: "" });
  });

  it("stand behind the script as before it", () => {
    script("args.sh", 'echo "$@"\n');
    expect(netnone(["run", "args.sh", "--state", "behind.json", "a"])).toMatchObject({ status: 0, stdout: "a\n" });
    expect(JSON.parse(readFileSync(join(directory, "behind.json"), "utf8"))).toMatchObject({ version: 1 });
    expect(netnone(["run", "args.sh", "--docker"]).stderr).toMatch(/^netnone: --docker goes with --real/);
  });
});

describe.skipIf(process.getuid?.() !== 0)("run --real (skipped unless run as root)", () => {
  it("refuses by name what is not modelled, unless it is to be passed through", () => {
    const commands = "ip xfrm state; echo $?; docker swarm init; echo $?";
    expect(netnone(["run", "--real", "-c", commands])).toEqual({
      stdout: "3\n1\n",
      stderr:
        'netnone: ip: object "xfrm" is not modelled\n' +
        "docker: 'swarm' is a real command of docker, but it is not modelled here\n",
      status: 0,
    });
    expect(netnone(["run", "--real", "--pass-through", "-c", "ip xfrm state; echo $?"])).toEqual({
      stdout: "0\n",
      stderr: "",
      status: 0,
    });
  });
});

describe.skipIf(process.getuid?.() !== 0)("without root (skipped unless run as root, which can take it away)", () => {
  it("uses a user namespace or says what is missing, and exits 3 for docker", () => {
    const bare = netnone(
      ["run", "--real", "-c", "id -u; ip -br link; sudo ip link add A type veth peer name B && ip -br link | wc -l"],
      { asNobody: true },
    );
    if (bare.status === 3) {
      expect(bare.stderr).toMatch(/^netnone: real mode needs root or a user namespace.*to mend it: run it with sudo/);
    } else {
      expect(bare.stderr).toBe("");
      expect(bare.stdout).toMatch(/^0\nlo .*\n3\n$/);
    }
    const docker = netnone(["run", "--real", "--docker", "-c", "docker ps"], { asNobody: true });
    expect(docker.stderr).toMatch(/^netnone: .*needs root.*to mend it: run it with sudo/);
    expect(docker.status).toBe(3);
  });
});
