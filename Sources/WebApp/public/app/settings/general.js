/** Title and protocol of a project, how its tasks are handed out, and deleting it. */

import { confirmRisk } from "../dialog.js"
import { fill, h } from "../dom.js"
import { check, field, form } from "../form.js"
import { count } from "../format.js"
import { markdown } from "../markdown.js"
import { replace } from "../router.js"
import { group } from "../sections.js"
import { deleteProject, updateProject } from "../server.js"
import { firstDatum } from "../preview.js"
import { enScans as scans } from "../../locales/en-scans.js"
import { t } from "../strings.js"
import { toast, toastError } from "../toast.js"

/** @typedef {import("../server.js").Project} Project */

/**
 * @param {import("../router.js").Room} room
 * @param {HTMLElement} page
 * @param {Project} project
 * @param {"general" | "work" | "danger"} section
 */
export const openGeneral = (room, page, project, section) => fill(page, section === "general" ? general(room, project) : section === "work" ? work(room, project) : danger(project))

/**
 * A form that saves to the project and watches over leaving with changes.
 * @param {import("../router.js").Room} room
 * @param {Project} project
 * @param {string} name
 * @param {(values: Record<string, string | boolean>) => Partial<Project>} read
 * @param {...import("../dom.js").Child} children
 */
const projectForm = (room, project, name, read, ...children) => {
  let dirty = false
  const state = h("span", { class: "s dim", role: "status" })
  const element = form({ "aria-label": name }, async (values) => {
    Object.assign(project, await updateProject(project.id, read(values)))
    dirty = false
    state.textContent = ""
    toast(t.saved, { kind: "good" })
  }, ...children, h("div", { class: "row save-bar" }, h("button", { class: "btn first" }, t.save), state))
  element.addEventListener("input", () => {
    dirty = true
    state.textContent = t.unsaved
  })
  room.guard(() => dirty)
  return element
}

/** @param {import("../router.js").Room} room @param {Project} project */
const general = (room, project) => {
  const protocol = field({ name: "expert_instruction", label: t.protocol, hint: t.protocolHint, rows: 12, value: project.expert_instruction ?? "" })
  const shown = h("div", { class: "panel padded" })
  const area = /** @type {HTMLTextAreaElement} */ (protocol.querySelector("textarea"))
  const redraw = () => {
    if (area.value.trim() === "") fill(shown, h("p", { class: "faint" }, t.noProtocol))
    else if (/<[a-z][^>]*>/i.test(area.value)) void drawMarkup(shown, area.value)
    else fill(shown, markdown(area.value))
  }
  area.addEventListener("input", redraw)
  redraw()
  return projectForm(room, project, t.settingsSections.general, (values) => ({
    title: String(values["title"]).trim(), description: String(values["description"]), expert_instruction: String(values["expert_instruction"]), show_instruction: values["show_instruction"] === true,
  }),
  group(t.aboutProject, "", field({ name: "title", label: t.projectTitle, value: project.title, required: true, more: { maxlength: 50 } }),
    field({ name: "description", label: t.description, rows: 2, value: project.description ?? "" })),
  group(t.protocol, t.protocolText, h("div", { class: "pair wide-pair" }, protocol, h("div", { class: "control" }, h("span", { class: "dim" }, t.asRead), shown)),
    check({ name: "show_instruction", label: t.showProtocol, hint: t.showProtocolHint, checked: project.show_instruction })))
}

/**
 * Protocols that came from Label Studio are HTML; only what its allow-list knows gets through.
 * @param {HTMLElement} place
 * @param {string} markup
 */
const drawMarkup = async (place, markup) => {
  const { copySafely, parseMarkup } = await import("../../media/text/sanitise.js")
  const box = h("div", { class: "prose" })
  copySafely(parseMarkup(markup), box, () => undefined, { links: true })
  fill(place, box)
}

/** @param {import("../router.js").Room} room @param {Project} project */
const work = (room, project) => {
  const { takesScans } = firstDatum(project.label_config)
  return projectForm(room, project, t.settingsSections.work, (values) => ({
    sampling: /** @type {Project["sampling"]} */ (values["sampling"]), maximum_annotations: Number(values["maximum_annotations"]), ...(values["task_per"] ? { imaging: { task_per: /** @type {"series" | "study"} */ (values["task_per"]) } } : {}), overlap_cohort_percentage: Number(values["overlap_cohort_percentage"]),
    show_overlap_first: values["show_overlap_first"] === true, skip_queue: /** @type {Project["skip_queue"]} */ (values["skip_queue"]), show_skip_button: values["show_skip_button"] === true,
    enable_empty_annotation: values["enable_empty_annotation"] === true, show_collab_predictions: values["show_collab_predictions"] === true,
  }),
  group(t.handingOut, "", field({ name: "sampling", label: t.sampling, value: project.sampling, options: [["Sequential sampling", t.samplings.sequential], ["Uniform sampling", t.samplings.uniform], ["Uncertainty sampling", t.samplings.uncertainty]] }),
    takesScans && field({ name: "task_per", label: scans.taskPer, hint: scans.taskPerHint, value: project.imaging?.task_per ?? "series", options: [["series", scans.taskPerSeries], ["study", scans.taskPerStudy]] })),
  group(t.overlap, t.overlapText, h("div", { class: "pair" }, field({ name: "maximum_annotations", label: t.readers, type: "number", value: project.maximum_annotations, required: true, more: { min: 1, max: 100, step: 1 } }),
    field({ name: "overlap_cohort_percentage", label: t.overlapShare, type: "number", value: project.overlap_cohort_percentage, required: true, more: { min: 0, max: 100, step: 1 } })),
  check({ name: "show_overlap_first", label: t.overlapFirst, checked: project.show_overlap_first })),
  group(t.skipping, "", check({ name: "show_skip_button", label: t.showSkip, checked: project.show_skip_button }),
    field({ name: "skip_queue", label: t.skipQueue, value: project.skip_queue, options: [["REQUEUE_FOR_OTHERS", t.skipQueues.others], ["REQUEUE_FOR_ME", t.skipQueues.me], ["IGNORE_SKIPPED", t.skipQueues.ignore]] })),
  group(t.submitting, "", check({ name: "enable_empty_annotation", label: t.allowEmpty, hint: t.allowEmptyHint, checked: project.enable_empty_annotation }),
    check({ name: "show_collab_predictions", label: t.showPredictions, hint: t.showPredictionsHint, checked: project.show_collab_predictions })))
}

/** @param {Project} project */
const danger = (project) => {
  const remove = async () => {
    const tasks = project.task_number ?? 0
    if (!(await confirmRisk({ title: t.deleteProject, text: t.deleteProjectText(count(tasks), count(project.total_annotations_number ?? 0)), action: t.deleteProject, word: project.title }))) return
    try {
      await deleteProject(project.id)
      toast(t.projectDeleted(project.title), { kind: "good" })
      replace("/projects")
    } catch (error) {
      toastError(error)
    }
  }
  return group(t.deleteProject, t.deleteProjectHint, h("div", {}, h("button", { type: "button", class: "btn risk", onclick: () => void remove() }, t.deleteProject)))
}
