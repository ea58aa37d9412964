/** The codes of a project: its own tree, and taking its labels to another version of a system. */

import { referencesOf } from "../../core/codes.js"
import { attribute, parseConfig } from "../../core/config.js"
import { loadStyles } from "../../elements/styles.js"
import { enTerminology as t } from "../../locales/en-terminology.js"
import { request } from "../../net/api.js"
import { terminology } from "../../net/terminology.js"
import { fill, h, icon } from "../dom.js"
import { field } from "../form.js"
import { count, dateTime } from "../format.js"
import { followJob, ImportError } from "../import/upload.js"
import { group } from "../sections.js"
import { getJob } from "../server.js"
import { toast, toastError } from "../toast.js"
import { problemsOf, sendForm } from "./send-release.js"

/** @typedef {import("../server.js").Project} Project */
/** @typedef {import("../server.js").Job} Job */
/** @typedef {import("../../net/terminology.js").Release} Release */
/** @typedef {Readonly<{ code: string, display: string, association: string | null, certain: boolean, in_scope: boolean }>} Proposal */
/** @typedef {Readonly<{ code: string, change: "inactive" | "missing" | "out_of_scope" | "display", labels: number, display: string | null, new_display: string | null, proposals: readonly Proposal[] }>} Change */
/** @typedef {Readonly<{ control: string, system: string, title: string, from: string, to: string, codes: number, labels: number, changes: readonly Change[], counts: Readonly<Record<string, number>> }>} Report */
/** @typedef {Readonly<{ control: string, key: string, version: string }>} Asked a control, and a system it takes codes of */

/**
 * @param {import("../router.js").Room} room
 * @param {HTMLElement} page
 * @param {Project} project
 */
export const openProjectCodes = async (room, page, project) => {
  const [{ releases }] = await Promise.all([terminology.releases({ fresh: true }), loadStyles(["/styles/terminology.css"])])
  if (room.signal.aborted) return
  const asked = [...parseConfig(project.label_config).controls.values()].flatMap((control) => referencesOf(attribute(control, "terminology"))
    .map(({ key, version }) => ({ control: control.name, key: key === "project" ? `project-${project.id}` : key, version })))
  const again = () => void openProjectCodes(room, page, project).catch(toastError)
  fill(page, ownTree(project, releases, again, room.signal), versions(project, releases, asked, room.signal))
}

/**
 * @param {Project} project
 * @param {readonly Release[]} releases
 * @param {() => void} again
 * @param {AbortSignal} signal
 */
const ownTree = (project, releases, again, signal) => {
  const mine = releases.filter((one) => one.key === `project-${project.id}`)
  const state = h("div", { class: "stack", role: "status" })
  const picker = h("input", { type: "file", class: "sr", tabindex: -1, accept: ".json,.xml,.csv,.tsv,.txt", "aria-label": t.upload })
  const button = h("button", { type: "button", class: "btn", onclick: () => picker.click() }, icon("upload"), t.upload)
  picker.addEventListener("change", async () => {
    const [file] = picker.files ?? []
    if (!file) return
    picker.value = ""
    button.disabled = true
    fill(state, h("p", { class: "dim" }, t.uploading))
    const body = new FormData()
    body.append("file", file, file.name)
    /** @type {any} */
    let job = null
    try {
      const answer = await sendForm(`/api/projects/${project.id}/codes/tree`, body, () => undefined, signal)
      job = await getJob(answer.job)
      await followJob(job, () => undefined, signal)
      terminology.forget()
      toast(t.uploaded("project"), { kind: "good" })
      again()
    } catch (error) {
      if (signal.aborted) return
      button.disabled = false
      if (error instanceof ImportError && job) job = await getJob(job.id).catch(() => null)
      const { problems } = problemsOf(error instanceof ImportError ? job : /** @type {{ body?: unknown }} */ (error).body)
      fill(state, h("div", { class: "notice bad", role: "alert" }, icon("warning"), h("div", {}, h("b", {}, t.loadFailed), h("p", {}, error instanceof Error ? error.message : String(error)),
        problems.length > 1 && h("ul", { class: "term-problems" }, problems.slice(0, 50).map((one) => h("li", {}, h("div", { class: "mono xs faint" }, t.problemPlace(one.file, one.line, one.column)), h("div", {}, one.reason)))))))
    }
  })
  return group(t.ownTree, t.ownTreeText, mine.map((one) => h("div", { class: "row" }, icon("terminology"), h("b", {}, one.title), h("span", { class: "faint s grow" }, `${one.version} · ${t.conceptsAndTerms(one.concepts, one.descriptions)} · ${dateTime(one.loaded_at)}`))),
    h("code", { class: "s" }, "<Taxonomy … terminology=\"project\"/>"), state, h("div", {}, button, picker))
}

/**
 * @param {Project} project
 * @param {readonly Release[]} releases
 * @param {readonly Asked[]} asked
 * @param {AbortSignal} signal
 */
