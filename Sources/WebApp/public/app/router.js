/**
 * Opens the room of the address. Every room is a module loaded when it is first needed; leaving one aborts its signal, and with it every
 * listener and request it made.
 */

import { h } from "./dom.js"
import { matchRoute, PUBLIC_ROOMS } from "./routes.js"
import { t } from "./strings.js"

/** @typedef {import("./routes.js").Route} Route */
/**
 * What a room gets to work with.
 * @typedef {object} Room
 * @property {HTMLElement} main where it draws
 * @property {AbortSignal} signal aborted when the room is left
 * @property {Route} route
 * @property {(title: string, crumbs?: readonly (readonly [string, string?])[]) => void} name sets the window's title and the path at the top
 * @property {(keys: readonly KeyBinding[]) => void} keys that work while this room is open
 * @property {(guard: () => boolean) => void} guard asked before leaving; true means there is unsaved work
 * @property {(commands: () => readonly import("./palette.js").Entry[]) => void} commands of this room for the palette
 */
/** @typedef {{ key: string, title: string, run: (event: KeyboardEvent) => void, hidden?: boolean }} KeyBinding */
/** @typedef {{ open: (room: Room) => void | Promise<void> }} RoomModule */

/** @type {Readonly<Record<import("./routes.js").RoomName, () => Promise<RoomModule>>>} */
const ROOMS = {
  projects: () => import("./projects/room.js"),
  new: () => import("./new-project/room.js"),
  data: () => import("./data/room.js"),
  label: () => import("./label.js"),
  settings: () => import("./settings/room.js"),
  account: () => import("./account/room.js"),
  people: () => import("./people.js"),
  terminology: () => import("./terminology/room.js"),
  "sign-in": () => import("./entry/sign-in.js"),
  setup: () => import("./entry/setup.js"),
  "sign-up": () => import("./entry/sign-up.js"),
}

/**
 * @typedef {object} Host the shell, as the router sees it
 * @property {(route: Route | null) => HTMLElement} enter prepares the frame and gives the place to draw in
 * @property {(title: string, crumbs?: readonly (readonly [string, string?])[]) => void} name
 * @property {(keys: readonly KeyBinding[]) => void} keys
 * @property {(commands: () => readonly import("./palette.js").Entry[]) => void} commands
 * @property {() => boolean} signedIn
 * @property {(main: HTMLElement, error: unknown, retry: () => void) => void} fail shows an error page
 */

/** @type {Host | null} */
let host = null
/** @type {AbortController | null} */
let open = null
/** @type {(() => boolean) | null} */
let guard = null
/** The address on the screen, to go back to when somebody decides to stay. */
let shown = ""

/** @param {string} href */
export const go = (href) => {
  if (!mayLeave()) return
  history.pushState(null, "", href)
  void show()
}

/** @param {string} href */
export const replace = (href) => {
  history.replaceState(null, "", href)
  void show()
}

/**
 * Writes the state of the room into the address without opening it anew.
 * @param {string} href
 */
export const rewrite = (href) => {
  history.replaceState(null, "", href)
  shown = href
}

const mayLeave = () => {
  if (guard?.() && !confirm(t.leaveUnsaved)) return false
  guard = null
  return true
}

/** Opens the room of the present address, leaving the one before. */
export const show = async () => {
  if (!host) return
  const hostNow = host
  open?.abort()
  const control = new AbortController()
  open = control
  guard = null
  shown = location.pathname + location.search
  const route = matchRoute(shown)
  if (route && !PUBLIC_ROOMS.has(route.room) && !hostNow.signedIn()) {
    return replace(`/sign-in?next=${encodeURIComponent(shown)}`)
  }
  const main = hostNow.enter(route)
  main.replaceChildren()
  if (!route) {
    const { openNotFound } = await import("./error-page.js")
    hostNow.name(t.notFoundTitle)
    return openNotFound(main)
  }
  try {
    const module = await ROOMS[route.room]()
    if (control.signal.aborted) return
    await module.open({
      main, route, signal: control.signal, name: hostNow.name, keys: hostNow.keys, commands: hostNow.commands,
      guard: (check) => { guard = check },
    })
  } catch (error) {
    if (control.signal.aborted) return
    if (/** @type {{ status?: number }} */ (error).status === 401) return replace(`/sign-in?next=${encodeURIComponent(shown)}`)
    hostNow.fail(main, error, () => void show())
  }
}

/**
 * Begins to load a room's modules before it is known whether it may be opened: the answer about the session takes as long.
 * @param {import("./routes.js").RoomName} name
 */
export const preload = (name) => void ROOMS[name]().catch(() => undefined)

/**
 * Follows links inside the page without loading it again, and the browser's own back and forward.
 * @param {Host} shell
 */
export const startRouter = (shell) => {
  host = shell
  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    const link = event.target instanceof Element ? event.target.closest("a[href]") : null
    if (!(link instanceof HTMLAnchorElement) || link.target || link.hasAttribute("download") || link.origin !== location.origin) return
    if (link.pathname.startsWith("/api/") || link.pathname.startsWith("/data/")) return
    if (link.hash && link.pathname === location.pathname && link.search === location.search) return
    event.preventDefault()
    go(link.pathname + link.search)
  })
  addEventListener("popstate", () => {
    if (mayLeave()) void show()
    else history.pushState(null, "", shown)
  })
  addEventListener("beforeunload", (event) => {
    if (guard?.()) {
      event.preventDefault()
      event.returnValue = ""
    }
  })
  return show()
}

/** A flat placeholder in the shape of what is coming. */
export const skeleton = (rows = 6, className = "skeleton-row", more = "") =>
  h("div", { class: `skeleton ${more}`.trim(), "aria-hidden": "true" }, Array.from({ length: rows }, () => h("div", { class: className })))
