import { execFileSync, spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { makeTraceable, splitTrace } from "./trace.ts";

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
