/**
 * The user's own keys between the server's shape – Label Studio's `{ "name": { key, active } }` – and the keymap's, a list of keys by command.
 * Entries of other programs pass through untouched. Pure.
 */

/** @typedef {Record<string, { key: string, active: boolean }>} CustomHotkeys */
/** @typedef {Record<string, readonly string[]>} Overrides */

/** @param {CustomHotkeys | null | undefined} custom @returns {Overrides} */
export const toOverrides = (custom) => {
  /** @type {Overrides} */
  const overrides = {}
  for (const [name, one] of Object.entries(custom ?? {})) {
    // Label Studio's own names have a colon ("annotation:submit"); ours a dot.
    if (!name.includes(":") && one && typeof one === "object") overrides[name] = one.active && one.key ? [one.key] : []
  }
  return overrides
}

/**
 * @param {CustomHotkeys} custom
 * @param {string} command
 * @param {string | null | undefined} key a key, null to switch off, undefined to go back to the default
 * @returns {CustomHotkeys}
 */
export const withKey = (custom, command, key) => {
  const { [command]: _, ...rest } = custom
  return key === undefined ? rest : { ...rest, [command]: { key: key ?? "", active: key !== null } }
}

/**
 * A key press as a binding of the keymap: "Mod+Enter", "Shift+3", "]". Null for a modifier alone.
 * @param {{ key: string, code?: string, ctrlKey: boolean, metaKey: boolean, altKey: boolean, shiftKey: boolean }} press
 */
export const bindingOf = ({ key, code = "", ctrlKey, metaKey, altKey, shiftKey }) => {
  if (["Control", "Meta", "Alt", "Shift", "AltGraph", "CapsLock", "Dead"].includes(key)) return null
  const digit = /^Digit(\d)$/.exec(code)?.[1]
  const name = digit && (shiftKey || altKey) ? digit : key === " " ? "Space" : key.length === 1 ? key.toUpperCase() : key
  const shifted = shiftKey && (key.length > 1 || digit !== undefined || /^\p{L}$/u.test(key))
  return [altKey && "Alt", shifted && "Shift", (ctrlKey || metaKey) && "Mod", name].filter(Boolean).join("+")
}
