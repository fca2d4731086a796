/**
 * INTERFACE of `socat`: the frames of a device (xio-interface.c; socat(1), INTERFACE:<interface>). What is read are all that it
 * sends and gets, what is written it sends as it stands.
 */
import { type Mac, ZERO_MAC } from "../../../../core/address/mac.ts";
import { linkNamed, linksOf } from "../../../../core/command/ip/view.ts";
import type { Captured } from "../../../../core/datapath/packet-socket.ts";
import { type Errno, strerror } from "../../../../core/errors.ts";
import { hardwareOf, isUp, type Link } from "../../../../core/model/link.ts";
import type { Signals } from "../../../../core/process.ts";
import { bytesOfText, textOfBytes } from "../../../../core/text-bytes.ts";
import { be16 } from "../../../../core/wire/bytes.ts";
import { ETHER_TYPE } from "../../../../core/wire/ether-type.ts";
import { emitFrame } from "../../../../core/wire/ethernet.ts";
import { ETHERNET_HEADER, VLAN_TAG } from "../../../../core/wire/length.ts";
import { writtenFrame } from "../../../../core/wire/patched.ts";
import type { ProcessContext } from "../../../program.ts";
import { viewOf } from "../ip.ts";
import type { Channel } from "./channel.ts";
import type { Report } from "./report.ts";

/** Whether a device's frames begin with an Ethernet header. */
export function hasEthernet(link: Link): boolean {
  return ["ether", "loopback"].includes(hardwareOf(link));
}

/** if_nametoindex(3), and a number as it stands. */
export function interfaceNamed(context: ProcessContext, name: string): Link | undefined {
  const view = viewOf(context.kernel, context.kernel.netns);
  return linkNamed(view, name) ?? linksOf(view).find(({ ifindex }) => String(ifindex) === name);
}

/** Numbers of linux/if_packet.h and linux/if_arp.h. */
const PACKET_TYPE: Readonly<Record<Captured["type"], number>> = {
  host: 0,
  broadcast: 1,
  multicast: 2,
  otherhost: 3,
  outgoing: 4,
};
const ARPHRD = { ether: 1, loopback: 772 };
/** ETH_P_ALL as it lies in memory. */
export const EVERY_PROTOCOL = 3;

/** struct sockaddr_ll as socat prints it, the numbers as they lie in memory, and of an address what fits in. */
export function packetPlace(
  protocol: number,
  ifindex: number,
  from?: { readonly type: Captured["type"]; readonly mac: Mac },
) {
  const little = (value: number, octets: number) =>
    Array.from({ length: octets }, (_, i) => ((value >>> (8 * i)) & 255).toString(16).padStart(2, "0")).join("");
  const place = `AF=17 AF=17 0x${protocol.toString(16).padStart(4, "0")}${little(ifindex, 4)}`;
  if (!from) return place + "0".repeat(16);
  const { type, mac } = from;
  const hardware = mac === ZERO_MAC ? ARPHRD.loopback : ARPHRD.ether;
  const shown = mac.replaceAll(":", "").slice(0, 8);
  return `${place}${little(hardware, 2)}${little(PACKET_TYPE[type], 1)}06${shown}`;
}

/** @param number of its descriptor */
export async function openInterface(
  context: ProcessContext,
  report: Report,
  link: Link,
  number: number,
): Promise<Channel | Errno> {
  const { kernel } = context;
  const queue: Captured[] = [];
  let waiting: (() => void)[] = [];
  const wake = () => {
    const all = waiting;
    waiting = [];
    for (const resolve of all) resolve();
  };
  let isSending = false;
  const opened = kernel.datapath.openPacket(kernel.netns, link.name, (captured) => {
    // What a socket sends it does not get itself (skb_loop_sk).
    if (isSending) return;
    queue.push(captured);
    wake();
  });
  if (!opened.ok && opened.error !== "ENETDOWN") return opened.error;
  const own = packetPlace(EVERY_PROTOCOL, link.ifindex, { type: "host", mac: link.mac });
  await report.notice(`successfully prepared local socket ${own}`);
  const now = () => kernel.config().links[link.id];
  const deaf = kernel.listenNetlink((told) => {
    if (told.noun === "link" && told.link.id === link.id) wake();
  });
  const told = async ({ frame, type }: Captured) => {
    const octets = emitFrame(frame);
    const from = packetPlace(be16(octets, ETHERNET_HEADER - 2), link.ifindex, { type, mac: frame.source });
    await report.notice(`received packet with ${octets.length} bytes from ${from}`);
    return textOfBytes(octets);
  };
  const read = async (signals: Signals) => {
    const quiet = signals.listen(wake);
    try {
      for (;;) {
        const first = queue.shift();
        if (first !== undefined) return await told(first);
        const device = now();
        // An error of the socket is no more than its end to socat.
        if (signals.pending || !opened.ok || !device || !isUp(device)) return null;
        await new Promise<void>((resolve) => waiting.push(resolve));
      }
    } finally {
      quiet();
    }
  };
  let written = false;
  const write = async (text: string) => {
    const octets = Uint8Array.from(bytesOfText(text));
    const errno = opened.ok ? refusal(now(), octets) : opened.error;
    const frame = errno === undefined ? writtenFrame(octets) : undefined;
    isSending = true;
    const sent = opened.ok && frame ? kernel.datapath.sendPacket(opened.value.socket, frame) : undefined;
    isSending = false;
    const failed = errno ?? (sent && !sent.ok ? sent.error : undefined);
    if (failed === undefined) {
      if (!written) await report.notice(`local address: ${own}`);
      written = true;
      return true;
    }
    const to = packetPlace(EVERY_PROTOCOL, link.ifindex);
    const call = `sendto(${number}, 0x5581d4c2b000, ${octets.length}, 0, ${to}, 112)`;
    return { complaint: `${call}: ${strerror(failed)}` };
  };
  const close = () => {
    deaf();
    if (opened.ok) kernel.datapath.close(opened.value.socket);
  };
  return { descriptors: `${number},${number}`, read, write, shutdown: async () => {}, close };
}

/** packet_snd: why octets are not sent. */
function refusal(device: Link | undefined, octets: Uint8Array): Errno | undefined {
  if (!device) return "ENXIO";
  if (!isUp(device)) return "ENETDOWN";
  if (octets.length < ETHERNET_HEADER) return "EINVAL";
  const tagged = be16(octets, ETHERNET_HEADER - 2) === ETHER_TYPE.vlan;
  return octets.length > device.mtu + ETHERNET_HEADER + (tagged ? VLAN_TAG : 0) ? "EMSGSIZE" : undefined;
}
