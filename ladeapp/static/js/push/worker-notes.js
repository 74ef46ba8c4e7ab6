// @ts-check
/// <reference lib="webworker" />
/** The worker's way to the phone's notes, in the pages' own store (js/diary/store.js) as it stands. */

(() => {
  const worker = /** @type {ServiceWorkerGlobalScope & {ladeappNotes: unknown}} */ (/** @type {unknown} */ (self));

  worker.ladeappNotes = {
    /** @param {string} name @returns {Promise<any>} undefined when there is none, or no store */
    note: (name) => change(name, (old) => old).catch(() => undefined),
    change,
  };

  /**
   * @param {string} name
   * @param {(old: any) => any} to
   * @returns {Promise<any>} what is there now
   */
  function change(name, to) {
    return new Promise((resolve, reject) => {
      const opening = indexedDB.open("ladeapp");
      opening.onupgradeneeded = () => opening.result.createObjectStore("phone"); // as the pages would
      opening.onerror = () => reject(opening.error);
      opening.onsuccess = () => {
        const run = opening.result.transaction("phone", "readwrite");
        const rows = run.objectStore("phone");
        const asked = rows.get(`note/${name}`);
        /** @type {any} */
        let kept;
        asked.onsuccess = () => {
          kept = to(asked.result);
          if (kept !== undefined) rows.put(kept, `note/${name}`);
        };
        run.oncomplete = () => { opening.result.close(); resolve(kept); };
        run.onabort = () => { opening.result.close(); reject(run.error); };
      };
    });
  }
})();
