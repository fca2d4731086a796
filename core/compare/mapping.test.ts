import { describe, expect, it } from "vitest";
import { Mapping } from "./mapping.ts";

function mapped(text: string, script = ""): string {
  const mapping = new Mapping(script);
  mapping.learn(text);
  mapping.learnDerived(text);
  return mapping.apply(text);
}

describe("mapping", () => {
  it.each([
    [
      "MAC addresses count",
      "link/ether 4e:cd:2b:9f:e4:a1 x 0e:00:00:00:00:01 4e:cd:2b:9f:e4:a1",
      "link/ether <mac1> x <mac2> <mac1>",
    ],
    [
      "group and null addresses stay",
      "ff:ff:ff:ff:ff:ff 33:33:00:00:00:01 01:00:5e:00:00:01 00:00:00:00:00:00",
      undefined,
    ],
    ["addresses docker derives stay", "02:42:ac:11:00:02", undefined],
    [
      "link-local addresses follow their MAC",
      "4e:cd:2b:9f:e4:a1 fe80::4ccd:2bff:fe9f:e4a1/64",
      "<mac1> fe80::<mac1-eui64>/64",
    ],
    ["also where zeros are left out", "02:42:0b:08:07:e0 fe80::42:bff:fe08:7e0", "<mac1> fe80::<mac1-eui64>"],
    [
      "a link-local address alone tells its MAC",
      "fe80::42:bff:fe08:7e0 02:42:0b:08:07:e0",
      "fe80::<mac1-eui64> <mac1>",
    ],
    [
      "solicited-node groups follow their MAC",
      "4e:cd:2b:9f:04:a1 ff02::1:ff9f:4a1 33:33:ff:9f:04:a1",
      "<mac1> ff02::1:ff<mac1-tail> 33:33:ff:<mac1-tail>",
    ],
    ["also where the MAC is gone", "33:33:ff:9f:e4:a1 33:33:ff:01:00:01", "33:33:ff:<gone-tail> 33:33:ff:01:00:01"],
    ["bridge ids follow their MAC", "8000.0242ab8837e0 02:42:ab:88:37:e0", "8000.<mac1-hex> <mac1>"],
    ["container ids, short and long", `63f36fc01b5f ${"63f36fc01b5f".padEnd(64, "0a")}`, "<id1> <id1-long>"],
    ["docker's veth names", "5: veth43a8824@if4 veth43a8825", "5: <veth1>@if4 <veth2>"],
    [
      "pids where they are paths",
      "/proc/2778/ns/net and 2778 but not 12778, 2778.5 or 10.2778",
      "/proc/<pid1>/ns/net and <pid1> but not 12778, 2778.5 or 10.2778",
    ],
    [
      "handles that the kernel draws",
      "qdisc htb 8053: root class htb 8053:1 parent 8053: 8000:: 8000.0",
      "qdisc htb <handle1>: root class htb <handle1>:1 parent <handle1>: 8000:: 8000.0",
    ],
    ["times keep their unit", "time=0.045 ms", "time=<time> ms"],
    ["other numbers stay", "mtu 1500 qlen 1000 icmp_seq=3 ttl=64", undefined],
  ])("%s", (_, text, want) => {
    expect(mapped(text)).toBe(want ?? text);
  });

  it("leaves alone what the script itself says", () => {
    expect(mapped("link/ether 0e:00:00:00:00:01", "ip link set A address 0e:00:00:00:00:01")).toBe(
      "link/ether 0e:00:00:00:00:01",
    );
  });

  it("tells a run that shows the wrong one of two addresses", () => {
    const right = "0e:00:00:00:00:01 0e:00:00:00:00:02 0e:00:00:00:00:01";
    const wrong = "0e:00:00:00:00:01 0e:00:00:00:00:02 0e:00:00:00:00:02";
    expect(mapped(right)).not.toBe(mapped(wrong));
  });
});
