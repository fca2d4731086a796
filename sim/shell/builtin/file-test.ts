/** File and string tests, shared by `test` and `[[ ]]`. */
import type { FileStat } from "../../../core/process.ts";
import { descriptorOf } from "../../descriptor-path.ts";
import { isSetOption } from "../option.ts";
import type { Shell } from "../shell.ts";
import { keysOf } from "../variable.ts";

function statOf(shell: Shell, path: string, follow = true): FileStat | undefined {
  if (path === "" || isClosed(shell, path)) return undefined;
  const stat = shell.host.files.stat(shell.absolute(path), { follow });
  return stat.ok ? stat.value : undefined;
}

/** `/dev/fd/3` and its kin, where the shell has no such descriptor. */
const isClosed = (shell: Shell, path: string): boolean =>
  descriptorOf(path) !== undefined && shell.openedAt(path) === undefined;

export const UNARY = new Set([..."abcdefghknoprstuvwxzGLNORS"].map((letter) => `-${letter}`));

export function unaryTest(shell: Shell, operator: string, operand: string): boolean {
  switch (operator) {
    case "-n":
      return operand !== "";
    case "-z":
      return operand === "";
    case "-a":
    case "-e":
      if (shell.openedAt(operand) !== undefined) return true;
      return statOf(shell, operand) !== undefined;
    case "-f":
      return statOf(shell, operand)?.type === "file";
    case "-d":
      return statOf(shell, operand)?.type === "directory";
    case "-b":
      return statOf(shell, operand)?.type === "block";
    case "-c":
      return statOf(shell, operand)?.type === "char";
    case "-p":
      return (
        statOf(shell, operand)?.type === "fifo" ||
        (/^\/dev\/(fd\/|std)/.test(operand) && (shell.openedAt(operand)?.path.startsWith("pipe:") ?? false))
      );
    case "-S":
      return statOf(shell, operand)?.type === "socket";
    case "-h":
    case "-L":
      return statOf(shell, operand, false)?.type === "symlink";
    case "-s":
      return (statOf(shell, operand)?.size ?? 0) > 0;
    case "-r":
      return operand !== "" && shell.host.files.access(shell.absolute(operand), 4);
    case "-w":
      return operand !== "" && shell.host.files.access(shell.absolute(operand), 2);
    case "-x":
      return operand !== "" && shell.host.files.access(shell.absolute(operand), 1);
    case "-g":
      return ((statOf(shell, operand)?.mode ?? 0) & 0o2000) !== 0;
    case "-u":
      return ((statOf(shell, operand)?.mode ?? 0) & 0o4000) !== 0;
    case "-k":
      return ((statOf(shell, operand)?.mode ?? 0) & 0o1000) !== 0;
    case "-O":
      return statOf(shell, operand)?.uid === shell.host.user.uid;
    case "-G":
      return statOf(shell, operand)?.gid === shell.host.user.uid;
    case "-N": {
      const stat = statOf(shell, operand);
      return stat !== undefined && stat.accessedMicros <= stat.modifiedMicros;
    }
    case "-t":
      return /^\d+$/.test(operand) && shell.files.get(Number(operand))?.terminal !== undefined;
    case "-o":
      return isSetOption(operand) && shell.options[operand];
    case "-R":
      return shell.variables.get(operand)?.reference ?? false;
    case "-v": {
      const element = /^(\w+)\[(.*)\]$/s.exec(operand);
      if (element) {
        const [, name = "", subscript = ""] = element;
        const variable = shell.parameters.lookup(name);
        if (subscript === "@" || subscript === "*") return variable !== undefined && keysOf(variable).length > 0;
        return shell.parameters.element(name, subscript) !== undefined;
      }
      return /^\d+$/.test(operand)
        ? Number(operand) <= shell.positional.length
        : shell.parameters.scalar(operand) !== undefined;
    }
    default:
      return false;
  }
}

export function compareFiles(shell: Shell, operator: string, left: string, right: string): boolean {
  const a = statOf(shell, left);
  const b = statOf(shell, right);
  if (operator === "-ef") return a !== undefined && b !== undefined && a.inode === b.inode && a.device === b.device;
  if (operator === "-nt") return a !== undefined && (b === undefined || a.modifiedMicros > b.modifiedMicros);
  return b !== undefined && (a === undefined || a.modifiedMicros < b.modifiedMicros);
}
