/** How chosen files become requests: table and JSON files alone, pictures in handfuls, notes made into one JSON. Pure. */

/** @typedef {{ name: string, size: number }} FileLike */
/**
 * @template {FileLike} F
 * @typedef {{ files: F[], kind: "table" | "media" | "notes" }} Batch
 */

/** A handful of pictures per request: enough that thousands do not mean thousands of requests, few enough to cancel in between. */
const HANDFUL_FILES = 40
const HANDFUL_BYTES = 64_000_000

/** @param {string} name */
export const extension = (name) => {
  const at = name.lastIndexOf(".")
  return at < 0 ? "" : name.slice(at + 1).toLowerCase()
}

const TABLES = new Set(["json", "jsonl", "csv", "tsv"])

/**
 * @template {FileLike} F
 * @param {readonly F[]} files
 * @param {{ wholeNotes: boolean }} options whether a .txt file is one note, or one task a line
 * @returns {Batch<F>[]}
 */
export const planImport = (files, { wholeNotes }) => {
  /** @type {Batch<F>[]} */
  const plan = []
  /** @type {Record<"media" | "notes", Batch<F> | null>} */
  const open = { media: null, notes: null }
  for (const file of files) {
    const ending = extension(file.name)
    const kind = TABLES.has(ending) || (ending === "txt" && !wholeNotes) ? "table" : ending === "txt" ? "notes" : "media"
    if (kind === "table") {
      plan.push({ files: [file], kind })
      continue
    }
    let batch = open[kind]
    const size = batch?.files.reduce((sum, one) => sum + one.size, 0) ?? 0
    if (!batch || batch.files.length >= HANDFUL_FILES || size + file.size > HANDFUL_BYTES) {
      batch = { files: [], kind }
      open[kind] = batch
      plan.push(batch)
    }
    batch.files.push(file)
  }
  return plan
}

/**
 * Tasks out of pasted text: JSON as it is, else one task a paragraph block, a line, or the whole.
 * @param {string} text
 * @param {string} key of the task's data
 * @param {"whole" | "line"} cut
 * @returns {{ tasks: unknown[], json: boolean }}
 */
export const tasksFromText = (text, key, cut) => {
  const trimmed = text.trim()
  if (trimmed.startsWith("[") || trimmed.startsWith("{")) {
    const value = JSON.parse(trimmed)
    return { tasks: Array.isArray(value) ? value : [value], json: true }
  }
  const parts = cut === "line" ? trimmed.split(/\r?\n/).map((line) => line.trim()).filter(Boolean) : trimmed === "" ? [] : [trimmed]
  return { tasks: parts.map((part) => ({ data: { [key]: part } })), json: false }
}

/**
 * Bytes a second, smoothed, and what is left at that rate.
 * @param {number} start milliseconds
 * @param {number} now milliseconds
 * @param {number} done
 * @param {number} total
 */
export const pace = (start, now, done, total) => {
  const seconds = (now - start) / 1000
  if (seconds < 0.5 || done <= 0) return null
  const rate = done / seconds
  return { rate, left: Math.max(0, (total - done) / rate) }
}
