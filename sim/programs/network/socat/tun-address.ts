/** TUN of `socat`: a TUN or TAP device whose packets are relayed (xio-tun.c; socat(1), TUN:<if-addr>/<bits>). */
import { type Ipv4, ipv4Mask, parseIpv4 } from "../../../../core/address/ipv4.ts";
import { NOT_MODELLED, type Refusal } from "../../../../core/command/args.ts";
import { setAddress, setNetmask } from "../../../../core/command/net-tools/inet-ioctl.ts";
import { type Errno, strerror } from "../../../../core/errors.ts";
import { LONGEST_NAME } from "../../../../core/operation/link.ts";
import { bytesOfText } from "../../../../core/text-bytes.ts";
import type { ProcessContext } from "../../../program.ts";
import { netToolsHost } from "../net-tools.ts";
import type { Address } from "./address.ts";
import type { Channel } from "./channel.ts";

const DEVICE = "/dev/net/tun";

/** What socat says when it cannot go on, or that it is asked for what is not modelled. */
export type TunFailure = { readonly complaint: string } | Refusal;

/** @param number of its descriptor */
export async function openTunAddress(
  context: ProcessContext,
  { parameters, options }: Address,
  number: number,
): Promise<Channel | TunFailure> {
  const { kernel } = context;
  const mode = options.get("tun-type") ?? "tun";
  if (mode !== "tun" && mode !== "tap") return { complaint: `unknown tun-type "${mode}"` };
  const wanted = options.get("tun-name")?.slice(0, LONGEST_NAME);
  const device = options.get("tun-device") ?? DEVICE;
  const ioctl = (errno: Errno | "ENOTTY") => ({
    complaint: `ioctl(${number}, TUNSETIFF, {"${wanted ?? ""}"}: ${errno === "ENOTTY" ? "Inappropriate ioctl for device" : strerror(errno)}`,
  });
  const there = context.files.stat(device);
  if (!there.ok) return { complaint: `open("${device}", 02, 0666): ${strerror(there.error)}` };
  if (device !== DEVICE) return ioctl("ENOTTY");
  const file = kernel.tun();
  const pi = !["iff-no-pi", "no-pi", "tun-no-pi"].some((name) => options.has(name) && options.get(name) !== "0");
  const refused = file.attach({ mode, pi, ...(wanted !== undefined && { name: wanted }) });
  if (refused) return ioctl(refused);
  const failed = configure(context, file.name, parameters[0], options);
  if (failed) {
    file.close();
    return failed;
  }
  return {
    descriptors: `${number},${number}`,
    read: async (signals) => {
      const got = await file.read(signals);
      if (got.ok) return got.value;
      return got.error === "EINTR" ? null : { complaint: strerror(got.error) };
    },
    ready: (signals) => file.ready(signals),
    write: async (text) => {
      const errno = await file.write(text);
      const call = `write(${number}, 0x5581d4c2b000, ${bytesOfText(text).length})`;
      return errno === undefined ? true : { complaint: `${call}: ${strerror(errno)}` };
    },
    shutdown: async () => {},
    close: () => file.close(),
  };
}

/** The address by the old calls, and the flags. */
function configure(
  context: ProcessContext,
  name: string,
  network: string | undefined,
  options: Address["options"],
): TunFailure | undefined {
  const host = netToolsHost(context);
  if (network !== undefined) {
    const [address = "", bits] = network.split("/");
    if (bits === undefined) return { complaint: `xioparsenetwork_ip4("${network}",,): missing netmask delimiter` };
    if (Number(bits) > 32) return { complaint: `netmask "${network}" is too large` };
    const local = parseIpv4(address);
    if (local === undefined || !/^\d+$/.test(bits))
      return { status: NOT_MODELLED, stderr: `netnone: socat: address "TUN:${network}" is not modelled\n` };
    for (const [call, done] of [
      ["SIOCSIFADDR", setAddress(host, name, local)],
      ["SIOCSIFNETMASK", setNetmask(host, name, ipv4Mask(Number(bits)) as Ipv4)],
    ] as const)
      if (!done.ok) return { complaint: `ioctl(6, ${call}, {"${name}", "${address}"}: ${strerror(done.error.errno)}` };
  }
  const up = ["iff-up", "up"].map((word) => options.get(word)).find((value) => value !== undefined);
  if (up !== undefined && up !== "0")
    host.apply({ kind: "linkSet", netns: { by: "self" }, device: name, changes: { up: true } });
  return undefined;
}
