import { defineConfig } from "vite";

/** Bundles the maker of the fidelity page for Node. */
export default defineConfig({
  publicDir: false,
  build: { ssr: "test/fidelity/main.ts", outDir: "dist/fidelity", emptyOutDir: true, target: "node20", minify: false },
  ssr: { noExternal: true, external: ["just-bash"] },
  logLevel: "warn",
});
