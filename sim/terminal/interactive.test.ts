import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SignalName, Signals } from "../../core/process.ts";
import { readinessOf } from "../shell/readiness.ts";
import { History } from "./history.ts";
import { type InteractiveShell, runInteractive } from "./interactive.ts";
import { openPty } from "./pty.ts";

/** A shell that prints the text it is given; `exit` leaves, `read` takes a line from the terminal, `stop` stops a job. */
function setUp(overrides: Partial<InteractiveShell> = {}) {
  const handlers = new Set<(signal: SignalName) => void>();
  let pending: SignalName | undefined;
  const signals: Signals = {
    get pending() {
      return pending;
    },
    listen(handler) {
      handlers.add(handler);
      return () => void handlers.delete(handler);
    },
    catch: () => () => undefined,
  };
  const pty = openPty({
    path: "/dev/pts/0",
    columns: 80,
    rows: 24,
    signalForeground(signal) {
      if (signal === "HUP") pending = signal;
      for (const handler of [...handlers]) handler(signal);
    },
  });
  let screen = "";
  pty.onOutput((data) => {
    screen += data;
  });
  const file = pty.open();
  const history = new History();
  const ran: string[] = [];
  let exit: number | undefined;
  let reports: string[] = [];
  let stopped = 0;
  const shell: InteractiveShell = {
    prompt: (which) => (which === "PS1" ? "\x01\x1b[32m\x02$ \x01\x1b[0m\x02" : "> "),
    readiness: (text) => readinessOf(text, "bash"),
    remember: () => {
      let joiner: string | undefined;
      return (line, readiness) => {
        if (joiner === undefined) history.add(line);
        else history.replaceLast(`${history.entries.at(-1)}${joiner}${line}`);
        if (readiness.kind === "incomplete") joiner = readiness.joiner;
      };
    },
    extglob: false,
    async run(text) {
      ran.push(text);
      if (text === "exit\n") exit = 3;
      else if (text === "stop\n") stopped = 1;
      else if (text === "job\n") reports = ["[1]+  Done                    job\n"];
      else if (text === "read\n") await file.write(`<${JSON.stringify(await file.read(signals))}>\n`);
      else await file.write(`${text.trimEnd()}!\n`);
    },
    status: 0,
    get exit() {
      return exit;
    },
    stay() {
      exit = undefined;
      return true;
    },
    interrupt() {
      shell.status = 130;
    },
    jobReports() {
      const lines = reports;
      reports = [];
      return lines;
    },
    get stoppedJobs() {
      return stopped;
    },
    signals,
    login: false,
    historyExpansion: true,
    finish: (status) => status,
    ...overrides,
  };
  const done = runInteractive(shell, { stdin: file, stderr: file, terminal: pty.terminal, history });
  /** What the screen shows, without control sequences. */
  const text = (): string =>
    screen
      .replace(/\x1b\[[?0-9;]*[a-zA-Z]/g, "")
      .replaceAll("\r\n", "\n")
      .replaceAll("\r", "");
  return { pty, shell, done, history, ran, text, raw: () => screen };
}

/** Lets everything that waits for nothing run. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe("at the prompt", () => {
  it("runs lines, and ends with exit's status", async () => {
    const { pty, done, ran, text } = setUp();
    pty.input("ls -l\r\rexit\r");
    expect(await done).toBe(3);
    expect(ran).toEqual(["ls -l\n", "exit\n"]);
    expect(text()).toBe("$ ls -l\nls -l!\n$ \n$ exit\n");
  });

  it("Ctrl-D leaves with the last status and says exit, a login shell logout", async () => {
    const { pty, done, shell, text } = setUp();
    shell.status = 7;
    pty.input("\x04");
    expect(await done).toBe(7);
    expect(text()).toBe("$ \nexit\n");
    const login = setUp({ login: true });
    login.pty.input("\x04");
    expect(await login.done).toBe(0);
    expect(login.text()).toBe("$ \nlogout\n");
  });

  it("warns of stopped jobs once", async () => {
    const { pty, done, text } = setUp();
    pty.input("stop\r\x04\x04");
    expect(await done).toBe(0);
    expect(text()).toBe("$ stop\n$ \nexit\nThere are stopped jobs.\n$ \nexit\n");
  });

  it("takes exit back once when jobs are stopped", async () => {
    const { pty, done, text } = setUp();
    pty.input("stop\rexit\rexit\r");
    expect(await done).toBe(3);
    expect(text()).toBe("$ stop\n$ exit\nThere are stopped jobs.\n$ exit\n");
  });

  it("Ctrl-C drops the line, and what was begun", async () => {
    const { pty, shell, ran, text, done } = setUp();
    pty.input("abc\x03for i in 1\r");
    await settle();
    pty.input("\x03ls\r\x04");
    await done;
    expect(shell.status).toBe(130);
    expect(ran).toEqual(["ls\n"]);
    expect(text()).toBe("$ abc^C\n$ for i in 1\n> ^C\n$ ls\nls!\n$ \nexit\n");
  });

  it("asks for more, remembers one command, and brings it back", async () => {
    const { pty, history, ran, done } = setUp();
    pty.input("for i in 1 2\rdo\recho $i\rdone\r\x1b[A\r\x04");
    await done;
    expect(ran).toEqual(["for i in 1 2\ndo\necho $i\ndone\n", "for i in 1 2; do echo $i; done\n"]);
    expect(history.entries).toEqual(["for i in 1 2; do echo $i; done", "for i in 1 2; do echo $i; done"]);
  });

  it("complains about an end inside a command, and ends", async () => {
    const { pty, done, text } = setUp();
    pty.input("if true\r\x04");
    expect(await done).toBe(2);
    expect(text()).toBe("$ if true\n> \nbash: syntax error: unexpected end of file\nexit\n");
  });

  it("runs the lines of a paste one after the other", async () => {
    const { pty, history, ran, done } = setUp();
    pty.input("\x1b[200~ls\rfor i in 1\rdo :\rdone\r\x1b[201~\r\x04");
    await done;
    expect(ran).toEqual(["ls\n", "for i in 1\ndo :\ndone\n"]);
    expect(history.entries).toEqual(["ls", "for i in 1; do :; done"]);
  });

  it("expands history, shows it, and runs nothing when there is none", async () => {
    const { pty, history, ran, done, text } = setUp();
    pty.input("ip link\rsudo !!\r!nope\r!!:p\r\x04");
    await done;
    expect(ran).toEqual(["ip link\n", "sudo ip link\n"]);
    expect(history.entries).toEqual(["ip link", "sudo ip link", "sudo ip link"]);
    expect(text()).toContain("$ sudo !!\nsudo ip link\nsudo ip link!\n$ !nope\nbash: !nope: event not found\n");
  });

  it("gives type-ahead to the command that reads it", async () => {
    const { pty, done, text } = setUp();
    pty.input("read\rfor you\rls\r\x04");
    await done;
    expect(text()).toBe('$ read\nfor you\n<"for you\\n">\n$ ls\nls!\n$ \nexit\n');
  });

  it("tells of jobs before the prompt", async () => {
    const { pty, done, text } = setUp();
    pty.input("job\r\x04");
    await done;
    expect(text()).toBe("$ job\n[1]+  Done                    job\n$ \nexit\n");
  });

  it("ends when the terminal goes away", async () => {
    const { pty, done } = setUp();
    pty.input("half");
    await settle();
    pty.hangup();
    expect(await done).toBe(129);
  });

  it("is in cooked mode while a command runs, and draws the line anew when the window changes", async () => {
    const { pty, done, raw } = setUp();
    pty.input("read\r");
    await settle();
    pty.input("x\x7fy\r");
    await settle();
    expect(raw()).toContain('x\b \by\r\n<"y\\n">');
    pty.input("abc");
    await settle();
    const before = raw().length;
    pty.resize(40, 24);
    await settle();
    expect(raw().slice(before)).toContain("abc");
    pty.input("\x15\x04");
    await done;
  });

  it("does not depend on how the input is cut, at the prompt and in commands", async () => {
    const input =
      "ls\rread\rline\rfor i in 1\rdo :\rdone\rx\x03\x1b[A\x01echo \r\x1b[200~a\rb\x1b[201~\r\x12ec\r中文\x7f\r\x04";
    const whole = setUp();
    whole.pty.input(input);
    await whole.done;
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(input.length - 1)), fc.boolean(), async (cuts, pauses) => {
        const cut = setUp();
        let from = 0;
        for (const to of [...cuts.sort((a, b) => a - b), input.length]) {
          cut.pty.input(input.slice(from, to));
          from = to;
          // Commands that end at once are over when the next keys come.
          if (pauses) await settle();
        }
        await cut.done;
        expect(cut.raw()).toBe(whole.raw());
        expect(cut.ran).toEqual(whole.ran);
      }),
    );
  });
});
