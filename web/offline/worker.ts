/**
 * The service worker: keeps every file of the page, so that once loaded it works without a network. The whole page is
 * one version; a new one is fetched in full before it takes over.
 */

/** Filled in by web/build/offline.ts. */
declare const __OFFLINE_FILES__: readonly string[];
declare const __OFFLINE_VERSION__: string;

interface LifecycleEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface RequestEvent extends Event {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}
/** As much of ServiceWorkerGlobalScope as is used; its own library of types cannot stand beside that of the page. */
declare const self: {
  readonly location: Location;
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(type: "install" | "activate", listener: (event: LifecycleEvent) => void): void;
  addEventListener(type: "fetch", listener: (event: RequestEvent) => void): void;
};

export {};

const CACHE = `netnone-${__OFFLINE_VERSION__}`;

self.addEventListener("install", (event) => {
  event.waitUntil(
    caches
      .open(CACHE)
      .then((cache) => cache.addAll(__OFFLINE_FILES__.map((file) => new Request(file, { cache: "reload" }))))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => names.filter((name) => name.startsWith("netnone-") && name !== CACHE))
      .then((names) => Promise.all(names.map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== self.location.origin) return;
  event.respondWith(
    caches.open(CACHE).then(async (cache) => {
      // Servers say `Vary: Origin`, and the page's own requests carry an Origin where those of the installation did not.
      const kept = await cache.match(request.mode === "navigate" ? "./" : request, {
        ignoreSearch: true,
        ignoreVary: true,
      });
      return kept ?? fetch(request);
    }),
  );
});
