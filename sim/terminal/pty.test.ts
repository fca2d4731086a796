import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SignalName, Signals } from "../../core/process.ts";
import { openPty, type PtyOptions } from "./pty.ts";

function setUp(options: Partial<PtyOptions> = {}) {
  const signals: SignalName[] = [];
  const pty = openPty({
    path: "/dev/pts/0",
    columns: 80,
    rows: 24,
    signalForeground: (signal) => void signals.push(signal),
    ...options,
  });
  let screen = "";
  pty.onOutput((data) => {
    screen += data;
  });
  return { pty, signals, slave: pty.open(), screen: () => screen };
}

/** Signals of a process that dies of the first one. */
function deadly(): Signals & { send(signal: SignalName): void } {
  const handlers = new Set<(signal: SignalName) => void>();
  let pending: SignalName | undefined;
  return {
    get pending() {
      return pending;
    },
    listen(handler) {
      handlers.add(handler);
      return () => void handlers.delete(handler);
    },
    catch: () => () => undefined,
    send(signal) {
      pending = signal;
      for (const handler of [...handlers]) handler(signal);
    },
  };
}

describe("cooked mode", () => {
  const cases: readonly (readonly [name: string, typed: string, read: string | null, screen: string])[] = [
    ["CR becomes NL and echoes as CR NL", "ls\r", "ls\n", "ls\r\n"],
    ["erase", "lz\x7fs\r", "ls\n", "lz\b \bs\r\n"],
    ["Ctrl-H erases too", "lz\bs\r", "ls\n", "lz\b \bs\r\n"],
    ["erase at the start does nothing", "\x7fa\r", "a\n", "a\r\n"],
    ["kill", "abc\x15x\r", "x\n", "abc\b \b\b \b\b \bx\r\n"],
    ["word erase", "ab cd \x17x\r", "ab x\n", "ab cd \b \b\b \b\b \bx\r\n"],
    ["a wide character is two cells", "a中\x7f\r", "a\n", "a中\b\b  \b\b\r\n"],
    ["controls echo with a caret", "\x01\x7f\r", "\n", "^A\b\b  \b\b\r\n"],
    ["a tab is erased to its stop", "a\t\x7fb\r", "ab\n", "a\t\b\b\b\b\b\b\bb\r\n"],
    ["Ctrl-V takes the next literally", "\x16\x03\r", "\x03\n", "^\b^C\r\n"],
    ["Ctrl-D on an empty line is the end", "\x04", null, ""],
    ["Ctrl-D behind text hands it over", "ab\x04", "ab", "ab"],
    ["reprint", "ab\x12\r", "ab\n", "ab^R\r\nab\r\n"],
  ];
  it.each(cases)("%s", async (_name, typed, read, screen) => {
    const { pty, slave, screen: shown } = setUp();
    pty.input(typed);
    expect(await slave.read()).toBe(read);
    expect(shown()).toBe(screen);
  });

  it("erases a tab from where its line began on the screen", async () => {
    const { pty, slave, screen } = setUp();
    await slave.write("name: ");
    pty.input("\t\x7f");
    expect(screen()).toBe("name: \t\b\b");
  });

  it("hands lines to readers in the order in which they asked", async () => {
    const { pty, slave } = setUp();
    const reads = [slave.read(), slave.read()];
    pty.input("one\rtwo\rthree\r");
    expect(await Promise.all(reads)).toEqual(["one\n", "two\n"]);
    expect(await slave.read()).toBe("three\n");
  });

  it("sends signals, and drops what was typed before them", async () => {
    const { pty, slave, signals, screen } = setUp();
    pty.input("abc\rde\x03x\r");
    expect(signals).toEqual(["INT"]);
    expect(await slave.read()).toBe("x\n");
    expect(screen()).toBe("abc\r\nde^Cx\r\n");
    pty.input("\x1a\x1c");
    expect(signals).toEqual(["INT", "TSTP", "QUIT"]);
  });

  it("ends a wait when a deadly signal comes, and gives the line to the next reader", async () => {
    const { pty, slave } = setUp();
    const signals = deadly();
    const dying = slave.read(signals);
    const living = slave.read();
    signals.send("INT");
    expect(await dying).toBeNull();
    pty.input("line\r");
    expect(await living).toBe("line\n");
    expect(await slave.read(signals)).toBeNull();
  });

  it("refuses a line that is too long with a bell, but still ends it", async () => {
    const { pty, slave, screen } = setUp();
    pty.input(`${"x".repeat(4100)}\r`);
    expect(await slave.read()).toBe(`${"x".repeat(4095)}\n`);
    expect(screen().split("\x07")).toHaveLength(6);
  });

  it("does the same with the same keys however they are cut", () => {
    const keys = fc.array(
      fc.constantFrom(
        "a",
        "中",
        "\u{1f600}",
        "e\u0301",
        "\t",
        " ",
        "\x7f",
        "\x15",
        "\x17",
        "\x16",
        "\x03",
        "\x04",
        "\r",
      ),
    );
    fc.assert(
      fc.property(keys, fc.array(fc.nat(60)), (parts, cuts) => {
        const text = parts.join("");
        const whole = setUp();
        whole.pty.input(text);
        const cut = setUp();
        let from = 0;
        for (const to of [...cuts.filter((at) => at < text.length).sort((a, b) => a - b), text.length]) {
          cut.pty.input(text.slice(from, to));
          from = to;
        }
        expect(cut.screen()).toBe(whole.screen());
        expect(cut.signals).toEqual(whole.signals);
      }),
    );
  });
});

