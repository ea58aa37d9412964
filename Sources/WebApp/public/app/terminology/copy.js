/** Into the clipboard, with a word about it. */

import { t } from "../strings.js"
import { toast } from "../toast.js"

/**
 * @param {string} text
 * @param {string} [said]
 */
export const copyText = async (text, said = t.copied) => {
  try {
    await navigator.clipboard.writeText(text)
    toast(said, { kind: "good" })
  } catch {
    toast(t.copyByHand)
  }
}
