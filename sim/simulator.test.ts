import { expect, test } from "vitest";
import type { SimTerminal } from "./kernel/login.ts";
import { createSimulator, type Simulator } from "./simulator.ts";

const tick = () => new Promise<void>((resolve) => setImmediate(resolve));

function world(seed = 1): Simulator {
  return createSimulator({ world: "docker", seed, tick, pace: "fast" });
}

async function script(simulator: Simulator, text: string, user: "root" | "user" = "root") {
  let out = "";
  const add = (chunk: string) => {
    out += chunk;
  };
  const status = await simulator.runScript(text, { user, name: "script", args: [], stdout: add, stderr: add });
  return { out, status };
}

/** The walkthrough up to the wiring, for a container whose id is in $c. */
const WIRING = `
pid=$(docker inspect -f '{{.State.Pid}}' $c)
sudo mkdir -p /var/run/netns
sudo ln -s /proc/$pid/ns/net /var/run/netns/$pid
sudo ip link add A type veth peer name B
sudo brctl addif docker0 A
sudo ip link set A up
sudo ip link set B netns $pid
sudo ip netns exec $pid ip link set dev B name eth0
sudo ip netns exec $pid ip link set eth0 up
sudo ip netns exec $pid ip addr add 172.17.42.99/16 dev eth0
sudo ip netns exec $pid ip route add default via 172.17.42.1
`;

test("the walkthrough, wired by an ordinary user with sudo", async () => {
  const simulator = world();
  const { out, status } = await script(
    simulator,
    `c=$(docker run -itd --rm --net=none base /bin/bash)\n${WIRING}
    sudo ip netns exec $pid ping -q -c 2 172.17.42.1 >/dev/null && echo reached
    d=$(docker run -itd base); docker exec $d ping -q -c 1 172.17.42.99 >/dev/null && echo reached
    docker kill $c >/dev/null; ip link show A
    sudo ip netns exec $pid true; echo $?`,
    "user",
  );
  const pid = [...simulator.netnsNames().keys()][0];
  expect(out).toBe(
    `reached\nreached\nDevice "A" does not exist.\nCannot open network namespace "${pid}": No such file or directory\n255\n`,
  );
  expect(status).toBe(0);
  expect([...simulator.netnsNames().values()]).toEqual([undefined]);
  expect(simulator.containers().map((container) => container.networkMode)).toEqual(["default"]);
});

test("the same seed and input give the same bytes; another seed other ids", async () => {
  const text = "docker run -itd base; ip addr; docker inspect $(docker ps -q); ping -c 2 172.17.0.1; ip neigh; ps -ef";
  const [first, again, other] = [
    await script(world(5), text),
    await script(world(5), text),
    await script(world(6), text),
  ];
  expect(again).toEqual(first);
  expect(other.out).not.toBe(first.out);
});

test("observes the namespaces, containers and networks of the host", async () => {
  const simulator = world();
  await script(simulator, "docker run -d --name web base sleep 1000; ip netns add blue");
  const host = simulator.observe().hosts.host;
  expect(Object.keys(host?.netns ?? {})).toEqual(["", "blue", "web"]);
  expect(host?.containers.map((container) => container.Name)).toEqual(["/web"]);
  expect(host?.networks.map((network) => network.Name)).toEqual(["bridge", "host", "none"]);
});

test.each([
  [
    "bare",
    "docker ps",
    "Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?\n",
    1,
  ],
  ["docker", "docker run --net=nosuch base", "docker: Error response from daemon: network nosuch not found.\n", 125],
  [
    "docker",
    "docker run -v /a:/b base",
    "--volume is a real option of docker, but it is not modelled here\nSee 'docker run --help'.\n",
    125,
  ],
  ["docker", "docker run --rm base sh -c 'exit 3'", "", 3],
  ["docker", "docker run --rm -i base cat <<< hello", "hello\n", 0],
  ["docker", "docker run --rm base ip link add x type dummy", "ip: RTNETLINK answers: Operation not permitted\n", 2],
  [
    "docker",
    "docker inspect -f '{{.State.Foo}}' $(docker run -d base sleep 9)",
    "\n" + 'template parsing error: template: :1:8: executing "" at <.State.Foo>: map has no entry for key "Foo"\n',
    1,
  ],
] as const)("in the world %s, %s", async (name, text, out, status) => {
  const simulator = createSimulator({ world: name, seed: 1, tick, pace: "fast" });
  const done = await script(simulator, text);
  expect(done.out.replace(/^time=.*\n/m, "")).toBe(out);
  expect(done.status).toBe(status);
});

