import assert from "node:assert/strict"
import { test } from "node:test"
import { parseConfig } from "../../Sources/WebApp/public/core/config.js"
import { fromResult, toResult } from "../../Sources/WebApp/public/core/result.js"
import { emptyState } from "../../Sources/WebApp/public/core/state.js"
import { Store } from "../../Sources/WebApp/public/core/store.js"
import { API, APIError } from "../../Sources/WebApp/public/net/api.js"
import { DraftSync } from "../../Sources/WebApp/public/net/drafts.js"
import { MemoryJournal } from "../../Sources/WebApp/public/net/journal.js"
import { Outbox } from "../../Sources/WebApp/public/net/outbox.js"
import { Prefetch } from "../../Sources/WebApp/public/net/prefetch.js"
import { TaskSession } from "../../Sources/WebApp/public/net/session.js"

/** @typedef {{ method: string, path: string, body: any, headers: Record<string, string> }} Call */

/**
 * A server of a few lines: `reply` answers, or throws for a cut line.
 *
 * @param {(call: Call) => { status?: number, body?: unknown, headers?: Record<string, string> }} reply
 */
function serve(reply) {
  /** @type {Call[]} */
  const calls = []
  const api = new API({
    cookies: () => "a=b; csrftoken=t%20k",
    fetch: async (url, options = {}) => {
      const call = { method: String(options.method), path: String(url), body: options.body ? JSON.parse(String(options.body)) : undefined, headers: /** @type {Record<string, string>} */ (options.headers) }
      calls.push(call)
      const { status = 200, body = {}, headers = {} } = reply(call)
      return new Response(status === 204 ? null : JSON.stringify(body), { status, headers: { "content-type": "application/json", ...headers } })
    },
  })
  return { api, calls }
}

/** A clock that moves when told. */
function clock() {
  let time = 0
  /** @type {{ at: number, work: () => void }[]} */
  let waiting = []
  return {
    now: () => time,
    later: (/** @type {() => void} */ work, /** @type {number} */ ms) => {
      const entry = { at: time + ms, work }
      waiting.push(entry)
      return entry
    },
    never: (/** @type {any} */ entry) => { waiting = waiting.filter(each => each !== entry) },
    /** @param {number} ms */
    async pass(ms) {
      const end = time + ms
      for (;;) {
        const next = waiting.filter(each => each.at <= end).sort((a, b) => a.at - b.at)[0]
        if (!next) break
        time = next.at
        waiting = waiting.filter(each => each !== next)
        next.work()
        await settle()
      }
      time = end
      await settle()
    },
  }
}
const settle = async () => { for (let i = 0; i < 30; i++) await new Promise(done => setImmediate(done)) }

/** @param {string} id @param {string} [label] */
const item = (id, label = "A") => ({ id, from_name: "l", to_name: "t", type: "labels", origin: "manual", value: { start: 0, end: 1, text: "a", labels: [label] } })
/** @param {string} id */
const put = id => ({ steps: [/** @type {const} */ ({ op: "put", region: /** @type {any} */ (fromResult([item(id)]).regions.get(id)) })] })

/** @param {ReturnType<typeof serve>["api"]} api @param {Partial<import("../../Sources/WebApp/public/net/drafts.js").DraftOptions>} [more] */
function syncing(api, more = {}) {
  const time = clock()
  const journal = new MemoryJournal()
  const store = new Store(emptyState(parseConfig("<View/>")), time.now)
  const sync = new DraftSync({ api, journal, store, key: "k", task: 7, annotation: null, draft: null, base: fromResult([]), leadTime: () => 1, ...time, ...more })
  return { time, journal, store, sync }
}

test("unsafe requests carry the CSRF token; refusals say status, detail and fields", async () => {
  const { api, calls } = serve(call => (call.method === "POST" ? { status: 400, body: { detail: "No.", validation_errors: { title: ["short"] } } } : { body: { ok: 1 } }))
  assert.deepEqual(await api.get("/x", { query: { a: 1, b: undefined } }), { ok: 1 })
  assert.equal(calls[0]?.path, "/x?a=1")
  assert.equal(calls[0]?.headers["X-CSRFToken"], undefined)
  await assert.rejects(api.post("/y", {}), error => error instanceof APIError && error.status === 400 && error.detail === "No." && error.validation_errors?.title !== undefined && !error.passing)
  assert.equal(calls[1]?.headers["X-CSRFToken"], "t k")
})

test("a cut line is a passing error with status 0", async () => {
  const { api } = serve(() => { throw new TypeError("fetch failed") })
  await assert.rejects(api.get("/x"), error => error instanceof APIError && error.status === 0 && error.passing)
})

