import test from "node:test"
import assert from "node:assert/strict"
import { MaskLog, effective } from "../../Sources/WebApp/public/media/volume/segments/mask-log.js"
import { APIError } from "../../Sources/WebApp/public/net/api.js"
import { MemoryJournal } from "../../Sources/WebApp/public/net/journal.js"

/** A server that holds one log, and can be told to misbehave. */
class Server {
  records = []
  hash = "empty"
  made = false
  /** @type {((method: string, path: string, body: any) => void) | null} */
  trouble = null
  /** Does the work and loses the answer. */
  loses = false
  requests = 0

  async request(method, path, { body } = {}) {
    this.requests++
    this.trouble?.(method, path, body)
    if (path === "/api/imaging/masks") {
      if (this.made) throw new APIError({ status: 409, detail: "It is there already.", body: {} })
      this.made = true
      return { status: 201, headers: new Headers(), data: {} }
    }
    if (!this.made) throw new APIError({ status: 404, detail: "No such mask.", body: {} })
    if (body.after !== this.records.length) throw new APIError({ status: 409, detail: "The log has grown.", body: { operations: this.records.length, hash: this.hash } })
    this.records.push(...body.records)
    this.hash = body.hash
    if (this.loses) {
      this.loses = false
      throw new APIError({ status: 0, detail: "The server cannot be reached." })
    }
    return { status: 200, headers: new Headers(), data: { operations: this.records.length, hash: body.hash } }
  }
}

const entry = (name, count = 1, undoes = null) => ({ records: Array.from({ length: count }, (_, i) => `${name}${i}`), undoes, hash: `after ${name}`, title: name })
const open = (api, journal = new MemoryJournal(), mask = "m") => new MaskLog({ api, journal, mask, about: { series: 1, task: 2, object: "ct" }, later: () => 0, never: () => {} })

test("steps arrive in order, however many requests they take", async () => {
  const server = new Server()
  const log = open(server)
  await log.begin(null)
  for (let i = 0; i < 150; i++) log.append(entry(`s${i}-`, 2))
  await log.flush()
  assert.equal(server.records.length, 300)
  assert.deepEqual(server.records.slice(0, 3), ["s0-0", "s0-1", "s1-0"])
  assert.ok(server.requests <= 4, String(server.requests))
  assert.deepEqual([log.status.state, log.length], ["clean", 300])
})

test("a night offline loses nothing and sends nothing twice", async () => {
  const server = new Server()
  const journal = new MemoryJournal()
  const log = open(server, journal)
  await log.begin(null)
  server.trouble = () => { throw new APIError({ status: 0, detail: "The server cannot be reached." }) }
  log.append(entry("a"))
  await assert.rejects(log.flush(), /cannot be reached/)
  log.append(entry("b"))
  assert.deepEqual(log.status, { state: "offline", unsent: 2, detail: "The server cannot be reached." })
  await log.stop()
  // The browser is closed and opened again.
  server.trouble = null
  const again = open(server, journal)
  assert.deepEqual((await again.begin(null)).map(each => each.title), ["a", "b"])
  await again.flush()
  assert.deepEqual(server.records, ["a0", "b0"])
  assert.deepEqual(await journal.pending("mask:m"), [])
})

test("work whose answer was lost is not done twice, in the same visit", async () => {
  const server = new Server()
  const log = open(server)
  await log.begin(null)
  server.loses = true
  log.append(entry("a"))
  await assert.rejects(log.flush())
  log.append(entry("b"))
  await log.flush().catch(() => log.flush())
  assert.deepEqual(server.records, ["a0", "b0"])
  assert.equal(log.status.state, "clean")
})

test("work whose answer was lost is not done twice, in the next visit", async () => {
  const server = new Server()
  const journal = new MemoryJournal()
  const log = open(server, journal)
  await log.begin(null)
  server.loses = true
  log.append(entry("a", 3))
  await assert.rejects(log.flush())
  await log.stop()
  const again = open(server, journal)
  assert.deepEqual(await again.begin({ operations: 3, hash: "after a" }), [])
  assert.equal(again.length, 3)
})

test("another window's operations are told, and ours follow on top", async () => {
  const server = new Server()
  const log = open(server)
  await log.begin(null)
  log.append(entry("a"))
  await log.flush()
  server.records.push("other")
  server.hash = "theirs"
  const told = []
  log.addEventListener("behind", event => told.push(event.detail))
  log.append(entry("b"))
  await assert.rejects(log.flush(), /another window/)
  assert.deepEqual([told, log.status.unsent], [[2], 1])
  await log.replace(effective(log.unsent).map(each => ({ ...each, hash: "both" })), 2)
  await log.flush()
  assert.deepEqual(server.records, ["a0", "other", "b0"])
})

test("what the server will not have stays here and says why", async () => {
  const server = new Server()
  const log = open(server)
  await log.begin(null)
  server.trouble = (_, path) => { if (path.endsWith("operations")) throw new APIError({ status: 422, detail: "Hashes differ.", body: { hash: "x", expected: "y" } }) }
  log.append(entry("a"))
  await assert.rejects(log.flush(), /Hashes differ/)
  assert.deepEqual([log.status.state, log.unsent.length], ["refused", 1])
})

test("steps taken back before they were sent are not done again", () => {
  const titles = list => effective(list).map(each => each.title)
  const undo = entry("undo", 1, true)
  const redo = entry("redo", 1, false)
  assert.deepEqual(titles([entry("a"), entry("b"), undo]), ["a"])
  assert.deepEqual(titles([entry("a"), undo, redo, entry("b")]), ["a", "b"])
  assert.deepEqual(titles([entry("a"), undo, entry("b"), redo]), ["b"])
  assert.deepEqual(titles([undo, entry("a")]), ["a"])
})
