/** Loading a release: choose its files, see its licence, send, and watch it being read and indexed. Closing the dialog stops nothing that the server has begun. */

import { enTerminology as t } from "../../locales/en-terminology.js"
import { terminology } from "../../net/terminology.js"
import { showDialog } from "../dialog.js"
import { fill, h, icon } from "../dom.js"
import { check, field } from "../form.js"
import { bytes, count, duration } from "../format.js"
import { droppedFiles } from "../import/drop.js"
import { pace } from "../import/plan.js"
import { cancelJob, getJob } from "../server.js"
import { toast } from "../toast.js"
import { kindOf, sentName } from "./release-kind.js"
import { problemsOf, sendForm } from "./send-release.js"

/** @typedef {import("./send-release.js").Problem} Problem */

const POLL_MS = 500
/** More problems than that nobody reads in a dialog. */
const SHOWN = 100

/**
 * @param {readonly File[]} chosen files that were dropped on the page, or none
 * @param {() => void} changed a job has begun or ended
 * @returns {Promise<void>}
 */
export const loadDialog = async (chosen, changed) => {
  const control = new AbortController()
  let sent = false
  await showDialog(t.loadRelease, (close) => {
    const place = h("div", { class: "stack" })
    if (chosen.length > 0) confirm(place, chosen)
    else choose(place)

    /** @param {HTMLElement} box */
    function choose(box) {
      const picker = h("input", { type: "file", multiple: true, class: "sr", tabindex: -1, "aria-label": t.chooseFiles })
      const folder = h("input", { type: "file", webkitdirectory: true, class: "sr", tabindex: -1, "aria-label": t.chooseFolder })
      for (const input of [picker, folder]) input.addEventListener("change", () => {
        const files = [...(input.files ?? [])].filter((file) => !file.name.startsWith("."))
        if (files.length > 0) confirm(box, files)
      })
      const zone = h("div", { class: "drop" }, icon("upload", 24, "faint"), h("div", { class: "grow" }, h("b", {}, t.dropRelease), h("div", { class: "s faint" }, t.dropKinds)),
        h("button", { type: "button", class: "btn", onclick: () => picker.click() }, icon("upload"), t.chooseFiles), picker,
        h("button", { type: "button", class: "btn", onclick: () => folder.click() }, icon("folder"), t.chooseFolder), folder)
      takesDrops(zone, (files) => confirm(box, files))
      fill(box, zone)
    }

    /** @param {HTMLElement} box @param {readonly File[]} files */
    function confirm(box, files) {
      const kind = kindOf(files)
      const size = files.reduce((sum, file) => sum + file.size, 0)
      const name = files.length === 1 ? files[0]?.name ?? "" : sentName(/** @type {File} */ (files[0])).split("/")[0] ?? ""
      const agree = h("input", { type: "checkbox", class: "tick", name: "agree", autofocus: true })
      const load = h("button", { class: "btn first", disabled: true }, icon("upload"), t.load)
      agree.addEventListener("change", () => { load.disabled = !agree.checked })
      const form = h("form", { class: "stack", "aria-label": t.loadRelease },
        h("div", { class: "row" }, icon("data"), h("b", { class: "cut" }, name), h("span", { class: "faint s grow" }, t.filesChosen(files.length, bytes(size))), h("button", { type: "button", class: "btn small", onclick: () => choose(box) }, t.chooseOthers)),
        h("div", { class: "notice" }, icon("shield"), h("div", { class: "stack tight" }, h("b", {}, t.licenceFirst), h("p", { class: "s" }, kind ? `${t.looksLike(kind.name)} ${kind.licence}` : t.unknownFiles), h("label", { class: "check" }, agree, t.agreed))),
        h("details", {}, h("summary", {}, t.details), h("div", { class: "stack" }, h("div", { class: "pair" }, field({ name: "key", label: t.key, hint: t.keyHint }), field({ name: "version", label: t.versionField, hint: t.versionHint })),
          h("div", { class: "pair" }, field({ name: "title", label: t.titleField }), field({ name: "vocabularies", label: t.vocabularies, hint: t.vocabulariesHint })))),
        check({ name: "make_default", label: t.beDefault, checked: true }),
        h("div", { class: "row end" }, h("button", { type: "button", class: "btn", onclick: () => close() }, t.cancel), load))
      form.addEventListener("submit", (event) => {
        event.preventDefault()
        void send(box, files, name, form)
      })
      fill(box, form)
      agree.focus()
    }

    /** @param {HTMLElement} box @param {readonly File[]} files @param {string} name @param {HTMLFormElement} form */
    async function send(box, files, name, form) {
      const body = new FormData()
      // The fields first: the server knows what to do with the files when they come.
      for (const key of ["key", "title", "version", "vocabularies"]) {
        const value = String(new FormData(form).get(key) ?? "").trim()
        if (value !== "") body.append(key, value)
      }
      body.append("make_default", String(new FormData(form).get("make_default") !== null))
      for (const file of files) body.append("file", file, sentName(file))
      const { element, set } = meter(name)
      const stop = h("button", { type: "button", class: "btn", onclick: () => control.abort() }, t.cancel)
      fill(box, element, h("div", { class: "row end" }, stop))
      const started = performance.now()
      try {
        const answer = await sendForm("/api/terminology/releases", body, (done, whole) => {
          const speed = pace(started, performance.now(), done, whole)
          set(done, whole, t.sending(bytes(done), bytes(whole), speed ? duration(speed.left) : ""))
        }, control.signal)
        sent = true
        changed()
        await follow(box, answer.job?.id ?? answer.job, name)
      } catch (error) {
        if (/** @type {Error} */ (error).name === "AbortError") return fill(box, h("p", { role: "status" }, t.cancelledLoad), again(box))
        failed(box, error instanceof Error ? error.message : String(error), problemsOf(/** @type {{ body?: unknown }} */ (error).body))
      }
    }

    /** @param {HTMLElement} box @param {number | string} id @param {string} name */
    async function follow(box, id, name) {
      const { element, set } = meter(name)
      const stop = h("button", { type: "button", class: "btn", onclick: () => { stop.disabled = true; void cancelJob(id).catch(() => { stop.disabled = false }) } }, t.cancel)
      fill(box, element, h("p", { class: "s faint" }, t.canClose), h("div", { class: "row end" }, stop, h("button", { type: "button", class: "btn", onclick: () => close() }, t.done)))
      for (;;) {
        const [job, { loading }] = await Promise.all([getJob(id), terminology.releases({ fresh: true }).catch(() => ({ loading: [] }))])
        if (job.state === "completed") {
          terminology.forget()
          changed()
          toast(t.loadedWell(name), { kind: "good" })
          if (box.isConnected) close()
          return
        }
        if (job.state === "cancelled") {
          changed()
          return fill(box, h("p", { role: "status" }, t.cancelledLoad), again(box))
        }
        if (job.state === "failed") {
          changed()
          return failed(box, job.error?.message ?? job.message ?? t.loadFailed, problemsOf(job))
        }
        const now = loading.find((one) => String(one.job) === String(id))
        const done = now?.fraction === undefined ? { done: now?.done ?? job.done, whole: now?.whole ?? job.total ?? 0 } : { done: now.fraction, whole: 1 }
        set(done.done, done.whole, progressText(now ?? { step: job.message ?? "", done: job.done, whole: job.total, eta_seconds: null }))
        await new Promise((resolve) => setTimeout(resolve, POLL_MS))
        if (!box.isConnected) return
      }
    }

    /** @param {HTMLElement} box */
    function again(box) {
      return h("div", { class: "row end" }, h("button", { type: "button", class: "btn", onclick: () => choose(box) }, t.chooseOthers), h("button", { type: "button", class: "btn", onclick: () => close() }, t.done))
    }

    /** @param {HTMLElement} box @param {string} message @param {{ problems: readonly Problem[], count: number }} found */
    function failed(box, message, { problems, count: all }) {
      fill(box, h("div", { class: "notice bad", role: "alert" }, icon("warning"), h("div", {}, h("b", {}, t.loadFailed), h("p", {}, message), h("p", { class: "s faint" }, t.keptBefore))),
        problems.length > 0 && h("ul", { class: "term-problems" }, problems.slice(0, SHOWN).map((one) => h("li", {}, h("div", { class: "mono xs faint" }, t.problemPlace(one.file, one.line, one.column)), h("div", {}, one.reason))),
          all > Math.min(problems.length, SHOWN) && h("li", { class: "faint" }, t.moreProblems(all - Math.min(problems.length, SHOWN)))), again(box))
    }
    return place
  }, { wide: true })
  // While files are still going out, closing ends it: half a release is none.
  if (!sent) control.abort()
}

