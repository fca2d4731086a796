/**
 * The backend over iproute2: an operation is rendered to the command line that is equivalent to it and run in the
 * sandbox, and what the tool says is read back into the kernel's error.
 */
import type { Backend } from "../core/backend.ts";
import { render } from "../core/command/render.ts";
import { type Errno, type KernelError, kernelError, noSuchDevice, strerror } from "../core/errors.ts";
import { type NetnsRef, SELF } from "../core/operation/netns-ref.ts";
import { err, ok } from "../core/result.ts";
import { sandboxHost } from "./host/host.ts";
import { observe } from "./observe.ts";
import { runInside, type Sandbox } from "./sandbox/sandbox.ts";

/**
 * `execute` answers with no list of changes: identities in it (NetnsId, LinkId) belong to a model, and this kernel has
 * none. `observe` before and after tells what changed.
 */
export function sandboxBackend(sandbox: Sandbox): Backend {
  const host = sandboxHost(sandbox);
  return {
    async execute(operation) {
      const [netns, own] =
        "netns" in operation ? [operation.netns, { ...operation, netns: SELF }] : [undefined, operation];
      const argv = render(own);
      if (argv === undefined) {
        return err(kernelError("EOPNOTSUPP"));
      }
      const done = await runInside(sandbox, [...enterNetns(netns), ...argv]);
      return done.status === 0 ? ok([]) : err(readError(done.stderr));
    },
    async probe({ argv }, io) {
      const path = await runInside(sandbox, ["bash", "-c", 'type -P -- "$1"', "bash", argv[0] ?? ""]);
      const child = host.exec(path.stdout.trim(), {
        argv,
        env: sandbox.env,
        cwd: "/root",
        files: new Map([
          [0, io.stdin],
          [1, io.stdout],
          [2, io.stderr],
        ]),
      });
      if (!child.ok) {
        return child.error === "ENOENT" ? 127 : 126;
      }
      const stop = io.signals.listen((signal) => child.value.signal(signal));
      try {
        return await child.value.status;
      } finally {
        stop();
      }
    },
    observe: () => observe(sandbox),
  };
}

function enterNetns(netns: NetnsRef | undefined): readonly string[] {
  switch (netns?.by) {
    case "name":
      return ["nsenter", `--net=/run/netns/${netns.name}`, "--"];
    case "pid":
      return ["nsenter", `--net=/proc/${netns.pid}/ns/net`, "--"];
    default:
      return [];
  }
}

const ERRNOS: readonly Errno[] = [
  "EPERM",
  "ENOENT",
  "ESRCH",
  "EAGAIN",
  "ENOMEM",
  "EACCES",
  "EBUSY",
  "EEXIST",
  "ENODEV",
  "EINVAL",
  "ENFILE",
  "ENOSPC",
  "ERANGE",
  "ELOOP",
  "EOPNOTSUPP",
  "EAFNOSUPPORT",
  "EADDRINUSE",
  "EADDRNOTAVAIL",
  "ENETDOWN",
  "ENETUNREACH",
  "ENOBUFS",
  "EHOSTUNREACH",
  "ENOTCONN",
  "EXDEV",
  "EMSGSIZE",
  "ENAMETOOLONG",
];

/** iproute2 prints the extended acknowledgement instead of the errno; these are the ones whose errno is not EINVAL. */
const EXTACK_ERRNO: Readonly<Record<string, Errno>> = {
  "ipv4: Address already assigned": "EEXIST",
  "ipv6: address already assigned": "EEXIST",
  "ipv4: Address not found": "EADDRNOTAVAIL",
  "ipv6: address not found": "EADDRNOTAVAIL",
  "Nexthop has invalid gateway": "ENETUNREACH",
  "Device for nexthop is not up": "ENETDOWN",
  "Nexthop device is not up": "ENETDOWN",
  "Cannot enslave a loopback device to a bridge": "EINVAL",
  "Can not enslave a bridge to a bridge": "ELOOP",
  "Device can not be enslaved while up": "EBUSY",
};

/** What ip(8), bridge(8) and brctl(8) print on stderr, as the error that made them print it. */
export function readError(stderr: string): KernelError {
  const text = stderr.trim();
  const device =
    /Cannot find device "([^"]*)"/.exec(text)?.[1] ??
    /Device "([^"]*)" does not exist/.exec(text)?.[1] ??
    /^(?:interface|bridge) (\S+) does not exist!$/m.exec(text)?.[1];
  if (device !== undefined) {
    return noSuchDevice(device);
  }
  const extack = /^Error: (.*)\.$/m.exec(text)?.[1];
  if (extack !== undefined) {
    return kernelError(EXTACK_ERRNO[extack] ?? "EINVAL", extack);
  }
  if (/already a member of a bridge/.test(text)) {
    return kernelError("EBUSY");
  }
  const errno = ERRNOS.find((name) => text.endsWith(strerror(name)));
  return kernelError(errno ?? "EIO");
}
