import { execFileSync, spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { newSimulator } from "../simulator.ts";
import { simulatorOutcome } from "./simulator-outcome.ts";
import { makeTraceable, markedMicros, splitTrace } from "./trace.ts";

/** Runs the instrumented script with this machine's bash. */
function trace(script: string) {
  const traced = makeTraceable(script);
  if (traced === undefined) {
    return undefined;
  }
  const done = spawnSync("bash", ["-c", traced.text, "name"], { encoding: "utf8" });
  return splitTrace(traced, { stdout: done.stdout, stderr: done.stderr, status: done.status ?? 0 });
}

describe("tracing", () => {
  it("tells which command wrote what, and its status", () => {
    expect(trace("# comment\necho a; echo b >&2\nfalse\nif true; then\n  echo c\nfi && echo d\n")).toEqual([
      { line: 2, command: "echo a", stdout: "a\n", stderr: "", status: 0 },
      { line: 2, command: "echo b >&2", stdout: "", stderr: "b\n", status: 0 },
      { line: 3, command: "false", stdout: "", stderr: "", status: 1 },
      { line: 4, command: "if true; then\n  echo c\nfi && echo d", stdout: "c\nd\n", stderr: "", status: 0 },
    ]);
  });

  it("tells when each command began, and when the script ended", () => {
    const traced = makeTraceable("sleep 0.1\ntrue\n");
    const done = spawnSync("bash", ["-c", traced?.text ?? ""], { encoding: "utf8" });
    const times = [...markedMicros(done.stdout).values()];
    expect(times).toHaveLength(3);
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(100_000);
    expect(Math.abs((times[2] ?? 0) / 1000 - Date.now())).toBeLessThan(60_000);
  });

  it("lets the simulator begin each command when a schedule says", async () => {
    const schedule = {
      commandMicros: [0, 10_000, 5_000_000],
      stateMicros: 6_000_000,
      jiffiesMicros: 10 ** 12 + 123_456,
    };
    const simulator = await newSimulator("bare", 1);
    const script = "echo $EPOCHREALTIME\necho $EPOCHREALTIME\necho $EPOCHREALTIME\n";
    const { commands } = await simulatorOutcome(simulator, script, "name", schedule);
    const [first = 0, ...rest] = commands.map(({ stdout }) => Math.round(Number(stdout) * 1e6));
    // Give or take what the shell itself takes for a line.
    const late = rest.map((micros, index) => micros - first - (schedule.commandMicros[index + 1] ?? 0));
    expect(late.every((micros) => micros >= 0 && micros < 100)).toBe(true);
    // As far into a second, and into a round of the timer wheel, as the other clock was.
    const ahead = simulator.nowMicros() - schedule.stateMicros - schedule.jiffiesMicros;
    expect(Math.abs(ahead % 256_000_000)).toBe(0);
  });

  it("leaves $? and line numbers as they were", () => {
    const commands = trace("false\necho $?\nnosuchcommand\n");
    expect(commands?.map((each) => each.stdout)).toEqual(["", "1\n", ""]);
    expect(commands?.[2]?.stderr).toBe("name: line 3: nosuchcommand: command not found\n");
    expect(commands?.[2]?.status).toBe(127);
  });

  it("knows the status of the command that ended the script, and leaves out those after it", () => {
    expect(trace("echo a\nexit 7\necho b\n")?.map(({ command, status }) => [command, status])).toEqual([
      ["echo a", 0],
      ["exit 7", 7],
    ]);
  });

  it("does not touch here-documents", () => {
    expect(trace("cat <<END\necho x\nEND\necho y\n")?.map((each) => each.stdout)).toEqual(["echo x\n", "y\n"]);
  });

  it.each(["set -e\ntrue", "trap 'echo' EXIT", "exec >/dev/null\nls", "echo ${PIPESTATUS[0]}", "if", ""])(
    "declines %j",
    (script) => {
      expect(makeTraceable(script)).toBeUndefined();
    },
  );

  it("adds up to the same output as the script itself", () => {
    const script = "for i in 1 2; do echo $i; done\n{ echo x; echo y >&2; }\nf() { echo $1; }\nf 3 | cat\n";
    const whole = execFileSync("bash", ["-c", script], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
    expect(
      trace(script)
        ?.map((each) => each.stdout)
        .join(""),
    ).toBe(whole);
  });
});