test("a draft goes out a second after the hand rests, once, then by its version", async () => {
  const { api, calls } = serve(call => ({ body: { id: 5 }, headers: { etag: `"${call.method === "POST" ? 1 : 2}"` } }))
  const { time, journal, store, sync } = syncing(api)
  store.dispatch(put("a"))
  await time.pass(600)
  store.dispatch(put("b"))
  await time.pass(600)
  assert.equal(calls.length, 0)
  assert.equal((await journal.pending("k")).length, 2)
  assert.equal(sync.status.unsent, 2)
  await time.pass(500)
  assert.deepEqual(calls.map(call => [call.method, call.path, call.body.result.length]), [["POST", "/api/tasks/7/drafts", 2]])
  assert.deepEqual(await journal.pending("k"), [])
  assert.equal(sync.status.state, "clean")
  store.dispatch(put("c"))
  await time.pass(1100)
  assert.deepEqual([calls[1]?.method, calls[1]?.path, calls[1]?.headers["If-Match"]], ["PATCH", "/api/drafts/5/", "\"1\""])
})

test("a hand that never rests is saved after five seconds", async () => {
  const { api, calls } = serve(() => ({ body: { id: 5 } }))
  const { time, store } = syncing(api)
  for (let i = 0; i < 12; i++) {
    store.dispatch(put(`r${i}`))
    await time.pass(500)
  }
  assert.ok(calls.length >= 1)
})

test("without network nothing is lost: it is kept, said, and sent when the line is back", async () => {
  let down = true
  const { api, calls } = serve(() => {
    if (down) throw new TypeError("down")
    return { body: { id: 5 } }
  })
  const { time, journal, store, sync } = syncing(api)
  store.dispatch(put("a"))
  await time.pass(1100)
  assert.equal(sync.status.state, "offline")
  store.dispatch(put("b"))
  await settle()
  assert.equal((await journal.pending("k")).length, 2)
  down = false
  sync.retry()
  await time.pass(10)
  assert.equal(sync.status.state, "clean")
  assert.equal(calls.at(-1)?.body.result.length, 2)
})

test("a stale draft is merged by region and saved with the new version", async () => {
  let version = 3
  const { api, calls } = serve(call => (call.headers["If-Match"] === "\"1\""
    ? { status: 412, body: { detail: "stale", current: { draft: { id: 5, result: [item("theirs")], etag: "\"3\"" } } } }
    : { body: { id: 5 }, headers: { etag: `"${++version}"` } }))
  const { time, store, sync } = syncing(api, { draft: { id: 5, etag: "\"1\"" } })
  store.dispatch(put("mine"))
  await time.pass(1500)
  assert.deepEqual([...store.state.regions.keys()].sort(), ["mine", "theirs"])
  assert.equal(calls.at(-1)?.headers["If-Match"], "\"3\"")
  assert.equal(calls.at(-1)?.body.result.length, 2)
  assert.equal(sync.status.state, "clean")
  store.undo()
  assert.deepEqual([...store.state.regions.keys()], ["theirs"], "what came from elsewhere is not undone here")
})

test("a draft deleted elsewhere is made anew", async () => {
  const { api, calls } = serve(call => (call.method === "PATCH" ? { status: 404, body: { detail: "gone" } } : { body: { id: 9 } }))
  const { time, store, sync } = syncing(api, { draft: { id: 5, etag: null } })
  store.dispatch(put("a"))
  await time.pass(3000)
  assert.deepEqual(calls.map(call => call.method), ["PATCH", "POST"])
  assert.equal(sync.draft?.id, 9)
})

/** @param {string} id @returns {import("../../Sources/WebApp/public/net/journal.js").Parcel} */
const parcel = id => ({ id, user: 1, project: 1, task: 7, journal: "k", method: "POST", path: "/api/tasks/7/annotations/", body: { result: [] }, headers: {}, time: 0 })

test("a submission is kept until the server has it, over a restart too", async () => {
  let down = true
  const { api } = serve(() => {
    if (down) throw new TypeError("down")
    return { status: 201, body: { id: 1 } }
  })
  const time = clock()
  const journal = new MemoryJournal()
  await journal.append("k", [])
  await assert.rejects(new Outbox({ api, journal, later: time.later }).send(parcel("p")))
  assert.equal((await journal.parcels()).length, 1)
  down = false
  const again = new Outbox({ api, journal, later: time.later })
  await again.restore(2)
  assert.equal(again.parcels.length, 0, "another person's work is left alone")
  await again.restore(1)
  await settle()
  assert.deepEqual([again.parcels.length, (await journal.parcels()).length, (await journal.pending("k")).length], [0, 0, 0])
})

