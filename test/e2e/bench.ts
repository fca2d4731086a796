/** What the tests do to the page: type into its terminals, read them, look at the lesson and the picture. */
import { AxeBuilder } from "@axe-core/playwright";
import { test as base, expect, type Page } from "@playwright/test";
import type { Page as NetnonePage } from "../../web/page/page.ts";
import { browserGap } from "./browser.ts";

declare global {
  interface Window {
    netnone?: NetnonePage;
  }
}

export type TerminalName = "host" | "container";

export const test = base.extend<{ bench: Bench }>({
  bench: async ({ page }, use) => {
    const problems: string[] = [];
    page.on("pageerror", (error) => problems.push(String(error)));
    page.on("console", (message) => {
      if (message.type() === "error") problems.push(message.text());
    });
    const bench = new Bench(page);
    await bench.open();
    await use(bench);
    // Whatever was tested: nothing was thrown, and nothing violated the content security policy.
    expect(problems).toEqual([]);
  },
});
test.skip(browserGap !== undefined, browserGap ?? "");

export class Bench {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async open(): Promise<void> {
    await this.page.goto("/");
    await this.atPrompt("host");
    await this.atPrompt("container");
  }

  /** `value` is the exponent of ten: 1 is tenfold. */
  async setSpeed(value: number): Promise<void> {
    await this.page.locator("#speed").fill(String(value));
  }

  text(name: TerminalName): Promise<string> {
    return this.page.evaluate((terminal) => window.netnone?.terminals.textOf(terminal).trimEnd() ?? "", name);
  }

  /** Waits until a terminal's last line is a prompt; answers with what was printed since `after` characters. */
  async atPrompt(name: TerminalName, after = 0): Promise<string> {
    await expect
      .poll(async () => (await this.text(name)).slice(after), { timeout: 60_000, intervals: [25, 50, 100] })
      .toMatch(/(^|\n)[a-z]+@[\w-]+:\S+[$#]$/);
    return (await this.text(name)).slice(after);
  }

  /** Chooses a terminal as a person does. */
  async choose(name: TerminalName): Promise<void> {
    const tab = this.page.locator(`#tab-${name === "host" ? 1 : 2}`);
    const box = this.page.locator(`.pane[data-terminal=${name}] .pane-box`);
    if (!(await box.isVisible())) await tab.click();
    await box.click();
  }

  /** Types a line on the keyboard, enters it, and waits for the prompt; answers with what it printed. */
  async type(name: TerminalName, line: string): Promise<string> {
    await this.choose(name);
    const before = (await this.text(name)).length;
    await this.page.keyboard.type(line);
    await this.page.keyboard.press("Enter");
    const output = await this.atPrompt(name, before);
    return output.slice(output.indexOf("\n") + 1, output.lastIndexOf("\n"));
  }

  /** Ids of the lesson's steps that are ticked off. */
  doneSteps(): Promise<string[]> {
    return this.page
      .locator(".step.done")
      .evaluateAll((steps) => steps.map((step) => step.getAttribute("data-step") ?? ""));
  }

  /** What the picture says of itself. */
  async picture(): Promise<string> {
    return (await this.page.locator("svg.picture").getAttribute("aria-label")) ?? "";
  }

  async hasNoViolation(): Promise<void> {
    const { violations } = await new AxeBuilder({ page: this.page }).analyze();
    expect(
      violations.map(
        ({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`,
      ),
    ).toEqual([]);
  }

  async hasNoSidewaysScroll(): Promise<void> {
    expect(
      await this.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
    ).toBeLessThanOrEqual(0);
  }
}
