import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["**/*.test.ts"],
    exclude: ["**/node_modules/**", "dist/**", "test/e2e/**"],
    globalSetup: ["test/gaps.ts"],
    // The kernel is asked in sandboxes of their own, most of the time waiting; on a busy machine that takes a while.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    maxConcurrency: 5,
    // Left to itself vitest keeps a processor free, which on two is one worker: what waits for the kernel's timers would wait alone.
    maxWorkers: 2,
  },
});
