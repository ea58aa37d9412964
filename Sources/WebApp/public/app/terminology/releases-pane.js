/** What is loaded, what is being loaded, and all that can be done with a release. */

import { enTerminology as t } from "../../locales/en-terminology.js"
import { terminology } from "../../net/terminology.js"
import { confirmRisk, showDialog } from "../dialog.js"
import { fill, h, icon, iconButton } from "../dom.js"
import { bytes, count, dateTime } from "../format.js"
import { cancelJob } from "../server.js"
import { may } from "../session.js"
import { toast, toastError } from "../toast.js"
import { copyText } from "./copy.js"
import { progressText } from "./load-dialog.js"

/** @typedef {import("../../net/terminology.js").Release} Release */
/** @typedef {import("../../net/terminology.js").Loading} Loading */

/**
 * @param {{ load: () => void, changed: () => void }} options
 */
export const makeReleases = ({ load, changed }) => {
  const list = h("div", { class: "term-versions" })
  /** @type {readonly Release[]} */
  let all = []
  /**
   * Whether there is another version to be the default.
   * @param {Release} one
   */
  const isContested = (one) => all.some((other) => other.key === one.key && other.id !== one.id)
  const element = h("section", { class: "term-releases", "aria-label": t.loaded },
    h("header", { class: "row" }, h("h2", {}, t.loaded), h("span", { class: "grow" }), may("loadReleases") && h("button", { type: "button", class: "btn small", onclick: load }, icon("upload"), t.loadRelease)), list)

  /** @param {Release} one */
  const release = (one) => h("button", { type: "button", class: "term-version", "aria-label": t.about(`${one.title} ${one.version}`), onclick: () => void showRelease(one, changed) },
    h("span", { class: `dot ${one.state === "ready" ? "good" : "bad"}`, "aria-hidden": "true" }),
    h("span", { class: "grow" }, h("span", { class: "row" }, h("b", { class: "cut" }, one.title), h("span", { class: "faint s cut" }, one.version), one.is_default && isContested(one) && h("span", { class: "tag line" }, t.default), one.state === "broken" && h("span", { class: "tag bad" }, t.broken)),
      h("span", { class: "xs faint block" }, one.state === "broken" ? one.reason : `${t.conceptsAndTerms(one.concepts, one.descriptions)} · ${t.inUseBy(one.projects.length)}`)))

  /** @param {Loading} one */
  const loading = (one) => {
    const bar = h("i", { class: "done" })
    const share = one.fraction !== undefined ? 100 * one.fraction : one.whole ? Math.min(100, (100 * one.done) / one.whole) : 0
    bar.style.width = `${share}%`
    return h("div", { class: "term-version" }, h("span", { class: "dot accent", "aria-hidden": "true" }), h("div", { class: "grow" },
      h("div", { class: "row" }, h("b", { class: "cut grow" }, one.name), may("loadReleases") && h("button", { type: "button", class: "btn small quiet tight", "aria-label": t.cancelLoading(one.name), onclick: (/** @type {Event} */ event) => {
        /** @type {HTMLButtonElement} */ (event.currentTarget).disabled = true
        void cancelJob(one.job).then(changed, toastError)
      } }, t.cancel)),
      h("div", { class: "meter", role: "progressbar", "aria-label": one.name, "aria-valuemin": 0, "aria-valuemax": 100, "aria-valuenow": Math.round(share) }, bar),
      h("div", { class: "xs faint" }, progressText(one))))
  }

  return {
    element,
    /** @param {import("../../net/terminology.js").Releases} loaded */
    show: ({ releases, loading: jobs }) => {
      all = releases
      // The keyboard stays on the release it is on while progress is drawn.
      const focused = /** @type {HTMLElement | null} */ (list.contains(document.activeElement) ? document.activeElement : null)?.getAttribute("aria-label")
      fill(list, releases.map(release), jobs.map(loading))
      if (focused) /** @type {HTMLElement | undefined} */ ([...list.querySelectorAll("button")].find((one) => one.getAttribute("aria-label") === focused))?.focus()
    },
  }
}

/** @param {Release} one @param {() => void} changed */
const showRelease = (one, changed) =>
  showDialog(`${one.title} ${one.version}`, (close) => {
    const reference = `${one.key}${one.is_default ? "" : `@${one.version}`}`
    const facts = /** @type {readonly (readonly [string, import("../dom.js").Child])[]} */ ([
      [t.version, h("span", { class: "mono s break" }, one.version_uri || one.version)], [t.address, h("span", { class: "mono s break" }, one.uri)],
      [t.size, `${t.activeConcepts(one.active, one.concepts)} · ${bytes(one.bytes)}`], [t.loadedAt, dateTime(one.loaded_at)],
      [t.projects, one.projects.length === 0 ? t.inUseBy(0) : one.projects.map((project, index) => [index > 0 && ", ", h("a", { class: "link", href: `/projects/${project.id}/settings/codes` }, project.title)])],
    ])
    const act = (/** @type {() => Promise<void>} */ work, /** @type {string} */ said) => async () => {
      try {
        await work()
        toast(said, { kind: "good" })
        close()
        changed()
      } catch (error) {
        toastError(error)
      }
    }
    const name = `${one.title} ${one.version}`
    const remove = act(() => terminology.deleteRelease(one.id), t.deleted(name))
    return h("div", { class: "stack" },
      one.state === "broken" && h("div", { class: "notice bad" }, icon("warning"), h("span", {}, one.reason)),
      h("dl", { class: "term-dl" }, facts.map(([title, fact]) => [h("dt", {}, title), h("dd", {}, fact)])),
      h("div", { class: "row" }, h("code", { class: "grow cut" }, t.usage(reference)), iconButton("layers", t.copyCode, { class: "small", onclick: () => void copyText(`terminology="${reference}"`) })),
      one.problems > 0 && h("details", {}, h("summary", {}, t.warnings(one.problems)), h("ul", { class: "term-problems" }, (one.first_problems ?? []).map((problem) => h("li", {}, h("div", { class: "mono xs faint" }, t.problemPlace(problem.file, problem.line || null, problem.column || null)), h("div", {}, problem.reason))))),
      one.licence && h("div", { class: "notice" }, icon("shield"), h("div", {}, h("b", {}, one.licence.title), h("p", { class: "s" }, one.licence.summary), one.licence.notice && h("p", { class: "xs faint" }, one.licence.notice), h("p", { class: "s" }, one.licence.redistributable ? t.redistributable : t.notRedistributable))),
      one.sources.length > 0 && h("details", {}, h("summary", {}, `${t.sources} (${count(one.sources.length)})`), h("ul", { class: "term-sources" }, one.sources.map((file) => h("li", { class: "row s" }, h("span", { class: "grow cut mono", title: file.name }, file.name), h("span", { class: "faint" }, `${count(file.rows)} ${t.rows}`))))),
      may("loadReleases") && h("div", { class: "row end" },
        h("button", { type: "button", class: "btn risk", disabled: one.projects.some((project) => project.pinned), title: one.projects.some((project) => project.pinned) ? t.pinned : undefined, onclick: async () => { if (await confirmRisk({ title: `${t.deleteRelease}: ${name}`, text: t.deleteText, action: t.deleteRelease })) await remove() } }, t.deleteRelease),
        h("span", { class: "grow" }), !one.is_default && one.state === "ready" && h("button", { type: "button", class: "btn", onclick: () => void act(() => terminology.makeDefault(one.id), t.madeDefault(name))() }, t.makeDefault)))
  })
