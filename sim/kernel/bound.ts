/**
 * The sockets of a process of a VRF (`ip vrf exec`): what Linux does by a program of the process's control group, which binds
 * every new socket to the VRF's device. Simplified: by the device's name; sockets that have been bound to another device
 * are those of that device.
 */
import type { Datapath, RouteOptions, SendOptions } from "../../core/datapath/datapath.ts";
import type { NetnsId } from "../../core/model/id.ts";

/** The VRF that a process is in, which means nothing in other namespaces. */
export interface BoundTo {
  readonly netns: NetnsId;
  readonly device: string;
}

/** The datapath as such a process meets it. */
export function boundDatapath(datapath: Datapath, device: string): Datapath {
  const bound = <T extends RouteOptions>(options: T | undefined): T =>
    ({ ...options, device: options?.device ?? device }) as T;
  return {
    world: datapath.world,
    tcpCalls: datapath.tcpCalls,
    listen: (listener) => datapath.listen(listener),
    advance: (until) => datapath.advance(until),
    get nextMicros() {
      return datapath.nextMicros;
    },
    get carrying() {
      return datapath.carrying;
    },
    openPing: (netns, family, receive, id) => datapath.openPing(netns, family, receive, id),
    sendPing: (socket, to, message, options) => datapath.sendPing(socket, to, message, bound<SendOptions>(options)),
    pathMtu: (netns, to, options) => datapath.pathMtu(netns, to, bound(options)),
    sourceFor: (netns, to, options) => datapath.sourceFor(netns, to, bound(options)),
    openPacket: (netns, name, receive, options) => datapath.openPacket(netns, name, receive, options),
    sendPacket: (socket, frame) => datapath.sendPacket(socket, frame),
    openTun: (netns, spec, by, receive) => datapath.openTun(netns, spec, by, receive),
    writeTun: (link, octets) => datapath.writeTun(link, octets),
    closeTun: (link) => datapath.closeTun(link),
    openUdp: (netns, family, receive, bind) => datapath.openUdp(netns, family, receive, { device, ...bind }),
    openTcpProbe: (netns, family, receive, port) => datapath.openTcpProbe(netns, family, receive, port),
    sendTcpProbe: (socket, to, segment, options) =>
      datapath.sendTcpProbe(socket, to, segment, bound<SendOptions>(options)),
    addressType: (netns, address) => datapath.addressType(netns, address),
    sendsToAll: (netns, address, options) => datapath.sendsToAll(netns, address, bound(options)),
    bindError: (netns, name, address, type) => datapath.bindError(netns, name ?? device, address, type),
    udpList: (netns) => datapath.udpList(netns),
    pingList: (netns) => datapath.pingList(netns),
    countRead: (netns, family) => datapath.countRead(netns, family),
    countLost: (netns, family) => datapath.countLost(netns, family),
    countUnsent: (netns, destination, options) =>
      datapath.countUnsent(netns, destination, bound<RouteOptions>(options)),
    fragmentQueues: (netns, family) => datapath.fragmentQueues(netns, family),
    packetList: (netns) => datapath.packetList(netns),
    sendUdp: (socket, to, port, data, options) => datapath.sendUdp(socket, to, port, data, bound<SendOptions>(options)),
    join: (netns, group, at) => datapath.join(netns, group, at),
    leave: (link, group) => datapath.leave(link, group),
    close: (socket) => datapath.close(socket),
  };
}