const versions = (project, releases, asked, signal) => {
  const place = h("div", { class: "stack" })
  if (asked.length === 0) return group(t.versions, t.versionsText, h("p", { class: "dim" }, t.nothingCoded))
  const question = field({ name: "control", label: t.control, options: asked.map((one, index) => [String(index), `${one.control} · ${one.key}${one.version ? `@${one.version}` : ""}`]) })
  const to = field({ name: "to", label: t.to, options: [] })
  const questionBox = /** @type {HTMLSelectElement} */ (question.querySelector("select"))
  const toBox = /** @type {HTMLSelectElement} */ (to.querySelector("select"))
  const compare = h("button", { type: "button", class: "btn", onclick: () => void ask() }, t.compare)
  const state = h("span", { class: "s dim", role: "status" })
  const chosen = () => asked[Number(questionBox.value)]

  const drawVersions = () => {
    const one = chosen()
    const all = releases.filter((release) => release.key === one?.key && release.state === "ready")
    const present = one?.version || all.find((release) => release.is_default)?.version
    fill(toBox, [...all].sort((a, b) => Number(a.version === present) - Number(b.version === present)).map((release) => h("option", { value: release.version }, `${release.title} ${release.version}`)))
    compare.disabled = all.length === 0
    state.textContent = all.length === 1 ? t.oneVersion : ""
  }
  questionBox.addEventListener("change", drawVersions)
  drawVersions()

  const ask = async () => {
    const one = chosen()
    if (!one || !toBox.value) return
    compare.disabled = true
    state.textContent = t.comparing
    try {
      const { job } = await request("POST", `/api/projects/${project.id}/codes/version`, { body: { control: one.control, system: one.key, to: toBox.value, ...(one.version ? { from: one.version } : {}) } })
      const done = await followJob(await getJob(job), ({ done, total }) => { state.textContent = total > 0 ? `${t.comparing}, ${t.ofCount(done, total)}` : t.comparing }, signal)
      draw(/** @type {any} */ (done.result))
    } catch (error) {
      if (!signal.aborted) toastError(error)
    } finally {
      compare.disabled = false
      state.textContent = ""
    }
  }

  /** @param {Report} report */
  const draw = (report) => fill(place, reportOf(project, report, signal))
  // The last comparison is still true; it need not be made again to be looked at.
  void request("GET", `/api/projects/${project.id}/codes/version`, { signal }).then((last) => { if (last?.report && !signal.aborted) draw(last.report) }, () => undefined)
  return group(t.versions, t.versionsText, h("div", { class: "pair" }, question, to), h("div", { class: "row" }, compare, state), place)
}

/**
 * @param {Project} project
 * @param {Report} report
 * @param {AbortSignal} signal
 */
const reportOf = (project, report, signal) => {
  const title = h("h3", {}, `${report.title} ${report.from} → ${report.to}`)
  if (report.changes.length === 0) return h("div", { class: "stack" }, title, h("p", { class: "good" }, t.reportFine))
  /** @type {Map<string, HTMLSelectElement>} */
  const boxes = new Map()
  const apply = h("button", { type: "button", class: "btn first", onclick: () => void run() }, t.apply)
  const state = h("span", { class: "s dim", role: "status" })
  const chosen = () => [...boxes].flatMap(([code, box]) => (box.value ? [{ code, to: box.value }] : []))
  const mark = () => { apply.disabled = chosen().length === 0 }

  const run = async () => {
    apply.disabled = true
    try {
      const { job } = await request("POST", `/api/projects/${project.id}/codes/version/apply`, { body: { control: report.control, system: report.system, to: report.to, replacements: chosen() } })
      const done = await followJob(await getJob(job), ({ done }) => { state.textContent = count(done) }, signal)
      state.textContent = ""
      toast(t.applied(Number(done.result?.["annotations"] ?? 0)), { kind: "good" })
    } catch (error) {
      if (!signal.aborted) toastError(error)
      mark()
    }
  }

  /** @param {Change} change */
  const row = (change) => {
    const offered = change.proposals.filter((one) => one.in_scope)
    // What the release is certain of is proposed; between several somebody has to choose.
    const certain = offered.filter((one) => one.certain)
    const first = certain.length === 1 ? certain[0]?.code : ""
    const box = offered.length > 0 && h("select", { "aria-label": `${t.proposal}: ${change.code}`, onchange: mark }, h("option", { value: "" }, t.keep), offered.map((one) => h("option", { value: one.code, selected: one.code === first }, `${one.code} ${one.display}`)))
    if (box) boxes.set(change.code, box)
    return h("tr", {}, h("td", { class: "mono" }, change.code), h("td", {}, change.display, change.change === "display" && h("span", { class: "faint" }, ` → ${change.new_display}`)), h("td", {}, h("span", { class: `tag ${change.change === "display" ? "line" : "warn"}` }, t.changes[change.change])),
      h("td", { class: "num" }, count(change.labels)), h("td", {}, box ? h("div", { class: "field small" }, box) : change.change === "display" ? "" : h("span", { class: "faint" }, t.noProposal)))
  }
  const rows = report.changes.map(row)
  mark()
  return h("div", { class: "stack" }, title, h("p", { class: "dim" }, t.inactiveCodes(report.changes.filter((one) => one.change !== "display").length, report.codes)),
    h("table", { class: "code-changes" }, h("thead", {}, h("tr", {}, [t.code, t.name, t.change, t.uses, t.proposal].map((one) => h("th", { scope: "col" }, one)))), h("tbody", {}, rows)),
    boxes.size > 0 && h("div", { class: "row" }, apply, state), h("p", { class: "s faint" }, t.thenName(`${report.system.startsWith("project-") ? "project" : report.system}@${report.to}`), " ", h("a", { class: "link", href: `/projects/${project.id}/settings/interface` }, t.toInterface)))
}