describe("raw mode", () => {
  it("passes every key and prints nothing by itself", async () => {
    const { pty, slave, signals, screen } = setUp();
    slave.terminal?.setRaw(true);
    pty.input("a\x03\x04\r\x7f");
    expect(await slave.read()).toBe("a\x03\x04\r\x7f");
    await slave.write("x\n");
    expect(screen()).toBe("x\n");
    expect(signals).toEqual([]);
    slave.terminal?.setRaw(true, { processOutput: true });
    await slave.write("y\n");
    expect(screen()).toBe("x\ny\r\n");
  });

  it("gives an editor what was typed ahead, finished or not", async () => {
    const { pty, slave } = setUp();
    pty.input("one\rtw");
    slave.terminal?.setRaw(true);
    expect(await slave.read()).toBe("one\ntw");
  });

  it("cooks what the editor gave back when a program reads it, line by line", async () => {
    const { pty, slave, screen } = setUp();
    slave.terminal?.setRaw(true);
    pty.input("cat\rhello\rls\r");
    expect(await slave.read()).toBe("cat\rhello\rls\r");
    slave.unread?.("hello\rls\r");
    slave.terminal?.setRaw(false);
    expect(screen()).toBe("");
    expect(await slave.read()).toBe("hello\n");
    expect(screen()).toBe("hello\r\n");
    pty.input("pwd\r");
    slave.terminal?.setRaw(true);
    expect(await slave.read()).toBe("ls\rpwd\r");
    expect(screen()).toBe("hello\r\n");
  });

  it("nests: the outer raw terminal carries the keys and the output of the inner one", async () => {
    const outer = setUp();
    const inner = setUp();
    outer.slave.terminal?.setRaw(true);
    inner.pty.onOutput((data) => void outer.slave.write(data));
    const pump = (async () => {
      for (let text = await outer.slave.read(); text !== null; text = await outer.slave.read()) inner.pty.input(text);
    })();
    const line = inner.slave.read();
    outer.pty.input("ls\x7fx\r");
    expect(await line).toBe("lx\n");
    await inner.slave.write("done\n");
    const next = inner.slave.read();
    outer.pty.input("\x03y\r");
    expect(await next).toBe("y\n");
    expect(outer.screen()).toBe("ls\b \bx\r\ndone\r\n^Cy\r\n");
    outer.pty.hangup();
    await pump;
    expect(inner.signals).toEqual(["INT"]);
    expect(outer.signals).toEqual(["HUP"]);
  });
});

describe("the emulator's side", () => {
  it("holds output between Ctrl-S and Ctrl-Q, and a signal lets it go", async () => {
    const { pty, slave, screen } = setUp();
    pty.input("\x13");
    const wait = slave.write("held\n");
    expect(wait).toBeInstanceOf(Promise);
    expect(screen()).toBe("");
    pty.input("\x11");
    await wait;
    expect(screen()).toBe("held\r\n");
    pty.input("\x13");
    const again = slave.write("again\n");
    pty.input("\x03");
    await again;
    expect(screen()).toBe("held\r\nagain\r\n^C");
  });

  it("makes a writer that floods wait for the others and for the emulator", async () => {
    let ticks = 0;
    const { pty, slave } = setUp({ tick: async () => void ticks++ });
    expect(slave.write("x")).toBeUndefined();
    await slave.write("x".repeat(70000));
    expect(ticks).toBe(1);
    let drained: () => void = () => undefined;
    pty.onOutput(() => new Promise((resolve) => (drained = resolve)));
    const wait = slave.write("y");
    expect(wait).toBeInstanceOf(Promise);
    drained();
    await wait;
  });

  it("keeps output until somebody listens", () => {
    const pty = openPty({ path: "/dev/pts/1", columns: 80, rows: 24, signalForeground: () => undefined });
    void pty.open().write("early");
    const heard: string[] = [];
    pty.onOutput((data) => void heard.push(data));
    expect(heard).toEqual(["early"]);
  });

  it("tells of resizes once, and of nothing that did not change", () => {
    const { pty, slave, signals } = setUp();
    let calls = 0;
    const ignore = slave.terminal?.onResize(() => void calls++);
    pty.resize(100, 30);
    pty.resize(100, 30);
    expect([slave.terminal?.columns, slave.terminal?.rows, calls]).toEqual([100, 30, 1]);
    expect(signals).toEqual(["WINCH"]);
    ignore?.();
    pty.resize(80, 24);
    expect(calls).toBe(1);
  });

  it("hangs up: readers end, writes vanish; and closes with the last slave", async () => {
    const { pty, slave, signals, screen } = setUp();
    const read = slave.read();
    pty.hangup();
    pty.hangup();
    expect(await read).toBeNull();
    expect(await slave.read()).toBeNull();
    await slave.write("gone");
    expect(screen()).toBe("");
    expect(signals).toEqual(["HUP"]);
    let closed = 0;
    pty.onClose(() => void closed++);
    const second = slave.retain();
    slave.close();
    expect(closed).toBe(0);
    second.close();
    second.close();
    expect(closed).toBe(1);
  });
});
