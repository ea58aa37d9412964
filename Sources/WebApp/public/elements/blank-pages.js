import { h, icon } from "./dom.js"

/** What stands in the place of a task: on its way, none left, or out of reach. Each says what comes next. */

/** The bones of a task that is on its way; no spinner. */
export function waitingPage() {
  const lines = [92, 86, 95, 60, 88].map(width => {
    const bone = h("i")
    bone.style.inlineSize = `${width}%`
    return bone
  })
  return h("div", { class: "wb waiting", "aria-busy": "true" }, h("div", { class: "wb-top" }), h("div", { class: "wb-bar" }), h("div", { class: "wb-stage" }, h("div", { class: "skeleton" }, ...lines)), h("div", { class: "wb-panel" }), h("div", { class: "wb-status" }))
}

/** @param {{ leave: () => void, again: (() => void) | null, status: HTMLElement }} parts `again` opens the last task once more */
export const donePage = ({ leave, again, status }) => h("div", { class: "nothing whole" }, icon("check"), h("b", {}, "Nothing is left to label"),
  h("p", {}, "Every task of this project that is yours has been handed in."),
  h("button", { type: "button", class: "wbtn big", onclick: leave }, "Back to the data"),
  again && h("button", { type: "button", class: "wbtn quiet", onclick: again }, "Look at the last one again"), status)

/**
 * @param {string} reason
 * @param {() => void} retry
 */
export const failedPage = (reason, retry) => h("div", { class: "nothing whole", role: "alert" }, icon("warning"), h("b", {}, "The task could not be opened"), h("p", {}, reason),
  h("button", { type: "button", class: "wbtn big", onclick: retry }, "Try again"))

/**
 * Work was handed in without a line to the server, and no other task is at hand.
 *
 * @param {boolean} durable whether this browser keeps it
 * @param {() => void} retry
 */
export const strandedPage = (durable, retry) => h("div", { class: "nothing whole", role: "alert" }, icon("warning"), h("b", {}, "The server cannot be reached"),
  h("p", {}, `Your work on this task is kept ${durable ? "in this browser" : "in this window"} and will be sent. The next task opens when the server answers.`),
  h("button", { type: "button", class: "wbtn big", onclick: retry }, "Try now"))
