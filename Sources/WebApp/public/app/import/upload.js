/** Sends one request of an import with progress, then follows the server's job until it has ended. */

import { APIError } from "../../net/api.js"
import { cancelJob, getJob } from "../server.js"
import { t } from "../strings.js"

/** @typedef {import("../server.js").Job} Job */
/** @typedef {{ phase: "sending" | "reading", done: number, total: number }} Progress `sending` counts bytes, `reading` tasks */
/**
 * @typedef {Readonly<{
 *   files: number, duplicates: number, passed_over: number, label_files: number, refused: readonly Readonly<{ file: string, reason: string }>[],
 *   series: readonly Readonly<{ id: number, frames: number, version: number, is_new: boolean, has_new_task: boolean, problems: readonly string[] }>[],
 * }>} ImageReport what became of scans
 */

const POLL_MS = 400

const csrf = () => document.cookie.split("; ").find((part) => part.startsWith("csrftoken="))?.slice("csrftoken=".length) ?? ""

/**
 * fetch cannot say how much of a body has left yet, so this is the one place with XMLHttpRequest.
 * @param {number} project
 * @param {readonly File[]} files
 * @param {(progress: Progress) => void} progress
 * @param {AbortSignal} signal
 * @returns {Promise<any>}
 */
const send = (project, files, progress, signal) =>
  new Promise((resolve, reject) => {
    const form = new FormData()
    for (const file of files) form.append("file", file, file.name)
    const call = new XMLHttpRequest()
    call.open("POST", `/api/projects/${project}/import`)
    call.setRequestHeader("Accept", "application/json")
    call.setRequestHeader("Prefer", "respond-async")
    call.setRequestHeader("X-CSRFToken", decodeURIComponent(csrf()))
    call.upload.onprogress = (event) => progress({ phase: "sending", done: event.loaded, total: event.total })
    call.onload = () => {
      /** @type {any} */
      let data = null
      try {
        data = JSON.parse(call.responseText)
      } catch {
        // A proxy's HTML page: the status says enough.
      }
      if (call.status < 400) resolve(data)
      else reject(new APIError({ status: call.status, detail: refusal(call.status, data), body: data }))
    }
    call.onerror = () => reject(new APIError({ status: 0, detail: t.uploadCut }))
    call.onabort = () => reject(new DOMException(t.cancelled, "AbortError"))
    signal.addEventListener("abort", () => call.abort(), { once: true })
    call.send(form)
  })

/** @param {number} status @param {any} data */
const refusal = (status, data) => {
  const fields = data?.validation_errors ? Object.values(data.validation_errors).flat().join(" ") : ""
  return fields || data?.detail || (status === 413 ? t.tooLarge : t.serverSaid(status))
}

/** @param {number} ms @param {AbortSignal} signal */
const pause = (ms, signal) => new Promise((resolve) => {
  const timer = setTimeout(resolve, ms)
  signal.addEventListener("abort", () => { clearTimeout(timer); resolve(undefined) }, { once: true })
})

/**
 * Asks after a job until it has ended well; throws an {@link ImportError} if it failed.
 * @param {Job} job
 * @param {(progress: { done: number, total: number }) => void} progress
 * @param {AbortSignal} signal aborting cancels the job
 */
export const followJob = async (job, progress, signal) => {
  while (job.state === "queued" || job.state === "running") {
    progress({ done: job.done, total: job.total ?? 0 })
    await pause(POLL_MS, signal)
    if (signal.aborted) {
      await cancelJob(job.id)
      throw new DOMException(t.cancelled, "AbortError")
    }
    job = await getJob(job.id)
  }
  if (job.state === "cancelled") throw new DOMException(t.cancelled, "AbortError")
  if (job.state === "failed") throw new ImportError(job.error)
  return job
}

/**
 * @param {number} project
 * @param {readonly File[]} files
 * @param {(progress: Progress) => void} progress
 * @param {AbortSignal} signal aborting cancels the request or the job, whichever runs
 * @returns {Promise<{ tasks: number, images: ImageReport | null }>}
 */
export const uploadBatch = async (project, files, progress, signal) => {
  const answer = await send(project, files, progress, signal)
  /** @type {Job | undefined} */
  let job = answer?.job
  if (!job) return { tasks: Number(answer?.task_count ?? 0), images: answer?.images ?? null }
  job = await followJob(job, ({ done, total }) => progress({ phase: "reading", done, total }), signal)
  return { tasks: Number(job.result?.["task_count"] ?? job.done), images: /** @type {ImageReport | null} */ (job.result?.["images"] ?? null) }
}

/** What the server found wrong in a file, and where. */
export class ImportError extends Error {
  /** @param {Job["error"]} error */
  constructor(error) {
    super(error?.message ?? t.importFailed)
    this.name = "ImportError"
    this.file = error?.file
    this.line = error?.line
  }
}
