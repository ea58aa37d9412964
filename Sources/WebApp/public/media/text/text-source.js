import { attribute } from "../../core/config.js"

/**
 * The text an object shows: what the data says, or what stands at the address the data gives.
 *
 * @param {import("../../core/config.js").ObjectNode} object
 * @param {AbortSignal} signal
 * @returns {Promise<string>}
 */
export async function textOf(object, signal) {
  const value = typeof object.value === "string" ? object.value : object.value === undefined || object.value === null ? "" : JSON.stringify(object.value, null, 2)
  const isAddress = attribute(object, "valueType") === "url" || (attribute(object, "valueType") === "" && /^(https?:\/\/|\/data\/)\S+$/.test(value))
  const text = isAddress ? await fetched(value, signal) : value
  return decoded(text, attribute(object, "encoding")).replaceAll("\r\n", "\n")
}

/**
 * @param {string} address
 * @param {AbortSignal} signal
 */
async function fetched(address, signal) {
  const response = await fetch(address, { credentials: "same-origin", signal })
  if (!response.ok) throw new Error(`The text could not be loaded: the server answered ${response.status}.`)
  return response.text()
}

/**
 * @param {string} text
 * @param {string} encoding
 */
function decoded(text, encoding) {
  if (encoding !== "base64" && encoding !== "base64unicode") return text
  const bytes = Uint8Array.from(atob(text), character => character.charCodeAt(0))
  return new TextDecoder(encoding === "base64" ? "latin1" : "utf-8").decode(bytes)
}
