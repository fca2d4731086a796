/** Timers of the runtime that are due, each to the part of the datapath that set it. */
import type { TimerEvent } from "../model/timer.ts";
import { announceAddresses } from "./arp.ts";
import { addressedTimer, dadTimer, routerSolicitationTimer } from "./autoconf.ts";
import { bondSolicit } from "./bond-solicit.ts";
import { transmit } from "./device.ts";
import { announceGroups, groupAnswersTimer, groupAnswerTimer, leaveGroupMessage } from "./group-answers.ts";
import { groupReportTimer } from "./group-reports.ts";
import { announceAddresses6 } from "./ndisc.ts";
import { neighborTimer } from "./neighbor.ts";
import type { Network } from "./network.ts";
import { ownQueryTimer, querierGoneTimer } from "./querier.ts";
import { tcpTimer } from "./tcp/timer.ts";

/** Does what a timer was set for, which was due at `atMicros`. */
export function fireTimer(network: Network, event: TimerEvent, atMicros: number): void {
  switch (event.kind) {
    case "neighbor":
      neighborTimer(network, event.link, event.address, atMicros);
      return;
    case "dad":
      dadTimer(network, event.link, event.address, event.step, event.left);
      return;
    case "routerSolicitation":
      routerSolicitationTimer(network, event.link, event.sent, atMicros);
      return;
    case "addressed":
      addressedTimer(network, event.link);
      return;
    case "groupReport":
      groupReportTimer(network, event.link, event.what, atMicros);
      return;
    case "groupAnswer":
      groupAnswerTimer(network, event.link, event.group, atMicros);
      return;
    case "groupAnswers":
      groupAnswersTimer(network, event.link, event.family, atMicros);
      return;
    case "groupLeft":
      leaveGroupMessage(network, event.link, event.group);
      return;
    case "query":
      ownQueryTimer(network, event.link, event.family, event.group, atMicros);
      return;
    case "querierGone":
      querierGoneTimer(network, event.link, event.family, atMicros);
      return;
    case "addressLifetime":
    case "routeExpiry":
    case "mdb":
    case "fdbCleanup":
    case "vxlanAge":
    case "nexthopBuckets":
    case "linkWatch":
    case "bondGroups":
    case "stp":
      network.event(event);
      return;
    case "qdisc": {
      const device = network.device(event.link);
      if (device) network.queues.fire(device, atMicros, network.nowMicros, network.send);
      return;
    }
    case "bond":
    case "bondArp":
    case "lacp":
      network.event({ ...event, atMicros });
      return;
    case "bondSolicit":
      bondSolicit(network, event);
      return;
    case "send": {
      const device = network.device(event.link);
      if (device) transmit(network, device, event.frame, network.nextPacket());
      return;
    }
    case "reassembly":
      network.reassembly.expire(network, event.key, atMicros);
      return;
    case "announce":
      if (event.what === "groups") {
        announceGroups(network, event.link);
        return;
      }
      if (event.what === "inet" || event.what === "peers") announceAddresses(network, event.link);
      if (event.what !== "inet") announceAddresses6(network, event.link, event.what);
      return;
    case "proxy":
      network.proxyQueue.answer(network, event.link);
      return;
    case "socket":
      tcpTimer(network, event.socket);
      return;
  }
}
