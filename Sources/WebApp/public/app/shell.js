/** The frame: the rail at the left, the bar at the top, and the place where rooms draw. */

import { showDialog } from "./dialog.js"
import { fill, h, icon, iconButton, kbd, svg } from "./dom.js"
import { initialsOf, personName } from "./format.js"
import { setRoomKeys, setWorkbenchKeys, showKeySheet } from "./keys.js"
import { watchConnection } from "./offline.js"
import { openPalette } from "./palette.js"
import { go } from "./router.js"
import { PUBLIC_ROOMS } from "./routes.js"
import { currentUser, endSession, may } from "./session.js"
import { t } from "./strings.js"
import { chooseTheme, currentTheme, isDark } from "./theme.js"
import { toastError } from "./toast.js"

/** @typedef {import("./palette.js").Entry} Entry */
/** @typedef {import("./routes.js").Route} Route */

/** The mark: a V whose thin stroke runs on to the thing it names. */
export const mark = (size = 28) =>
  svg("svg", { class: "ic", width: size, height: size, viewBox: "0 0 28 28", fill: "none", stroke: "currentColor", "stroke-width": 1.5, "stroke-linecap": "round", "stroke-linejoin": "round", "aria-hidden": "true" },
    svg("path", { d: "M2.75 6.75h7" }), svg("path", { d: "M6.2 6.75 13.4 24", "stroke-width": 3, "stroke-linecap": "butt" }),
    svg("path", { d: "M13.4 24 21.2 7.2" }), svg("circle", { cx: 22.25, cy: 4.9, r: 2.4 }))

const flipTheme = () => {
  chooseTheme(isDark() ? "light" : "dark", currentUser()?.id)
}

const leave = async () => {
  try {
    await endSession()
    // A fresh page: nothing of this person's work stays in its memory.
    location.assign("/sign-in")
  } catch (error) {
    toastError(error)
  }
}

/** @param {string | undefined} project */
const rooms = (project) => [
  { href: "/projects", title: t.projects, icon: "projects", keys: "g p" },
  ...(project === undefined ? [] : [
    may("seeData") && { href: `/projects/${project}/data`, title: t.data, icon: "data", keys: "g d" },
    { href: `/projects/${project}/label`, title: t.label, icon: "workbench", keys: "g w" },
    may("changeProject") && { href: `/projects/${project}/settings`, title: t.projectSettings, icon: "settings", keys: "g s" },
  ]),
  { href: "/terminology", title: t.terminology, icon: "terminology", keys: "g t" },
  may("managePeople") && { href: "/people", title: t.people, icon: "people", keys: "g e" },
  { href: "/account", title: t.account, icon: "account", keys: "g a" },
]

/**
 * @param {string | undefined} project
 * @returns {{ href: string, title: string, icon: string, keys: string }[]}
 */
const visibleRooms = (project) => rooms(project).flatMap((one) => (one ? [one] : []))

/**
 * Opens the palette of the shell that is on the page.
 * @type {() => void}
 */
export let openCommands = () => undefined

