import { expect, it } from "vitest";
import { ALL_CAPABILITIES, NO_CAPABILITIES } from "./credentials.ts";
import { Files } from "./files.ts";
import { TextFile, TreeDirectory } from "./inode.ts";
import type { Credentials } from "./kernel.ts";
import { MountNamespace } from "./mount.ts";
import { pathOf, resolve, resolveIn, resolveProgram } from "./path.ts";

const ROOT: Credentials = { uid: 0, gid: 0, groups: [], capabilities: ALL_CAPABILITIES };
const USER: Credentials = { uid: 1000, gid: 1000, groups: [], capabilities: NO_CAPABILITIES };

/** A tree with /a/b/file, as root and as somebody else see it. */
function tree() {
  const root = new TreeDirectory();
  const mounts = new MountNamespace(root, 1);
  const as = (credentials: Credentials) =>
    new Files({ hostPid: 1, credentials, mounts }, { nowMicros: () => 0, opened: (file) => file });
  const files = as(ROOT);
  files.mkdir("/a");
  files.mkdir("/a/b");
  files.writeFile("/a/b/file", "first");
  const read = (who = files) => {
    const text = who.readFile("/a/b/file");
    return text.ok ? text.value : text.error;
  };
  expect(read()).toBe("first");
  return { root, mounts, files, user: as(USER), read };
}

it("finds what has come into a directory since", () => {
  const { files, read } = tree();
  files.unlink("/a/b/file");
  expect(read()).toBe("ENOENT");
  files.writeFile("/a/b/file", "second");
  expect(read()).toBe("second");
});

it("forgets a directory that was moved, removed or replaced by a link", () => {
  const { files, read } = tree();
  files.rename("/a/b", "/a/c");
  expect(read()).toBe("ENOENT");
  files.mkdir("/a/b");
  expect(read()).toBe("ENOENT");
  files.writeFile("/a/b/file", "second");
  expect(read()).toBe("second");
  files.unlink("/a/b/file");
  files.rmdir("/a/b");
  expect(read()).toBe("ENOENT");
  files.symlink("c", "/a/b");
  expect(read()).toBe("first");
  files.unlink("/a/b");
  expect(read()).toBe("ENOENT");
});

it("asks anew who may search", () => {
  const { files, user, read } = tree();
  expect(read(user)).toBe("first");
  files.chmod("/a", 0o700);
  expect(read(user)).toBe("EACCES");
  expect(read()).toBe("first");
  expect(read(user)).toBe("EACCES");
  files.chown("/a", 1000, 1000);
  expect(read(user)).toBe("first");
  files.chmod("/a/b", 0o700);
  expect(read(user)).toBe("EACCES");
});

it("sees what is mounted over a directory on the way", () => {
  const { root, mounts, read } = tree();
  const covered = root.lookup("a");
  if (!covered) throw new Error("no directory");
  mounts.mount(covered, { source: "none", path: "/a", type: "tmpfs", options: "rw", root: new TreeDirectory() });
  expect(read()).toBe("ENOENT");
  mounts.unmount(covered);
  expect(read()).toBe("first");
});

it("goes through links to directories until they lead elsewhere", () => {
  const { files, read } = tree();
  files.symlink("a", "/link");
  files.symlink("/link/b", "/a/further");
  const text = () => {
    const found = files.readFile("/link/further/file");
    return found.ok ? found.value : found.error;
  };
  expect([text(), text()]).toEqual(["first", "first"]);
  expect(files.realPath("/link/further/file")).toEqual({ ok: true, value: "/a/b/file" });
  files.unlink("/a/further");
  expect(text()).toBe("ENOENT");
  files.mkdir("/c");
  files.writeFile("/c/file", "second");
  files.symlink("../c", "/a/further");
  expect([text(), text()]).toEqual(["second", "second"]);
  expect(read()).toBe("first");
});

it("counts the links on the way each time", () => {
  const { files } = tree();
  files.symlink("/a/b", "/0");
  for (let i = 1; i <= 50; i++) files.symlink(`/${i - 1}`, `/${i}`);
  // MAXSYMLINKS is 40, and `/39` is the fortieth.
  for (let again = 0; again < 2; again++) {
    expect(files.readFile("/39/file").ok).toBe(true);
    expect(files.readFile("/40/file")).toEqual({ ok: false, error: "ELOOP" });
  }
  files.symlink("/39/file", "/one-more");
  expect(files.readFile("/one-more")).toEqual({ ok: false, error: "ELOOP" });
  files.symlink("/38/file", "/the-last");
  expect(files.readFile("/the-last").ok).toBe(true);
});

it("finds a program again unless it has gone, was replaced or its link leads elsewhere", () => {
  const { root, mounts, files } = tree();
  const resolver = { hostPid: 1, credentials: ROOT, mounts };
  files.symlink("/a/b/file", "/program");
  const found = () => {
    const place = resolveProgram(resolver, "/program");
    return place.ok ? pathOf(place.value) : place.error;
  };
  const file = () => resolveProgram(resolver, "/program");
  expect([found(), found()]).toEqual(["/a/b/file", "/a/b/file"]);
  const first = file();
  files.unlink("/a/b/file");
  expect(found()).toBe("ENOENT");
  files.writeFile("/a/b/file", "second");
  expect(found()).toBe("/a/b/file");
  expect(file()).not.toEqual(first);
  const covered = file();
  if (!covered.ok) throw new Error("no file");
  const over = new TextFile("third");
  mounts.mount(covered.value.inode, { source: "none", path: "/a/b/file", type: "none", options: "rw", root: over });
  const mounted = file();
  expect(mounted.ok && mounted.value.inode).toBe(over);
  files.unlink("/program");
  expect(found()).toBe("ENOENT");
  files.writeFile("/a/other", "");
  files.symlink("a/other", "/program");
  expect([found(), found()]).toEqual(["/a/other", "/a/other"]);
  expect(root.lookup("program")?.type).toBe("symlink");
});

it("finds names below a directory as whole paths", () => {
  const { mounts, files } = tree();
  const resolver = { hostPid: 1, credentials: ROOT, mounts };
  files.symlink("file", "/a/b/link");
  for (const rest of ["file", "link", "/file", "../b/file", ".", "", "missing", "file/x", "x/y"]) {
    const [whole, below] = [resolve(resolver, `/a/b/${rest}`), resolveIn(resolver, "/a/b", rest)];
    const told = (place: typeof whole) => (place.ok ? pathOf(place.value) : place.error);
    expect(`${rest}: ${told(below)}`).toBe(`${rest}: ${told(whole)}`);
  }
});
