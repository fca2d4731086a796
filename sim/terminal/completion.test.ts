import { describe, expect, it } from "vitest";
import { EMPTY_CONFIG } from "../../core/model/config.ts";
import type { LinkId, NetnsId } from "../../core/model/id.ts";
import type { Link } from "../../core/model/link.ts";
import type { FileSystem } from "../../core/process.ts";
import type { Kernel } from "../kernel/kernel.ts";
import { readCommandLine } from "./command-line.ts";
import { type CompletionWorld, completeLine } from "./completion.ts";
import { LineEditor } from "./editor.ts";
import { History } from "./history.ts";

/** Executables end in `*`, directories in `/`. */
const FILES: Readonly<Record<string, readonly string[]>> = {
  "/": ["etc/", "home/", "usr/"],
  "/usr/bin": ["ip*", "ping*", "ip6tables*", "sudo*", "notes"],
  "/usr/sbin": ["brctl*", "bridge*"],
  "/etc": ["hosts", "hostname", "net config/", "$odd"],
  "/home/user": ["lab.sh*", "lab dir/", ".bashrc", "中文.txt", "notes.txt"],
  "/home/user/lab dir": ["a b.txt"],
};

function stat(path: string): { type: "file" | "directory"; mode: number } | undefined {
  if (FILES[path] !== undefined) return { type: "directory", mode: 0o755 };
  const at = path.lastIndexOf("/");
  const name = path.slice(at + 1);
  const entries = FILES[path.slice(0, at) || "/"];
  if (entries?.includes(`${name}/`)) return { type: "directory", mode: 0o755 };
  if (entries?.includes(`${name}*`)) return { type: "file", mode: 0o755 };
  return entries?.includes(name) ? { type: "file", mode: 0o644 } : undefined;
}

const files = {
  readDir(path: string) {
    const entries = FILES[path.replace(/\/\.?(?=\/|$)/g, "") || "/"];
    return entries === undefined
      ? { ok: false, error: "ENOENT" }
      : { ok: true, value: entries.map((entry) => entry.replace(/[*/]$/, "")) };
  },
  stat(path: string) {
    const found = stat(path.replace("/./", "/"));
    return found === undefined
      ? { ok: false, error: "ENOENT" }
      : {
          ok: true,
          value: {
            ...found,
            size: 0,
            uid: 0,
            gid: 0,
            modifiedMicros: 0,
            accessedMicros: 0,
            changedMicros: 0,
            inode: 1,
            device: 1,
          },
        };
  },
} as Partial<FileSystem> as FileSystem;

const HOST = 1 as NetnsId;
const INSIDE = 2 as NetnsId;
const links = (
  [
    [HOST, "lo"],
    [HOST, "docker0"],
    [HOST, "eth0"],
    [INSIDE, "lo"],
    [INSIDE, "B"],
  ] as const
).map(
  ([netns, name], index) => [index + 1, { id: (index + 1) as LinkId, netns, name } as Partial<Link> as Link] as const,
);
const kernel = {
  netns: HOST,
  config: () => ({ ...EMPTY_CONFIG, links: Object.fromEntries(links) }),
  findNetns: (ref) => (ref.by === "name" && ref.name === "c1" ? INSIDE : undefined),
  netnsNames: () => ["c1", "c2"],
} as Partial<Kernel> as Kernel;

const world: CompletionWorld = {
  context: { cwd: "/home/user", files, kernel },
  home: "/home/user",
  path: ["/usr/bin", "/usr/sbin"],
  shellCommands: ["cd", "export", "if", "pid_of"],
  variables: ["HOME", "HOSTNAME", "pid"],
  containers: () => ["63f36fc01b5f", "quiet_mole"],
  images: () => ["base"],
  program(name) {
    const complete = (words: readonly string[]): readonly string[] => {
      if (name === "docker") return words.length === 2 ? ["run", "rm", "ps"] : ["<container>"];
      if (words.length === 2) return ["link", "addr", "netns", "route"];
      return words.at(-2) === "dev"
        ? ["<device>"]
        : words.at(-2) === "set"
          ? ["dev", "<device>"]
          : words.at(-2) === "del"
            ? ["<netns>"]
            : ["set", "show", "exec", "del"];
    };
    return name === "ip" || name === "docker" ? { name, complete } : undefined;
  },
};

