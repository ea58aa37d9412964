/** A new project in three steps: template, data, people. Each can be skipped; the project exists from the end of the first. */

import { fill, h, icon } from "../dom.js"
import { importPanel } from "../import/panel.js"
import { firstDatum } from "../preview.js"
import { peopleList } from "../people.js"
import { createProject, getProject } from "../server.js"
import { go } from "../router.js"
import { may } from "../session.js"
import { t } from "../strings.js"
import { toastError } from "../toast.js"
import { loadCatalogue } from "./catalogue.js"
import { gallery } from "./gallery.js"

const STEPS = /** @type {const} */ (["template", "data", "people"])

/** @param {import("../router.js").Room} room */
export const open = async (room) => {
  room.name(t.newProject, [[t.projects, "/projects"], [t.newProject]])
  const id = room.route.query.get("project")
  const asked = room.route.query.get("step") === "people" ? "people" : "data"
  const step = id === null ? "template" : asked
  const nw = h("div", { class: `nw step-${step}` })
  fill(room.main, nw)
  if (step === "template") {
    const templates = await loadCatalogue(room.signal)
    fill(nw, header(step, () => skipTemplate()), gallery(room, templates, (project) => go(`/projects/new?project=${project.id}&step=data`)))
    return
  }
  const project = await getProject(Number(id), room.signal)
  const leave = () => go(step === "data" ? `/projects/new?project=${project.id}&step=people` : `/projects/${project.id}/data`)
  if (step === "data") {
    const added = h("button", { type: "button", class: "btn first", onclick: leave }, t.next, icon("arrow-right"))
    fill(nw, header(step, leave), h("div", { class: "step-in" }, h("div", { class: "step-body stack" }, h("h2", {}, t.addDataTo(project.title)), h("p", { class: "dim" }, t.addDataText),
      importPanel(project.id, {
        ...firstDatum(project.label_config), onImported: () => undefined,
        onBusy: (busy) => { room.guard(() => busy); added.disabled = busy },
      }, room.signal), h("div", { class: "row end" }, added))))
    return
  }
  const list = h("div")
  fill(nw, header(step, leave), h("div", { class: "step-in" }, h("div", { class: "step-body wider stack" }, h("h2", {}, t.whoWorks(project.title)), h("p", { class: "dim" }, t.whoWorksText), list,
    h("div", { class: "row end" }, h("a", { class: "btn", href: `/projects/${project.id}/label` }, t.startLabelling),
      h("a", { class: "btn first", href: `/projects/${project.id}/data` }, t.toData, icon("arrow-right"))))))
  await peopleList(list, room.signal)
}

const skipTemplate = async () => {
  try {
    const project = await createProject({ title: t.untitledProject, label_config: "<View></View>" })
    go(`/projects/new?project=${project.id}&step=data`)
  } catch (error) {
    toastError(error)
  }
}

/** @param {typeof STEPS[number]} step @param {() => void} skip */
const header = (step, skip) =>
  h("header", { class: "wh" }, h("h1", {}, t.newProject), h("span", { class: "grow" }),
    h("ol", { class: "wiz", "aria-label": t.steps }, STEPS.map((one, index) => h("li", { "aria-current": one === step ? "step" : undefined }, h("i", { "aria-hidden": "true" }, index + 1), h("span", {}, t.stepNames[one])))),
    h("span", { class: "grow" }), may("createProject") && h("button", { type: "button", class: "btn quiet", onclick: skip }, t.skipStep),
    h("a", { class: "iconbtn", href: "/projects", title: t.close, "aria-label": t.close }, icon("close", 18)))
