import { chmodSync } from "node:fs";
import { defineConfig, type Plugin } from "vite";

/** `npx netnone` in a clone runs the file itself, which a build leaves without the right to be executed. */
const executable: Plugin = {
  name: "executable",
  writeBundle: ({ dir = "." }) => chmodSync(`${dir}/netnone.js`, 0o755),
};

/** The command line for Node, bundled, split where it loads lazily; and the recorder of conformance files. */
export default defineConfig({
  publicDir: false,
  plugins: [executable],
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
