/** The data of a project: a table one can walk through a million tasks in, filters, saved views, and what to do with a selection. */

import { confirmRisk, showDialog } from "../dialog.js"
import { fill, h, icon, iconButton, kbd } from "../dom.js"
import { count, initialsOf, personName } from "../format.js"
import { importPanel } from "../import/panel.js"
import { parseConfig } from "../../core/config.js"
import { firstDatum } from "../preview.js"
import { go, rewrite, skeleton } from "../router.js"
import { createView, deleteView, getProject, getTable, listActions, listUsers, listViews, runAction, updateView } from "../server.js"
import { may } from "../session.js"
import { t } from "../strings.js"
import { toast, toastError } from "../toast.js"
import { columnsFor } from "./columns.js"
import { columnDialog, exportDialog, importDialog, viewDialog } from "./dialogs.js"
import { editFilter } from "./filter-editor.js"
import { describe, fieldsFor } from "./filters.js"
import { makePreview } from "./preview-pane.js"
import { RowSource } from "./row-source.js"
import * as select from "./selection.js"
import { makeTable } from "./table-view.js"

/** @typedef {import("../server.js").View} View */
/** @typedef {import("../server.js").Filters} Filters */
/** @typedef {{ view: number | null, filters: Filters, order: string, at: number, hidden: Set<string> | null, preview: boolean }} Place */

/**
 * Where each project was left, so that coming back from the workbench finds the same rows. Never in the address: filters may hold names.
 * @type {Map<number, Place>}
 */
const places = new Map()

/** Bulk actions this room can carry out by itself; others need forms it does not have. */
const OFFERED = new Set(["delete_tasks_annotations", "delete_tasks_predictions", "remove_duplicates"])

