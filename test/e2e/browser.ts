/** The browser that the page is tested in: Debian's Chromium, another Chrome, or the one Playwright has downloaded. */
import { existsSync } from "node:fs";
import { chromium } from "@playwright/test";

const CANDIDATES = [
  process.env["NETNONE_BROWSER"],
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  chromium.executablePath(),
];

/** Undefined when there is none. */
export const browserPath = CANDIDATES.find((path) => path !== undefined && path !== "" && existsSync(path));

/** Why the page is not tested, in the words the report shows. */
export const browserGap =
  browserPath === undefined
    ? "no Chromium found: install Debian's chromium, or name one with NETNONE_BROWSER"
    : undefined;

if (browserGap !== undefined && (process.env["NETNONE_REQUIRE"] ?? "").split(",").includes("browser")) {
  throw new Error(`NETNONE_REQUIRE asks for a browser: ${browserGap}`);
}
