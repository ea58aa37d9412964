/** Bringing data in: drop or choose files, or paste text. Each file shows how far it is and, if it was refused, where and why. */

import { fill, h, icon, iconButton } from "../dom.js"
import { bytes, count, duration } from "../format.js"
import { importTasks } from "../server.js"
import { t } from "../strings.js"
import { pace, planImport, tasksFromText } from "./plan.js"
import { droppedFiles } from "./drop.js"
import { archiveBox } from "./pacs.js"
import { imageReport, imageSummary } from "./image-report.js"
import { ImportError, uploadBatch } from "./upload.js"

/** @typedef {"waiting" | "sending" | "reading" | "done" | "failed" | "cancelled"} State */
/** @typedef {{ names: string, size: number, batch: import("./plan.js").Batch<File>, state: State, done: number, total: number, message: string, images: import("./upload.js").ImageReport | null, control: AbortController, started: number, row: HTMLElement }} Item */


/**
 * @param {number} project
 * @param {{ key: string, isText: boolean, takesScans: boolean, onImported: (tasks: number) => void, onBusy?: (busy: boolean, failed: number) => void }} options
 *   `key` is what the interface calls its first datum, `isText` whether that is text, `takesScans` whether an archive may have something for it
 * @param {AbortSignal} signal
 * @returns {HTMLElement}
 */
export const importPanel = (project, { key, isText, takesScans, onImported, onBusy }, signal) => {
  /** @type {Item[]} */
  const items = []
  let running = false
  let imported = 0
  let wholeNotes = true

  /** @param {number} tasks that came another way than as files */
  const added = (tasks) => {
    imported += tasks
    summary.textContent = t.tasksAdded(count(imported))
    onImported(tasks)
  }

  const list = h("ul", { class: "files", "aria-label": t.files })
  const summary = h("p", { class: "s dim", role: "status" })
  // No list of endings to accept: files from a scanner often have none.
  const picker = h("input", { type: "file", multiple: true, class: "sr", tabindex: -1, "aria-label": t.chooseFiles })
  const folderPicker = h("input", { type: "file", webkitdirectory: true, class: "sr", tabindex: -1, "aria-label": t.chooseFolder })
  const zone = h("div", { class: "drop" }, icon("upload", 24, "faint"), h("div", {}, h("b", {}, t.dropHere), h("div", { class: "s faint" }, t.dropKinds)),
    h("button", { type: "button", class: "btn", onclick: () => picker.click() }, icon("upload"), t.chooseFiles), picker,
    h("button", { type: "button", class: "btn", onclick: () => folderPicker.click() }, icon("folder"), t.chooseFolder), folderPicker)
  const notes = h("div", { class: "seg", role: "group", "aria-label": t.textFiles }, /** @type {const} */ ([[true, t.fileIsTask], [false, t.lineIsTask]]).map(([whole, title]) =>
    h("button", {
      type: "button", "aria-pressed": String(whole === wholeNotes),
      onclick: (/** @type {Event} */ event) => {
        wholeNotes = whole
        const chosen = /** @type {HTMLElement} */ (event.currentTarget)
        for (const one of chosen.parentElement?.children ?? []) one.setAttribute("aria-pressed", String(one === chosen))
      },
    }, title)))

  /** @param {Item} item */
  const drawItem = (item) => {
    const speed = item.state === "sending" || item.state === "reading" ? pace(item.started, performance.now(), item.done, item.total) : null
    const bar = h("i", { class: "done" })
    bar.style.width = `${item.state === "done" ? 100 : item.total > 0 ? (100 * item.done) / item.total : 0}%`
    const moving = item.state === "sending" || item.state === "reading"
    const said = item.state === "sending" ? (speed ? t.sending(bytes(item.done), bytes(item.total), bytes(speed.rate), duration(speed.left)) : t.sendingNow)
      : item.state === "reading" ? (speed && item.total > 0 ? t.reading(count(item.done), count(item.total), count(Math.round(speed.rate)), duration(speed.left)) : t.readingNow)
      : item.message
    fill(item.row, h("span", { class: `state ${item.state}` }, icon({ waiting: "clock", sending: "upload", reading: "data", done: "check", failed: "warning", cancelled: "close" }[item.state])),
      h("div", { class: "grow" }, h("div", { class: "row" }, h("span", { class: "cut grow", title: item.names }, item.names), h("span", { class: "s faint" }, bytes(item.size))),
        moving && h("div", { class: "meter", role: "progressbar", "aria-label": item.names, "aria-valuemin": 0, "aria-valuemax": 100, "aria-valuenow": Math.round(item.total > 0 ? (100 * item.done) / item.total : 0) }, bar),
        said && h("div", { class: `s ${item.state === "failed" ? "bad" : "dim"}` }, said),
        item.images && imageReport(item.images)),
      item.state === "failed" || item.state === "cancelled" ? iconButton("undo", t.tryAgain, { class: "small", onclick: () => again(item) })
        : item.state !== "done" && iconButton("close", t.cancelFile(item.names), { class: "small", onclick: () => cancel(item) }))
  }

  /** @param {Item} item */
  const cancel = (item) => {
    if (item.state === "waiting") {
      item.state = "cancelled"
      item.message = t.cancelled
      drawItem(item)
    } else item.control.abort()
  }

  /** @param {Item} item */
  const again = (item) => {
    item.state = "waiting"
    item.message = ""
    item.control = new AbortController()
    drawItem(item)
    void run()
  }

  /** @param {readonly File[]} files */
  const take = (files) => {
    for (const batch of planImport(files, { wholeNotes: wholeNotes && isText })) {
      const names = batch.files.length === 1 ? batch.files[0]?.name ?? "" : t.manyFiles(batch.files[0]?.name ?? "", count(batch.files.length - 1))
      const size = batch.files.reduce((sum, one) => sum + one.size, 0)
      const item = { names, size, batch, state: /** @type {State} */ ("waiting"), done: 0, total: size, message: "", images: null, control: new AbortController(), started: 0, row: h("li") }
      items.push(item)
      list.append(item.row)
      drawItem(item)
    }
    void run()
  }

  /** @param {Item} item */
  const runOne = async (item) => {
    item.started = performance.now()
    item.state = "sending"
    drawItem(item)
    try {
      const files = item.batch.kind === "notes" ? [await notesAsJSON(item.batch.files, key)] : item.batch.files
      let drawn = 0
      const { tasks, images } = await uploadBatch(project, files, (progress) => {
        if (progress.phase !== item.state) item.started = performance.now()
        Object.assign(item, { state: progress.phase, done: progress.done, total: progress.total })
        // A fast network reports many times a frame.
        if (performance.now() - drawn > 80) {
          drawn = performance.now()
          drawItem(item)
        }
      }, item.control.signal)
      item.state = "done"
      item.images = images
      item.message = [t.tasksAdded(count(tasks)), images ? imageSummary(images) : ""].filter(Boolean).join(" ")
      imported += tasks
      onImported(tasks)
    } catch (error) {
      const stopped = error instanceof DOMException && error.name === "AbortError"
      item.state = stopped ? "cancelled" : "failed"
      item.message = stopped ? t.cancelled : describe(error)
    }
    drawItem(item)
  }

  const run = async () => {
    if (running) return
    running = true
    onBusy?.(true, 0)
    for (let next = items.find((one) => one.state === "waiting"); next && !signal.aborted; next = items.find((one) => one.state === "waiting")) await runOne(next)
    running = false
    const failed = items.filter((one) => one.state === "failed").length
    onBusy?.(false, failed)
    summary.textContent = [t.tasksAdded(count(imported)), failed > 0 ? t.filesFailed(count(failed)) : ""].filter(Boolean).join(" ")
  }

  signal.addEventListener("abort", () => {
    for (const item of items) if (item.state === "sending") item.control.abort()
  })
  for (const input of [picker, folderPicker]) {
    input.addEventListener("change", () => {
      take([...(input.files ?? [])].filter((file) => !file.name.startsWith(".")))
      input.value = ""
    })
  }
  zone.addEventListener("dragover", (event) => {
    event.preventDefault()
    zone.classList.add("over")
  })
  zone.addEventListener("dragleave", () => zone.classList.remove("over"))
  zone.addEventListener("drop", async (event) => {
    event.preventDefault()
    zone.classList.remove("over")
    if (event.dataTransfer) take(await droppedFiles(event.dataTransfer))
  })
  return h("div", { class: "import stack" }, zone, isText && h("div", { class: "row s" }, h("span", { class: "dim" }, t.textFiles), notes), list, summary, takesScans && archiveBox(project, added, signal), pasteBox(project, key, added))
}