/** @param {import("../router.js").Room} room */
export const open = async (room) => {
  const id = Number(room.route.params["id"])
  const { signal } = room
  fill(room.main, h("div", { class: "room-in" }, skeleton(12)))
  const [project, views, users] = await Promise.all([getProject(id, signal), listViews(id, signal).catch(() => /** @type {View[]} */ ([])), listUsers(signal).catch(() => /** @type {import("../server.js").User[]} */ ([]))])
  if (signal.aborted) return
  room.name(`${t.data}, ${project.title}`, [[t.projects, "/projects"], [project.title], [t.data]])

  const asked = room.route.query.get("view")
  /** @type {Place} */
  const place = places.get(id) ?? { view: null, filters: { conjunction: "and", items: [] }, order: "", at: 0, hidden: null, preview: false }
  places.set(id, place)
  if (asked !== null && Number(asked) !== place.view) adopt(views.find((one) => one.id === Number(asked)))

  /** @param {View | undefined} view */
  function adopt(view) {
    place.view = view?.id ?? null
    place.filters = structuredClone(view?.data.filters ?? { conjunction: "and", items: [] })
    place.order = view?.data.ordering?.[0] ?? ""
    place.at = 0
    if (view?.data.hiddenColumns) place.hidden = new Set(view.data.hiddenColumns.explore.map((key) => key.replace(/^tasks:/, "")))
  }

  const byId = new Map(users.map((one) => [one.id, one]))
  /** @param {number} who */
  const person = (who) => {
    const user = byId.get(who)
    return user ? { name: personName(user), initials: initialsOf(user) } : { name: t.personNumber(who), initials: "?" }
  }
  const colours = new Map(parseConfig(project.label_config).labels.map((one) => [one.name, one.colour]))

  let selection = select.NOTHING
  let anchor = 0
  /** @type {RowSource} */
  let source
  /** @type {import("./columns.js").Column[]} */
  let columns = []
  /** Tasks in the whole project, whatever the filter. */
  let whole = project.task_number ?? 0

  const tabs = h("div", { class: "tabs", role: "tablist", "aria-label": t.savedViews })
  const chips = h("div", { class: "chips" })
  const counter = h("span", { class: "faint s cut", role: "status" })
  const hints = h("span", {})
  const bulk = h("div", { class: "float bulk", role: "toolbar", "aria-label": t.selectionActions, hidden: true })
  const openTask = (/** @type {number} */ task) => go(`/projects/${id}/label?task=${task}`)
  const preview = makePreview(person, { close: () => closePreview(), open: openTask })
  const table = makeTable({
    selection: () => selection,
    pick: (task, range) => {
      const at = indexOf(task)
      if (range && at !== null) pickRange(anchor, at)
      else {
        setSelection(select.toggle(selection, task))
        if (at !== null) anchor = at
      }
    },
    pickAll: (on) => setSelection(on ? select.EVERYTHING : select.NOTHING),
    moved: (index) => {
      place.at = index
      const row = source.at(index)
      if (preview.isOpen && row) void preview.show(row)
    },
    openRow: (index) => openRow(index),
    sort: (order) => { place.order = order; place.at = 0; void safeReload() },
    seen: (first, last, total) => { hints.textContent = total === 0 ? "" : t.rowsSeen(count(first), count(last), count(total)) },
  }, signal)

  /** @param {number} task */
  const indexOf = (task) => {
    for (const line of table.element.querySelectorAll(".tbody .tr")) {
      const index = Number(/** @type {HTMLElement} */ (line).dataset["index"])
      if (source.at(index)?.id === task) return index
    }
    return null
  }
  /** @param {number} from @param {number} to */
  const pickRange = (from, to) => {
    /** @type {number[]} */
    const ids = []
    for (let index = Math.min(from, to); index <= Math.max(from, to); index += 1) {
      const row = source.at(index)
      if (row) ids.push(row.id)
    }
    setSelection(select.set(selection, ids, true))
  }
  /** @param {number} index */
  const openRow = (index) => {
    const row = source.at(index)
    if (row) openTask(row.id)
  }

  const query = () => ({ ...(place.filters.items.length > 0 ? { filters: place.filters } : {}), ...(place.order ? { ordering: [place.order] } : {}) })
  const fields = () => fieldsFor(source?.columns ?? [])

  /** @param {import("./selection.js").Selection} next */
  const setSelection = (next) => {
    selection = next
    table.mark()
    drawBulk()
  }

  const drawBulk = () => {
    const n = select.size(selection, source.total)
    bulk.hidden = n === 0
    if (n === 0) return
    fill(bulk, h("b", {}, t.selected(count(n))),
      n < source.total && h("button", { type: "button", class: "btn small quiet accent", onclick: () => setSelection(select.EVERYTHING) }, t.selectAllCount(count(source.total))),
      h("span", { class: "vr" }),
      may("exportTasks") && h("button", { type: "button", class: "btn small quiet", onclick: () => void exportDialog(project, chosen()) }, icon("download"), t.exportTitle),
      may("deleteTasks") && h("button", { type: "button", class: "btn small quiet risk", onclick: () => void bulkAction("delete_tasks", t.deleteTasks(count(n))) }, icon("close"), t.deleteTasksShort),
      may("deleteTasks") && iconButton("more", t.moreActions, { class: "small", onclick: () => void moreActions() }),
      h("span", { class: "vr" }), iconButton("close", t.clearSelection, { class: "small", onclick: () => setSelection(select.NOTHING) }))
  }

  const chosen = () => ({ selectedItems: select.selectedItems(selection), filters: place.filters.items.length > 0 ? place.filters : undefined, size: select.size(selection, source.total) })

  /** @param {string} action @param {string} title */
  const bulkAction = async (action, title) => {
    const n = select.size(selection, source.total)
    const large = n > 1000 ? { word: String(n) } : {}
    if (!(await confirmRisk({ title, text: action === "delete_tasks" ? t.deleteTasksText : t.cannotUndo, action: title, ...large }))) return
    try {
      const answer = await runAction(id, action, select.selectedItems(selection), query())
      selection = select.NOTHING
      toast(answer.detail || t.processed(count(answer.processed_items ?? n)), { kind: "good" })
      whole = (await getProject(id, signal)).task_number ?? whole
      await reload()
    } catch (error) {
      toastError(error)
    }
  }

  const moreActions = async () => {
    try {
      const actions = (await listActions(id, signal)).filter((one) => OFFERED.has(one.id))
      const picked = await showDialog(t.moreActions, (/** @type {(value: { id: string, title: string }) => void} */ close) => h("div", { class: "stack" }, actions.map((one) =>
        h("button", { type: "button", class: "btn", onclick: () => close(one) }, one.title)), actions.length === 0 && h("p", { class: "dim" }, t.nothingFound)), { className: "narrow" })
      if (picked) await bulkAction(picked.id, picked.title)
    } catch (error) {
      toastError(error)
    }
  }

  // tabs -----------------------------------------------------------------------
  const current = () => views.find((one) => one.id === place.view)
  const viewData = () => ({ title: "", filters: place.filters, ordering: place.order ? [place.order] : [], ...(place.hidden ? { hiddenColumns: { explore: [...place.hidden].map((key) => `tasks:${key}`), labeling: [] } } : {}) })
  const changed = () => {
    const view = current()
    return view ? JSON.stringify([view.data.filters?.items ?? [], view.data.filters?.conjunction ?? "and", view.data.ordering?.[0] ?? ""]) !== JSON.stringify([place.filters.items, place.filters.conjunction, place.order]) : place.filters.items.length > 0 || place.order !== ""
  }
  /** @param {View | undefined} view */
  const chooseView = (view) => {
    adopt(view)
    selection = select.NOTHING
    rewrite(`/projects/${id}/data${view ? `?view=${view.id}` : ""}`)
    void safeReload()
  }
  const drawTabs = () => fill(tabs, [undefined, ...views].map((view) => {
    const here = (view?.id ?? null) === place.view
    return h("button", { type: "button", class: "tab", role: "tab", "aria-selected": String(here), tabindex: here ? 0 : -1, onclick: () => (here && view ? void changeView(view) : chooseView(view)), title: here && view ? t.changeView : undefined },
      view ? view.data.title : t.allTasks, here && source && h("span", { class: "n" }, count(source.total)))
  }))
  tabs.addEventListener("keydown", (event) => {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0
    if (step === 0) return
    event.preventDefault()
    const all = [undefined, ...views]
    const at = all.findIndex((one) => (one?.id ?? null) === place.view)
    chooseView(all[(at + step + all.length) % all.length])
    const now = tabs.querySelector("[aria-selected=true]")
    if (now instanceof HTMLElement) now.focus()
  })
  /** @param {View} view */
  const changeView = async (view) => {
    const answer = await viewDialog(view.data.title)
    try {
      if (answer?.remove) {
        await deleteView(view.id)
        views.splice(views.indexOf(view), 1)
        chooseView(undefined)
      } else if (answer?.title) {
        Object.assign(view, await updateView(view.id, { ...view.data, title: answer.title }))
        drawTabs()
      }
    } catch (error) {
      toastError(error)
    }
  }
  const keepView = async () => {
    const view = current()
    try {
      if (view) Object.assign(view, await updateView(view.id, { ...view.data, ...viewData(), title: view.data.title }))
      else {
        const answer = await viewDialog("")
        if (!answer?.title) return
        const made = await createView(id, { ...viewData(), title: answer.title })
        views.push(made)
        place.view = made.id
        rewrite(`/projects/${id}/data?view=${made.id}`)
      }
      drawTabs()
      drawChips()
    } catch (error) {
      toastError(error)
    }
  }

  // filters ----------------------------------------------------------------------
  const drawChips = () => {
    const known = fields()
    fill(chips, place.filters.items.map((item, index) => {
      const { field, verb, value } = describe(item, known, (who) => person(who).name)
      const words = [field, verb, value].filter(Boolean).join(" ")
      return [index > 0 && h("button", { type: "button", class: "join s", title: t.switchConjunction, onclick: () => { place.filters.conjunction = place.filters.conjunction === "and" ? "or" : "and"; void safeReload() } }, place.filters.conjunction === "and" ? t.and : t.or),
        h("span", { class: "chip" }, h("button", { type: "button", class: "chip-body", "aria-label": t.changeFilterNamed(words), onclick: () => void changeFilter(index) }, field, verb && h("span", { class: "faint" }, ` ${verb}`), " ", h("b", {}, value)),
          h("button", { type: "button", class: "x", "aria-label": t.removeFilter(words), onclick: () => { place.filters.items.splice(index, 1); place.at = 0; void safeReload() } }, icon("close", 12)))]
    }), h("button", { type: "button", class: "chip add", onclick: () => void addFilter() }, icon("plus", 14), t.filter, kbd("F")),
    changed() && h("button", { type: "button", class: "btn small quiet", onclick: () => void keepView() }, current() ? t.saveView : t.keepView))
  }
  const addFilter = async () => {
    const made = await editFilter(fields(), users)
    if (!made) return
    place.filters.items.push(made)
    place.at = 0
    await safeReload()
  }
  /** @param {number} index */
  const changeFilter = async (index) => {
    const made = await editFilter(fields(), users, place.filters.items[index])
    if (!made) return
    place.filters.items[index] = made
    await safeReload()
  }

  // columns ----------------------------------------------------------------------
  const applyColumns = () => {
    columns = columnsFor(source.columns, source.at(0), person, (name) => colours.get(name))
    const hidden = place.hidden ?? new Set(columns.filter((one) => one.hidden).map((one) => one.key))
    place.hidden ??= columns.length > 0 && source.total > 0 ? hidden : null
    table.setColumns(columns.filter((one) => !hidden.has(one.key)), place.order)
  }
  const chooseColumns = () => columnDialog(columns, place.hidden ?? new Set(), (key, hide) => {
    place.hidden ??= new Set()
    if (hide) place.hidden.add(key)
    else place.hidden.delete(key)
    applyColumns()
  })

  // loading ----------------------------------------------------------------------
  const wrap = h("div", { class: "dt" })
  const nothing = h("div", { class: "nothing", hidden: true })
  const reload = async () => {
    const next = new RowSource((window, stop) => getTable(id, { ...window, query: query() }, stop))
    next.addEventListener("trouble", (event) => toastError(/** @type {CustomEvent} */ (event).detail))
    wrap.setAttribute("aria-busy", "true")
    try {
      await next.start()
    } finally {
      wrap.removeAttribute("aria-busy")
    }
    if (signal.aborted) return
    source = next
    applyColumns()
    table.setSource(next, Math.min(place.at, Math.max(0, next.total - 1)))
    drawTabs()
    drawChips()
    drawBulk()
    counter.textContent = next.total === whole ? t.tasksCount(count(next.total)) : t.tasksOf(count(next.total), count(whole))
    drawNothing()
  }
  const safeReload = () => reload().catch(toastError)
  const drawNothing = () => {
    nothing.hidden = source.total > 0
    if (source.total > 0) return fill(nothing)
    if (place.filters.items.length > 0) {
      return fill(nothing, h("div", { class: "empty" }, h("p", {}, t.noTaskMatches), h("button", { type: "button", class: "btn", onclick: () => { place.filters.items = []; void safeReload() } }, t.showAll(count(whole)))))
    }
    const onward = h("div", { class: "row end", hidden: true }, h("button", { type: "button", class: "btn first", onclick: () => void refreshProject() }, t.showTasks))
    fill(nothing, h("div", { class: "first-data stack" }, h("h2", {}, t.noDataTitle), h("p", { class: "dim" }, may("importTasks") ? t.addDataText : t.noDataForYou),
      may("importTasks") && importPanel(id, { ...firstDatum(project.label_config), onImported: () => undefined, onBusy: (busy, failed) => {
          room.guard(() => busy)
          if (busy) return
          // A file that was refused keeps its reason on the screen until it has been read.
          if (failed === 0) void refreshProject()
          else onward.hidden = false
        } }, signal), onward))
  }
  const refreshProject = async () => {
    try {
      whole = (await getProject(id, signal)).task_number ?? whole
      await reload()
    } catch (error) {
      toastError(error)
    }
  }
  const bringIn = async () => {
    if ((await importDialog(project, signal)) > 0) await refreshProject()
  }
  const closePreview = () => {
    preview.hide()
    place.preview = false
    wrap.classList.remove("with-preview")
    table.focus()
  }
  const togglePreview = () => {
    if (preview.isOpen) return closePreview()
    const row = source.at(table.cursor)
    if (!row) return
    place.preview = true
    wrap.classList.add("with-preview")
    void preview.show(row)
  }

  fill(wrap, h("div", { class: "vw" }, h("h1", { class: "sr" }, `${t.data}, ${project.title}`), tabs, iconButton("plus", t.keepView, { class: "small", onclick: () => { place.view = null; void keepView() } }), h("span", { class: "grow" }),
    may("importTasks") && h("button", { type: "button", class: "btn small", onclick: () => void bringIn() }, icon("upload"), t.importTitle),
    may("exportTasks") && h("button", { type: "button", class: "btn small", onclick: () => void exportDialog(project, null) }, icon("download"), t.exportTitle),
    h("a", { class: "btn small first", href: `/projects/${id}/label` }, icon("workbench"), t.labelNext)),
  h("div", { class: "flt" }, chips, h("span", { class: "grow" }), counter, h("button", { type: "button", class: "btn small", onclick: () => void chooseColumns() }, icon("columns"), t.columns)),
  h("div", { class: "tablebox" }, table.element, nothing, bulk), preview.element,
  h("footer", { class: "hints" }, hints, h("span", { class: "grow" }), h("span", {}, kbd("J"), kbd("K"), t.hintMove), h("span", {}, kbd("X"), t.hintSelect), h("span", {}, kbd("Space"), t.hintPreview), h("span", {}, kbd("Enter"), t.hintOpen), h("span", {}, kbd("Shift"), kbd("↓"), t.hintExtend), h("span", {}, kbd("?"), t.hintKeys)))
  await reload()
  if (signal.aborted) return
  fill(room.main, wrap)
  if (place.preview) togglePreview()
  table.focus()

  /** @param {number} by @param {boolean} [extend] */
  const move = (by, extend = false) => {
    const before = table.cursor
    table.moveTo(before + by)
    if (extend) pickRange(before, table.cursor)
    else anchor = table.cursor
  }
  room.keys([
    { key: "j", title: t.keyDown, run: () => move(1) }, { key: "k", title: t.keyUp, run: () => move(-1) },
    { key: "ArrowDown", title: t.keyDown, run: () => move(1), hidden: true }, { key: "ArrowUp", title: t.keyUp, run: () => move(-1), hidden: true },
    { key: "Shift ArrowDown", title: t.keyExtendDown, run: () => move(1, true) }, { key: "Shift ArrowUp", title: t.keyExtendUp, run: () => move(-1, true) },
    { key: "PageDown", title: t.keyPage, run: () => move(table.page), hidden: true }, { key: "PageUp", title: t.keyPage, run: () => move(-table.page), hidden: true },
    { key: "Home", title: t.keyFirst, run: () => table.moveTo(0) }, { key: "End", title: t.keyLast, run: () => table.moveTo(source.total - 1) },
    { key: "x", title: t.keySelect, run: () => { const row = source.at(table.cursor); if (row) setSelection(select.toggle(selection, row.id)) } },
    { key: "Ctrl a", title: t.selectAllTasks, run: () => setSelection(select.EVERYTHING) },
    { key: "Space", title: t.keyPreview, run: togglePreview }, { key: "Enter", title: t.keyOpen, run: () => openRow(table.cursor) },
    { key: "f", title: t.addFilter, run: () => void addFilter() },
    { key: "Escape", title: t.clearSelection, run: () => (preview.isOpen ? closePreview() : setSelection(select.NOTHING)) },
  ])
  room.commands(() => [
    { title: t.labelNext, icon: "workbench", run: () => go(`/projects/${id}/label`) },
    ...(may("importTasks") ? [{ title: t.importTitle, icon: "upload", run: () => void bringIn() }] : []),
    ...(may("exportTasks") ? [{ title: t.exportTitle, icon: "download", run: () => void exportDialog(project, null) }] : []),
    { title: t.addFilter, icon: "filter", keys: "f", run: () => void addFilter() },
    { title: t.columns, icon: "columns", run: () => void chooseColumns() },
  ])
}
