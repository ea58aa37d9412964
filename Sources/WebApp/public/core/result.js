import { answerKey, ordered } from "./state.js"
import { geometryKeys, labelTypes, shapeOfType, shapeOfValue } from "./tags.js"

/**
 * Label Studio's `result` list ⇄ regions, answers and relations. Nothing is lost: what is not modelled is kept beside what is and given back.
 *
 * @typedef {import("./state.js").Region} Region
 * @typedef {import("./state.js").Answer} Answer
 * @typedef {import("./state.js").Relation} Relation
 * @typedef {import("./state.js").ItemRest} ItemRest
 * @typedef {import("./state.js").Document} Document
 * @typedef {import("./tags.js").Shape} Shape
 * @typedef {import("./config.js").Interface} Interface
 * @typedef {Record<string, unknown>} Item
 * @typedef {Pick<Document, "regions" | "answers" | "relations" | "extras">} Labelled
 */

/**
 * A value while it is being put together.
 *
 * @template T
 * @typedef {{ -readonly [K in keyof T]: T[K] }} Growing
 */

const answerTypes = new Set(["choices", "taxonomy", "textarea", "number", "rating", "datetime", "pairwise", "ranker", "chatmessage", "reactcode"])

/**
 * Reads a result list.
 *
 * @param {readonly unknown[]} result
 * @param {{ suggestion?: boolean, config?: Interface, firstOrder?: number }} options
 *   `suggestion`: it is a model's proposal, so its regions come in dashed; `firstOrder`: the order of the first region
 * @returns {Labelled}
 */
export function fromResult(result, { suggestion = false, config, firstOrder = 0 } = {}) {
  /** @type {Map<string, Region>} */
  const regions = new Map()
  /** @type {Map<string, Answer>} */
  const answers = new Map()
  /** @type {Relation[]} */
  const relations = []
  /** @type {{ seq: number, item: Item }[]} */
  const loose = []
  /** @type {{ seq: number, item: Item }[]} */
  const later = []

  // First what draws: a region exists before its answers, whatever the order of the list.
  const painted = paintedSegments(result)
  result.forEach((item, seq) => {
    // A slice of a segment whose voxels are in its mask: it is there already.
    if (painted.size && isItem(item) && painted.has(partOf(item))) return
    if (!isItem(item)) loose.push({ seq, item: /** @type {Item} */ (item) })
    else if (!drawsRegion(item, config)) later.push({ item, seq })
    else if (!putRegion(regions, item, seq, firstOrder + seq, suggestion)) loose.push({ seq, item })
  })
  for (const { item, seq } of later) {
    if (item.type === "relation" && typeof item.from_id === "string" && typeof item.to_id === "string") {
      relations.push(readRelation(item, seq, relations))
    } else if (!isAnswer(item)) loose.push({ seq, item })
    else {
      const region = typeof item.id === "string" ? regions.get(item.id) : undefined
      const control = item.from_name
      if (region) {
        if (region.answers[control]) loose.push({ seq, item })
        else regions.set(region.id, { ...region, answers: { ...region.answers, [control]: readRegionAnswer(region, item, seq) } })
      } else {
        const key = answerKey(control, typeof item.item_index === "number" ? item.item_index : undefined)
        if (answers.has(key)) loose.push({ seq, item })
        else answers.set(key, readAnswer(key, item, seq))
      }
    }
  }
  const extras = loose.map(({ seq, item }) => (isItem(item) && typeof item.id === "string" && regions.has(item.id) ? { seq, item, region: item.id } : { seq, item }))
  return { regions, answers, relations, extras }
}

/**
 * Writes the result list. Suggestions nobody has taken stay out. Items that came in keep their place; new ones follow in the order they were made.
 *
 * @param {Labelled & { config?: Interface }} state
 * @returns {Item[]}
 */