/**
 * What a running job says, in one line.
 * @param {Pick<import("../../net/terminology.js").Loading, "step" | "done" | "whole" | "eta_seconds">} job
 */
export const progressText = ({ step, done, whole, eta_seconds: eta }) =>
  [t.steps[step] ?? step, whole ? t.ofCount(done, whole) : done > 0 ? count(done) : "", eta !== null && eta !== undefined ? t.left(duration(eta)) : ""].filter(Boolean).join(", ")

/** @param {string} name */
const meter = (name) => {
  const bar = h("i", { class: "done" })
  const track = h("div", { class: "meter", role: "progressbar", "aria-label": name, "aria-valuemin": 0, "aria-valuemax": 100 }, bar)
  const words = h("div", { class: "s dim", role: "status" })
  return {
    element: h("div", { class: "stack tight" }, h("b", { class: "cut" }, name), track, words),
    /** @param {number} done @param {number} whole @param {string} text */
    set: (done, whole, text) => {
      const share = whole > 0 ? Math.min(100, (100 * done) / whole) : 0
      bar.style.width = `${share}%`
      track.setAttribute("aria-valuenow", String(Math.round(share)))
      if (words.textContent !== text) words.textContent = text
    },
  }
}

/**
 * @param {HTMLElement} zone
 * @param {(files: readonly File[]) => void} take
 * @param {AbortSignal} [signal]
 */
export const takesDrops = (zone, take, signal) => {
  const options = signal ? { signal } : {}
  zone.addEventListener("dragover", (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return
    event.preventDefault()
    zone.classList.add("over")
  }, options)
  zone.addEventListener("dragleave", () => zone.classList.remove("over"), options)
  zone.addEventListener("drop", async (event) => {
    event.preventDefault()
    zone.classList.remove("over")
    if (!event.dataTransfer) return
    const files = await droppedFiles(event.dataTransfer)
    if (files.length > 0) take(files)
  }, options)
}