/** @returns {import("./router.js").Host & { globalKeys: () => import("./router.js").KeyBinding[] }} */
export const makeShell = () => {
  const root = /** @type {HTMLElement} */ (document.getElementById("app"))
  const railIn = h("div", { class: "rail-in" })
  const rail = h("nav", { class: "rail", "aria-label": t.rooms }, railIn)
  const crumbs = h("nav", { class: "crumbs", "aria-label": t.path })
  const whoButton = h("button", { type: "button", class: "iconbtn", "aria-haspopup": "menu" })
  const main = h("main", { class: "room", id: "main", tabindex: -1 })
  const offline = h("div", { hidden: true })
  /** @type {() => readonly Entry[]} */
  let roomCommands = () => []
  /** @type {string | undefined} */
  let project

  openCommands = () => openPalette(commands, toastError)
  const top = h("header", { class: "top" }, crumbs,
    h("button", { type: "button", class: "palette", onclick: () => openCommands(), "aria-label": t.palettePrompt }, icon("search"), h("span", { class: "grow cut" }, t.palettePrompt), kbd("Ctrl K")),
    h("div", { class: "top-end" }, iconButton("keyboard", t.keys, { onclick: () => void showKeySheet() }), iconButton("sun", t.theme, { onclick: flipTheme }), whoButton))
  const skip = h("a", { class: "skip", href: "#main", onclick: (/** @type {Event} */ event) => { event.preventDefault(); main.focus() } }, t.skipToContent)
  const frame = h("div", { class: "app" }, skip, rail, top, main)
  const entry = h("main", { class: "entry" })
  watchConnection(offline)

  whoButton.addEventListener("click", () => void showDialog(t.account, (close) => {
    const user = currentUser()
    const themes = /** @type {const} */ ([["system", t.themeSystem], ["dark", t.themeDark], ["light", t.themeLight]])
    return h("div", { class: "stack" },
      user && h("div", {}, h("b", {}, personName(user)), h("div", { class: "dim s" }, user.email), h("div", { class: "faint s" }, t.roles[user.role ?? "annotator"])),
      h("div", { class: "row" }, h("span", { class: "dim grow" }, t.theme), h("div", { class: "seg", role: "group", "aria-label": t.theme }, themes.map(([theme, title]) =>
        h("button", {
          type: "button", "aria-pressed": String(currentTheme() === theme),
          onclick: (/** @type {Event} */ event) => {
            chooseTheme(theme, user?.id)
            const chosen = /** @type {HTMLElement} */ (event.currentTarget)
            for (const one of chosen.parentElement?.children ?? []) one.setAttribute("aria-pressed", String(one === chosen))
          },
        }, title)))),
      h("div", { class: "row end" }, h("a", { class: "btn", href: "/account", onclick: () => close(undefined) }, t.accountSettings),
        h("button", { type: "button", class: "btn", onclick: () => { close(undefined); void leave() } }, t.signOut)))
  }, { className: "narrow" }))

  /** @returns {readonly Entry[]} */
  const commands = () => [
    ...roomCommands(),
    ...visibleRooms(project).map((one) => ({ title: one.title, note: t.room, icon: one.icon, keys: one.keys, run: () => go(one.href) })),
    ...(may("createProject") ? [{ title: t.newProject, icon: "plus", run: () => go("/projects/new") }] : []),
    { title: t.switchTheme, icon: "sun", run: flipTheme },
    { title: t.keys, icon: "keyboard", keys: "?", run: () => void showKeySheet() },
    { title: t.signOut, icon: "external", run: () => void leave() },
  ]

  /** @param {Route | null} route */
  const drawRail = (route) => {
    const path = route?.path ?? ""
    /** @param {{ href: string, title: string, icon: string, keys: string }} one */
    const link = (one) => {
      const here = one.href === "/projects" ? route?.room === "projects" || route?.room === "new" : path === one.href || path.startsWith(`${one.href}/`) || (one.icon === "data" && route?.room === "data")
      return h("a", { class: "to", href: one.href, title: one.title, "aria-current": here ? "page" : undefined }, icon(one.icon, 20), h("span", {}, one.title), kbd(one.keys.toUpperCase()))
    }
    const all = visibleRooms(project)
    const inside = all.filter((one) => one.href.startsWith("/projects/"))
    const rest = all.filter((one) => !one.href.startsWith("/projects"))
    fill(railIn, h("a", { class: "mark", href: "/projects", "aria-label": t.start }, mark(), h("span", {}, "Vesalius")),
      all.filter((one) => one.href === "/projects").map(link), inside.length > 0 && h("hr"), inside.map(link), h("div", { class: "end" }, rest.map(link)))
  }

  return {
    enter: (route) => {
      roomCommands = () => []
      setRoomKeys([])
      setWorkbenchKeys(route?.room === "label")
      for (const dialog of document.querySelectorAll("dialog[open]")) /** @type {HTMLDialogElement} */ (dialog).close()
      if (route && PUBLIC_ROOMS.has(route.room)) {
        if (entry.parentElement !== root) fill(root, entry)
        return entry
      }
      const user = currentUser()
      project = route && ["data", "label", "settings"].includes(route.room) ? route.params["id"] : undefined
      if (user) {
        const name = t.accountOf(personName(user))
        whoButton.setAttribute("aria-label", name)
        whoButton.title = name
        fill(whoButton, h("span", { class: "who", "aria-hidden": "true" }, initialsOf(user)))
      }
      drawRail(route)
      crumbs.replaceChildren()
      if (frame.parentElement !== root) fill(root, offline, frame)
      offline.classList.toggle("sr", route?.room === "label")
      frame.classList.toggle("bare", route?.room === "label")
      main.className = `room at-${route?.room ?? "nowhere"}`
      main.scrollTop = 0
      // After a change of room the reading position is the new room; the very first page keeps the browser's own start.
      if (document.activeElement !== document.body) main.focus({ preventScroll: true })
      return main
    },
    name: (title, path = []) => {
      document.title = `${title} · Vesalius`
      fill(crumbs, path.map(([text, href], index) => [index > 0 && icon("chevron-right", 12),
        href ? h("a", { href, class: "cut" }, text) : h("span", { class: "cut", "aria-current": "page" }, text)]))
    },
    keys: setRoomKeys,
    commands: (make) => { roomCommands = make },
    signedIn: () => currentUser() !== null,
    fail: (place, error, retry) => {
      void import("./error-page.js").then(({ openError }) => openError(place, error, retry))
    },
    globalKeys: () => [
      { key: "Ctrl k", title: t.palette, run: () => openCommands() },
      { key: "?", title: t.keys, run: () => void showKeySheet() },
      ...["g p", "g d", "g w", "g s", "g t", "g e", "g a"].map((keys) => ({
        key: keys, title: t.goTo[/** @type {keyof typeof t.goTo} */ (keys)],
        run: () => {
          const target = visibleRooms(project).find((one) => one.keys === keys)
          if (target) go(target.href)
        },
      })),
    ],
  }
}
