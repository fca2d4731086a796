import { defineConfig } from "vite";
import { lessons } from "./web/build/lessons.ts";
import { offline } from "./web/build/offline.ts";

export default defineConfig({
  base: "./",
  publicDir: "web/public",
  plugins: [lessons(), offline(["icon.svg", "manifest.webmanifest"])],
  server: { host: "127.0.0.1" },
  preview: { host: "127.0.0.1", port: 4173 },
  build: {
    outDir: "dist/web",
    target: "es2022",
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { page: "index.html", "offline-worker": "web/offline/worker.ts" },
      output: {
        // The worker's scope is the folder it lies in, and browsers look for a new one under the same name.
        entryFileNames: (chunk) => (chunk.name === "offline-worker" ? "offline-worker.js" : "assets/[name]-[hash].js"),
      },
    },
  },
});
