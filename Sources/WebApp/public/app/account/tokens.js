/** Tokens for programs: personal access tokens, shown once, and Label Studio's older kind where the server allows it. */

import { confirmRisk, showDialog } from "../dialog.js"
import { fill, h, icon, iconButton } from "../dom.js"
import { field, form } from "../form.js"
import { ago, date, dateTime } from "../format.js"
import { copyButton } from "../people.js"
import { group } from "../sections.js"
import { createToken, getLegacyToken, listTokens, resetLegacyToken, revokeToken, tokenSettings } from "../server.js"
import { t } from "../strings.js"
import { toast, toastError } from "../toast.js"

/** @typedef {import("../server.js").Token} Token */

/** @param {HTMLElement} page @param {import("../router.js").Room} room */
export const openTokens = async (page, room) => {
  const [settings, tokens] = await Promise.all([tokenSettings(room.signal).catch(() => ({ api_tokens_enabled: true, legacy_api_tokens_enabled: false })), listTokens(room.signal)])
  if (room.signal.aborted) return
  const again = () => openTokens(page, room).catch(toastError)
  fill(page,
    group(t.accountSections.tokens, t.tokensText, tokens.length === 0 ? h("p", { class: "faint" }, t.noTokens) : h("ul", { class: "list panel" }, tokens.map((one) => tokenRow(one, again))),
      h("div", {}, h("button", { type: "button", class: "btn first", disabled: !settings.api_tokens_enabled, onclick: () => void make().then(again) }, icon("plus"), t.createToken))),
    settings.legacy_api_tokens_enabled && group(t.legacyToken, t.legacyTokenText, h("div", { class: "row" }, h("button", { type: "button", class: "btn", onclick: () => void showLegacy() }, t.showLegacyToken),
      h("button", { type: "button", class: "btn risk", onclick: () => void resetLegacy() }, t.resetLegacyToken))))
}

const make = async () => {
  const made = await showDialog(t.createToken, (/** @type {(value?: Token) => void} */ close) => form({ "aria-label": t.createToken }, async (values) => close(await createToken(String(values["name"]).trim())),
    field({ name: "name", label: t.tokenName, hint: t.tokenNameHint, more: { maxlength: 100 } }), h("div", { class: "row end" }, h("button", { class: "btn first" }, t.createToken))), { className: "narrow" })
  if (made) await secret(t.tokenMade, t.tokenOnce, made.token)
}

/** @param {string} title @param {string} text @param {string} value */
const secret = (title, text, value) => showDialog(title, (/** @type {(value?: void) => void} */ close) => h("div", { class: "stack" }, h("p", { class: "dim" }, text),
  h("textarea", { class: "secret mono s", readonly: true, rows: 4, "aria-label": title, value, onfocus: (/** @type {Event} */ event) => /** @type {HTMLTextAreaElement} */ (event.target).select() }),
  h("div", { class: "row end" }, copyButton(() => value), h("button", { type: "button", class: "btn first", onclick: () => close() }, t.done))))

/** @param {Token} token @param {() => void} again */
const tokenRow = (token, again) => {
  const name = token.name || `… ${token.token.split(".")[1]?.slice(-8) ?? ""}`
  return h("li", { class: "row" }, icon("key", 16, "faint"), h("span", { class: "grow" }, h("span", { class: "mono" }, name), h("span", { class: "s faint block", title: dateTime(token.created_at) },
    [token.created_at ? t.created(ago(token.created_at)) : "", token.expires_at ? t.expires(date(token.expires_at)) : ""].filter(Boolean).join(" · "))),
  iconButton("close", t.revoke(name), {
    class: "small", onclick: async () => {
      if (!(await confirmRisk({ title: t.revoke(name), text: t.revokeText, action: t.revokeAction }))) return
      try {
        await revokeToken(token.token)
        toast(t.revoked, { kind: "good" })
        again()
      } catch (error) {
        toastError(error)
      }
    },
  }))
}

const showLegacy = async () => {
  try {
    await secret(t.legacyToken, t.legacyKeep, (await getLegacyToken()).token)
  } catch (error) {
    toastError(error)
  }
}

const resetLegacy = async () => {
  if (!(await confirmRisk({ title: t.resetLegacyToken, text: t.revokeText, action: t.resetLegacyToken }))) return
  try {
    await secret(t.legacyToken, t.legacyKeep, (await resetLegacyToken()).token)
  } catch (error) {
    toastError(error)
  }
}
