/** What the own shell writes below /proc/sys/net is the sandbox's; the machine's own settings stay as they are. */
import { readFileSync } from "node:fs";
import { describe, expect, inject, it } from "vitest";
import { outlet, runOwnShell } from "../../cli/real-shell.ts";
import { openSandbox } from "../../real/sandbox/sandbox.ts";

const gap = inject("gaps").root;
const SETTING = "/proc/sys/net/ipv4/ip_default_ttl";

describe.skipIf(gap !== null)(`settings of a sandbox${gap === null ? "" : ` (skipped: ${gap})`}`, () => {
  it("are not the machine's", async () => {
    const before = readFileSync(SETTING, "utf8");
    const other = before.trim() === "99" ? "98" : "99";
    let printed = "";
    const text = `echo ${other} > ${SETTING}; cat ${SETTING}; [ -e ${SETTING} ] && echo there`;
    const opened = await openSandbox();
    if (!opened.ok) throw new Error(opened.error.missing);
    try {
      await runOwnShell(opened.value, { text, name: "settings" }, [], {
        stdin: outlet("/dev/null", () => undefined),
        stdout: outlet("pipe:[2]", (more) => {
          printed += more;
        }),
        stderr: outlet("pipe:[3]", (more) => {
          printed += more;
        }),
      });
    } finally {
      await opened.value.close();
    }
    expect(printed).toBe(`${other}\nthere\n`);
    expect(readFileSync(SETTING, "utf8")).toBe(before);
  });
});
