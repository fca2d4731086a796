/** From a path to an inode, as path_resolution(7) tells it. */

import type { Errno } from "../../core/errors.ts";
import type { OpenFile } from "../../core/process.ts";
import { err, ok, type Result } from "../../core/result.ts";
import { permits } from "./credentials.ts";
import {
  Directory,
  type Inode,
  OverlayDirectory,
  Symlink,
  TmpfsDirectory,
  TreeDirectory,
  type Viewer,
} from "./inode.ts";
import type { MountNamespace } from "./mount.ts";

/** An inode together with the way that led to it. */
export interface Place {
  readonly inode: Inode;
  /** What is mounted over: unmounting needs it. */
  readonly covered: Inode;
  readonly parent: Place | undefined;
  readonly name: string;
}

/** What no file gets of the permissions that are asked for, where nobody has said otherwise (umask(2)). */
export const USUAL_UMASK = 0o022;

export interface Resolver extends Viewer {
  /** Its descriptors, where it is a process: what `/dev/fd/N` names. */
  readonly files?: Pick<ReadonlyMap<number, OpenFile>, "get">;
  readonly mounts: MountNamespace;
  readonly umask?: number;
}

/** The parent directory and the last name; `place` is missing when nothing has that name. */
export interface Found {
  readonly parent: Place;
  readonly name: string;
  readonly place: Place | undefined;
  /** The path asked for a directory by ending in a slash or a dot. */
  readonly directory: boolean;
}

const MAX_LINKS = 40;
const NAME_MAX = 255;

/** The absolute path of a place. */
export function pathOf(place: Place): string {
  let path = "";
  for (let at: Place = place; at.parent; at = at.parent) path = `/${at.name}${path}`;
  return path === "" ? "/" : path;
}

function rootOf(resolver: Resolver): Place {
  const root = resolver.mounts.root;
  const inode = resolver.mounts.on(root)?.root ?? root;
  return { inode, covered: root, parent: undefined, name: "" };
}

/** `follow`: a symbolic link at the end is followed too. `path` is absolute. */
export function find(resolver: Resolver, path: string, follow: boolean): Result<Found, Errno> {
  if (path === "") return err("ENOENT");
  return findAbsolute(resolver, path, follow, { links: MAX_LINKS, fixed: true });
}

/** The same for the target of a link, by way of the directory that its last name is in where that is known. */
function findAbsolute(resolver: Resolver, path: string, follow: boolean, way: Way): Result<Found, Errno> {
  const begin = lastNameIn(path);
  if (begin <= 1 || asksForDirectory(path)) return walk(resolver, rootOf(resolver), path, 0, follow, way);
  const directory = directoryAt(resolver, path.slice(0, begin - 1), way);
  return directory.ok ? walk(resolver, directory.value, path, begin, follow, way) : directory;
}

/** What a path leads to on which another name follows. */
function directoryAt(resolver: Resolver, path: string, way: Way): Result<Place, Errno> {
  const { mounts, credentials } = resolver;
  const known = mounts.directories.get(path, credentials);
  if (known && known.links <= way.links) {
    way.links -= known.links;
    return ok(known.place);
  }
  const own: Way = { links: way.links, fixed: true };
  const found = walk(resolver, rootOf(resolver), path, 0, true, own);
  if (!found.ok) return found;
  const { place } = found.value;
  if (!place) return err("ENOENT");
  const links = way.links - own.links;
  way.links = own.links;
  if (!own.fixed) way.fixed = false;
  else if (place.inode instanceof Directory) mounts.directories.set(path, credentials, { place, links });
  return ok(place);
}

/** How a path was walked. */
interface Way {
  /** How many symbolic links may still be followed. */
  links: number;
  /** All directories and links on it lead everybody to the same, unlike those of /proc. */
  fixed: boolean;
}

/** What is in the directory changes by `add` and `remove` alone. */
function isFixed(directory: Directory): boolean {
  const made = directory.constructor;
  return made === TreeDirectory || made === TmpfsDirectory || made === OverlayDirectory;
}

/** The inode a path leads to; ENOENT when nothing is there. */
export function resolve(resolver: Resolver, path: string, follow = true): Result<Place, Errno> {
  const found = find(resolver, path, follow);
  if (!found.ok) return found;
  if (!found.value.place) return err("ENOENT");
  return ok(found.value.place);
}

/** What a path leads to below a directory that is asked for again and again: `/run/netns` and the name of a namespace. */
export function resolveIn(resolver: Resolver, directory: string, rest: string): Result<Place, Errno> {
  const way: Way = { links: MAX_LINKS, fixed: true };
  const from = directoryAt(resolver, directory, way);
  if (!from.ok) return from;
  const found = walk(resolver, from.value, rest, 0, true, way);
  if (!found.ok) return found;
  return found.value.place ? ok(found.value.place) : err("ENOENT");
}

