/**
 * Packet sockets (packet(7)): they see every frame of a device, or of all devices of a namespace, where the kernel
 * taps: what leaves when the driver takes it (dev_queue_xmit_nit), what comes in before a bridge gets it
 * (__netif_receive_skb_core).
 */
import type { LinkId, NetnsId, SocketId } from "../model/id.ts";
import { type Hardware, hardwareOf } from "../model/link.ts";
import type { Frame, PacketType } from "../wire/frame.ts";
import type { Device } from "./view.ts";

/** A frame as a packet socket gets it (struct sockaddr_ll). */
export interface Captured {
  readonly atMicros: number;
  readonly frame: Frame;
  /** Whose the frame is, or that this host sends it. */
  readonly type: PacketType | "outgoing";
  readonly device: {
    readonly name: string;
    readonly ifindex: number;
    readonly loopback: boolean;
    readonly hardware: Hardware;
  };
}

interface Tap {
  readonly socket: SocketId;
  readonly netns: NetnsId;
  /** Undefined: every device of the namespace. */
  readonly link: LinkId | undefined;
  /** The device takes up what is not for it (PACKET_MR_PROMISC). */
  readonly promiscuous: boolean;
  readonly receive: (captured: Captured) => void;
}

export class PacketSockets {
  /** In the order they were opened. A new array whenever one comes or goes, so that a round goes on undisturbed. */
  #taps: readonly Tap[] = [];

  get any(): boolean {
    return this.#taps.length > 0;
  }

  open(tap: Tap): void {
    this.#taps = [...this.#taps, tap];
  }

  get(socket: SocketId): Tap | undefined {
    return this.#taps.find((tap) => tap.socket === socket);
  }

  /** Whose devices are watched in a namespace, newest first, as the kernel keeps them (packet_create, sk_add_node_rcu). */
  list(netns: NetnsId): readonly (LinkId | undefined)[] {
    return this.#taps
      .filter((tap) => tap.netns === netns)
      .map(({ link }) => link)
      .reverse();
  }

  close(socket: SocketId): void {
    this.#taps = this.#taps.filter((tap) => tap.socket !== socket);
  }

  deliver(atMicros: number, device: Device, frame: Frame, type: Captured["type"]): void {
    for (const tap of this.#taps) {
      if (tap.link === undefined ? tap.netns !== device.netns.id : tap.link !== device.id) continue;
      const { name, loopback } = device;
      const hardware = hardwareOf(device.link);
      tap.receive({ atMicros, frame, type, device: { name, ifindex: device.link.ifindex, loopback, hardware } });
    }
  }
}
