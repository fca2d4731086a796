import { defineConfig } from "@playwright/test";
import { browserGap, browserPath } from "./test/e2e/browser.ts";

/** One for each run, so that two do not meet; workers read this file again and are told by the environment. */
const PORT = (process.env["NETNONE_E2E_PORT"] ??= String(20_000 + Math.floor(Math.random() * 10_000)));
const desktop = { viewport: { width: 1440, height: 900 } };
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

/** Typing is tested in each language at each width; clicking the lesson's lines once in each. */
const BY_LINES = /by the lesson's own lines/;

if (browserGap !== undefined) console.log(`Skipped what needs a browser: ${browserGap}`);

export default defineConfig({
  testDir: "test/e2e",
  outputDir: "test-results",
  workers: 2,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: "list",
  use: {
    baseURL: `http://127.0.0.1:${PORT}/`,
    launchOptions: {
      ...(browserPath === undefined ? {} : { executablePath: browserPath }),
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
    screenshot: "only-on-failure",
  },
  projects: [
    { name: "desktop-en", use: { ...desktop, locale: "en-US" } },
    {
      name: "desktop-zh",
      use: { ...desktop, locale: "zh-CN", colorScheme: "dark" },
      testMatch: /walkthrough/,
      grepInvert: BY_LINES,
    },
    {
      name: "phone-en",
      use: { ...phone, locale: "en-US", colorScheme: "dark" },
      testMatch: /walkthrough/,
      grepInvert: BY_LINES,
    },
    { name: "phone-zh", use: { ...phone, locale: "zh-CN" }, testMatch: /walkthrough/ },
  ],
  webServer: {
    command: `npm run build:web && npx vite preview --port ${PORT} --strictPort`,
    url: `http://127.0.0.1:${PORT}/`,
    reuseExistingServer: false,
    timeout: 120_000,
  },
});
