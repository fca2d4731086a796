/** The page around the walkthrough: undo, reset, offline, languages, keyboard, narrow screens, calm motion. */
import { expect } from "@playwright/test";
import { test } from "./bench.ts";

test("undo takes back the last line, wherever it was typed; reset everything", async ({ bench, page }) => {
  await bench.setSpeed(2);
  await bench.type("host", "sudo ip link add A type veth peer name B");
  await bench.type("container", "sudo ip link set A up");
  await expect.poll(() => bench.picture()).toContain("A NO-CARRIER");
  const undo = page.locator(".head-controls .button").first();
  await undo.click();
  await expect.poll(() => bench.picture()).toContain("A DOWN");
  await bench.atPrompt("container");
  expect(await bench.text("container")).not.toContain("ip link set");
  expect(await bench.text("host")).toContain("ip link add");
  // The world goes on from there.
  await bench.type("host", "sudo ip link set B up");
  await expect.poll(() => bench.picture()).toContain("B NO-CARRIER");
  await undo.click();
  await undo.click();
  await expect.poll(() => bench.picture()).not.toMatch(/\bA /);
  await expect(undo).toBeDisabled();

  await bench.type("host", "sudo ip link add C type veth peer name D");
  await expect.poll(() => bench.picture()).toContain("C DOWN");
  await page.locator(".head-controls .button").nth(1).click();
  await expect.poll(() => bench.picture()).not.toContain("C DOWN");
  await bench.atPrompt("host");
  expect(await bench.text("host")).not.toContain("ip link add");
});

test("undo gives the same world byte for byte", async ({ bench, page }) => {
  await bench.setSpeed(2);
  await bench.type("host", "sudo ip link add A type veth peer name B");
  const before = await bench.type("host", "ip addr");
  const shown = await bench.text("host");
  await bench.type("host", "sudo ip link del A");
  await page.locator(".head-controls .button").first().click();
  // The lines before are run again, each with its prompt: the last is the one that was there.
  await expect.poll(() => bench.text("host")).toBe(shown);
  expect(await bench.type("host", "ip addr")).toBe(before);
});

test("works offline once loaded", async ({ bench, page, context }) => {
  await expect(page.locator("html[data-offline=ready]")).toBeAttached();
  await context.setOffline(true);
  await page.reload();
  await bench.atPrompt("host");
  expect(await bench.type("host", "ip -br link show lo")).toContain("LOOPBACK");
  // The other language has not been asked for before.
  await page.locator("#language").selectOption("zh");
  await expect(page.locator("html")).toHaveAttribute("lang", "zh-Hans");
  await expect(page.locator("#lesson-heading")).toHaveText("亲手为容器接线");
  // Nor have the text tools, which are loaded with their first use.
  expect(await bench.type("host", "ip -o link | sed -n 1p | awk '{ print $2 }'")).toBe("lo:");
  await context.setOffline(false);
});

test("a script that is pasted runs as one and is taken back as one; typed ahead is not lost", async ({
  bench,
  page,
}) => {
  await bench.setSpeed(2);
  await bench.choose("host");
  await page.evaluate(() => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", "sudo ip link add A type veth peer name B\nsudo ip link set A up\n");
    document
      .querySelector(".pane[data-terminal=host] textarea")
      ?.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  });
  await page.keyboard.press("Enter");
  await expect.poll(() => bench.picture()).toContain("A NO-CARRIER");
  await page.locator(".head-controls .button").first().click();
  await expect.poll(() => bench.picture()).not.toMatch(/\bA /);
  await bench.atPrompt("host");
  expect(await bench.type("host", "echo still here")).toBe("still here");

  await bench.setSpeed(0);
  await bench.choose("host");
  await page.keyboard.type("ping -c 3 127.0.0.1\n");
  await expect.poll(() => bench.text("host")).toContain("icmp_seq=1");
  await page.keyboard.type("echo ahead of time\n");
  await expect.poll(() => bench.text("host")).toMatch(/packets transmitted[^]*\nahead of time\n/);
});

test("a language that is chosen is remembered", async ({ bench, page }) => {
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await page.locator("#language").selectOption("zh");
  await expect(page.locator(".head-controls .button").first()).toHaveText("撤销");
  await page.reload();
  await bench.atPrompt("host");
  await expect(page.locator("html")).toHaveAttribute("lang", "zh-Hans");
});

test("everything of the lesson can be done from the keyboard", async ({ bench, page }) => {
  await page.locator("[data-step=pair] summary").first().focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await expect(page.locator("[data-step=pair] .command").first()).toBeFocused();
  await page.keyboard.press("Enter");
  await expect.poll(() => bench.text("host")).toContain("ip addr show docker0\n");
  // On the phone's tabs and on any tab list: arrows.
  await page.locator("#tab-1").focus();
  await page.keyboard.press("ArrowRight");
  await expect(page.locator("#tab-2")).toHaveAttribute("aria-selected", "true");
});

