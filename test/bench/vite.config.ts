import { defineConfig } from "vite";

/** Bundles the bench for Node, so that it runs what users run. */
export default defineConfig({
  publicDir: false,
  build: { ssr: "test/bench/main.ts", outDir: "dist/bench", emptyOutDir: true, target: "node20" },
  ssr: { noExternal: true },
  logLevel: "warn",
});
