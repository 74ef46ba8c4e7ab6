// @ts-check
/** Having pages without coverage: the worker keeps the ones it is asked for, and says how many it has. */

/**
 * @param {string[]} pages
 * @returns {Promise<number>} how many of them are on the phone now; 0 where there is no worker
 */
export async function keepPages(pages) {
  const registration = await navigator.serviceWorker?.getRegistration();
  if (!registration) return 0;
  const { active } = await navigator.serviceWorker.ready;
  const { port1, port2 } = new MessageChannel();
  return new Promise((tell) => {
    port1.onmessage = ({ data }) => tell(data.kept);
    active?.postMessage({ type: "learn", pages }, [port2]);
  });
}

/** @param {string[]} pages @returns {Promise<number>} how many of them are there already */
export async function kept(pages) {
  if (!globalThis.caches) return 0;
  const found = await Promise.all(pages.map((page) => caches.match(page, { ignoreVary: true })));
  return found.filter(Boolean).length;
}