export function toResult(state) {
  /** @type {{ seq: number | undefined, item: Item }[]} */
  const out = []
  const taken = ordered(state).filter(region => !region.suggestion)
  const kept = new Set(taken.map(region => region.id))
  for (const region of taken) {
    for (const control of controlsOf(region)) out.push({ seq: region.rest[control]?.seq, item: regionItem(region, control, state.config) })
    for (const [control, answer] of Object.entries(region.answers)) out.push({ seq: answer.rest?.seq, item: regionAnswerItem(region, control, answer) })
  }
  for (const [key, answer] of state.answers) out.push({ seq: answer.rest?.seq, item: answerItem(key, answer, state.config) })
  for (const link of state.relations) {
    // An end we do not model (an unknown kind of region) is no reason to drop the relation; an open suggestion is.
    const known = [link.from, link.to].filter(id => state.regions.has(id))
    if (known.every(id => kept.has(id))) out.push({ seq: link.rest?.seq, item: relationItem(link) })
  }
  for (const { seq, item, region } of state.extras) if (region === undefined || kept.has(region)) out.push({ seq, item: /** @type {Item} */ (item) })
  return out.map((entry, i) => ({ ...entry, i })).sort((a, b) => (a.seq ?? Infinity) - (b.seq ?? Infinity) || a.i - b.i).map(({ item }) => item)
}

/**
 * Segments that name a mask and have no slice of their own, by their ids: what Label Studio was given slice by slice, folded again.
 *
 * @param {readonly unknown[]} result
 * @returns {Set<unknown>}
 */
function paintedSegments(result) {
  const painted = new Set()
  for (const item of result) {
    if (!isItem(item) || !isObject(item.meta) || !isObject(item.meta.med) || item.meta.med.kind !== "segment" || !item.meta.med.mask) continue
    const rle = hasValue(item) ? item.value.rle : undefined
    if (!Array.isArray(rle) || !rle.length) painted.add(item.id)
  }
  return painted
}

/** @param {Item} item The id of the segment a result is a slice of; undefined of all others. */
const partOf = item => (isObject(item.meta) && isObject(item.meta.med) ? item.meta.med.part : undefined)

/** @param {unknown} item @returns {item is Item & { type: string }} */
const isItem = item => item !== null && typeof item === "object" && !Array.isArray(item) && typeof (/** @type {Item} */ (item).type) === "string"

/** @param {Item} item @returns {item is Item & { value: Item }} */
const hasValue = item => item.value !== null && typeof item.value === "object" && !Array.isArray(item.value)

/** @param {Item} item @returns {item is Item & { value: Item, type: string, from_name: string }} */
const isAnswer = item => answerTypes.has(String(item.type)) && hasValue(item) && typeof item.from_name === "string"

/**
 * @param {Item} item
 * @param {Interface | undefined} config
 * @returns {item is Item & { value: Item, id: string, type: string, from_name: string }}
 */
function drawsRegion(item, config) {
  if (!hasValue(item) || typeof item.id !== "string" || typeof item.from_name !== "string") return false
  const type = String(item.type)
  if (shapeOfType.has(type) || type === "labels") return shapeOf(item) !== undefined
  // A Taxonomy that labels spans, as its attribute `labeling` asks for.
  return type === "taxonomy" && config?.controls.get(item.from_name)?.attributes.labeling === "true" && shapeOfValue(item.value) !== undefined
}

/** @param {Item & { value: Item }} item */
const shapeOf = item => shapeOfType.get(String(item.type)) ?? shapeOfValue(item.value)

/**
 * @param {Map<string, Region>} regions
 * @param {Item & { value: Item, id: string, type: string, from_name: string }} item
 * @param {number} seq
 * @param {number} order
 * @param {boolean} suggestion
 * @returns {boolean} false when the item contradicts its region and must be kept as it is
 */