function matchesOf(completion: ReturnType<typeof completeLine>) {
  if (completion instanceof Promise) throw new Error("nothing here waits");
  return completion.matches;
}

/** The line after one Tab at its end, and what Alt-? lists. */
function tab(line: string): { line: string; list: readonly string[] } {
  const editor = new LineEditor({
    history: new History(),
    columns: 80,
    rows: 24,
    complete: (text, point) => completeLine(text.slice(0, point), world),
  });
  editor.begin("");
  editor.feed(line);
  editor.feed("\t");
  const { outcome } = editor.feed("\r");
  const list = matchesOf(completeLine(line, world)).map((match) => match.label);
  return { line: outcome?.kind === "line" ? outcome.text : "", list };
}

const CASES: readonly (readonly [typed: string, completed: string, list?: readonly string[]])[] = [
  ["pin", "ping "],
  ["br", "br", ["brctl", "bridge"]],
  ["i", "i", ["if", "ip", "ip6tables"]],
  ["pid", "pid_of "],
  ["no", "no", []],
  ["./la", "./lab", ["lab dir", "lab.sh"]],
  ["./lab.", "./lab.sh "],
  ["ip l", "ip link "],
  ["ip link set d", "ip link set d", ["dev", "docker0"]],
  ["ip link set dev e", "ip link set dev eth0 "],
  ["sudo ip link set dev do", "sudo ip link set dev docker0 "],
  ["sudo -u root ip li", "sudo -u root ip link "],
  ["sudo br", "sudo br", ["brctl", "bridge"]],
  ["ip netns del c", "ip netns del c", ["c1", "c2"]],
  ["sudo ip netns exec c1 pin", "sudo ip netns exec c1 ping "],
  ["ip netns exec c1 ip link set dev B", "ip netns exec c1 ip link set dev B "],
  ["ip netns exec c1 ip link set dev e", "ip netns exec c1 ip link set dev e"],
  ["ip -n c1 net del c2", "ip -n c1 net del c2 "],
  ["docker r", "docker r", ["rm", "run"]],
  ["docker rm 63", "docker rm 63f36fc01b5f "],
  ["tcpdump -i doc", "tcpdump -i docker0 "],
  ["ls; ip r", "ls; ip route "],
  ["if ip a", "if ip addr "],
  ["echo $(ip ro", "echo $(ip route "],
  ["A=1 pin", "A=1 ping "],
  ["ls | pin", "ls | ping "],
  ["cat /etc/hosts | so", "cat /etc/hosts | so"],
  ["echo $p", "echo $pid "],
  ["echo ${HOM", "echo ${HOME} "],
  ['echo "$p', 'echo "$pid'],
  ["echo '$p", "echo '$p"],
  ["echo $HO", "echo $HO", ["$HOME", "$HOSTNAME"]],
  ["export HOS", "export HOSTNAME "],
  ["cat /etc/hostn", "cat /etc/hostname "],
  ["cat /etc/h", "cat /etc/host", ["hostname", "hosts"]],
  ["cat /et", "cat /etc/"],
  ["cd l", "cd lab\\ dir/"],
  ["cat lab\\ d", "cat lab\\ dir/"],
  ["cat lab\\ dir/a", "cat lab\\ dir/a\\ b.txt "],
  ['cat "lab d', 'cat "lab dir/'],
  ['cat "lab dir/a', 'cat "lab dir/a b.txt" '],
  ["cat 'lab dir/a", "cat 'lab dir/a b.txt' "],
  ["cat /etc/$", "cat /etc/$", ["$HOME", "$HOSTNAME", "$pid"]],
  ["cat /etc/\\$", "cat /etc/\\$odd "],
  ["cat ~/no", "cat ~/notes.txt "],
  ["cat .b", "cat .bashrc "],
  ["cat 中", "cat 中文.txt "],
  ["cat <no", "cat <notes.txt "],
  ["echo >/etc/hostn", "echo >/etc/hostname "],
  ["prog --file=/etc/hostn", "prog --file=/etc/hostname "],
  ["timeout 5 pin", "timeout 5 ping "],
  ["# ip l", "# ip l", []],
];

