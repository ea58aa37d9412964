/** Sending a project's labels to an archive, in the forms that archives keep. */

import { enScans as scans } from "../../locales/en-scans.js"
import { fill, h, icon } from "../dom.js"
import { count } from "../format.js"
import { listArchives, sendToArchive } from "../server.js"
import { t } from "../strings.js"
import { followJob } from "./upload.js"

/** What an archive can keep. */
const SENDABLE = new Set(["DICOM_SEG", "DICOM_SEG_LABELMAP", "DICOM_RTSTRUCT", "DICOM_SR"])

/**
 * Empty where nothing can be sent, or nowhere.
 * @param {number} project
 * @param {readonly { name: string, title: string }[]} formats that this project can be exported in
 */
export const sendBox = (project, formats) => {
  const place = h("div")
  const possible = formats.filter((one) => SENDABLE.has(one.name))
  if (possible.length === 0) return place
  listArchives().then((archives) => {
    if (archives.length === 0) return
    const format = h("select", { "aria-label": t.format }, possible.map((one) => h("option", { value: one.name }, one.title)))
    const archive = h("select", { "aria-label": scans.archive }, archives.map((one) => h("option", { value: one.id }, one.name)))
    const line = h("div", { class: "s dim", role: "status" })
    const button = h("button", {
      type: "button", class: "btn", onclick: async () => {
        button.disabled = true
        try {
          const { job } = await sendToArchive(Number(archive.value), { project, format: format.value })
          await followJob(job, ({ done, total }) => fill(line, scans.sending(count(done), count(total))), new AbortController().signal)
          fill(line, scans.sentTo(archives.find((one) => String(one.id) === archive.value)?.name ?? ""))
        } catch (error) {
          fill(line, h("span", { class: "bad" }, error instanceof Error ? error.message : String(error)))
        }
        button.disabled = false
      },
    }, icon("upload"), scans.sendToArchive)
    fill(place, h("div", { class: "stack" }, h("p", { class: "s dim" }, scans.sendAlso), h("div", { class: "row wrap" }, h("div", { class: "field w220" }, format), h("div", { class: "field w220" }, archive), button), line))
  }, () => undefined)
  return place
}
