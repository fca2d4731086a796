/**
 * Vite plugin: tells the service worker which files the page is made of. The list and a digest of their contents take
 * the place of two names in the built worker, so a new build is a new cache and nothing stale is ever mixed in.
 */
import type { Plugin } from "vite";

const WORKER = "offline-worker.js";

/** `extra` are files that the build copies rather than makes (the icon, the manifest). */
export function offline(extra: readonly string[]): Plugin {
  return {
    name: "netnone-offline",
    apply: "build",
    enforce: "post",
    async generateBundle(_options, bundle) {
      const worker = bundle[WORKER];
      if (worker?.type !== "chunk") throw new Error(`${WORKER} is not part of the build`);
      const parts: string[] = [];
      for (const [name, file] of Object.entries(bundle)) {
        if (name === WORKER) continue;
        parts.push(`${name}\n${file.type === "chunk" ? file.code : String(file.source)}`);
      }
      const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(parts.sort().join("\n")));
      const version = [...new Uint8Array(digest).slice(0, 8)]
        .map((byte) => byte.toString(16).padStart(2, "0"))
        .join("");
      const files = ["./", ...Object.keys(bundle).filter((name) => name !== WORKER && name !== "index.html"), ...extra];
      worker.code = worker.code
        .replace("__OFFLINE_FILES__", JSON.stringify(files))
        .replace("__OFFLINE_VERSION__", JSON.stringify(version));
    },
  };
}
