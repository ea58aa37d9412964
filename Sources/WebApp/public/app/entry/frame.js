/** The quiet page around signing in, setting up and joining. */

import { fill, h } from "../dom.js"
import { mark } from "../shell.js"
import { t } from "../strings.js"

/**
 * @param {import("../router.js").Room} room
 * @param {string} title
 * @param {string} text
 * @param {...import("../dom.js").Child} children
 */
export const entryPage = (room, title, text, ...children) => {
  room.name(title)
  fill(room.main, h("div", { class: "entry-card" }, h("div", { class: "entry-mark" }, mark(40), h("span", {}, "Vesalius")),
    h("h1", {}, title), text !== "" && h("p", { class: "dim" }, text), children), h("p", { class: "entry-foot faint s" }, t.entryFoot))
  const first = room.main.querySelector("input:not([type=hidden])")
  if (first instanceof HTMLInputElement) first.focus()
}
