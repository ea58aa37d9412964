/** First run: the code the program printed makes whoever holds it the owner. */

import { h } from "../dom.js"
import { field, form } from "../form.js"
import { replace } from "../router.js"
import { getSetup, setUp } from "../server.js"
import { startSession } from "../session.js"
import { t } from "../strings.js"
import { entryPage } from "./frame.js"
import { passwordField } from "./password.js"

/** @param {import("../router.js").Room} room */
export const open = async (room) => {
  const setup = await getSetup(room.signal)
  if (!setup.needs_owner) return replace("/sign-in")
  const code = room.route.query.get("code") ?? ""
  // The code must not stay in the history of the browser.
  if (code !== "") history.replaceState(null, "", "/setup")
  entryPage(room, t.setUpTitle, t.setUpText, form({ "aria-label": t.setUpTitle }, async (values) => {
    const { user } = await setUp({
      code: String(values["code"]).trim(), email: String(values["email"]).trim(), password: String(values["password"]),
      first_name: String(values["first_name"]).trim(), last_name: String(values["last_name"]).trim(),
    })
    startSession(user)
    replace("/projects")
  },
  field({ name: "code", label: t.setUpCode, hint: t.setUpCodeHint, value: code, required: true, autocomplete: "off", more: { spellcheck: "false", class: "mono" } }),
  h("div", { class: "pair" }, field({ name: "first_name", label: t.firstName, autocomplete: "given-name" }), field({ name: "last_name", label: t.lastName, autocomplete: "family-name" })),
  field({ name: "email", label: t.email, type: "email", required: true, autocomplete: "username" }),
  passwordField({ name: "password", label: t.password }),
  h("button", { class: "btn first wide" }, t.setUpAction)))
}
