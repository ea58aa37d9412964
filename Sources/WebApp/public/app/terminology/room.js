/** Room 7: search, the concept, the tree, expressions, and the releases they come from, on one screen. */

import { loadStyles } from "../../elements/styles.js"
import { enTerminology as t } from "../../locales/en-terminology.js"
import { terminology } from "../../net/terminology.js"
import { fill, h, icon, isTyping } from "../dom.js"
import { rewrite, skeleton } from "../router.js"
import { may } from "../session.js"
import { toastError } from "../toast.js"
import { placeAddress, readPlace } from "./address.js"
import { makeConcept } from "./concept-pane.js"
import { copyText } from "./copy.js"
import { makeConsole } from "./ecl-console.js"
import { emptyRoom } from "./empty.js"
import { loadDialog, takesDrops } from "./load-dialog.js"
import { makeReleases } from "./releases-pane.js"
import { makeSearch } from "./search-pane.js"
import { makeTree } from "./tree-pane.js"

/** @typedef {import("../../net/terminology.js").Releases} Releases */

const POLL_MS = 700
/** Browsers refuse an address that changes with every letter. */
const ADDRESS_MS = 250

/** @param {import("../router.js").Room} room */
export const open = async (room) => {
  const { main, signal } = room
  room.name(t.title, [[t.title]])
  fill(main, skeleton(8, "skeleton-row", "room-in"))
  const [all] = await Promise.all([terminology.releases({ fresh: true }), loadStyles(["/styles/codes.css", "/styles/terminology.css"])])
  if (signal.aborted) return
  const load = (/** @type {readonly File[]} */ files = []) => { if (may("loadReleases")) void loadDialog(files, () => void refresh()) }
  /** @type {Releases} */
  let loaded = all
  /** @type {ReturnType<typeof openDesk> | null} */
  let desk = null
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let poll

  const refresh = async () => {
    clearTimeout(poll)
    try {
      const before = loaded.releases.map((one) => `${one.id} ${one.is_default} ${one.state}`).join()
      loaded = await terminology.releases({ fresh: true })
      if (signal.aborted) return
      if (loaded.releases.map((one) => `${one.id} ${one.is_default} ${one.state}`).join() !== before) {
        terminology.forget()
        draw(true)
      } else draw(false)
    } catch (error) {
      if (!signal.aborted) toastError(error)
    }
  }

  /** @param {boolean} changed whether other releases are there than before */
  const draw = (changed) => {
    if (loaded.releases.length === 0 && loaded.loading.length === 0) {
      desk = null
      room.keys([{ key: "l", title: t.loadRelease, run: () => load(), hidden: !may("loadReleases") }])
      fill(main, emptyRoom(load, signal))
    } else if (!desk) {
      desk = openDesk(room, () => loaded, load, refresh)
      fill(main, desk.element)
      desk.begin()
    }
    desk?.update(loaded, changed)
    if (loaded.loading.length > 0) poll = setTimeout(() => void refresh(), POLL_MS)
  }
  signal.addEventListener("abort", () => clearTimeout(poll))
  draw(false)
}

/**
 * @param {import("../router.js").Room} room
 * @param {() => Releases} loaded
 * @param {(files?: readonly File[]) => void} load
 * @param {() => Promise<void>} refresh
 */
