/** What the real kernel takes for the same work, measured in a sandbox of its own namespaces. */
import { mkdir, writeFile } from "node:fs/promises";
import { openSandbox, runInside, type Sandbox } from "../../real/sandbox/sandbox.ts";
import { wiringBatches } from "./wiring-script.ts";

/** Undefined when this machine has no sandbox; `why` says so in one line. */
export async function withKernel<T>(work: (sandbox: Sandbox) => Promise<T>): Promise<{ value: T } | { why: string }> {
  const sandbox = await openSandbox();
  if (!sandbox.ok) {
    return { why: sandbox.error.missing };
  }
  try {
    return { value: await work(sandbox.value) };
  } finally {
    await sandbox.value.close();
  }
}

/** Seconds to wire `count` containers with `ip -batch` and `ip -n`. */
export async function kernelWiringSeconds(sandbox: Sandbox, count: number): Promise<number> {
  const batches = wiringBatches(count);
  const folder = "/tmp/wiring";
  await mkdir(`${sandbox.root}${folder}`);
  await writeFile(`${sandbox.root}${folder}/host`, batches.host);
  for (const [i, text] of batches.inside.entries()) {
    await writeFile(`${sandbox.root}${folder}/c${i + 1}`, text);
  }
  const script = `set -e
ip -batch ${folder}/host
for ((i = 1; i <= ${count}; i++)); do ip -n c$i -batch ${folder}/c$i; done`;
  const started = performance.now();
  const done = await runInside(sandbox, ["bash", "-c", script]);
  if (done.status !== 0) {
    throw new Error(`the kernel refused the wiring: ${done.stderr}`);
  }
  return (performance.now() - started) / 1000;
}

/** Round trips a second of `ping -f` between two namespaces through veth, bridge, veth. */
export async function kernelPingRate(sandbox: Sandbox, count: number): Promise<number> {
  const script = `set -e
ip link add br9 type bridge
ip link set br9 up
for i in 1 2; do
  ip netns add p$i
  ip link add P$i type veth peer name eth0 netns p$i
  ip link set P$i master br9 up
  ip -n p$i link set eth0 up
  ip -n p$i addr add 10.9.0.$i/24 dev eth0
done
ip netns exec p1 ping -q -c 2 -i 0.2 10.9.0.2 >/dev/null
ip netns exec p1 ping -f -q -c ${count} 10.9.0.2`;
  const done = await runInside(sandbox, ["bash", "-c", script]);
  const summary = /(\d+) received.*time (\d+)ms/s.exec(done.stdout);
  if (!summary) {
    throw new Error(`ping -f said: ${done.stdout}${done.stderr}`);
  }
  return (Number(summary[1]) / Number(summary[2])) * 1000;
}