/** @param {unknown} error */
const describe = (error) => {
  // A message that names its file already says the place in its own words.
  if (error instanceof ImportError && error.file && error.message.includes(error.file)) return error.message
  if (error instanceof ImportError) return [[error.file, error.line ? t.line(error.line) : ""].filter(Boolean).join(", "), error.message].filter(Boolean).join(": ")
  return error instanceof Error ? error.message : String(error)
}

/**
 * Whole notes as one JSON list, with the name each came under kept beside the data.
 * @param {readonly File[]} files
 * @param {string} key
 */
const notesAsJSON = async (files, key) => {
  const tasks = await Promise.all(files.map(async (file) => ({ data: { [key]: await file.text() }, meta: { file: file.name } })))
  return new File([JSON.stringify(tasks)], files.length === 1 ? `${files[0]?.name ?? "note"}.json` : "notes.json", { type: "application/json" })
}

/**
 * @param {number} project
 * @param {string} key
 * @param {(tasks: number) => void} onImported
 */
const pasteBox = (project, key, onImported) => {
  const area = h("textarea", { rows: 5, placeholder: t.pasteHere, "aria-label": t.pasteText, spellcheck: "false" })
  const cut = h("select", { "aria-label": t.pasteCut }, h("option", { value: "whole" }, t.pasteWhole), h("option", { value: "line" }, t.lineIsTask))
  const trouble = h("p", { class: "error", role: "alert" })
  const button = h("button", { type: "button", class: "btn", disabled: true }, t.addTasks)
  area.addEventListener("input", () => { button.disabled = area.value.trim() === "" })
  button.addEventListener("click", async () => {
    trouble.textContent = ""
    button.disabled = true
    try {
      const { tasks } = tasksFromText(area.value, key, cut.value === "line" ? "line" : "whole")
      const answer = await importTasks(project, tasks)
      area.value = ""
      onImported(Number(answer.task_count ?? tasks.length))
    } catch (error) {
      trouble.textContent = error instanceof SyntaxError ? t.notJSON(error.message) : describe(error)
      button.disabled = false
    }
  })
  return h("details", { class: "paste" }, h("summary", {}, t.pasteText), h("div", { class: "stack" }, h("div", { class: "field tall" }, area), trouble,
    h("div", { class: "row" }, h("div", { class: "field w220" }, cut), h("span", { class: "grow" }), button)))
}