function putRegion(regions, item, seq, order, suggestion) {
  const shape = /** @type {Shape} */ (shapeOf(item))
  const { type, from_name: control } = item
  const names = labelTypes.has(type) ? item.value[type] : undefined
  if (names !== undefined && !isTexts(names)) return false
  const labels = names === undefined ? {} : { [control]: names }
  const geometry = pick(item.value, geometryKeys[shape])
  const old = regions.get(item.id)
  if (old && (old.shape !== shape || control in old.rest || !same(old.geometry, geometry) || old.objectName !== String(item.to_name ?? ""))) return false
  /** @type {Growing<Region>} */
  const region = old ? { ...old, labels: { ...old.labels, ...labels } } : newRegion(item, { shape, geometry, labels, order, suggestion })
  if (names === undefined) region.control = control
  const rest = { seq, type, ...difference(item, regionItem(region, control, undefined, { type })) }
  region.rest = { ...region.rest, [control]: rest }
  regions.set(item.id, region)
  return true
}

/**
 * Written out key by key: five thousand of these stand between a task and its first paint, and spreading takes twice as long.
 *
 * @param {Item & { value: Item, id: string, type: string, from_name: string }} item
 * @param {Pick<Region, "shape" | "geometry" | "labels" | "order"> & { suggestion: boolean }} known
 * @returns {Growing<Region>}
 */
function newRegion(item, { shape, geometry, labels, order, suggestion }) {
  const note = noteOf(item)
  const { origin } = item
  /** @type {Growing<Region["original"]>} */
  const original = {}
  if (typeof item.original_width === "number") original.width = item.original_width
  if (typeof item.original_height === "number") original.height = item.original_height
  if (typeof item.image_rotation === "number") original.rotation = item.image_rotation
  /** @type {Growing<Region>} */
  const region = {
    id: item.id, objectName: String(item.to_name ?? ""), shape, geometry, labels, answers: {}, order,
    origin: origin === "prediction" || origin === "prediction-changed" ? origin : suggestion ? "prediction" : "manual",
    original, rest: {},
  }
  if (typeof item.score === "number") region.score = item.score
  if (typeof item.readonly === "boolean") region.readonly = item.readonly
  if (typeof item.hidden === "boolean") region.hidden = item.hidden
  if (note) region.note = note
  const med = isObject(item.meta) ? item.meta.med : undefined
  if (isObject(med)) region.med = med
  if (typeof item.parentID === "string") region.parentID = item.parentID
  if (typeof item.item_index === "number") region.itemIndex = item.item_index
  if (suggestion) region.suggestion = true
  return region
}

/** @param {unknown} list @returns {list is string[]} */
const isTexts = list => Array.isArray(list) && list.every(each => typeof each === "string")

/**
 * The note of a region; undefined where there is none, or one of another form (which then stays in `rest`).
 *
 * @param {Item} item
 */
function noteOf(item) {
  const text = isObject(item.meta) ? item.meta.text : undefined
  return isTexts(text) ? text : undefined
}

/**
 * Names of the controls that wrote a region, each one result item.
 *
 * @param {Region} region
 */
export const controlsOf = region => [...new Set([
  ...Object.keys(region.rest),
  ...(region.control === undefined ? [] : [region.control]),
  ...Object.keys(region.labels),
])]

/**
 * @param {Region} region
 * @param {string} control
 * @param {Interface} [config]
 * @param {ItemRest} [rest] what is known of the item beside the region
 * @returns {Item}
 */
function regionItem(region, control, config, rest = region.rest[control]) {
  const type = rest?.type ?? config?.controls.get(control)?.result ?? "labels"
  const names = region.labels[control]
  const item = base(region, control, type)
  item.value = names && labelTypes.has(type) ? { ...region.geometry, [type]: names } : { ...region.geometry }
  if (region.score !== undefined) item.score = region.score
  if (region.readonly !== undefined) item.readonly = region.readonly
  if (region.hidden !== undefined) item.hidden = region.hidden
  if (region.parentID !== undefined) item.parentID = region.parentID
  if (region.note || region.med || rest?.meta) item.meta = { ...(region.med ? { med: region.med } : {}), ...rest?.meta, ...(region.note ? { text: region.note } : {}) }
  return complete(item, rest)
}

