/** The projects: what there is, how far it is, and the way to a new one. */

import { fill, h, icon, kbd } from "../dom.js"
import { count } from "../format.js"
import { projectKind } from "../kind.js"
import { score } from "../palette-search.js"
import { go, skeleton } from "../router.js"
import { listProjects, updateProject } from "../server.js"
import { may } from "../session.js"
import { mark } from "../shell.js"
import { t } from "../strings.js"
import { toastError } from "../toast.js"
import { projectCard } from "./card.js"

/** @typedef {import("../server.js").Project} Project */
/** @typedef {"recent" | "title" | "progress"} Order */

/** @param {import("../router.js").Room} room */
export const open = async (room) => {
  room.name(t.projects, [[t.projects]])
  const place = h("div", { class: "room-in" })
  fill(room.main, place)
  fill(place, h("div", { class: "bar" }, h("h1", {}, t.projects)), skeleton(6, "skeleton-card", "cards gap-top"))
  const projects = await allProjects(room.signal)
  if (room.signal.aborted) return
  const create = () => { if (may("createProject")) go("/projects/new") }
  if (projects.length === 0) {
    room.keys([{ key: "n", title: t.newProject, run: create, hidden: !may("createProject") }])
    return fill(place, emptyState())
  }

  const cards = h("div", { class: "cards", role: "list", "aria-label": t.projects })
  const filter = h("input", { type: "search", placeholder: t.filterProjects, "aria-label": t.filterProjects, value: room.route.query.get("q") ?? "" })
  /** @type {Order} */
  let order = "recent"
  /** @type {string | null} */
  let kind = null

  /** @param {Project} project */
  const pin = async (project) => {
    const before = project.pinned_at
    project.pinned_at = before === null ? new Date().toISOString() : null
    draw()
    try {
      project.pinned_at = (await updateProject(project.id, { pinned_at: project.pinned_at })).pinned_at
    } catch (error) {
      project.pinned_at = before
      toastError(error)
    }
    draw()
  }

  const draw = () => {
    const shown = sorted(projects, order).filter((one) => (kind === null || projectKind(one.label_config).objects[0] === kind)
      && (filter.value.trim() === "" || score(filter.value, `${one.title} ${one.description ?? ""}`) > 0))
    fill(cards, shown.map((one) => h("div", { role: "listitem" }, projectCard(one, pin))))
    if (shown.length === 0) {
      fill(cards, h("div", { class: "empty" }, h("p", {}, t.noProjectMatches),
        h("button", { type: "button", class: "btn", onclick: () => { filter.value = ""; kind = null; drawKinds(); draw() } }, t.clearFilter)))
    }
  }

  const kinds = [...new Set(projects.map((one) => projectKind(one.label_config).objects[0]))].flatMap((one) => (one ? [one] : []))
  const kindBar = h("div", { class: "seg", role: "group", "aria-label": t.dataType })
  const drawKinds = () => fill(kindBar, [null, ...kinds].map((one) => h("button", {
    type: "button", "aria-pressed": String(kind === one), onclick: () => { kind = one; drawKinds(); draw() },
  }, one === null ? t.all : t.kinds[one])))
  const orderBox = h("select", { "aria-label": t.order, onchange: () => { order = /** @type {Order} */ (orderBox.value); draw() } },
    /** @type {const} */ (["recent", "title", "progress"]).map((one) => h("option", { value: one }, t.orders[one])))
  filter.addEventListener("input", draw)

  fill(place,
    h("div", { class: "bar" }, h("h1", {}, t.projects), h("span", { class: "faint beside" }, count(projects.length)), h("span", { class: "grow" }),
      may("createProject") && h("a", { class: "btn first", href: "/projects/new" }, icon("plus"), t.newProject, kbd("N"))),
    h("div", { class: "bar fl" }, kinds.length > 1 && kindBar, h("span", { class: "grow" }),
      h("label", { class: "field w220" }, icon("search"), filter, kbd("/")), h("div", { class: "field w180" }, icon("sort"), orderBox)),
    cards)
  drawKinds()
  draw()
  room.keys([
    { key: "n", title: t.newProject, run: create, hidden: !may("createProject") },
    { key: "/", title: t.filterProjects, run: () => filter.focus() },
  ])
}

/**
 * Every project this person may see, however many pages that takes.
 * @param {AbortSignal} signal
 */
const allProjects = async (signal) => {
  /** @type {Project[]} */
  const all = []
  for (let page = 1; ; page += 1) {
    const answer = await listProjects(page, signal)
    all.push(...answer.results)
    if (!answer.next || answer.results.length === 0) return all
  }
}

/** @param {readonly Project[]} projects @param {Order} order */
const sorted = (projects, order) => {
  /** @param {Project} one */
  const share = (one) => (one.finished_task_number ?? 0) / Math.max(1, one.task_number ?? 0)
  return [...projects].sort((a, b) => Number(b.pinned_at !== null) - Number(a.pinned_at !== null)
    || (order === "title" ? a.title.localeCompare(b.title) : order === "progress" ? share(b) - share(a)
      : (b.updated_at ?? b.created_at).localeCompare(a.updated_at ?? a.created_at)))
}

const emptyState = () =>
  h("div", { class: "empty middle" }, mark(48), h("h1", {}, t.firstProjectTitle), h("p", {}, may("createProject") ? t.firstProjectText : t.noProjectsForYou),
    may("createProject") && h("div", { class: "row" }, h("a", { class: "btn first", href: "/projects/new" }, icon("plus"), t.newProject, kbd("N")),
      h("a", { class: "btn", href: "/projects/new?template=paste" }, t.pasteInterface)))
