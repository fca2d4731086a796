/** The walkthrough's commands for N containers, as a script for a shell and as files for `ip -batch`. */

/** Ten commands a container, by the walkthrough's steps; namespaces by name, as `ip netns add` makes them. */
export function wiringScript(count: number): string {
  return `ip link add br0 type bridge
ip addr add 10.0.0.1/8 dev br0
ip link set br0 up
for ((i = 1; i <= ${count}; i++)); do
  ip netns add c$i
  ip link add A$i type veth peer name B$i
  ip link set A$i master br0
  ip link set A$i up
  ip link set B$i netns c$i
  ip -n c$i link set dev B$i name eth0
  ip -n c$i link set eth0 up
  ip -n c$i addr add 10.1.$((i / 250)).$((i % 250 + 1))/8 dev eth0
  ip -n c$i route add default via 10.0.0.1
done
`;
}

/** The same for the kernel at its fastest: one batch for the host and one for each namespace. */
export function wiringBatches(count: number): { readonly host: string; readonly inside: readonly string[] } {
  const host = ["link add br0 type bridge", "addr add 10.0.0.1/8 dev br0", "link set br0 up"];
  const inside: string[] = [];
  for (let i = 1; i <= count; i++) {
    host.push(
      `netns add c${i}`,
      `link add A${i} type veth peer name B${i}`,
      `link set A${i} master br0`,
      `link set A${i} up`,
      `link set B${i} netns c${i}`,
    );
    inside.push(
      `link set dev B${i} name eth0
link set eth0 up
addr add 10.1.${Math.floor(i / 250)}.${(i % 250) + 1}/8 dev eth0
route add default via 10.0.0.1
`,
    );
  }
  return { host: `${host.join("\n")}\n`, inside };
}
