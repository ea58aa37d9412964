/** The settings of a project: what it is, how tasks are handed out, its interface, its codes, and its end. */

import { fill } from "../dom.js"
import { skeleton } from "../router.js"
import { sectionedRoom } from "../sections.js"
import { getProject } from "../server.js"
import { t } from "../strings.js"

const SECTIONS = /** @type {const} */ ([["general", "settings"], ["interface", "box"], ["work", "queue"], ["codes", "terminology"], ["danger", "warning"]])

/** @param {import("../router.js").Room} room */
export const open = async (room) => {
  const id = Number(room.route.params["id"])
  const here = SECTIONS.find(([name]) => name === room.route.params["section"])?.[0] ?? "general"
  const page = sectionedRoom(room.main, t.projectSettings, SECTIONS.map(([name, icon]) => ({ name, icon, title: t.settingsSections[name], href: `/projects/${id}/settings/${name}` })), here, here === "interface")
  fill(page, skeleton(6))
  const project = await getProject(id, room.signal)
  if (room.signal.aborted) return
  room.name(`${t.settingsSections[here]}, ${project.title}`, [[t.projects, "/projects"], [project.title, `/projects/${id}/data`], [t.settingsSections[here]]])
  if (here === "interface") (await import("./interface.js")).openInterface(room, page, project)
  else if (here === "codes") await (await import("../terminology/project-codes.js")).openProjectCodes(room, page, project)
  else (await import("./general.js")).openGeneral(room, page, project, here)
}
