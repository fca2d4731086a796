import { defineConfig } from "vite";

/** The command line for Node: packages it depends on stay packages, everything of ours is bundled, split where it is lazy. */
export default defineConfig({
  publicDir: false,
  build: {
    ssr: true,
    outDir: "dist/cli",
    emptyOutDir: true,
    target: "node20",
    minify: false,
    rolldownOptions: {
      input: { netnone: "cli/netnone.ts", golden: "test/conformance/record.ts" },
      output: { entryFileNames: "[name].js", chunkFileNames: "chunk/[name]-[hash].js" },
    },
  },
});
