/** Starts the service worker, where the browser has them; a page served for development goes without. */
export async function registerOffline(): Promise<boolean> {
  if (import.meta.env.DEV || !("serviceWorker" in navigator)) return false;
  try {
    await navigator.serviceWorker.register(new URL("offline-worker.js", document.baseURI));
    await navigator.serviceWorker.ready;
    return true;
  } catch {
    // Private windows and plain-HTTP hosts refuse service workers; the page works all the same while it is online.
    return false;
  }
}