/**
 * @param {Region} region
 * @param {string} control
 * @param {Answer} answer
 * @returns {Item}
 */
function regionAnswerItem(region, control, answer) {
  return complete({ ...base(region, control, answer.type), value: { ...region.geometry, ...answer.value } }, answer.rest)
}

/**
 * What every item of a region begins with.
 *
 * @param {Region} region
 * @param {string} control
 * @param {string} type
 * @returns {Item}
 */
function base({ id, objectName, origin, original, itemIndex }, control, type) {
  /** @type {Item} */
  const item = {}
  if (original.width !== undefined) item.original_width = original.width
  if (original.height !== undefined) item.original_height = original.height
  if (original.rotation !== undefined) item.image_rotation = original.rotation
  if (itemIndex !== undefined) item.item_index = itemIndex
  item.id = id
  item.from_name = control
  item.to_name = objectName
  item.type = type
  item.origin = origin
  return item
}

/**
 * @param {Region} region
 * @param {Item & { value: Item, type: string, from_name: string }} item
 * @param {number} seq
 * @returns {Answer}
 */
function readRegionAnswer(region, item, seq) {
  const own = item.type === "textarea" ? "text" : item.type
  const value = Object.fromEntries(Object.entries(item.value).filter(([key, each]) => key === own || !same(each, region.geometry[key])))
  const answer = { type: item.type, value }
  return { ...answer, rest: { seq, ...difference(item, regionAnswerItem(region, item.from_name, answer)) } }
}

/**
 * @param {string} key
 * @param {Item & { value: Item, type: string, from_name: string }} item
 * @param {number} seq
 * @returns {Answer}
 */
function readAnswer(key, item, seq) {
  /** @type {Answer} */
  const answer = {
    type: item.type, value: item.value,
    ...(typeof item.id === "string" ? { id: item.id } : {}),
    ...(typeof item.to_name === "string" ? { toName: item.to_name } : {}),
  }
  return { ...answer, rest: { seq, ...difference(item, answerItem(key, answer)) } }
}

/**
 * @param {string} key
 * @param {Answer} answer
 * @param {Interface} [config]
 * @returns {Item}
 */
function answerItem(key, answer, config) {
  const mark = key.lastIndexOf("#")
  const control = mark < 0 || config?.controls.has(key) ? key : key.slice(0, mark)
  const toName = answer.toName ?? config?.controls.get(control)?.toName[0]
  return complete({
    ...(control === key ? {} : { item_index: Number(key.slice(mark + 1)) }),
    ...(answer.id === undefined ? {} : { id: answer.id }),
    from_name: control,
    ...(toName === undefined ? {} : { to_name: toName }),
    type: answer.type, value: answer.value, origin: "manual",
  }, answer.rest)
}

/**
 * @param {Item} item
 * @param {number} seq
 * @param {readonly Relation[]} others
 * @returns {Relation}
 */
function readRelation(item, seq, others) {
  const from = String(item.from_id)
  const to = String(item.to_id)
  const plain = relationID(from, to)
  const twins = others.filter(other => other.from === from && other.to === to).length
  /** @type {Relation} */
  const relation = {
    id: twins === 0 ? plain : `${plain}#${twins}`,
    from, to,
    direction: item.direction === "left" || item.direction === "bi" ? item.direction : "right",
    labels: isTexts(item.labels) ? item.labels : [],
  }
  return { ...relation, rest: { seq, ...difference(item, relationItem(relation)) } }
}

/**
 * The id of the relation between two regions.
 *
 * @param {string} from
 * @param {string} to
 */
export const relationID = (from, to) => `${from}>${to}`

