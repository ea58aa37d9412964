import test from "node:test"
import assert from "node:assert/strict"
import { parseConfig } from "../../Sources/WebApp/public/core/config.js"
import { toResult } from "../../Sources/WebApp/public/core/result.js"
import { emptyState } from "../../Sources/WebApp/public/core/state.js"
import { Store } from "../../Sources/WebApp/public/core/store.js"
import { MaskDesk } from "../../Sources/WebApp/public/media/volume/segments/desk.js"
import { MaskLog } from "../../Sources/WebApp/public/media/volume/segments/mask-log.js"
import { decoded } from "../../Sources/WebApp/public/media/volume/segments/records.js"
import { APIError } from "../../Sources/WebApp/public/net/api.js"
import { MemoryJournal } from "../../Sources/WebApp/public/net/journal.js"

const config = parseConfig(`<View><Image name="ct" value="$i"/><BrushLabels name="s" toName="ct"><Label value="Liver" code="10200004"/><Label value="Spleen"/></BrushLabels></View>`)
const grid = { columns: 4, rows: 4, slices: 2, voxelVolume: 500 }

/** An engine whose only operation labels one voxel: `[1, 3, 0, segment, 0, index]`; a clear empties a segment. */
class Engine {
  values = new Uint8Array(32)
  done = []
  undone = []

  apply(words) {
    const none = { minI: 0, minJ: 0, minK: 0, endI: 0, endJ: 0, endK: 0 }
    const all = { minI: 0, minJ: 0, minK: 0, endI: 4, endJ: 4, endK: 2 }
    if (words[1] === 1 || words[1] === 2) {
      const [from, to] = words[1] === 1 ? [this.done, this.undone] : [this.undone, this.done]
      const other = from.pop()
      if (!other) return { failure: 6, changed: 0, box: none }
      to.push(this.values.slice())
      this.values.set(other)
      return { failure: 0, changed: 1, box: all }
    }
    const before = this.values.slice()
    if (words[1] === 16) this.values.forEach((each, at) => { if (each === words[3]) this.values[at] = 0 })
    else this.values[words[5]] = words[3]
    const changed = before.reduce((sum, each, at) => sum + Number(each !== this.values[at]), 0)
    if (changed > 0 && !(words[4] & 2)) this.done.push(before)
    if (changed > 0) this.undone = []
    return { failure: 0, changed, box: changed > 0 ? all : none }
  }

  labels() { return this.values }
  hash() { return [...this.values].join("") }
  restore(state) {
    this.values.set(state ? new Uint8Array(state) : new Uint8Array(32))
    this.done = []
    this.undone = []
  }

  free() {}
}

/** A server that replays. */
class Server {
  log = []
  get replayed() {
    const engine = new Engine()
    for (const record of this.log) engine.apply(decoded(record))
    return engine
  }

  async request(_method, path, { body } = {}) {
    if (path === "/api/imaging/masks") return { status: 201, headers: new Headers(), data: {} }
    if (body.after !== this.log.length) throw new APIError({ status: 409, detail: "Longer.", body: { operations: this.log.length } })
    this.log.push(...body.records)
    if (this.replayed.hash() !== body.hash) throw new APIError({ status: 422, detail: "Other hash.", body: {} })
    return { status: 200, headers: new Headers(), data: { operations: this.log.length } }
  }

  load = async () => (this.log.length === 0 ? null : { operations: this.log.length, hash: this.replayed.hash(), state: this.replayed.values.slice().buffer })
}

async function open(server = new Server()) {
  const store = new Store(emptyState(config))
  const engine = new Engine()
  const log = new MaskLog({ api: server, journal: new MemoryJournal(), mask: "m-1", about: { series: 1, task: 1, object: "ct" }, later: () => 0, never: () => {} })
  const said = []
  const desk = new MaskDesk({ store, mask: engine, log, grid, objectName: "ct", controls: [...config.controls.values()], seriesUID: "1.2", readonly: false, load: server.load, say: message => said.push(message) })
  await desk.open()
  const paint = (at, number = 1) => desk.perform("Brush", [Int32Array.of(1, 3, 0, number, 0, at)], desk.segments.find(each => each.number === number))
  return { store, engine, log, desk, server, said, paint }
}

test("a stroke is one step, and makes the structure's region with its code", async () => {
  const { store, desk, paint } = await open()
  paint(3)
  assert.equal(store.history.done.length, 1)
  desk.settle()
  const [item] = toResult({ ...store.state, config })
  assert.deepEqual(item.value, { format: "rle", rle: [], brushlabels: ["Liver"] })
  assert.deepEqual(item.meta.med, {
    kind: "segment", mask: "m-1", layer: 0, segment: 1, series: "1.2", code: { system: "SCT", code: "10200004", display: "Liver" },
    operations: 1, hash: desk.labels().join(""), voxels: 1, volume_ml: 0.5, extent: [0, 0], origin: { brush: 1, model: 0, fill: 0 },
  })
})