test("a refused submission stays, with the reason, and is not tried again by itself", async () => {
  const { api, calls } = serve(() => ({ status: 400, body: { detail: "Not so." } }))
  const journal = new MemoryJournal()
  const outbox = new Outbox({ api, journal })
  /** @type {string[]} */
  const told = []
  outbox.addEventListener("refused", event => told.push(/** @type {CustomEvent} */ (event).detail.parcel.refused))
  await assert.rejects(outbox.send(parcel("p")))
  outbox.retry()
  await settle()
  assert.deepEqual([calls.length, told, outbox.parcels[0]?.refused], [1, ["Not so."], "Not so."])
  await outbox.withdraw("p")
  assert.equal((await journal.parcels()).length, 0)
})

test("the next task is held for four minutes, its first picture loaded, and never the one that is open", async () => {
  let id = 2
  const { api } = serve(() => ({ body: { id, data: { image: "/a.png" } } }))
  let time = 0
  /** @type {string[]} */
  const loaded = []
  const prefetch = new Prefetch({ api, project: 1, labelConfig: () => `<View><Image name="i" value="$image"/></View>`, now: () => time, preload: url => loaded.push(url) })
  await prefetch.fill(1)
  assert.deepEqual([prefetch.peek()?.id, loaded], [2, ["/a.png"]])
  time = 241_000
  assert.equal(prefetch.take(), null)
  id = 3
  await prefetch.fill(3)
  assert.equal(prefetch.peek(), null)
})

const project = { id: 1, title: "P", label_config: `<View><Labels name="l" toName="t"><Label value="A"/></Labels><Text name="t" value="$text"/></View>`, model_version: "v2" }
const user = { id: 1, email: "ana@example.org" }

test("a task opens with the draft, the unsent steps on top, and the model's proposals that were not taken", async () => {
  const { api } = serve(() => ({ body: {}, headers: { etag: "\"4\"" } }))
  const journal = new MemoryJournal()
  await journal.append("1:7:new", put("unsent").steps)
  await journal.append("1:7:new", [{ op: "remove", id: "gone" }])
  const session = await TaskSession.open({
    api, journal, user, project, now: () => 0,
    task: {
      id: 7, data: { text: "abc" }, annotations: [{ id: 3, completed_by: { id: 2 }, result: [item("other")] }],
      drafts: [{ id: 4, user: user.email, annotation: null, result: [item("mine")] }, { id: 5, user: "bob@example.org", annotation: null, result: [item("bob")] }],
      predictions: [{ id: 8, model_version: "v1", result: [item("old")] }, { id: 9, model_version: "v2", score: 0.7, result: [item("mine"), item("new"), { from_name: "c", to_name: "t", type: "choices", value: { choices: ["x"] } }] }],
    },
  })
  const { regions } = session.store.state
  assert.deepEqual([...regions.keys()], ["mine", "unsent", "new"])
  assert.deepEqual([regions.get("new")?.suggestion, regions.get("new")?.score, regions.get("mine")?.suggestion], [true, 0.7, undefined])
  assert.deepEqual(session.suggested.answers.get("c")?.value, { choices: ["x"] })
  assert.deepEqual(toResult(session.store.state).map(each => each.id), ["mine", "unsent"])
  const sent = await session.parcel({ id: "p" })
  assert.deepEqual([sent.method, sent.path, /** @type {any} */ (sent.body).draft_id, /** @type {any} */ (sent.body).parent_prediction], ["POST", "/api/tasks/7/annotations/", 4, 9])
  await session.sync.stop()
})

test("one's own submitted work is updated, by its version", async () => {
  const { api } = serve(() => ({ body: { updated_at: "then" }, headers: { etag: "\"7\"" } }))
  const session = await TaskSession.open({
    api, journal: new MemoryJournal(), user, project, now: () => 0,
    task: { id: 7, data: { text: "abc" }, drafts: [], predictions: [{ id: 9, result: [item("new")] }], annotations: [{ id: 3, completed_by: 1, updated_at: "then", result: [item("mine")] }] },
  })
  assert.deepEqual([...session.store.state.regions.keys()], ["mine"], "no proposals beside finished work")
  const sent = await session.parcel({ id: "p" })
  assert.deepEqual([sent.method, sent.path, sent.headers], ["PATCH", "/api/annotations/3/", { "If-Match": "\"7\"" }])
  await session.sync.stop()
})

test("time spent leaves out time in other windows", async () => {
  let now = 0
  const { api } = serve(() => ({}))
  const session = await TaskSession.open({ api, journal: new MemoryJournal(), user, project, now: () => now, task: { id: 7, data: {}, annotations: [], drafts: [], predictions: [] } })
  now = 10_000
  session.seen(true)
  now = 70_000
  session.seen(false)
  now = 75_000
  assert.equal(session.leadTime(), 15)
  await session.sync.stop()
})
