/** What socat(1) sets on its sockets of who else may have their port: `reuseaddr`, `reuseport`, `ipv6-v6only`. */

/** A socket of streams or datagrams. */
interface Sharing {
  reuseAddress: boolean;
  reusePort: boolean;
  /** Undefined: as the namespace has it. */
  v6only?: boolean | undefined;
}

/** By the names of the options, before the socket is bound; with `again` it is bound anew for each peer. */
export function setSharing(socket: Sharing, options: ReadonlyMap<string, string>, again = false): void {
  const asked = (...names: string[]) => {
    const name = names.find((each) => options.has(each));
    return name === undefined ? undefined : options.get(name) !== "0";
  };
  socket.reuseAddress = asked("reuseaddr", "so-reuseaddr") ?? again;
  socket.reusePort = asked("reuseport", "so-reuseport") ?? false;
  const only = asked("ipv6only", "ipv6-v6only", "v6only");
  if (only !== undefined) socket.v6only = only;
}
