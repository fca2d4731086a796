/**
 * TCP of `socat` (_xioopen_connect and xioopen_ipapp_connect of xio-ip.c and xio-ipapp.c, socat 1.7.4): it tries as often as `retry`
 * says, each time by a new socket that all options are asked of again.
 */
import { familyOf, type IpAddress } from "../../../../core/address/prefix.ts";
import type { StreamSocket } from "../../../kernel/stream.ts";
import type { ProcessContext } from "../../../program.ts";
import type { Address } from "./address.ts";
import { endText } from "./end-text.ts";
import { setIpOptions } from "./ip-options.ts";
import { type AddressNames, FAILED } from "./names.ts";
import type { Report } from "./report.ts";
import { setSharing } from "./sharing.ts";

/** It looks whether ICMP told more of a failed connect(2). */
const NOTHING_QUEUED = "recvmsg(): Resource temporarily unavailable";

/** A socket that is connected; what went wrong has been said. */
export async function connectTcp(
  { kernel, self }: ProcessContext,
  report: Report,
  names: AddressNames,
  address: Address,
): Promise<StreamSocket | typeof FAILED> {
  const { parameters, options, said } = address;
  const host = await names.hostOf(parameters[0] ?? "", address);
  if (host === FAILED) return FAILED;
  const { address: to, zone } = host;
  const port = await names.service(address, parameters[1] ?? "", parameters[0] ?? "");
  if (port === FAILED) return FAILED;
  const from = await names.source(address, host);
  if (from === FAILED) return FAILED;
  await report.notice(`opening connection to ${endText(to, port)}`);
  const device = await names.device(address);
  if (device === FAILED) return FAILED;
  const domain = familyOf(to);
  const limit = Number(options.get("connect-timeout") ?? 0) * 1_000_000;
  const timeoutMicros = limit > 0 ? limit : undefined;
  let left = options.has("forever") ? Number.POSITIVE_INFINITY : Number(options.get("retry") ?? 0);
  for (;;) {
    const socket = kernel.stream(domain);
    if (device !== undefined) socket.socket.device = device;
    const unset = setIpOptions(socket.socket, domain, said, true);
    if (unset !== undefined) {
      socket.close();
      await report.fail(unset);
      return FAILED;
    }
    if (from.address !== undefined || from.port !== 0) {
      setSharing(socket.socket, options);
      const errno = socket.bind(from.address, from.port, from.zone);
      if (errno) {
        socket.close();
        await report.bindFailed(domain, from.address, from.port, errno);
        return FAILED;
      }
    }
    const errno = await socket.connect(to, port, self.signals, { timeoutMicros, zone });
    if (errno === undefined) {
      const { localAddress, localPort } = socket.socket;
      const own = endText(localAddress ?? (0 as IpAddress), localPort);
      await report.notice(`successfully connected from local address ${own}`);
      return socket;
    }
    socket.close();
    if (errno === "ECONNREFUSED") await report.warn(NOTHING_QUEUED);
    if (errno === "EINTR" || left-- <= 0) {
      if (errno === "EINPROGRESS") await report.fail(`connecting to ${endText(to, port)}: Connection timed out`);
      else await report.connectFailed(to, port, errno);
      return FAILED;
    }
    await kernel.sleep(Number(options.get("interval") ?? 1) * 1_000_000, self.signals);
  }
}
