import { expect, it } from "vitest";
import { ALL_CAPABILITIES, NO_CAPABILITIES } from "./credentials.ts";
import { Files } from "./files.ts";
import { TreeDirectory } from "./inode.ts";
import type { Credentials } from "./kernel.ts";
import { MountNamespace } from "./mount.ts";

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
