import { answerOf, answerTransaction } from "./answers.js"

/**
 * What a coded answer is: a path of codes in the value, as Label Studio writes it, and beside it in `meta.med.codes` what each code is.
 *
 * @typedef {import("./state.js").State} State
 * @typedef {import("./state.js").Answer} Answer
 * @typedef {import("./answers.js").Question} Question
 * @typedef {Readonly<{ system: string, version: string, code: string, display: string, key: string }>} Code
 *   `system` and `version` are URIs, `key` is what configs call the system
 * @typedef {Readonly<{ path: readonly string[], code: Code | null }>} Entry one chosen code; null where an answer does not say what it is
 * @typedef {Readonly<{ key: string, version: string }>} Reference a system, and its version where one is named
 */

/**
 * The systems an attribute such as `snomed, icd10cm@2026` names, each once.
 *
 * @param {string} text
 * @returns {Reference[]}
 */
export function referencesOf(text) {
  /** @type {Map<string, Reference>} */
  const found = new Map()
  for (const part of text.split(/[\s,|]+/)) {
    const [key = "", version = ""] = part.toLowerCase().startsWith("project-") ? [part] : part.split("@")
    if (key !== "" && !found.has(key)) found.set(key, { key, version })
  }
  return [...found.values()]
}

/** @param {Reference} reference as it stands in addresses */
export const referenceText = ({ key, version }) => (version === "" ? key : `${key}@${version}`)

/** @param {unknown} value @returns {value is Record<string, unknown>} */
const isObject = value => value !== null && typeof value === "object" && !Array.isArray(value)

/**
 * The codes chosen in an answer, in their order. What another program wrote without `meta` has its path only.
 *
 * @param {Answer | undefined} answer
 * @returns {Entry[]}
 */
export function entriesOf(answer) {
  const paths = answer?.value["taxonomy"]
  if (!Array.isArray(paths)) return []
  const known = codesOf(answer)
  return paths.map((each, i) => {
    const path = (Array.isArray(each) ? each : [each]).map(String)
    const last = path.at(-1)
    // Another program may have taken one away, and left the rest of `meta` as it was.
    const code = known[i]?.code === last ? known[i] ?? null : known.find(one => one.code === last)
    return { path, code: code ?? null }
  })
}

/**
 * @param {Answer | undefined} answer
 * @returns {Code[]}
 */
function codesOf(answer) {
  const meta = answer?.rest?.item?.["meta"]
  const med = isObject(meta) ? meta["med"] : undefined
  const codes = isObject(med) ? med["codes"] : undefined
  if (!Array.isArray(codes)) return []
  return codes.map(one => {
    const text = (/** @type {string} */ name) => (isObject(one) && typeof one[name] === "string" ? String(one[name]) : "")
    return { system: text("system"), version: text("version"), code: text("code"), display: text("display"), key: text("key") }
  })
}

/**
 * The transaction that answers with these codes; none takes the answer away. Whatever else the answer's `meta` says stays.
 *
 * @param {State} state
 * @param {Question} question
 * @param {readonly Entry[]} entries
 * @returns {import("./store.js").Transaction}
 */
export function codedTransaction(state, question, entries) {
  const transaction = answerTransaction(state, question, entries.length > 0 ? { ...answerOf(state, question)?.value, taxonomy: entries.map(({ path }) => path) } : null)
  const [step] = transaction.steps ?? []
  if (!step || step.op !== "answer" || !step.answer) return transaction
  const { rest = {} } = step.answer
  const meta = rest.item && isObject(rest.item["meta"]) ? rest.item["meta"] : {}
  const med = isObject(meta["med"]) ? meta["med"] : {}
  const codes = entries.map(({ path, code }) => code ?? { system: "", version: "", code: path.at(-1) ?? "", display: "", key: "" })
  const answer = { ...step.answer, rest: { ...rest, item: { ...rest.item, meta: { ...meta, med: { ...med, codes } } } } }
  return { ...transaction, steps: [{ ...step, answer }] }
}

/**
 * What a region marks, as words to search for; "" where it marks no text.
 *
 * @param {State} state
 * @param {string} regionId
 */
export function markedWords(state, regionId) {
  const region = state.regions.get(regionId)
  if (!region) return ""
  const { geometry, objectName } = region
  const whole = state.config.objects.get(objectName)?.value
  const text = typeof geometry["text"] === "string" ? geometry["text"]
    : region.shape === "span" && typeof whole === "string" && typeof geometry["start"] === "number" && typeof geometry["end"] === "number" ? [...whole].slice(geometry["start"], geometry["end"]).join("") : ""
  return wordsOf(text).slice(0, MOST_WORDS).join(" ").slice(0, MOST_CHARACTERS)
}

/** The limits of a query at the server. */
const MOST_WORDS = 8
const MOST_CHARACTERS = 200

/** @param {string} text */
const wordsOf = text => text.split(/[^\p{L}\p{N}.+-]+/u).filter(word => /[\p{L}\p{N}]/u.test(word))

/** Words of a letter that no name of a disease has: they keep a phrase from being found. */
const LITTLE = new Set(["a", "an", "and", "any", "at", "by", "for", "from", "has", "had", "her", "his", "in", "is", "no", "of", "on", "or", "s", "status", "the", "this", "to", "was", "with", "patient", "known", "history", "possible", "probable", "likely", "evidence", "some", "mild", "new"])

/**
 * What to try, one after the other, where a marked phrase finds nothing: without its little words, then with fewer and fewer of the longer ones.
 *
 * @param {string} query
 * @returns {string[]}
 */
export function looserQueries(query) {
  const all = wordsOf(query)
  const telling = all.filter(word => !LITTLE.has(word.toLowerCase()))
  const byLength = [...telling].sort((a, b) => b.length - a.length)
  const tries = [telling]
  for (const count of [3, 2, 1]) if (count < telling.length) tries.push(telling.filter(word => byLength.slice(0, count).includes(word)))
  return [...new Set(tries.filter(words => words.length > 0).map(words => words.join(" ")))].filter(text => text !== all.join(" "))
}

/**
 * A text cut at its marks: what is marked, and what stands between.
 *
 * @param {string} text
 * @param {readonly (readonly number[])[]} marks ranges of UTF-16 units, in order or not
 * @returns {{ text: string, marked: boolean }[]}
 */
export function markedPieces(text, marks) {
  /** @type {{ text: string, marked: boolean }[]} */
  const pieces = []
  let at = 0
  for (const [start = 0, end = 0] of [...marks].sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0))) {
    const from = Math.max(at, Math.min(start, text.length))
    const to = Math.min(end, text.length)
    if (to <= from) continue
    if (from > at) pieces.push({ text: text.slice(at, from), marked: false })
    pieces.push({ text: text.slice(from, to), marked: true })
    at = to
  }
  if (at < text.length) pieces.push({ text: text.slice(at), marked: false })
  return pieces
}
