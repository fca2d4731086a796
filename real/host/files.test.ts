import { closeSync, mkdirSync, mkdtempSync, openSync, readSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sandboxFiles } from "./files.ts";
import type { Descriptor } from "./open-file.ts";

let outside = "";
let root = "";

beforeAll(() => {
  outside = mkdtempSync(join(tmpdir(), "netnone-files-"));
  root = join(outside, "root");
  mkdirSync(join(root, "run/netns"), { recursive: true });
  mkdirSync(join(root, "var"));
  mkdirSync(join(root, "a"));
  writeFileSync(join(outside, "secret"), "outside");
  writeFileSync(join(root, "secret"), "inside");
  writeFileSync(join(root, "run/netns/x"), "");
  symlinkSync("/run", join(root, "var/run"));
  symlinkSync("/secret", join(root, "a/absolute"));
  symlinkSync("../../secret", join(root, "a/above"));
  symlinkSync("loop", join(root, "loop"));
  symlinkSync("/nowhere", join(root, "dangling"));
});
afterAll(() => rmSync(outside, { recursive: true }));

describe("files of a sandbox", () => {
  it.each([
    ["/a/absolute", "inside"],
    ["/a/above", "inside"],
    ["/a/../../secret", "inside"],
  ])("%s does not lead out", (path, text) => {
    expect(sandboxFiles(root).readFile(path)).toEqual({ ok: true, value: text });
  });

  it("does not write through links to the outside", () => {
    const files = sandboxFiles(root);
    expect(files.writeFile("/a/above", "changed")).toEqual({ ok: true, value: undefined });
    expect(files.readFile("/secret")).toEqual({ ok: true, value: "changed" });
    files.writeFile("/secret", "inside");
  });

  it("follows links in the middle of a path, and says where they end", () => {
    const files = sandboxFiles(root);
    expect(files.readDir("/var/run/netns")).toEqual({ ok: true, value: ["x"] });
    expect(files.realPath("/var/run/netns/x")).toEqual({ ok: true, value: "/run/netns/x" });
    expect(files.readLink("/var/run")).toEqual({ ok: true, value: "/run" });
  });

  it.each([
    ["/loop", "ELOOP"],
    ["/dangling", "ENOENT"],
    ["/nosuch", "ENOENT"],
    ["/secret/x", "ENOTDIR"],
  ])("%s is %s", (path, errno) => {
    expect(sandboxFiles(root).readFile(path)).toEqual({ ok: false, error: errno });
  });

  it("takes a descriptor's entry in /proc for the link it is, unless asked to follow", () => {
    const held = openSync(join(root, "secret"), "r");
    const path = `/proc/${process.pid}/fd/${held}`;
    const type = (options?: { follow: boolean }) => {
      const stat = sandboxFiles("").stat(path, options);
      return stat.ok && stat.value.type;
    };
    expect([type({ follow: false }), type()]).toEqual(["symlink", "file"]);
    closeSync(held);
  });

  it("leaves what follows a line to the next reader", () => {
    const opened = sandboxFiles(root).open("/secret", "read");
    if (!opened.ok) {
      throw new Error(opened.error);
    }
    const file = opened.value as Descriptor;
    expect(file.read()).toBe("inside");
    file.unread?.("side");
    const rest = Buffer.alloc(9);
    expect(rest.toString("utf8", 0, readSync(file.fd, rest))).toBe("side");
    file.close();
  });
});
