// @ts-check
/** Everything has been deleted at the server: nothing is left on this phone either. The browser may have done it already; some do not. */

import { find } from "../cellar/dom.js";
import { emptyPhone } from "../diary/index.js";

await endWorkers().catch(() => undefined); // first, so that none begins anew what is emptied below
await emptyPhone();
await dropCaches().catch(() => undefined);
sessionStorage.clear();
find("[data-emptying]").hidden = true;
find("[data-emptied]").hidden = false;

/** No messages, none on the lock screen, no worker. */
async function endWorkers() {
  for (const registration of (await navigator.serviceWorker?.getRegistrations()) ?? []) {
    for (const shown of await registration.getNotifications()) shown.close();
    await (await registration.pushManager?.getSubscription())?.unsubscribe();
    await registration.unregister();
  }
}

async function dropCaches() {
  for (const name of await globalThis.caches?.keys() ?? []) await caches.delete(name);
}
