/** Sends the files of a release with progress. fetch cannot say how much of a body has left yet, so this goes by XMLHttpRequest, as imports do. */

import { APIError } from "../../net/api.js"
import { enTerminology as t } from "../../locales/en-terminology.js"

/** @typedef {import("../../net/terminology.js").Problem} Problem */

const csrf = () => document.cookie.split("; ").find((part) => part.startsWith("csrftoken="))?.slice("csrftoken=".length) ?? ""

/**
 * @param {string} address
 * @param {FormData} form
 * @param {(done: number, whole: number) => void} progress bytes
 * @param {AbortSignal} signal
 * @returns {Promise<any>}
 */
export const sendForm = (address, form, progress, signal) =>
  new Promise((resolve, reject) => {
    const call = new XMLHttpRequest()
    call.open("POST", address)
    call.setRequestHeader("Accept", "application/json")
    call.setRequestHeader("X-CSRFToken", decodeURIComponent(csrf()))
    call.upload.onprogress = (event) => progress(event.loaded, event.total)
    call.onload = () => {
      /** @type {any} */
      let data = null
      try {
        data = JSON.parse(call.responseText)
      } catch {
        // A proxy's HTML page: the status says enough.
      }
      if (call.status < 400) return resolve(data)
      const fields = data?.validation_errors ? Object.values(data.validation_errors).flat().join(" ") : ""
      reject(new APIError({ status: call.status, detail: fields || data?.detail || `${call.status}`, body: data }))
    }
    call.onerror = () => reject(new APIError({ status: 0, detail: t.cut }))
    call.onabort = () => reject(new DOMException(t.cancelledLoad, "AbortError"))
    signal.addEventListener("abort", () => call.abort(), { once: true })
    call.send(form)
  })

/**
 * What a job or an answer lists as wrong; wherever the server put it.
 * @param {any} body
 * @returns {{ problems: Problem[], count: number }}
 */
export const problemsOf = (body) => {
  const place = [body, body?.error, body?.result].find((one) => Array.isArray(one?.problems))
  const problems = (place?.problems ?? []).map((/** @type {any} */ one) => ({ file: String(one?.file ?? ""), line: typeof one?.line === "number" && one.line > 0 ? one.line : null, column: one?.column || null, reason: String(one?.reason ?? "") }))
  return { problems, count: Number(place?.count ?? problems.length) }
}
