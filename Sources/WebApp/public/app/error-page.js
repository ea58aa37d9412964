/** Pages for what cannot be shown: nothing lives at this address, or the server could not answer. */

import { fill, h, icon } from "./dom.js"
import { t } from "./strings.js"

/** @param {HTMLElement} main */
export const openNotFound = (main) =>
  fill(main, h("div", { class: "empty middle" }, icon("search", 32, "faint"), h("h1", {}, t.notFoundTitle), h("p", {}, t.notFoundText),
    h("a", { class: "btn first", href: "/projects" }, t.toProjects)))

/**
 * @param {HTMLElement} main
 * @param {unknown} error
 * @param {() => void} retry
 */
export const openError = (main, error, retry) => {
  const status = /** @type {{ status?: number }} */ (error).status
  const [title, text] = status === 404 ? [t.goneTitle, t.goneText]
    : status === 403 ? [t.forbiddenTitle, t.forbiddenText]
    : status === undefined || status === 0 ? [t.unreachableTitle, t.unreachableText]
    : [t.brokenTitle, t.brokenText]
  const reason = error instanceof Error ? error.message : String(error)
  fill(main, h("div", { class: "empty middle", role: "alert" }, icon("warning", 32, "warn"), h("h1", {}, title), h("p", {}, text),
    status !== 404 && h("p", { class: "s faint mono" }, reason),
    h("div", { class: "row" }, status !== 404 && status !== 403 && h("button", { type: "button", class: "btn first", onclick: retry }, t.tryAgain),
      h("a", { class: "btn", href: "/projects" }, t.toProjects))))
}
