/** A small IndexedDB in memory, enough for the phone's store: versions, atomic transactions one after another, clones. */

const later = (work) => setImmediate(work);

class Request {
  succeed(result) {
    this.result = result;
    this.onsuccess?.({ target: this });
  }
  fail(name) {
    this.error = new DOMException(name, name);
    this.onerror?.({ target: this });
  }
}

class Transaction {
  error = null;
  #pending = 0;
  #over = false;

  constructor(base, names, mode, start) {
    this.base = base;
    this.mode = mode;
    this.rows = new Map(names.map((name) => [name, new Map(base.stores.get(name).rows)]));
    this.finished = new Promise((resolve) => { this.finish = resolve; });
    this.started = start;
    start.then(() => {
      for (const name of names) this.rows.set(name, new Map(base.stores.get(name).rows));
      later(() => this.settle());
    });
  }

  objectStore(name) {
    const { keyPath } = this.base.stores.get(name);
    const ask = (work) => this.ask(() => work(this.rows.get(name)));
    return {
      keyPath,
      get: (key) => ask((rows) => structuredClone(rows.get(key))),
      getAll: () => ask((rows) => structuredClone([...rows.values()])),
      put: (row, key) => {
        const copy = structuredClone(row);
        return ask((rows) => void rows.set(keyPath === null ? key : row[keyPath], copy));
      },
      delete: (key) => ask((rows) => void rows.delete(key)),
    };
  }

  ask(work) {
    if (this.#over) throw new DOMException("over", "TransactionInactiveError");
    const request = new Request();
    this.#pending += 1;
    this.started.then(() => later(() => {
      if (this.#over) return;
      request.succeed(work());
      this.#pending -= 1;
      later(() => this.settle());
    }));
    return request;
  }

  settle() {
    if (this.#over || this.#pending) return;
    this.#over = true;
    if (this.mode === "readwrite") for (const [name, rows] of this.rows) this.base.stores.get(name).rows = rows;
    this.finish();
    this.oncomplete?.();
  }

  abort() {
    if (this.#over) throw new DOMException("over", "InvalidStateError");
    this.#over = true;
    this.error = new DOMException("aborted", "AbortError");
    this.finish();
    this.onabort?.();
  }
}

export class MemoryIndexedDB {
  bases = new Map();
  /** The next so many transactions find their connection dropped, as on iOS. */
  dropped = 0;

  open(name, version) {
    const request = new Request();
    later(() => {
      const base = this.bases.get(name) ?? { version: 0, stores: new Map(), turn: Promise.resolve() };
      if (version !== undefined && version < base.version) return request.fail("VersionError");
      request.result = this.#connection(base);
      if (base.version < (version ?? 1) && !this.#upgraded(request, base, version ?? 1)) return request.fail("AbortError");
      this.bases.set(name, base);
      request.succeed(request.result);
    });
    return request;
  }

  deleteDatabase(name) {
    const request = new Request();
    later(() => {
      this.bases.delete(name);
      request.succeed(undefined);
    });
    return request;
  }

  #upgraded(request, base, version) {
    let kept = true;
    request.transaction = { abort: () => { kept = false; } };
    request.onupgradeneeded?.({ oldVersion: base.version, target: request });
    if (kept) base.version = version;
    return kept;
  }

  #connection(base) {
    return {
      objectStoreNames: { contains: (name) => base.stores.has(name) },
      createObjectStore: (name, { keyPath = null } = {}) => base.stores.set(name, { keyPath, rows: new Map() }),
      close() {},
      transaction: (names, mode) => {
        if (this.dropped > 0) {
          this.dropped -= 1;
          throw new DOMException("Connection to Indexed Database server lost", "UnknownError");
        }
        const run = new Transaction(base, names, mode, base.turn);
        base.turn = run.finished;
        return run;
      },
    };
  }
}
