import { describe, expect, it } from "vitest";
import { guardModelled } from "./modelled.ts";

const guard = guardModelled({
  docker: (argv) => (argv[1] === "swarm" ? { stderr: "docker: no swarm here\n", status: 1 } : undefined),
});

describe("what stands in front of the real programs", () => {
  it.each([
    ["ip fou add port 5555 gue", 'netnone: ip: object "fou" is not modelled\n'],
    ["sudo -n A=1 ip fou show", 'netnone: ip: object "fou" is not modelled\n'],
    ["ip netns exec c1 ip fou show", 'netnone: ip: object "fou" is not modelled\n'],
    ["sudo ip netns exec c1 sudo /sbin/ip fou show", 'netnone: ip: object "fou" is not modelled\n'],
    ["nsenter --net=/run/netns/c1 ip fou show", 'netnone: ip: object "fou" is not modelled\n'],
    ["bridge link set dev A backup_port B", 'netnone: bridge link: option "backup_port" is not modelled\n'],
    ["docker swarm init", "docker: no swarm here\n"],
  ])("refuses %s", (line, stderr) => {
    expect(guard(line.split(" "))?.stderr).toBe(stderr);
  });

  it.each([
    "ip link add A type veth peer name B",
    "ip link add A typ veth",
    "ip nonsense",
    "ip netns exec c1 cat",
    "bridge link",
    "bridge fdb show",
    "bridge vlan show",
    "bridge link set dev A state forwarding",
    "bridge nonsense",
    "bridge -batch file",
    "brctl addif docker0 A",
    "sysctl net.ipv4.ip_forward",
    "sysctl --nonsense",
    "sudo -l",
    "docker ps",
    "cat /etc/hosts",
  ])("lets the real one answer %s", (line) => {
    expect(guard(line.split(" "))).toBeUndefined();
  });
});
