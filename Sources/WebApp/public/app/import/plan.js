/** How chosen files become requests: table and JSON files alone, pictures in handfuls, notes made into one JSON, a study's files together. Pure. */

/** @typedef {{ name: string, size: number, webkitRelativePath?: string }} FileLike */
/**
 * @template {FileLike} F
 * @typedef {{ files: F[], kind: "table" | "media" | "notes" | "scans" }} Batch
 */

/** A handful of pictures per request: enough that thousands do not mean thousands of requests, few enough to cancel in between. */
const HANDFUL_FILES = 40
const HANDFUL_BYTES = 64_000_000

/** @param {string} name */
export const extension = (name) => {
  const at = name.lastIndexOf(".")
  return at < 0 ? "" : name.slice(at + 1).toLowerCase()
}

/** The slices of a series must arrive in one request, or they would become two series; so these requests are as large as a server takes by default, less a margin for the form. */
const STUDY_BYTES = 1_000_000_000

const TABLES = new Set(["json", "jsonl", "csv", "tsv"])
const PICTURES = new Set(["png", "jpg", "jpeg", "webp", "gif", "html", "htm"])

/**
 * Whether the name looks like a scan, a volume, a slide or an archive of them. Scanners give names without an ending, numbers or UIDs (`IM-0001`, `1.2.840.113619.2`).
 * @param {string} name
 */
export const isScan = (name) => {
  const ending = extension(name)
  return /^(dcm|dicom|ima|img|hdr|nii|gz|nrrd|nhdr|zip|svs|ndpi|scn|bif|mrxs|tif|tiff)$/.test(ending) || !/^[a-z][a-z0-9]{1,4}$/.test(ending)
}

/**
 * @template {FileLike} F
 * @param {readonly F[]} files
 * @param {{ wholeNotes: boolean }} options whether a .txt file is one note, or one task a line
 * @returns {Batch<F>[]}
 */
export const planImport = (files, { wholeNotes }) => {
  /** @type {Batch<F>[]} */
  const plan = []
  /** @type {Record<"media" | "notes" | "scans", { batch: Batch<F>, size: number } | null>} */
  const open = { media: null, notes: null, scans: null }
  for (const file of files) {
    const ending = extension(file.name)
    const kind = TABLES.has(ending) || (ending === "txt" && !wholeNotes) ? "table" : ending === "txt" ? "notes" : !PICTURES.has(ending) && isScan(file.name) ? "scans" : "media"
    if (kind === "table") {
      plan.push({ files: [file], kind })
      continue
    }
    let last = open[kind]
    const isFull = last && (kind === "scans" ? last.size + file.size > STUDY_BYTES : last.batch.files.length >= HANDFUL_FILES || last.size + file.size > HANDFUL_BYTES)
    if (!last || isFull) {
      last = { batch: { files: [], kind }, size: 0 }
      open[kind] = last
      plan.push(last.batch)
    }
    last.batch.files.push(file)
    last.size += file.size
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
