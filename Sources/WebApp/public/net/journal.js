/**
 * What this browser holds that the server has not confirmed: steps of drafts and finished work on its way. Lives in IndexedDB, so neither a crash nor a night without network loses it;
 * where there is no IndexedDB (some private windows) it lives in memory and `durable` says so.
 *
 * @typedef {import("../core/steps.js").Step} Step
 * @typedef {Readonly<{ seq: number, key: string, steps: readonly Step[], time: number }>} Entry
 * @typedef {Readonly<{
 *   id: string, user: number, project: number, task: number, journal: string, method: string, path: string, body: unknown, headers: Readonly<Record<string, string>>, time: number,
 *   refused?: string,
 * }>} Parcel a submission; `journal` is the key of the draft it ends; `refused` is why the server would not have it
 * @typedef {{
 *   durable: boolean,
 *   append(key: string, steps: readonly Step[]): Promise<number>,
 *   pending(key: string): Promise<readonly Entry[]>,
 *   drop(key: string, upTo: number): Promise<void>,
 *   keep(parcel: Parcel): Promise<void>,
 *   parcels(): Promise<readonly Parcel[]>,
 *   release(id: string): Promise<void>,
 * }} Journal
 */

/**
 * Opens the journal of this browser.
 *
 * @param {string} [name]
 * @returns {Promise<Journal>}
 */
export async function openJournal(name = "vesalius") {
  try {
    return new StoredJournal(await openDatabase(name))
  } catch {
    return new MemoryJournal()
  }
}

/**
 * @param {string} name
 * @returns {Promise<IDBDatabase>}
 */
function openDatabase(name) {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1)
    request.onupgradeneeded = () => {
      request.result.createObjectStore("steps", { keyPath: "seq", autoIncrement: true }).createIndex("key", "key")
      request.result.createObjectStore("parcels", { keyPath: "id" })
    }
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
    request.onblocked = () => reject(new Error("The journal is open in an older tab"))
  })
}

/** @implements {Journal} */
class StoredJournal {
  durable = true
  #database

  /** @param {IDBDatabase} database */
  constructor(database) {
    this.#database = database
    database.onversionchange = () => database.close()
  }

  /**
   * @template T
   * @param {"steps" | "parcels"} name
   * @param {IDBTransactionMode} mode
   * @param {(store: IDBObjectStore) => IDBRequest<T> | void} work
   * @returns {Promise<T>}
   */
  #run(name, mode, work) {
    return new Promise((resolve, reject) => {
      const transaction = this.#database.transaction(name, mode, { durability: "strict" })
      const request = work(transaction.objectStore(name))
      transaction.oncomplete = () => resolve(/** @type {T} */ (request ? request.result : undefined))
      transaction.onerror = transaction.onabort = () => reject(transaction.error)
    })
  }

  /**
   * @param {string} key
   * @param {readonly Step[]} steps
   */
  async append(key, steps) {
    return Number(await this.#run("steps", "readwrite", store => store.add({ key, steps, time: Date.now() })))
  }

  /** @param {string} key @returns {Promise<readonly Entry[]>} */
  pending(key) {
    return this.#run("steps", "readonly", store => store.index("key").getAll(key))
  }

  /** @param {string} key @param {number} upTo */
  async drop(key, upTo) {
    await this.#run("steps", "readwrite", store => {
      store.index("key").openCursor(key).onsuccess = event => {
        const cursor = /** @type {IDBRequest<IDBCursorWithValue | null>} */ (event.target).result
        if (!cursor || Number(cursor.primaryKey) > upTo) return
        cursor.delete()
        cursor.continue()
      }
    })
  }

  /** @param {Parcel} parcel */
  async keep(parcel) { await this.#run("parcels", "readwrite", store => store.put(parcel)) }
  /** @returns {Promise<readonly Parcel[]>} */
  parcels() { return this.#run("parcels", "readonly", store => store.getAll()) }
  /** @param {string} id */
  async release(id) { await this.#run("parcels", "readwrite", store => { store.delete(id) }) }
}

/**
 * The same in memory: for tests and for browsers without a store.
 *
 * @implements {Journal}
 */
export class MemoryJournal {
  durable = false
  /** @type {Entry[]} */
  #entries = []
  /** @type {Map<string, Parcel>} */
  #parcels = new Map()
  #seq = 0

  /** @param {string} key @param {readonly Step[]} steps */
  async append(key, steps) {
    this.#entries.push({ seq: ++this.#seq, key, steps, time: 0 })
    return this.#seq
  }

  /** @param {string} key */
  async pending(key) { return this.#entries.filter(entry => entry.key === key) }
  /** @param {string} key @param {number} upTo */
  async drop(key, upTo) { this.#entries = this.#entries.filter(entry => entry.key !== key || entry.seq > upTo) }
  /** @param {Parcel} parcel */
  async keep(parcel) { this.#parcels.set(parcel.id, parcel) }
  async parcels() { return [...this.#parcels.values()] }
  /** @param {string} id */
  async release(id) { this.#parcels.delete(id) }
}
