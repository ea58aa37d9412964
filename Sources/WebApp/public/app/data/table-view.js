/**
 * The table on the screen: a grid of as many rows as fit, redrawn from the row source as the window moves. Only the rows in sight exist as
 * elements; the grid tells a screen reader how many there are in truth.
 */

import { fill, h, icon } from "../dom.js"
import { t } from "../strings.js"
import { has } from "./selection.js"
import { movedTo, resized, revealed, scrolled, trackHeight, visibleRows } from "./window.js"

/** @typedef {import("./columns.js").Column} Column */
/** @typedef {import("../server.js").TaskRow} TaskRow */
/** @typedef {import("./row-source.js").RowSource} RowSource */
/**
 * @typedef {object} TableOptions
 * @property {() => import("./selection.js").Selection} selection
 * @property {(id: number, range: boolean) => void} pick ticks a row, or everything up to it
 * @property {(on: boolean) => void} pickAll
 * @property {(index: number) => void} moved the cursor went to a row
 * @property {(index: number) => void} openRow
 * @property {(order: string) => void} sort
 * @property {(first: number, last: number, total: number) => void} seen which rows are on the screen, counted from one
 */

/** Fixed: a virtual table cannot let a row grow. */
export const ROW = 44
/** After this rest the scroll bar takes its true place again. */
const REST_MS = 200

/**
 * @param {TableOptions} options
 * @param {AbortSignal} signal
 */
