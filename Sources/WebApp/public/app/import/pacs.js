/** Looking into an archive of the hospital and fetching studies from it into a project. */

import { showDialog } from "../dialog.js"
import { fill, h, icon, iconButton } from "../dom.js"
import { check, field, form } from "../form.js"
import { count } from "../format.js"
import { skeleton } from "../router.js"
import { createArchive, deleteArchive, listArchives, queryArchive, retrieveFromArchive } from "../server.js"
import { may } from "../session.js"
import { enScans as scans } from "../../locales/en-scans.js"
import { t } from "../strings.js"
import { dayText, fetchLine, matchOf, nameText } from "./pacs-text.js"
import { followJob } from "./upload.js"

/** @typedef {import("../server.js").Archive} Archive */
/** @typedef {import("../server.js").FoundStudy} FoundStudy */

/**
 * @param {number} project
 * @param {(tasks: number) => void} onImported
 * @param {AbortSignal} signal
 */
export const archiveBox = (project, onImported, signal) => {
  const place = h("div", { class: "stack" }, skeleton(2))
  const box = h("details", { class: "paste" }, h("summary", {}, scans.fromArchive), place)
  box.addEventListener("toggle", () => { if (box.open) void show() }, { once: true })

  const show = async () => {
    try {
      draw(await listArchives(signal))
    } catch (error) {
      fill(place, trouble(error))
    }
  }

  /** @param {readonly Archive[]} archives */
  const draw = (archives) => {
    const mayAdd = may("managePeople")
    const add = mayAdd && h("button", { type: "button", class: "btn", onclick: async () => { if (await addArchive()) void show() } }, icon("plus"), scans.addArchive)
    if (archives.length === 0) return fill(place, h("p", { class: "dim" }, mayAdd ? scans.noArchiveYet : scans.askForArchive), h("div", { class: "row" }, add))
    const which = h("select", { "aria-label": scans.archive }, archives.map((one) => h("option", { value: one.id }, one.name)))
    const remove = mayAdd && iconButton("close", scans.removeArchive, { class: "small", onclick: async () => { await deleteArchive(Number(which.value)); void show() } })
    fill(place, h("div", { class: "row" }, h("div", { class: "field w220" }, which), remove, h("span", { class: "grow" }), add), search(() => Number(which.value)))
  }

  /** @param {() => number} archive */
  const search = (archive) => {
    const found = h("div", { class: "stack", "aria-live": "polite" })
    return h("div", { class: "stack" }, form({ class: "stack", "aria-label": scans.findStudies }, async (values) => {
      fill(found, skeleton(3))
      try {
        const { items } = await queryArchive(archive(), matchOf(values), signal)
        fill(found, items.length === 0 ? h("p", { class: "dim" }, scans.noStudyFound) : list(archive(), items))
      } catch (error) {
        fill(found)
        throw error
      }
    }, h("div", { class: "row wrap" },
      field({ name: "PatientID", label: scans.patientID, autocomplete: "off" }), field({ name: "PatientName", label: scans.patientName, hint: scans.patientNameHint, autocomplete: "off" }),
      field({ name: "from", label: scans.studyFrom, type: "date" }), field({ name: "to", label: scans.studyTo, type: "date" }),
      field({ name: "ModalitiesInStudy", label: scans.modality, options: [["", scans.anyModality], ...["CT", "MR", "PT", "CR", "DX", "MG", "US", "NM", "XA", "SM"].map((one) => /** @type {const} */ ([one, one]))] })),
    h("div", { class: "row" }, h("button", { class: "btn" }, icon("search"), scans.findStudies))), found)
  }

  /** @param {number} archive @param {readonly FoundStudy[]} studies */
  const list = (archive, studies) => {
    /** @type {Set<string>} */
    const chosen = new Set()
    const line = h("div", { class: "s dim", role: "status" })
    const button = h("button", { type: "button", class: "btn", disabled: true, onclick: () => void retrieve() }, icon("download"), scans.retrieve)
    const head = [scans.studyDate, scans.studyTitle, scans.modality, scans.patient, scans.seriesCount, scans.imageCount]
    const table = h("table", { class: "table studies" }, h("thead", {}, h("tr", {}, h("th", {}, h("span", { class: "sr" }, scans.choose)), head.map((one) => h("th", { scope: "col" }, one)))),
      h("tbody", {}, studies.map((one) => h("tr", {},
        h("td", {}, h("input", {
          type: "checkbox", class: "tick", "aria-label": scans.chooseStudy(one.study_description || dayText(one.study_date)),
          onchange: (/** @type {Event} */ event) => {
            if (/** @type {HTMLInputElement} */ (event.target).checked) chosen.add(one.study)
            else chosen.delete(one.study)
            button.disabled = chosen.size === 0
          },
        })),
        h("td", { class: "num" }, dayText(one.study_date)), h("td", {}, one.study_description ?? ""), h("td", {}, one.modalities.join(" ")),
        h("td", {}, nameText(one.patient_name), " ", h("span", { class: "faint mono" }, one.patient_id ?? "")),
        h("td", { class: "num" }, one.series_count ?? "–"), h("td", { class: "num" }, one.instance_count ?? "–")))))

    const retrieve = async () => {
      const control = new AbortController()
      signal.addEventListener("abort", () => control.abort(), { once: true })
      const stop = iconButton("close", t.cancel, { class: "small", onclick: () => control.abort() })
      button.disabled = true
      try {
        const { job } = await retrieveFromArchive(archive, { project, studies: [...chosen] })
        const ended = await followJob(job, ({ done, total }) => fill(line, fetchLine(count(done), total > 0 ? count(total) : ""), " ", stop), control.signal)
        const tasks = Number(ended.result?.["task_count"] ?? ended.done)
        fill(line, t.tasksAdded(count(tasks)))
        onImported(tasks)
      } catch (error) {
        fill(line, error instanceof DOMException && error.name === "AbortError" ? t.cancelled : trouble(error))
      }
      button.disabled = chosen.size === 0
    }
    return h("div", { class: "stack" }, h("div", { class: "scroll-x" }, table), h("div", { class: "row" }, button, line))
  }
  return box
}

/** @returns {Promise<boolean>} whether one was added */
const addArchive = async () => await showDialog(scans.addArchive, (/** @type {(value: boolean) => void} */ close) => form({ class: "stack", "aria-label": scans.addArchive }, async (values) => {
  await createArchive({
    name: String(values["name"]), url: String(values["url"]), allow_private_network: values["allow_private_network"] === true,
    ...(values["authorization"] ? { authorization: String(values["authorization"]) } : {}),
  })
  close(true)
}, field({ name: "name", label: scans.archiveName, required: true, more: { maxlength: 100 } }),
field({ name: "url", label: scans.archiveURL, hint: scans.archiveURLHint, type: "url", required: true, more: { placeholder: "https://pacs.example.org/dicom-web" } }),
field({ name: "authorization", label: scans.archiveAuthorization, hint: scans.archiveAuthorizationHint, type: "password", autocomplete: "off" }),
check({ name: "allow_private_network", label: scans.archivePrivate, hint: scans.archivePrivateHint, checked: false }),
h("div", { class: "row end" }, h("button", { class: "btn first" }, t.save)))) === true

/** @param {unknown} error */
const trouble = (error) => h("div", { class: "notice bad" }, icon("warning"), error instanceof Error ? error.message : String(error))
