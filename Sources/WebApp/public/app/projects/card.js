/** One project as a card: what it labels, how far it is, and when anything happened. Only figures the server has. */

import { h, icon, iconButton } from "../dom.js"
import { ago, count, dateTime, percent, personName } from "../format.js"
import { projectKind } from "../kind.js"
import { may } from "../session.js"
import { t } from "../strings.js"

/** @typedef {import("../server.js").Project} Project */

/**
 * @param {Project} project
 * @param {(project: Project) => void} pin
 */
export const projectCard = (project, pin) => {
  const kind = projectKind(project.label_config)
  const total = project.task_number ?? 0
  const done = project.finished_task_number ?? project.num_tasks_with_annotations ?? 0
  const share = percent(done, total)
  const target = may("seeData") ? `/projects/${project.id}/data` : `/projects/${project.id}/label`
  const when = project.updated_at ?? project.created_at
  const pinned = project.pinned_at !== null
  const figures = /** @type {const} */ ([
    [Number(project.total_annotations_number), t.annotations], [Number(project.total_predictions_number), t.predictions], [Number(project.skipped_annotations_number), () => t.skipped],
  ]).filter(([value]) => value > 0)

  return h("article", { class: "card pc" },
    h("div", { class: "row hd" }, h("span", { class: "kind" }, icon(kind.icon, 20)),
      h("div", { class: "grow" }, h("h2", { class: "cut" }, h("a", { class: "cover", href: target, title: project.title }, project.title)),
        h("div", { class: "s faint cut" }, kind.line)),
      may("changeProject") && iconButton("pin", pinned ? t.unpin(project.title) : t.pin(project.title), {
        class: `small pin ${pinned ? "on" : ""}`, "aria-pressed": String(pinned), onclick: () => pin(project),
      })),
    h("div", { class: "pg" },
      total === 0
        ? h("div", { class: "row s faint" }, t.noTasksYet)
        : h("div", { class: "row s" }, h("span", {}, h("b", {}, count(done)), " ", h("span", { class: "faint" }, t.ofDone(count(total)))), h("span", { class: "faint push" }, t.percent(share))),
      meter(share, total)),
    h("div", { class: "figures s" }, figures.length === 0 ? h("span", { class: "faint cut" }, project.description || t.nothingYet)
      : figures.map(([value, name]) => h("span", {}, h("b", {}, count(value)), " ", h("span", { class: "faint" }, name(value))))),
    h("div", { class: "ft row" }, project.created_by && h("span", { class: "s faint cut grow" }, personName(project.created_by)),
      h("time", { class: "s faint push", datetime: when, title: dateTime(when) }, project.updated_at ? ago(when) : t.created(ago(when)))))
}

/** @param {number} share @param {number} total */
const meter = (share, total) => {
  const bar = h("i", { class: "done" })
  bar.style.width = `${share}%`
  return h("div", { class: "meter", role: "img", "aria-label": total === 0 ? t.noTasksYet : t.shareDone(share) }, bar)
}