describe("one Tab", () => {
  for (const [typed, completed, list] of CASES) {
    it(JSON.stringify(typed), () => {
      const result = tab(typed);
      expect(result.line).toBe(completed);
      if (list !== undefined) expect([...result.list].sort()).toEqual([...list].sort());
    });
  }
});

describe("what complete says", () => {
  const spec = (words: readonly string[], ...options: string[]): CompletionWorld => ({
    ...world,
    programmed: (given) =>
      given[0]?.value === "lab" ? Promise.resolve({ words, options: new Set(options) }) : undefined,
  });

  it("goes before everything else, quoted only as names of files", async () => {
    const match = async (line: string, where: CompletionWorld) => (await completeLine(line, where)).matches[0];
    expect(await match("lab a", spec(["a b"]))).toEqual({ text: "a b", label: "a b", suffix: " " });
    expect((await match("lab a", spec(["a b"], "filenames", "nospace")))?.text).toBe("a\\ b");
    expect((await match("lab no", spec([], "default")))?.text).toBe("notes.txt");
    expect(await match("lab no", spec([]))).toBeUndefined();
    expect((await match("ip l", spec(["x"])))?.text).toBe("link");
  });

  it("may have to be waited for; keys stay in line", async () => {
    const editor = new LineEditor({
      history: new History(),
      columns: 80,
      rows: 24,
      complete: async (text) => ({ start: text.length - 1, matches: [{ text: "up", label: "up", suffix: " " }] }),
    });
    editor.begin("$ ");
    const fed = editor.feed("lab u\tx\r");
    expect(fed.outcome).toBeUndefined();
    await fed.waiting;
    expect(editor.feed("").outcome).toEqual({ kind: "line", text: "lab up x" });
  });
});

describe("two Tabs", () => {
  it("list in columns, sorted downwards, with the line again behind", () => {
    const editor = new LineEditor({
      history: new History(),
      columns: 30,
      rows: 24,
      complete: (text, point) => completeLine(text.slice(0, point), world),
    });
    editor.begin("$ ");
    editor.feed("ip ");
    expect(editor.feed("\t").output).toBe("\x07");
    expect(editor.feed("\t").output).toBe("\naddr   link   netns  route\n$ ip ");
    editor.resize(20, 24);
    editor.feed("\x01\x05\t");
    expect(editor.feed("\t").output).toBe("\naddr   netns\nlink   route\n$ ip ");
  });

  it("ask before they list a hundred", () => {
    const many = Array.from({ length: 120 }, (_, index) => `w${index}`);
    const editor = new LineEditor({
      history: new History(),
      columns: 80,
      rows: 24,
      complete: () => ({ start: 0, matches: many.map((text) => ({ text, label: text, suffix: " " })) }),
    });
    editor.begin("$ ");
    editor.feed("w\t");
    expect(editor.feed("\t").output).toContain("Display all 120 possibilities? (y or n)");
    expect(editor.feed("x").output).toBe("\x07");
    expect(editor.feed("y").output).toContain("w119");
    expect(editor.feed("\r").outcome).toEqual({ kind: "line", text: "w" });
  });
});

const CUT: readonly (readonly [line: string, words: readonly string[]])[] = [
  ["a b", ["a", "b"]],
  ["a b ", ["a", "b", ""]],
  ["a; b c", ["b", "c"]],
  ["x=1 y=2 cmd a", ["cmd", "a"]],
  ["a >f b", ["a", "b"]],
  ["a 'b c' \"d e", ["a", "b c", "d e"]],
  ["while true; do ls x", ["ls", "x"]],
  ["echo $(ls `cat a", ["cat", "a"]],
  ["echo $(ls) b", ["echo", "$(ls)", "b"]],
  ["", [""]],
];

it.each(CUT)("%j is cut", (line, words) => {
  expect(readCommandLine(line).words.map((word) => word.value)).toEqual(words);
});
