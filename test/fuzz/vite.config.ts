import { defineConfig } from "vite";

/** Bundles the fuzzer for Node, so that it tries what users run. */
export default defineConfig({
  publicDir: false,
  build: { ssr: "test/fuzz/main.ts", outDir: "dist/fuzz", emptyOutDir: true, target: "node20", minify: false },
  ssr: { noExternal: true, external: ["just-bash"] },
  logLevel: "warn",
});
