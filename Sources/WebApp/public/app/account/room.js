/** Your account: who you are here, how you get in, and how the interface behaves for you. */

import { fill } from "../dom.js"
import { skeleton } from "../router.js"
import { sectionedRoom } from "../sections.js"
import { t } from "../strings.js"
import { openAppearance, openPassword, openProfile } from "./profile.js"
import { openTokens } from "./tokens.js"
import { openSessions } from "./sessions.js"

const SECTIONS = /** @type {const} */ ([["profile", "account"], ["password", "lock"], ["tokens", "key"], ["sessions", "clock"], ["keys", "keyboard"], ["appearance", "sun"]])
const PAGES = { profile: openProfile, password: openPassword, tokens: openTokens, sessions: openSessions, keys: async (/** @type {HTMLElement} */ page, /** @type {import("../router.js").Room} */ room) => (await import("./hotkeys.js")).openKeys(page, room), appearance: openAppearance }

/** @param {import("../router.js").Room} room */
export const open = async (room) => {
  const here = SECTIONS.find(([name]) => name === room.route.params["section"])?.[0] ?? "profile"
  room.name(t.accountSections[here], [[t.account, "/account"], [t.accountSections[here]]])
  const page = sectionedRoom(room.main, t.account, SECTIONS.map(([name, icon]) => ({ name, icon, title: t.accountSections[name], href: `/account/${name}` })), here)
  fill(page, skeleton(4))
  await PAGES[here](page, room)
}