export const makeTable = (options, signal) => {
  /** @type {RowSource | null} */
  let source = null
  /** @type {readonly Column[]} */
  let columns = []
  let order = ""
  let cursor = 0
  /** @type {import("./window.js").Scroll} */
  let scroll = { total: 0, row: ROW, view: 0, top: 0, bar: 0 }
  let frame = 0
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let rest
  /** @type {Map<number, { row: TaskRow | undefined, element: HTMLElement }>} */
  const drawn = new Map()

  const head = h("div", { class: "tr thead", role: "row" })
  const body = h("div", { class: "tbody", role: "rowgroup" })
  const track = h("div", { class: "track", "aria-hidden": "true" })
  const scroller = h("div", { class: "scroller" }, track)
  const grid = h("div", { class: "vtable", role: "grid", tabindex: 0, "aria-label": t.tasks, "aria-multiselectable": "true" },
    h("div", { role: "rowgroup" }, head), body)
  const element = h("div", { class: "tw" }, grid, scroller)

  const request = () => {
    if (frame === 0) frame = requestAnimationFrame(draw)
  }

  /** @param {number} index */
  const rowElement = (index) => {
    const row = source?.at(index)
    const element = h("div", { class: "tr", role: "row", id: `row-${index}`, "aria-rowindex": index + 2, dataset: { index } })
    if (!row) {
      element.append(h("div", { role: "gridcell", class: "td wait" }, h("span", { class: "sr" }, t.loading), h("i", {})))
      return { row, element }
    }
    const tick = h("input", { type: "checkbox", class: "tick", tabindex: -1, "aria-label": t.selectTask(row.id), onclick: (/** @type {MouseEvent} */ event) => { event.stopPropagation(); options.pick(row.id, event.shiftKey) } })
    element.append(h("div", { role: "gridcell", class: "td tickcell" }, tick))
    for (const column of columns) element.append(h("div", { role: "gridcell", class: column.number ? "td num" : "td" }, column.draw(row)))
    return { row, element }
  }

  const draw = () => {
    frame = 0
    if (!source) return
    const { first, last } = visibleRows(scroll)
    source.need(first, last)
    for (const [index, one] of drawn) {
      if (index < first || index >= last || (one.row === undefined && source.at(index) !== undefined)) {
        one.element.remove()
        drawn.delete(index)
      }
    }
    for (let index = first; index < last; index += 1) {
      let one = drawn.get(index)
      if (!one) {
        one = rowElement(index)
        drawn.set(index, one)
        body.append(one.element)
      }
      one.element.style.transform = `translateY(${index * ROW - scroll.top}px)`
    }
    mark()
    const top = Math.floor(scroll.top / ROW)
    options.seen(scroll.total === 0 ? 0 : top + 1, Math.min(scroll.total, Math.ceil((scroll.top + scroll.view) / ROW)), scroll.total)
  }

  /** Selection and cursor, on the rows that are there. */
  const mark = () => {
    const selection = options.selection()
    for (const [index, { row, element: line }] of drawn) {
      const on = row !== undefined && has(selection, row.id)
      line.setAttribute("aria-selected", String(on))
      line.classList.toggle("at", index === cursor)
      const tick = line.querySelector(".tick")
      if (tick instanceof HTMLInputElement) tick.checked = on
    }
    if (drawn.has(cursor)) grid.setAttribute("aria-activedescendant", `row-${cursor}`)
    else grid.removeAttribute("aria-activedescendant")
    const all = head.querySelector(".tick")
    if (all instanceof HTMLInputElement) {
      all.checked = selection.all && selection.ids.size === 0
      all.indeterminate = selection.ids.size > 0
    }
  }

  const drawHead = () => {
    // Below this the grid scrolls sideways rather than squeezing its columns.
    const least = columns.reduce((sum, one) => sum + Number(/\d+/.exec(one.width)?.[0] ?? 0), 36)
    grid.style.setProperty("--least", `${least}px`)
    grid.style.setProperty("--columns", `36px ${columns.map((one) => one.width).join(" ")}`)
    fill(head, h("div", { role: "columnheader", class: "th tickcell" }, h("input", { type: "checkbox", class: "tick", "aria-label": t.selectAllTasks, onclick: (/** @type {Event} */ event) => options.pickAll(/** @type {HTMLInputElement} */ (event.target).checked) })),
      columns.map((column) => {
        const sorted = column.order !== null && order.replace("-", "") === column.order
        return h("div", { role: "columnheader", class: column.number ? "th num" : "th", "aria-sort": sorted ? (order.startsWith("-") ? "descending" : "ascending") : undefined },
          column.order === null ? h("span", { class: column.key.startsWith("thumb.") ? "sr" : "cut" }, column.title)
            : h("button", { type: "button", class: "sorter", onclick: () => options.sort(sorted && !order.startsWith("-") ? `-${column.order}` : sorted ? "" : String(column.order)) },
              h("span", { class: "cut" }, column.title), sorted && icon("chevron-down", 12, order.startsWith("-") ? "" : "up")))
      }))
  }

  const place = () => {
    track.style.height = `${trackHeight(scroll)}px`
    if (Math.abs(scroller.scrollTop - scroll.bar) > 1) scroller.scrollTop = scroll.bar
    request()
  }

  scroller.addEventListener("scroll", () => {
    const bar = scroller.scrollTop
    if (Math.abs(bar - scroll.bar) <= 1) return
    scroll = scrolled(scroll, bar)
    request()
    clearTimeout(rest)
    rest = setTimeout(() => { scroll = movedTo(scroll, scroll.top); place() }, REST_MS)
  }, { passive: true })
  // The rows lie beside the scrolling track, so the wheel over them is passed on.
  grid.addEventListener("wheel", (event) => {
    if (event.ctrlKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) return
    event.preventDefault()
    const step = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? ROW : event.deltaMode === WheelEvent.DOM_DELTA_PAGE ? scroll.view : 1
    scroll = movedTo(scroll, scroll.top + event.deltaY * step)
    place()
  }, { passive: false })
  let touch = 0
  grid.addEventListener("touchstart", (event) => { touch = event.touches[0]?.clientY ?? 0 }, { passive: true })
  grid.addEventListener("touchmove", (event) => {
    const now = event.touches[0]?.clientY ?? touch
    scroll = movedTo(scroll, scroll.top + touch - now)
    touch = now
    place()
  }, { passive: true })

  body.addEventListener("click", (event) => {
    const line = event.target instanceof Element ? event.target.closest(".tr") : null
    if (!(line instanceof HTMLElement)) return
    const index = Number(line.dataset["index"])
    if (event.shiftKey || event.ctrlKey || event.metaKey) {
      const row = source?.at(index)
      if (row) options.pick(row.id, event.shiftKey)
    }
    moveTo(index)
  })
  body.addEventListener("dblclick", (event) => {
    const line = event.target instanceof Element ? event.target.closest(".tr") : null
    if (line instanceof HTMLElement) options.openRow(Number(line.dataset["index"]))
  })

  const observer = new ResizeObserver(() => {
    scroll = resized(scroll, { view: Math.max(0, body.clientHeight) })
    place()
  })
  observer.observe(body)
  signal.addEventListener("abort", () => {
    observer.disconnect()
    source?.stop()
    clearTimeout(rest)
  })

  /** @param {number} index */
  const moveTo = (index) => {
    if (scroll.total === 0) return
    cursor = Math.min(scroll.total - 1, Math.max(0, index))
    scroll = revealed(scroll, cursor)
    place()
    options.moved(cursor)
  }

  return {
    element,
    focus: () => grid.focus({ preventScroll: true }),
    get cursor() { return cursor },
    get page() { return Math.max(1, Math.floor(scroll.view / ROW) - 1) },
    moveTo,
    mark,
    /** @param {readonly Column[]} next @param {string} nextOrder */
    setColumns: (next, nextOrder) => {
      columns = next
      order = nextOrder
      drawHead()
      for (const { element: line } of drawn.values()) line.remove()
      drawn.clear()
      request()
    },
    /**
     * Another list of rows, from its beginning.
     * @param {RowSource} next
     * @param {number} [at] row to begin with
     */
    setSource: (next, at = 0) => {
      source?.stop()
      source = next
      for (const { element: line } of drawn.values()) line.remove()
      drawn.clear()
      const refresh = () => {
        if (source !== next) return
        grid.setAttribute("aria-rowcount", String(next.total + 1))
        if (next.total !== scroll.total) scroll = resized(scroll, { total: next.total })
        place()
      }
      next.addEventListener("change", refresh, { signal })
      scroll = movedTo({ ...scroll, total: next.total }, at * ROW)
      cursor = Math.min(at, Math.max(0, next.total - 1))
      refresh()
    },
  }
}