/** The same as `resolve` for the file of a program: of one that was found before, only whether it is still there is looked up. */
export function resolveProgram(resolver: Resolver, path: string): Result<Place, Errno> {
  if (path === "") return err("ENOENT");
  const { mounts, credentials } = resolver;
  const known = mounts.directories.getProgram(path, credentials);
  if (known && isThere(resolver, known)) return ok(known);
  const way: Way = { links: MAX_LINKS, fixed: true };
  const found = findAbsolute(resolver, path, true, way);
  if (!found.ok) return found;
  const { place } = found.value;
  if (!place) return err("ENOENT");
  if (way.fixed) mounts.directories.setProgram(path, credentials, place);
  return ok(place);
}

/** A place is still what its name stands for in the directory that it was found in. */
function isThere(resolver: Resolver, { parent, name, covered, inode }: Place): boolean {
  const directory = parent?.inode;
  if (!(directory instanceof Directory) || directory.lookup(name, resolver) !== covered) return false;
  return (resolver.mounts.on(covered)?.root ?? covered) === inode;
}

const SLASH = 47;
const DOT = 46;

/** Where a path's last name ends: slashes behind it belong to none. 0 where there is no name. */
function endOfNames(path: string): number {
  let end = path.length;
  while (end > 0 && path.charCodeAt(end - 1) === SLASH) end--;
  return end;
}

/** Where the last name of a path begins. Looked for by hand: `lastIndexOf` is a call out of the engine's fast code. */
function lastNameIn(path: string): number {
  let begin = path.length;
  while (begin > 0 && path.charCodeAt(begin - 1) !== SLASH) begin--;
  return begin;
}

/** It ends in a slash or a dot: a directory is meant. */
function asksForDirectory(path: string): boolean {
  const { length } = path;
  const last = path.charCodeAt(length - 1);
  // Nearly no path ends so.
  if (last !== SLASH && last !== DOT) return false;
  return last === SLASH || path === "." || path === ".." || path.endsWith("/.") || path.endsWith("/..");
}

/** `begin`: where in the path the names begin that lead on from `from`. */
function walk(
  resolver: Resolver,
  from: Place,
  path: string,
  begin: number,
  follow: boolean,
  way: Way,
): Result<Found, Errno> {
  let at = from;
  const trailing = asksForDirectory(path);
  const end = endOfNames(path);
  if (end === 0) return ok({ parent: at, name: "", place: at, directory: true });
  let start = begin;
  for (;;) {
    // Slashes that follow each other count as one.
    while (path.charCodeAt(start) === SLASH) start++;
    const slash = path.indexOf("/", start);
    const last = slash < 0 || slash >= end;
    const name = path.slice(start, last ? end : slash);
    start += name.length;
    const directory = at.inode;
    if (!(directory instanceof Directory)) return err("ENOTDIR");
    if (!permits(resolver.credentials, directory, 1)) return err("EACCES");
    if (name.length > NAME_MAX) return err("ENAMETOOLONG");
    if (way.fixed && !isFixed(directory)) way.fixed = false;
    let next: Place;
    if (name === ".") next = at;
    else if (name === "..") next = at.parent ?? at;
    else {
      const child = directory.lookup(name, resolver);
      if (!child) {
        if (last) return ok({ parent: at, name, place: undefined, directory: trailing });
        return err("ENOENT");
      }
      next = { inode: resolver.mounts.on(child)?.root ?? child, covered: child, parent: at, name };
    }
    if (next.inode instanceof Symlink && (!last || follow || trailing)) {
      if (way.links-- <= 0) return err("ELOOP");
      const followed = followLink(resolver, next.inode, next, at, way);
      if (!followed.ok) return followed;
      if (last) return ok({ ...followed.value, directory: trailing || followed.value.directory });
      if (!followed.value.place) return err("ENOENT");
      next = followed.value.place;
    }
    if (last) {
      if (trailing && !(next.inode instanceof Directory)) return err("ENOTDIR");
      return ok({
        parent: name === "." || name === ".." ? (next.parent ?? next) : at,
        name,
        place: next,
        directory: trailing,
      });
    }
    at = next;
  }
}

function followLink(resolver: Resolver, link: Symlink, place: Place, at: Place, way: Way): Result<Found, Errno> {
  if (!link.isFixed) way.fixed = false;
  if (link.follow) {
    const inode = link.follow(resolver);
    if (!inode.ok) return inode;
    const target = link.target(resolver);
    const name = target.ok ? target.value : place.name;
    return ok({
      parent: at,
      name,
      place: { inode: inode.value, covered: inode.value, parent: at, name },
      directory: false,
    });
  }
  const target = link.target(resolver);
  if (!target.ok) return target;
  if (target.value === "") return err("ENOENT");
  if (target.value.startsWith("/")) return findAbsolute(resolver, target.value, true, way);
  return walk(resolver, at, target.value, 0, true, way);
}