const openDesk = (room, loaded, load, refresh) => {
  const { signal } = room
  const asked = readPlace(room.route.query)
  /** @type {import("./address.js").Place} */
  let place = asked
  const releases = () => loaded().releases
  const element = h("div", { class: "term" })
  const address = (/** @type {string} */ system, /** @type {string} */ code) => placeAddress({ system, code })

  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let soon
  /** @param {Partial<import("./address.js").Place>} next */
  const say = (next) => {
    place = { ...place, ...next }
    clearTimeout(soon)
    soon = setTimeout(() => rewrite(placeAddress(place)), ADDRESS_MS)
  }
  signal.addEventListener("abort", () => clearTimeout(soon))

  /**
   * @param {string} system
   * @param {string} code
   * @param {{ visit?: boolean, focus?: boolean }} [how] `visit`: a step one may want to go back from
   */
  const show = async (system, code, how = {}) => {
    if (how.visit && (place.code !== code || place.system !== system) && place.code !== "") history.pushState(null, "", placeAddress({ ...place, system, code }))
    say({ system, code })
    openSide(false)
    const found = await concept.show(system, code)
    if (how.focus) concept.element.focus({ preventScroll: true })
    if (found && !signal.aborted) {
      room.name(`${found.code} ${found.display}`, [[t.title, "/terminology"], [found.code]])
      if (found.active) await tree.reveal(system, found)
    }
  }

  const search = makeSearch({
    releases, toTree: () => { openSide(true); tree.focus() }, typed: (q) => say({ q }), renamed: () => { concept.again(); if (place.code) void show(place.system, place.code) },
    open: (system, item, { take }) => void show(system, item.code, { visit: take, focus: take }),
  }, signal)
  const concept = makeConcept({
    open: (system, code) => void show(system, code, { visit: true, focus: true }), address, dialect: (system) => search.dialectIndex(system), release: (system) => releases().find((one) => one.key === system && one.is_default) ?? releases().find((one) => one.key === system),
    intoConsole: (system, code, display) => console.put(system, `<< ${code} |${display.replaceAll("|", " ")}|`),
  }, signal)
  const tree = makeTree({ open: (system, code) => void show(system, code, { visit: true }) })
  const console = makeConsole({ open: (system, code) => void show(system, code, { visit: true }), ran: (_, ecl) => say({ ecl }), frame: () => element }, signal)
  const list = makeReleases({ load: () => load(), changed: () => void refresh() })
  const summary = h("span", { class: "s faint", role: "status" })

  const openSide = (/** @type {boolean} */ on) => {
    element.classList.toggle("side-open", on)
    sideButton.setAttribute("aria-expanded", String(on))
    fill(sideButton, icon(on ? "text" : "terminology"), on ? t.concept : t.tree)
  }
  const sideButton = h("button", { type: "button", class: "btn small term-side-button", "aria-expanded": "false", "aria-controls": "term-side", onclick: () => openSide(!element.classList.contains("side-open")) }, icon("terminology"), t.tree)
  const middle = h("div", { class: "term-middle" }, sideButton, concept.element)
  fill(element, h("h1", { class: "sr" }, t.title), search.element, middle, h("aside", { class: "term-side", id: "term-side", "aria-label": t.tree }, tree.element, list.element, h("div", { class: "term-summary" }, summary)), console.element)
  if (may("loadReleases")) takesDrops(element, load, signal)
  element.addEventListener("keydown", (event) => {
    if (event.key === "Tab" && event.shiftKey && event.target instanceof Element && event.target.matches("code-tree")) {
      event.preventDefault()
      openSide(false)
      search.focus()
    }
  }, { signal })

  room.keys([
    { key: "/", title: t.searchAll, run: () => search.focus() },
    { key: "c", title: t.copyCode, run: () => { if (place.code) void copyText(place.code) } },
    { key: "t", title: t.tree, run: () => { openSide(true); tree.focus() } },
    { key: "e", title: t.expression, run: () => console.focus() },
    { key: "l", title: t.loadRelease, run: () => load(), hidden: !may("loadReleases") },
  ])
  room.commands(() => [
    ...(may("loadReleases") ? [{ title: t.loadRelease, note: t.title, icon: "upload", run: () => load() }] : []),
    { title: t.console, note: t.title, icon: "terminology", run: () => console.focus() },
    ...(place.code ? [{ title: t.copyCode, note: place.code, icon: "layers", run: () => void copyText(place.code) }, { title: t.copyLink, note: place.code, icon: "link", run: () => void copyText(new URL(placeAddress({ system: place.system, code: place.code }), location.href).href) }] : []),
  ])

  return {
    element,
    begin: () => {
      console.systems(releases())
      if (asked.ecl) {
        console.begin(asked.system, asked.ecl)
        void console.run()
      }
      // An address with a code opens that code, whatever its search finds.
      if (asked.q) void search.search(asked.q, asked.code)
      if (asked.code) void show(asked.system, asked.code)
      if (!isTyping(document.activeElement) && !asked.code) search.focus()
    },
    /** @param {Releases} all @param {boolean} changed */
    update: (all, changed) => {
      list.show(all)
      tree.systems(all.releases)
      summary.textContent = [t.systemsLoaded(new Set(all.releases.map((one) => one.key)).size), all.loading.length > 0 ? t.loadingNow(all.loading.length) : ""].filter(Boolean).join(", ")
      if (!changed) return
      console.systems(all.releases)
      search.refresh(place.code)
    },
  }
}
