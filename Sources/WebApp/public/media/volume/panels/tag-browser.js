import { api } from "../../../net/api.js"
import { openDialog } from "../../../elements/dialogs.js"
import { h } from "../../../elements/dom.js"
import { enVolume as t } from "../../../locales/en-volume.js"
import { keywordOf } from "./tag-names.js"

/**
 * What a DICOM file says of itself: every tag, as a tree, searchable.
 *
 * @typedef {Readonly<{ vr?: string, Value?: readonly unknown[], InlineBinary?: string, BulkDataURI?: string }>} Element
 * @typedef {Readonly<{ tag: string, keyword: string, vr: string, text: string, depth: number, path: string, hasItems: boolean }>} Row
 */

/** More than this is not put on the page at once; the search narrows it. */
const most = 1500
const longest = 400

/**
 * @param {import("../series/series.js").Series} series
 * @param {number} frame
 * @param {HTMLElement} place
 */
export async function openTagBrowser(series, frame, place) {
  const instance = series.info.frames[frame]?.instance ?? 0
  const find = h("input", { type: "search", placeholder: t.tagsFind, "aria-label": t.tagsFind })
  const count = h("span", { class: "mute", role: "status" })
  const body = h("div", { class: "vv-tags", role: "tree", "aria-label": t.tags, tabindex: 0 })
  const dialog = openDialog(`${t.tags}, ${t.tagsOf(frame + 1)}`, [h("div", { class: "vv-tagbar" }, h("label", { class: "in" }, find), count), body], place)
  dialog.classList.add("vv-tagdialog")
  find.focus()
  /** @type {readonly Row[]} */
  let rows = []
  /** @type {Set<string>} */
  const closed = new Set()
  const draw = () => {
    const words = find.value.trim().toLowerCase()
    const shown = words === "" ? rows.filter(row => ![...closed].some(path => row.path.startsWith(`${path}/`))) : rows.filter(row => `${row.tag} ${row.keyword} ${row.vr} ${row.text}`.toLowerCase().includes(words))
    count.textContent = t.tagsFound(shown.length)
    body.replaceChildren(...shown.slice(0, most).map(row => rowElement(row, closed.has(row.path), () => {
      if (!closed.delete(row.path)) closed.add(row.path)
      draw()
    })), ...(shown.length === 0 ? [h("p", { class: "mute" }, t.tagsNone)] : []))
  }
  find.addEventListener("input", draw)
  try {
    const answer = await api.get(`/api/imaging/series/${series.id}/tags/${instance}`)
    rows = flat(Array.isArray(answer) ? answer[0] ?? {} : answer, 0, "")
    draw()
  } catch (error) {
    body.replaceChildren(h("p", { class: "bad" }, t.tagsFailed), h("p", { class: "mute" }, error instanceof Error ? error.message : String(error)))
  }
}

/** @param {Row} row @param {boolean} isClosed @param {() => void} toggle */
function rowElement(row, isClosed, toggle) {
  const name = row.hasItems
    ? h("button", { type: "button", class: "vv-fold", "aria-expanded": String(!isClosed), onclick: toggle }, `${isClosed ? "▸" : "▾"} ${row.keyword || row.tag}`)
    : h("span", { class: "cut", title: row.keyword }, row.keyword)
  const element = h("div", { class: "vv-tag", role: "treeitem", "aria-level": row.depth + 1 }, h("span", { class: "mono" }, row.tag), h("span", { class: "mono mute" }, row.vr), name, h("span", { class: "vv-value" }, row.text))
  element.style.setProperty("--depth", String(row.depth))
  if (row.hasItems) element.setAttribute("aria-expanded", String(!isClosed))
  return element
}

/**
 * DICOM JSON model (PS3.18 annex F) as rows.
 *
 * @param {Readonly<Record<string, Element>>} set
 * @param {number} depth
 * @param {string} above
 * @returns {Row[]}
 */
export function flat(set, depth, above) {
  return Object.entries(set).sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([key, element]) => {
    const tag = /^[0-9a-f]{8}$/i.test(key) ? `(${key.slice(0, 4)},${key.slice(4)})` : key
    const path = `${above}/${key}`
    const { vr = "", Value = [] } = element
    if (vr !== "SQ") return [{ tag, keyword: keywordOf(key), vr, text: textOf(element), depth, path, hasItems: false }]
    return [
      { tag, keyword: keywordOf(key), vr, text: t.items(Value.length), depth, path, hasItems: Value.length > 0 },
      ...Value.flatMap((item, n) => [
        ...(Value.length > 1 ? [{ tag: "", keyword: t.item(n + 1), vr: "", text: "", depth: depth + 1, path: `${path}/${n}`, hasItems: true }] : []),
        ...flat(/** @type {Record<string, Element>} */ (item ?? {}), depth + (Value.length > 1 ? 2 : 1), `${path}/${n}`),
      ]),
    ]
  })
}

/** @param {Element} element */
function textOf({ Value, InlineBinary, BulkDataURI }) {
  if (BulkDataURI !== undefined || InlineBinary !== undefined) return t.tagsBulk
  const text = (Value ?? []).map(value => (value !== null && typeof value === "object" ? Object.values(value).join(" = ") : String(value ?? ""))).join(" \\ ")
  return text.length > longest ? `${text.slice(0, longest)} …` : text
}