test("a script that waits for what cannot happen is ended", async () => {
  const { out, status } = await script(world(), "mkfifo /tmp/f; cat /tmp/f");
  expect(out).toContain("everything waits for something that cannot happen any more");
  expect(status).not.toBe(0);
});

/** Types lines and waits until the terminal shows what is expected; answers with all it has shown since. */
function conversation(terminal: SimTerminal) {
  let shown = "";
  terminal.onOutput((data) => {
    shown += data;
  });
  const until = async (end: string): Promise<string> => {
    for (let turns = 0; turns < 3000 && !shown.endsWith(end); turns++) await tick();
    const all = shown;
    shown = "";
    if (!all.endsWith(end)) throw new Error(`${JSON.stringify(end)} does not end ${JSON.stringify(all)}`);
    return all;
  };
  return {
    until,
    enter: (line: string, end: string) => {
      terminal.input(`${line}\r`);
      return until(end);
    },
  };
}

test("two terminals: a container's shell in one, the host in the other", async () => {
  const simulator = world();
  const first = simulator.openTerminal({ user: "user", columns: 80, rows: 24 });
  const inside = conversation(first);
  const prompt = "user@host:~$ ";
  await inside.until(prompt);
  await inside.enter("docker run -i -t --rm --net=none base /bin/bash", ":/# ");
  const [container] = simulator.containers();
  const second = simulator.openTerminal({ user: "user", columns: 80, rows: 24 });
  const outside = conversation(second);
  await outside.until(prompt);
  for (const line of `c=${container?.id.slice(0, 12)}${WIRING}`.trim().split("\n")) await outside.enter(line, prompt);
  expect(await inside.enter("ping -c 1 172.17.42.1", ":/# ")).toMatch(/ 0% packet loss/);
  expect(await inside.enter("echo $$ $PPID; tty", ":/# ")).toMatch(/\b1 0\r\n\/dev\/pts\/0\r\n/);
  first.input("cat\r");
  await tick();
  first.input("\x03");
  await inside.until(":/# ");
  await inside.enter("exit", prompt);
  expect(await outside.enter("ip link show A", prompt)).toContain('Device "A" does not exist.');
  expect(await outside.enter("docker ps -q", prompt)).not.toMatch(/[0-9a-f]{12}/);
  first.hangup();
  expect(await first.closed).toBe(129);
});

test("Ctrl-P Ctrl-Q leaves a container running, attach comes back", async () => {
  const simulator = world();
  const terminal = simulator.openTerminal({ user: "root", columns: 80, rows: 24 });
  const talk = conversation(terminal);
  await talk.until("root@host:~# ");
  await talk.enter("docker run -it --name box base", ":/# ");
  await talk.enter("x=kept", ":/# ");
  terminal.input("\x10\x11");
  await talk.until("root@host:~# ");
  expect(simulator.containers()[0]?.running).toBe(true);
  terminal.input("docker attach box\r");
  await tick();
  expect(await talk.enter("echo $x", ":/# ")).toContain("kept");
  await talk.enter("exit 5", "root@host:~# ");
  expect(await talk.enter("echo $?", "root@host:~# ")).toMatch(/\r5\r\n/);
});

test("names of tables, protocols and groups are those of the files below /etc/iproute2", async () => {
  const { out } = await script(
    world(),
    `echo "100 blue" >> /etc/iproute2/rt_tables
    echo "0x4d mine" >> /etc/iproute2/rt_protos
    echo "101 red" > /etc/iproute2/rt_tables.d/red.conf
    ip route add 10.9.0.0/16 dev docker0 table blue proto mine
    ip rule add lookup red
    ip rule | grep red; ip -N rule | grep 101
    ip route show table all proto mine
    ip route show table 100
    ip route show table green`,
  );
  expect(out).toBe(
    "32765:\tfrom all lookup red\n32765:\tfrom all lookup 101\n10.9.0.0/16 dev docker0 table blue scope link linkdown \n" +
      '10.9.0.0/16 dev docker0 proto mine scope link linkdown \nError: argument "green" is wrong: table id value is invalid\n\n',
  );
});
