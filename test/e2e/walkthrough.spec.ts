/** The whole walkthrough in the page, in each language and at each width: typed on the keyboard, and by the lesson's lines. */
import { expect } from "@playwright/test";
import { test } from "./bench.ts";

const STEPS = [
  "start",
  "name",
  "pair",
  "plug",
  "move",
  "rename",
  "address",
  "route",
  "ping",
  "compare",
  "leave",
  "tidy",
];

test("typed on the keyboard, with the id and pid read from the screen", async ({ bench, page }) => {
  await bench.setSpeed(1);
  await bench.hasNoViolation();
  await bench.hasNoSidewaysScroll();

  await bench.type("container", "docker run -i -t --rm --net=none base /bin/bash");
  const id = /root@([0-9a-f]{12}):/.exec(await bench.text("container"))?.[1] ?? "";
  expect(id).not.toBe("");
  await expect.poll(() => bench.picture()).toContain(id);
  await expect.poll(() => bench.doneSteps()).toEqual(STEPS.slice(0, 1));

  // On a narrow screen the command line itself takes several lines.
  const inspected = await bench.type("host", `docker inspect -f '{{.State.Pid}}' ${id}`);
  const pid = /(?:^|\n)(\d+)$/.exec(inspected)?.[1] ?? "";
  expect(pid).not.toBe("");
  await bench.type("host", `pid=${pid}`);
  await bench.type("host", "sudo mkdir -p /var/run/netns");
  await bench.type("host", "sudo ln -s /proc/$pid/ns/net /var/run/netns/$pid");
  await expect.poll(() => bench.doneSteps()).toEqual(STEPS.slice(0, 2));

  expect(await bench.type("host", "ip addr show docker0")).toContain("inet 172.17.42.1/16");
  expect(await bench.type("host", "ip link add A type veth peer name B")).toContain("Operation not permitted");
  await bench.type("host", "sudo ip link add A type veth peer name B");
  await expect.poll(() => bench.doneSteps()).toEqual(STEPS.slice(0, 3));
  await bench.type("host", "sudo brctl addif docker0 A");
  await bench.type("host", "sudo ip link set A up");
  await expect.poll(() => bench.doneSteps()).toEqual(STEPS.slice(0, 4));
  await expect.poll(() => bench.picture()).toContain("A NO-CARRIER");
  await bench.type("host", "sudo ip link set B netns $pid");
  await expect.poll(() => bench.doneSteps()).toEqual(STEPS.slice(0, 5));
  await bench.type("host", "sudo ip netns exec $pid ip link set dev B name eth0");
  await bench.type("host", "sudo ip netns exec $pid ip link set eth0 up");
  await expect.poll(() => bench.doneSteps()).toEqual(STEPS.slice(0, 6));
  await bench.type("host", "sudo ip netns exec $pid ip addr add 172.17.42.99/16 dev eth0");
  await bench.type("host", "sudo ip netns exec $pid ip route add default via 172.17.42.1");
  await expect.poll(() => bench.doneSteps()).toEqual(STEPS.slice(0, 8));
  await expect.poll(() => bench.picture()).toContain("eth0 UP 172.17.42.99/16");

  // The container's ping is busybox's, the host's is iputils'.
  expect(await bench.type("container", "ping -c 3 172.17.42.1")).toContain(
    "3 packets transmitted, 3 packets received, 0% packet loss",
  );
  await expect.poll(() => bench.doneSteps()).toEqual(STEPS.slice(0, 9));
  for (const kind of ["arpRequest", "arpReply", "echoRequest", "echoReply"]) {
    await expect(page.locator(`.journey.kind-${kind}`).first()).toBeAttached();
  }
  expect(await bench.type("host", "ping -c 1 172.17.42.99")).toContain("1 received");
  await bench.hasNoViolation();
  await bench.hasNoSidewaysScroll();

  await bench.type("container", "exit");
  await expect.poll(() => bench.picture()).not.toContain(id);
  expect(await bench.picture()).not.toMatch(/\bA (UP|DOWN|NO-CARRIER)/);
  expect(await bench.type("host", "ip link show A")).toBe('Device "A" does not exist.');
  expect(await bench.type("host", "sudo ip netns exec $pid ip addr")).toContain("Cannot open network namespace");
  expect(await bench.text("host")).not.toContain("undefined");
});

test("by the lesson's own lines, to the last step", async ({ bench, page }) => {
  await bench.setSpeed(2);
  for (const [index, step] of STEPS.entries()) {
    const commands = page.locator(`[data-step=${step}] .command`);
    const count = await commands.count();
    expect(count).toBeGreaterThan(0);
    for (let at = 0; at < count; at++) {
      const command = commands.nth(at);
      // A step that is ticked off folds away; its other lines are still there to run.
      if (!(await command.isVisible())) await page.locator(`[data-step=${step}] summary`).first().click();
      const terminal = (await command.locator("xpath=..").getAttribute("class"))?.includes("in-container")
        ? "container"
        : "host";
      const before = (await bench.text(terminal)).length;
      await command.click();
      await bench.atPrompt(terminal, before);
    }
    await expect.poll(() => bench.doneSteps()).toEqual(STEPS.slice(0, index + 1));
  }
  await expect(page.locator(".lesson [role=status]")).not.toBeEmpty();
  await bench.hasNoViolation();
});
