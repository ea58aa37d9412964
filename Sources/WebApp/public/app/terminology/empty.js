/** The room before anything is loaded: what a release is, where to get one, and the way to load it. */

import { enTerminology as t } from "../../locales/en-terminology.js"
import { h, icon, kbd } from "../dom.js"
import { may } from "../session.js"
import { takesDrops } from "./load-dialog.js"

/**
 * @param {(files?: readonly File[]) => void} load
 * @param {AbortSignal} signal
 */
export const emptyRoom = (load, signal) => {
  const element = h("div", { class: "empty middle term-empty" }, icon("terminology", 48, "faint"), h("h1", {}, t.emptyTitle), h("p", {}, t.emptyText),
    may("loadReleases") ? h("button", { type: "button", class: "btn first", onclick: () => load() }, icon("upload"), t.loadRelease, kbd("L")) : h("p", { class: "faint" }, t.emptyForOthers),
    h("section", {}, h("h2", {}, t.getReleases), h("dl", { class: "term-publishers" }, t.publishers.map((one) => [h("dt", {}, one.name), h("dd", {}, one.from, h("span", { class: "faint block s" }, one.file))]))))
  if (may("loadReleases")) takesDrops(element, load, signal)
  return element
}
