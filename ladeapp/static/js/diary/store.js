// @ts-check
/**
 * The phone's store: the only code that opens IndexedDB. It opens for one operation and closes again, and tries
 * once more when the connection was dropped, as iOS does in the background.
 *
 * Two kinds of database: "ladeapp" for the phone, "ladeapp-<person key>" for one owner. An owner's database
 * exists from `found` to `remove`; whatever comes later finds it Gone and cannot bring it back.
 * Versions only ever add: a new kind of row is a new line in STORES and a higher VERSION.
 */

const VERSION = 1;
const PHONE = "ladeapp";
/** @type {Record<string, [string, IDBObjectStoreParameters | undefined][]>} */
const STORES = {
  phone: [["phone", undefined]],
  owner: [["keys", undefined], ["entries", { keyPath: "id" }], ["meta", { keyPath: "id" }], ["outbox", { keyPath: "id" }]],
};

/** The owner's database is not on this phone (any more). */
export class Gone extends Error {
  name = "Gone";
}

/**
 * One change of one row: given the row that is there, the row to keep; undefined removes it.
 * For a store without ids of its own the key stands beside.
 * @typedef {{store: string, key: string, to: (old: any) => any}} Change
 */

/** @param {string} owner */
export const databaseOf = (owner) => `${PHONE}-${owner}`;

/** @param {string} store @param {string} key @param {any} row @returns {Change} */
export const put = (store, key, row) => ({ store, key, to: () => row });

/** @param {string} database @param {string} store @param {string} key @returns {Promise<any>} */
export const read = (database, store, key) =>
  using(database, [store], "readonly", (run) => asked(run.objectStore(store).get(key)));

/** @param {string} database @param {string} store @returns {Promise<any[]>} */
export const readAll = (database, store) =>
  using(database, [store], "readonly", (run) => asked(run.objectStore(store).getAll()));

/**
 * All the changes or none, each seeing the row as it is at that moment.
 * @param {string} database
 * @param {Change[]} changes
 * @returns {Promise<void>}
 */
export async function change(database, changes) {
  if (!changes.length) return;
  await using(database, [...new Set(changes.map(({ store }) => store))], "readwrite", async (run) => {
    for (const { store, key, to } of changes) {
      const rows = run.objectStore(store);
      const row = to(await asked(rows.get(key)));
      if (row === undefined) rows.delete(key);
      else if (rows.keyPath === null) rows.put(row, key);
      else rows.put(row);
    }
  });
}

/** Make the owner's database. @param {string} owner @param {Change[]} first @returns {Promise<void>} */
export async function found(owner, first) {
  (await connect(databaseOf(owner), true)).close();
  await change(databaseOf(owner), first);
}

/** @param {string} owner @returns {Promise<void>} */
export const remove = (owner) => asked(indexedDB.deleteDatabase(databaseOf(owner))).then(() => undefined);

/** Every database of ours, whoever's. @returns {Promise<void>} */
export async function removeAll() {
  const owner = await phone.get("owner").catch(() => undefined);
  const there = (await indexedDB.databases?.() ?? []).map(({ name }) => name ?? "").filter((name) => name.startsWith(`${PHONE}-`));
  const ours = new Set([...there, PHONE, ...(owner ? [databaseOf(owner)] : [])]); // not every browser can tell which there are
  await Promise.all([...ours].map((name) => asked(indexedDB.deleteDatabase(name))));
}

export const phone = {
  /** @param {string} key @returns {Promise<any>} */
  get: (key) => read(PHONE, "phone", key),
  /** @param {Record<string, any>} facts undefined forgets @returns {Promise<void>} */
  set: (facts) => change(PHONE, Object.entries(facts).map(([key, value]) => put("phone", key, value))),
  /** @param {string} key @param {(old: any) => any} to @returns {Promise<void>} */
  update: (key, to) => change(PHONE, [{ store: "phone", key, to }]),
};

/**
 * @template T
 * @param {string} database
 * @param {string[]} stores
 * @param {IDBTransactionMode} mode
 * @param {(run: IDBTransaction) => Promise<T>} work
 * @returns {Promise<T>}
 */
async function using(database, stores, mode, work) {
  try {
    return await once(database, stores, mode, work);
  } catch (error) {
    if (!(error instanceof DOMException) || error.name === "QuotaExceededError") throw error;
    return once(database, stores, mode, work);
  }
}

/**
 * @template T
 * @param {string} database
 * @param {string[]} stores
 * @param {IDBTransactionMode} mode
 * @param {(run: IDBTransaction) => Promise<T>} work
 * @returns {Promise<T>}
 */
async function once(database, stores, mode, work) {
  const connection = await connect(database, database === PHONE);
  try {
    const run = connection.transaction(stores, mode);
    const done = new Promise((resolve, reject) => {
      run.oncomplete = resolve;
      run.onabort = () => reject(run.error ?? new DOMException("aborted", "AbortError"));
    });
    const [result] = await Promise.all([work(run).catch((error) => undone(run, error)), done]);
    return result;
  } finally {
    connection.close();
  }
}

/** @param {IDBTransaction} run @param {unknown} error @returns {never} */
function undone(run, error) {
  if (run.error === null) run.abort();
  throw error;
}

/**
 * A page of an older edition meets the newer store as it is: nothing was taken away from it.
 * @param {string} database
 * @param {boolean} make
 * @returns {Promise<IDBDatabase>}
 */
function connect(database, make) {
  const request = indexedDB.open(database, VERSION);
  request.onupgradeneeded = ({ oldVersion }) => {
    if (oldVersion === 0 && !make) return request.transaction?.abort();
    for (const [name, options] of STORES[database === PHONE ? "phone" : "owner"] ?? []) {
      if (!request.result.objectStoreNames.contains(name)) request.result.createObjectStore(name, options);
    }
  };
  return asked(request).catch((error) => {
    if (error?.name === "VersionError") return asked(indexedDB.open(database));
    throw make || error?.name !== "AbortError" ? error : new Gone(database);
  });
}

/**
 * @template T
 * @param {IDBRequest<T>} request
 * @returns {Promise<T>}
 */
function asked(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