/** @param {Relation} relation @returns {Item} */
const relationItem = relation => complete({
  from_id: relation.from, to_id: relation.to, type: "relation", direction: relation.direction,
  ...(relation.labels.length > 0 ? { labels: relation.labels } : {}),
}, relation.rest)

/**
 * The item with everything `rest` knows of it.
 *
 * @param {Item} item
 * @param {ItemRest | undefined} rest
 * @returns {Item}
 */
function complete(item, rest) {
  if (!rest || !(rest.item || rest.value || rest.without)) return item
  /** @type {Item} */
  const full = { ...item, ...rest.item, ...(rest.value ? { value: { .../** @type {Item} */ (item.value), ...rest.value } } : {}) }
  for (const key of rest.without ?? []) {
    const [place = "", inner] = key.split(".")
    if (inner !== undefined) {
      const { [inner]: _, ...left } = /** @type {Item} */ (full[place] ?? {})
      full[place] = left
    // An imported item without origin stays so, until a model's hand in it must be told.
    } else if (key !== "origin" || full.origin === "manual") delete full[key]
  }
  return full
}

/**
 * What `item` has and `written` has not, one level into `value`; and what `written` has and `item` lacks. Found by writing the item and comparing, so nothing can be forgotten.
 *
 * @param {Item} item
 * @param {Item} written
 * @returns {ItemRest}
 */
function difference(item, written) {
  const value = isObject(item.value) ? item.value : {}
  const writtenValue = isObject(written.value) ? written.value : {}
  const hasMeta = isObject(written.meta)
  const more = surplus(item, written, hasMeta ? ["value", "meta"] : ["value"])
  const moreValue = surplus(value, writtenValue)
  // The note and `med` are ours; what else `meta` says is not.
  const meta = hasMeta && isObject(item.meta) ? surplus(item.meta, /** @type {Item} */ (written.meta)) : null
  const without = Object.keys(written).filter(key => !(key in item))
  for (const key of Object.keys(writtenValue)) if (!(key in value)) without.push(`value.${key}`)
  // Of several items of one region, not each need carry what medicine says of it.
  if (isObject(written.meta) && "med" in written.meta && isObject(item.meta) && !("med" in item.meta)) without.push("meta.med")
  /** @type {Growing<ItemRest>} */
  const rest = {}
  if (more) rest.item = more
  if (moreValue) rest.value = moreValue
  if (meta) rest.meta = meta
  if (without.length > 0) rest.without = without
  return rest
}

/**
 * What an item has and the written one has not; null where there is nothing, as for nearly all of them.
 *
 * @param {Readonly<Item>} item
 * @param {Readonly<Item>} written
 * @param {readonly string[]} [apart] keys that are looked at elsewhere
 * @returns {Item | null}
 */
function surplus(item, written, apart = []) {
  /** @type {Item | null} */
  let more = null
  for (const key of Object.keys(item)) {
    if (apart.includes(key) || (key in written && same(item[key], written[key]))) continue
    more ??= {}
    more[key] = item[key]
  }
  return more
}

/** @param {unknown} value @returns {value is Item} */
const isObject = value => value !== null && typeof value === "object" && !Array.isArray(value)

/**
 * @param {Readonly<Item>} from
 * @param {readonly string[]} keys
 */
function pick(from, keys) {
  /** @type {Item} */
  const picked = {}
  for (const key of keys) if (key in from) picked[key] = from[key]
  return picked
}

/**
 * Whether two JSON values are equal.
 *
 * @param {unknown} a
 * @param {unknown} b
 * @returns {boolean}
 */
export function same(a, b) {
  if (Object.is(a, b)) return true
  if (Array.isArray(a) || Array.isArray(b)) {
    return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((each, i) => same(each, b[i]))
  }
  if (!isObject(a) || !isObject(b)) return false
  const keys = Object.keys(a)
  return keys.length === Object.keys(b).length && keys.every(key => key in b && same(a[key], b[key]))
}
