/** Labelling: the workbench has the whole window; the address follows the task, and a link may name a region. */

import { fill, h } from "./dom.js"
import { toOverrides } from "./hotkeys.js"
import { go, rewrite } from "./router.js"
import { getHotkeys } from "./server.js"
import { currentUser, may } from "./session.js"
import { openCommands } from "./shell.js"
import { t } from "./strings.js"
import { makeWorkbench } from "./workbench.js"

/** @param {import("./router.js").Room} room */
export const open = async (room) => {
  const id = Number(room.route.params["id"])
  const task = room.route.query.get("task")
  let region = room.route.query.get("region")
  const [workbench, { custom_hotkeys: custom }] = await Promise.all([makeWorkbench(), getHotkeys(room.signal).catch(() => ({ custom_hotkeys: currentUser()?.custom_hotkeys ?? {} }))])
  if (room.signal.aborted) return
  room.name(t.label)
  workbench.keys = toOverrides(custom)
  workbench.user = currentUser()
  workbench.setAttribute("project-id", String(id))
  if (task) workbench.setAttribute("task-id", task)
  const { signal } = room
  workbench.addEventListener("task-change", (event) => {
    const { task: now, project } = /** @type {CustomEvent} */ (event).detail
    room.name(`${t.taskNumber(now.id)}, ${project.title}`)
    rewrite(`/projects/${id}/label?task=${now.id}${region ? `&region=${encodeURIComponent(region)}` : ""}`)
    const wanted = region
    region = null
    if (wanted && workbench.store?.state.regions.has(wanted)) workbench.store.dispatch({ view: { selection: new Set([wanted]) } })
  }, { signal })
  workbench.addEventListener("workbench-leave", () => go(may("seeData") ? `/projects/${id}/data` : "/projects"), { signal })
  workbench.addEventListener("palette-open", () => openCommands(), { signal })
  room.commands(() => workbench.commandList().map((one) => ({ title: one.title, note: t.label, icon: "workbench", run: one.run, ...(one.keys[0] ? { keys: one.keys[0].replaceAll("+", " ").replace("Mod", "Ctrl") } : {}) })))
  fill(room.main, h("h1", { class: "sr" }, t.label), workbench)
}
