import { keyCaps } from "../core/keymap.js"
import { h, icon, iconButton, keys } from "./dom.js"

/**
 * The rows above and below an open task.
 *
 * @typedef {import("../net/session.js").TaskSession} TaskSession
 * @typedef {import("../core/task-trail.js").TaskTrail} TaskTrail
 * @typedef {Readonly<{ run: (id: string) => void, leave: () => void, palette: () => void }>} Acts
 */

/**
 * Where one is, what the model proposes, and the way out.
 *
 * @param {TaskSession} session
 * @param {Acts} acts
 */
export function topRow({ project, task }, { run, leave, palette }) {
  const hint = Object.values(task.data).find(value => typeof value === "string" && value.length < 40 && !/^(\/|\w+:)/.test(value))
  const suggestions = h("span", { class: "wchip warn open-suggestions", hidden: true })
  const accept = h("button", { type: "button", class: "wbtn quiet accept-sure", hidden: true, onclick: () => run("suggestion.accept-sure") })
  const row = h("header", { class: "wb-top" },
    iconButton("chevron-right", "Back to the data of this project", { class: "wbtn quiet icon back", onclick: leave }),
    h("nav", { class: "crumb row cut", "aria-label": "Where you are" },
      h("span", { class: "cut" }, project.title), h("span", { class: "sep" }, "/"), h("b", { class: "cut" }, `Task ${task.inner_id ?? task.id}`), hint ? h("span", { class: "mute cut wb-aside" }, hint) : null),
    h("span", { class: "grow" }), suggestions, accept,
    project.expert_instruction && h("button", { type: "button", class: "wbtn quiet", title: "Instructions of this project (Shift I)", onclick: () => run("task.instructions") }, icon("text"), h("span", { class: "wb-aside" }, "Instructions")),
    h("button", { type: "button", class: "wbtn quiet", "aria-label": "Commands", onclick: palette }, icon("search"), ...keys(["Ctrl K"])),
    iconButton("keyboard", "All keys (?)", { onclick: () => run("view.keys") }))
  return { row, suggestions, accept }
}

/**
 * What is saved, where in the pile one is, and the ways on.
 *
 * @param {TaskSession} session
 * @param {{ acts: Acts, keymap: import("../core/keymap.js").Keymap, trail: TaskTrail, status: HTMLElement }} parts
 */
export function footRow({ project, task, annotation }, { acts: { run }, keymap, trail, status }) {
  const caps = (/** @type {string} */ id) => {
    const [key] = keymap.keysOf(id)
    return key ? keys([keyCaps(key).join(" ")]) : []
  }
  const total = Number(project.task_number ?? 0)
  const position = trail.queue.length > 0 ? `${trail.queue.indexOf(task.id) + 1} / ${trail.queue.length}` : total > 0 ? `${task.inner_id ?? "–"} / ${total}` : `Task ${task.inner_id ?? task.id}`
  return h("footer", { class: "wb-status" }, status, h("span", { class: "grow" }),
    h("span", { class: "row mute wb-hints" }, ...keys(["[", "]"]), "region", h("span", { class: "gap" }), ...keys(["A"]), "accept", ...keys(["X"]), "reject suggestion"), h("span", { class: "vr wb-hints" }),
    iconButton("chevron-right", "Previous task", { class: "wbtn quiet icon back", disabled: trail.preceding === undefined, onclick: () => run("task.previous") }),
    h("span", {}, position),
    iconButton("chevron-right", "Next task", { onclick: () => run("task.next") }), h("span", { class: "vr" }),
    project.show_skip_button !== false && h("button", { type: "button", class: "wbtn big", onclick: () => run("task.skip") }, "Skip", h("span", { class: "wb-aside" }, ...caps("task.skip"))),
    h("button", { type: "button", class: "wbtn big primary", onclick: () => run("task.submit") }, annotation ? "Update" : "Submit", h("span", { class: "wb-aside" }, ...caps("task.submit"))))
}