test("several records done at once are one step, on both sides", async () => {
  const { store, engine, desk, server } = await open()
  const [segment] = desk.segments
  desk.perform("Both", [Int32Array.of(1, 3, 0, 1, 0, 4), Int32Array.of(1, 3, 0, 1, 0, 6)], segment)
  store.undo()
  assert.equal(engine.values.some(Boolean), false)
  await desk.finish()
  assert.equal(server.replayed.hash(), engine.hash())
  assert.equal(decoded(server.log[1])[4] & 2, 2)
})

test("undo and redo go through the one stack, reach the server as operations, and leave the same mask", async () => {
  const { store, engine, desk, server, paint } = await open()
  for (const at of [3, 5, 7]) paint(at)
  const after = engine.hash()
  store.undo()
  store.undo()
  assert.deepEqual([...engine.values].filter(Boolean).length, 1)
  store.redo()
  store.redo()
  assert.equal(engine.hash(), after)
  store.undo()
  await desk.finish()
  assert.equal(server.log.length, 3 + 5)
  assert.equal(server.replayed.hash(), engine.hash())
  assert.equal([...store.state.regions.values()][0].med.operations, 8)
})

test("undoing the first stroke takes the region away", async () => {
  const { store, desk, paint } = await open()
  paint(3)
  desk.settle()
  store.undo()
  desk.settle()
  assert.equal(store.state.regions.size, 0)
  store.redo()
  desk.settle()
  assert.equal([...store.state.regions.values()][0].med.operations, 3)
})

test("what changes nothing is no step, and an unfinished stroke leaves nothing", async () => {
  const { store, engine, desk, paint, log } = await open()
  paint(3)
  paint(3)
  assert.equal(store.history.done.length, 1)
  desk.touch(Int32Array.of(1, 3, 0, 1, 0, 9))
  desk.untouch()
  assert.deepEqual([engine.values[9], log.length], [0, 1])
  store.undo()
  assert.equal(engine.values[3], 0)
})

test("deleting a structure empties it; undo brings both back", async () => {
  const { store, engine, desk, paint } = await open()
  paint(3)
  desk.settle()
  const [id] = store.state.regions.keys()
  store.dispatch({ steps: [{ op: "remove", id }], title: "Delete Liver" })
  await Promise.resolve()
  assert.equal(engine.values[3], 0)
  assert.equal(store.state.regions.size, 0, "emptying makes no region")
  store.undo()
  store.undo()
  assert.deepEqual([engine.values[3], store.state.regions.size], [1, 1])
})

test("a structure can be answered without being drawn; the same answer again takes it back", async () => {
  const { store, desk } = await open()
  desk.answer(2, "absent", "splenectomy")
  const region = [...store.state.regions.values()][0]
  assert.deepEqual([region.med.status, region.med.reason, desk.segments.map(each => each.answered)], ["absent", "splenectomy", [false, true]])
  desk.answer(2, "outside")
  assert.equal(desk.segments[1].status, "outside")
  desk.answer(2, "outside")
  assert.equal(desk.segments[1].status, null)
})

test("two windows on one mask: both strokes are kept, in one log", async () => {
  const server = new Server()
  const [one, two] = [await open(server), await open(server)]
  one.paint(3)
  await one.desk.finish()
  two.paint(5)
  two.paint(6)
  two.store.undo()
  await two.desk.finish()
  assert.deepEqual([...server.replayed.values].flatMap((each, at) => (each ? [at] : [])), [3, 5])
  assert.equal(two.engine.hash(), server.replayed.hash())
  assert.match(two.said[0], /Both are here now/)
  // What was merged cannot be taken back by halves.
  two.store.undo()
  assert.equal(two.engine.hash(), server.replayed.hash())
})

test("opened again, the mask is the same and counts go on", async () => {
  const server = new Server()
  const one = await open(server)
  one.paint(3)
  one.paint(20, 2)
  await one.desk.finish()
  const two = await open(server)
  assert.equal(two.engine.hash(), one.engine.hash())
  two.desk.settle()
  assert.deepEqual([two.desk.tally.voxels(1), two.desk.tally.extent(2)], [1, [1, 1]])
})

test("a mask that the server comes to differently holds the submission back", async () => {
  const server = new Server()
  const { desk, engine, paint, log } = await open(server)
  paint(3)
  const { request } = server
  server.request = async (method, path, options) => { if (path.endsWith("operations")) throw new APIError({ status: 422, detail: "Other hash.", body: {} }); return request.call(server, method, path, options) }
  await assert.rejects(desk.finish(), /another mask than this browser/)
  assert.deepEqual([log.status.state, engine.values[3]], ["refused", 1])
})