test("more terminals on demand, each a shell of the same world", async ({ bench, page }) => {
  await page.locator(".terminal-bar .icon-button").click();
  await expect(page.locator(".pane")).toHaveCount(3);
  await bench.type("host", "sudo ip netns add blue");
  await page.locator(".pane").nth(2).locator(".pane-box").click();
  await page.keyboard.type("ip netns\n");
  await expect(page.locator(".pane").nth(2)).toContainText("blue");
  await page.locator(".pane").nth(2).locator(".close").click();
  await expect(page.locator(".pane")).toHaveCount(2);
});

test("time can be paused and stepped packet by packet", async ({ bench, page }) => {
  for (const line of [
    "sudo ip netns add c1",
    "sudo ip link add A master docker0 up type veth peer name eth0 netns c1",
    "sudo ip -n c1 addr add 172.17.42.99/16 dev eth0",
    "sudo ip -n c1 link set eth0 up",
  ]) {
    await bench.type("host", line);
  }
  const [pause, step] = [page.locator(".controls .button").first(), page.locator(".controls .button").nth(1)];
  await pause.click();
  await expect(pause).toHaveAttribute("aria-pressed", "true");
  await bench.choose("host");
  await page.keyboard.type("sudo ip netns exec c1 ping -c 2 172.17.42.1\n");
  const requests = page.locator(".journey.kind-echoRequest");
  await expect.poll(() => bench.text("host")).toContain("ping -c 2 172.17.42.1\n");
  await step.click();
  await expect.poll(() => bench.text("host")).toContain("icmp_seq=1");
  await expect(requests).toHaveCount(1);
  await step.click();
  await expect.poll(() => bench.text("host")).toContain("icmp_seq=2");
  await expect(requests).toHaveCount(2);
  await expect(pause).toHaveAttribute("aria-pressed", "true");
  await pause.click();
  await expect.poll(() => bench.text("host")).toContain("2 received");
});

test("a dropped packet says why", async ({ bench, page }) => {
  await bench.setSpeed(2);
  await bench.type("host", "docker run -itd base");
  await bench.type("host", "ping -c 1 172.17.42.250");
  await expect(page.locator(".journey.kind-arpRequest .outcome").first()).toHaveText("no answer");
  const lost = page.locator(".journey.kind-unsent").first();
  await expect(lost.locator(".outcome")).toHaveText("dropped: NEIGH_FAILED");
  await lost.locator("summary").click();
  await expect(lost.locator(".why")).toContainText("Nobody on the link answered");
  await expect(page.locator(".journey .hop").first()).toBeVisible();
  await expect(page.locator(".card.marked").first()).toBeAttached();
  await bench.hasNoViolation();
});

test("nothing scrolls sideways at 360 pixels", async ({ bench, page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await bench.hasNoSidewaysScroll();
  for (const target of ["picture", "packets", "lesson"]) {
    await page.locator(`a[href="#${target}"]`).click();
    await expect(page.locator(`#${target}`)).toBeInViewport();
  }
  await bench.hasNoViolation();
});

test.describe("on a touch screen", () => {
  test.use({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } });
  test("the row of keys stands in for those the keyboard lacks; everything is large enough to hit", async ({
    bench,
    page,
  }) => {
    const key = (face: string) => page.locator(".key", { hasText: face });
    await bench.type("host", "echo once");
    await key("↑").tap();
    await page.keyboard.press("Enter");
    await expect.poll(() => bench.text("host")).toMatch(/\nonce\n[^]*\nonce\n/);
    await page.keyboard.type("ping 127.0.0.1\n");
    await expect.poll(() => bench.text("host")).toContain("icmp_seq=1");
    await key("Ctrl").tap();
    await page.keyboard.type("c");
    await expect.poll(() => bench.text("host")).toContain("packets transmitted");
    const small = await page
      .locator("button:visible, a:visible, summary:visible, select:visible")
      .evaluateAll((nodes) =>
        nodes.filter((node) => node.getBoundingClientRect().height < 44).map((node) => node.outerHTML.slice(0, 80)),
      );
    expect(small).toEqual([]);
    await bench.hasNoViolation();
  });
});

test.describe("with motion reduced", () => {
  test.use({ reducedMotion: "reduce" } as object);
  test("packets do not travel, but are listed", async ({ bench, page }) => {
    await bench.type("host", "ping -c 1 127.0.0.1");
    await bench.type("host", "sudo ip link add A type veth peer name B");
    await expect.poll(() => bench.picture()).toContain("A DOWN");
    expect(await page.locator(".packet").count()).toBe(0);
  });
});
