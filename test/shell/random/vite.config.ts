import { defineConfig } from "vite";

/** Bundles the random scripts for Node. */
export default defineConfig({
  publicDir: false,
  build: {
    ssr: "test/shell/random/main.ts",
    outDir: "dist/fuzz-shell",
    emptyOutDir: true,
    target: "node20",
    minify: false,
  },
  ssr: { noExternal: true, external: ["just-bash"] },
  logLevel: "warn",
});
