/** Joining with an invitation, or freely where the server allows it. */

import { h } from "../dom.js"
import { field, form } from "../form.js"
import { replace } from "../router.js"
import { getSetup, signUp } from "../server.js"
import { restoreSession } from "../session.js"
import { t } from "../strings.js"
import { entryPage } from "./frame.js"
import { passwordField } from "./password.js"

/** @param {import("../router.js").Room} room */
export const open = async (room) => {
  const token = room.route.query.get("token") ?? ""
  const setup = await getSetup(room.signal)
  if (setup.sign_up === "closed" || (setup.sign_up === "invite" && token === "")) {
    return entryPage(room, t.joinTitle, setup.sign_up === "closed" ? t.joinClosed : t.joinNeedsInvitation, h("a", { class: "btn wide", href: "/sign-in" }, t.signIn))
  }
  entryPage(room, t.joinTitle, token === "" ? t.joinText : t.joinInvited, form({ "aria-label": t.joinTitle }, async (values) => {
    await signUp({
      email: String(values["email"]).trim(), password: String(values["password"]), token,
      first_name: String(values["first_name"]).trim(), last_name: String(values["last_name"]).trim(),
    })
    if (!(await restoreSession())) throw new Error(t.notJoined)
    replace("/projects")
  },
  h("div", { class: "pair" }, field({ name: "first_name", label: t.firstName, autocomplete: "given-name" }), field({ name: "last_name", label: t.lastName, autocomplete: "family-name" })),
  field({ name: "email", label: t.email, type: "email", required: true, autocomplete: "username" }),
  passwordField({ name: "password", label: t.password }),
  h("button", { class: "btn first wide" }, t.createAccount)),
  h("p", { class: "s dim" }, t.haveAccount, " ", h("a", { class: "link", href: "/sign-in" }, t.signIn)))
}
