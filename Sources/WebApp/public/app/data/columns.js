/** The columns of the data table: what each shows, how wide it is, and what it sorts by. */

import { h } from "../dom.js"
import { ago, count, dateTime } from "../format.js"
import { t } from "../strings.js"

/** @typedef {import("../server.js").TaskRow} TaskRow */
/** @typedef {{ key: string, title: string, width: string, order: string | null, number?: boolean, hidden?: boolean, draw: (row: TaskRow) => import("../dom.js").Child }} Column */

const IMAGE = /\.(png|jpe?g|webp|gif|bmp|svg)(\?|#|$)/i
const SERIES = /^\/api\/imaging\/series\/\d+$/

/**
 * An address a thumbnail may be loaded from: this server's own. Of a series, the picture the server makes of its middle.
 * @param {unknown} value
 * @returns {string | null}
 */
export const imageAddress = (value) => {
  const text = Array.isArray(value) ? value[0] : value
  if (typeof text !== "string") return null
  if (SERIES.test(text)) return `${text}/thumbnail.png`
  if (!IMAGE.test(text)) return null
  return text.startsWith("/") && !text.startsWith("//") ? text : null
}

/**
 * Plain words of a value, however it is nested.
 * @param {unknown} value
 * @returns {string}
 */
export const plainText = (value) => {
  if (value === null || value === undefined) return ""
  if (typeof value === "string") return value.replace(/<[^>]{1,200}>/g, " ").replace(/\s+/g, " ").trim()
  return typeof value === "object" ? JSON.stringify(value) : String(value)
}

/**
 * What a column of the data is called where the file did not say.
 * @param {string} key
 */
export const columnTitle = (key) => (key === "$undefined$" ? t.file : key)

/**
 * Same name, same colour, in every row.
 * @param {string} name
 */
const colourOf = (name) => {
  let sum = 0
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) >>> 0
  return `var(--label-${(sum % 10) + 1})`
}

/**
 * @param {readonly string[]} keys of the data
 * @param {TaskRow | undefined} sample
 * @param {(id: number) => { initials: string, name: string }} person
 * @param {(name: string) => string | undefined} labelColour
 * @returns {Column[]}
 */
export const columnsFor = (keys, sample, person, labelColour) => {
  const pictures = keys.filter((key) => imageAddress(sample?.data[key]) !== null)
  /** @type {Column[]} */
  const columns = []
  for (const key of pictures.slice(0, 1)) {
    columns.push({
      key: `thumb.${key}`, title: columnTitle(key), width: "56px", order: null, draw: (row) => {
        const address = imageAddress(row.data[key])
        return address && h("img", { class: "thumb", src: address, alt: "", loading: "lazy", decoding: "async", width: 36, height: 36 })
      },
    })
  }
  columns.push({ key: "id", title: t.task, width: "92px", order: "tasks:id", draw: (row) => h("span", { class: "mono" }, row.id) })
  for (const [index, key] of keys.entries()) {
    const picture = pictures.includes(key)
    columns.push({
      key: `data.${key}`, title: columnTitle(key), width: picture ? "minmax(120px, 1fr)" : index === 0 ? "minmax(180px, 3fr)" : "minmax(100px, 1fr)", order: `tasks:data.${key}`, hidden: picture || index > 4,
      draw: (row) => h("span", { class: "cut", title: plainText(row.data[key]) }, picture ? plainText(row.data[key]).split("/").at(-1) : plainText(row.data[key])),
    })
  }
  columns.push(
    { key: "status", title: t.status, width: "116px", order: "tasks:completed_at", draw: status },
    {
      key: "annotators", title: t.annotatedBy, width: "92px", order: null,
      draw: (row) => row.annotators.length > 0 && h("span", { class: "people" }, row.annotators.slice(0, 3).map((id) => h("span", { class: "who", title: person(id).name, "aria-label": person(id).name, role: "img" }, person(id).initials)), row.annotators.length > 3 && h("span", { class: "faint s" }, ` +${row.annotators.length - 3}`)),
    },
    {
      key: "labels", title: t.labels, width: "minmax(140px, 2fr)", order: null,
      // What does not fit wraps out of sight whole, rather than being cut in the middle.
      draw: (row) => h("span", { class: "label-line", title: (row.labels ?? []).map((one) => `${one.name} ${one.count}`).join(", ") }, (row.labels ?? []).slice(0, 6).map((label) => {
        const box = h("i", { "aria-hidden": "true" }, label.name.slice(0, 1).toUpperCase())
        box.style.setProperty("--c", labelColour(label.name) ?? colourOf(label.name))
        return h("span", { class: "label" }, box, label.name, label.count > 1 && h("span", { class: "faint" }, ` ${label.count}`))
      })),
    },
    { key: "total_annotations", title: t.fields.total_annotations, width: "96px", order: "tasks:total_annotations", number: true, hidden: true, draw: (row) => count(row.total_annotations) },
    { key: "total_predictions", title: t.fields.total_predictions, width: "96px", order: "tasks:total_predictions", number: true, draw: (row) => (row.total_predictions > 0 ? count(row.total_predictions) : h("span", { class: "faint" }, "–")) },
    { key: "created_at", title: t.fields.created_at, width: "104px", order: "tasks:created_at", number: true, hidden: true, draw: (row) => time(row.created_at) },
    { key: "updated_at", title: t.fields.updated_at, width: "104px", order: "tasks:updated_at", number: true, draw: (row) => time(row.updated_at) },
  )
  return columns
}

/** @param {string} iso */
const time = (iso) => h("time", { class: "faint", datetime: iso, title: dateTime(iso) }, ago(iso))

/** @param {TaskRow} row */
const status = (row) => {
  const [kind, text] = row.is_labeled ? ["good", t.statuses.done] : row.total_annotations > 0 ? ["accent", t.statuses.begun]
    : row.cancelled_annotations > 0 ? ["warn", t.statuses.skipped] : row.draft_exists ? ["accent", t.statuses.draft] : ["faint", t.statuses.open]
  return h("span", { class: "st" }, h("span", { class: `dot ${kind}` }), text)
}
