import { defineConfig } from "vite";

/** The command line for Node, bundled, split where it loads lazily; and the recorder of conformance files. */
export default defineConfig({
  publicDir: false,
  // One file to read instead of many is what makes the start quick. just-bash stays a package: it is loaded when first used.
  ssr: { noExternal: true, external: ["just-bash"] },
  logLevel: "warn",
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
