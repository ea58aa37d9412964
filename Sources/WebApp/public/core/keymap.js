/**
 * @typedef {Readonly<{ key: string, code?: string, ctrlKey?: boolean, metaKey?: boolean, shiftKey?: boolean, altKey?: boolean }>} KeyPress what of a KeyboardEvent counts
 * @typedef {Readonly<Record<string, readonly string[]>>} Overrides the user's own keys by command id; an empty list switches the keys off
 */

/**
 * Keys as data: which command a key press means.
 *
 * A binding is text: `Mod+Enter`, `Shift+Mod+Z`, `]`, `Shift+3`, `ArrowUp`, `Alt+1`, `Code:KeyW`. `Mod` is Ctrl, or ⌘ on a Mac. Letters match by what they print, whatever
 * the layout; digits with Shift or Alt match by their place, because what Shift+3 prints differs by layout; `Code:` matches by place always.
 */
export class Keymap {
  #commands
  /** @type {Overrides} */
  #overrides
  #mac
  /** @type {Map<string, string[]> | null} */
  #index = null

  /**
   * @param {import("./commands.js").Commands} commands
   * @param {{ overrides?: Overrides, mac?: boolean }} options
   */
  constructor(commands, { overrides = {}, mac = false } = {}) {
    this.#commands = commands
    this.#overrides = overrides
    this.#mac = mac
    commands.addEventListener("change", () => { this.#index = null })
  }

  get overrides() { return this.#overrides }

  /** @param {Overrides} overrides */
  remap(overrides) {
    this.#overrides = overrides
    this.#index = null
  }

  /**
   * The keys of a command as they stand now.
   *
   * @param {string} id
   * @returns {readonly string[]}
   */
  keysOf(id) {
    return this.#overrides[id] ?? this.#commands.get(id)?.keys ?? []
  }

  /**
   * Ids of the commands a key press means, nearest scope first: the caller runs the first that applies.
   *
   * @param {KeyPress} press
   * @param {readonly string[]} scopes from the nearest out; "global" is always added
   * @returns {string[]}
   */
  match(press, scopes = []) {
    this.#index ??= this.#build()
    /** @type {string[]} */
    const found = []
    const names = namesOf(press, this.#mac)
    for (const scope of [...scopes, "global"]) {
      for (const name of names) found.push(...(this.#index.get(`${scope} ${name}`) ?? []))
    }
    return found
  }

  /** Pairs of commands that share a key in one scope, for the settings page. */
  conflicts() {
    this.#index ??= this.#build()
    return [...this.#index].filter(([, ids]) => ids.length > 1).map(([place, ids]) => ({ key: place.slice(place.indexOf(" ") + 1), ids }))
  }

  #build() {
    /** @type {Map<string, string[]>} */
    const index = new Map()
    for (const { id, scope = "global" } of this.#commands.all()) {
      for (const key of this.keysOf(id)) {
        const place = `${scope} ${canonical(key, this.#mac)}`
        const ids = index.get(place)
        if (ids) ids.push(id)
        else index.set(place, [id])
      }
    }
    return index
  }
}

/**
 * Whether single keys belong to the focused field and not to commands.
 *
 * @param {{ tagName?: string, type?: string, isContentEditable?: boolean } | null} target
 */
export function isTyping(target) {
  if (!target) return false
  if (target.isContentEditable) return true
  if (target.tagName === "TEXTAREA" || target.tagName === "SELECT") return true
  return target.tagName === "INPUT" && !["checkbox", "radio", "button", "range", "color", "submit", "reset", "file"].includes(target.type ?? "text")
}

/**
 * Whether a press would type a character (so that a field must have it).
 *
 * @param {KeyPress} press
 */
export const typesCharacter = press => !press.ctrlKey && !press.metaKey && ([...press.key].length === 1 || ["Backspace", "Delete", "Enter", "Tab", "Home", "End", "PageUp", "PageDown", "Dead", "Process"].includes(press.key) || press.key.startsWith("Arrow"))

/**
 * A binding as people read it, in parts for `<kbd>`: ["Ctrl", "↵"].
 *
 * @param {string} binding
 * @param {boolean} [mac]
 * @returns {string[]}
 */
export function keyCaps(binding, mac = false) {
  return split(binding).map(part => {
    switch (part) {
      case "Mod": return mac ? "⌘" : "Ctrl"
      case "Alt": return mac ? "⌥" : "Alt"
      case "Shift": return "⇧"
      case "Enter": return "↵"
      case "ArrowUp": return "↑"
      case "ArrowDown": return "↓"
      case "ArrowLeft": return "←"
      case "ArrowRight": return "→"
      case "Escape": return "Esc"
      case "Delete": return "Del"
      case " ": return "Space"
      default: return part.startsWith("Code:") ? part.replace(/^Code:(Key|Digit)?/, "") : part.length === 1 ? part.toUpperCase() : part
    }
  })
}

/** @param {string} binding */
function split(binding) {
  const parts = binding.split("+")
  // "+" itself, alone or with modifiers.
  return binding === "+" ? ["+"] : binding.endsWith("++") ? [...parts.slice(0, -2), "+"] : parts
}

/**
 * @param {string} binding
 * @param {boolean} mac
 */
function canonical(binding, mac) {
  const parts = split(binding)
  const key = parts.pop() ?? ""
  const has = new Set(parts.map(part => (part === "Mod" ? (mac ? "Meta" : "Ctrl") : part)))
  return spell(has.has("Ctrl"), has.has("Meta"), has.has("Alt"), has.has("Shift"), key === "Space" ? " " : key.length === 1 ? key.toLowerCase() : key)
}

/**
 * The names one press may be bound by, most exact first.
 *
 * @param {KeyPress} press
 * @param {boolean} _mac
 */
function namesOf(press, _mac) {
  const { ctrlKey = false, metaKey = false, altKey = false, shiftKey = false, code = "" } = press
  const key = press.key.length === 1 ? press.key.toLowerCase() : press.key
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(code)?.[1]
  const letter = /^Key([A-Z])$/.exec(code)?.[1]
  const names = [spell(ctrlKey, metaKey, altKey, shiftKey, key)]
  // Shift is spent in printing "?" or "}"; a binding says the character only.
  if (shiftKey && key.length === 1 && !/\p{L}/u.test(key)) names.push(spell(ctrlKey, metaKey, altKey, false, key))
  if (digit !== undefined) names.push(spell(ctrlKey, metaKey, altKey, shiftKey, digit))
  // Alt on a Mac, and layouts without Latin letters, print something else.
  if (letter !== undefined && (altKey || ctrlKey || metaKey || !/[a-z]/.test(key))) names.push(spell(ctrlKey, metaKey, altKey, shiftKey, letter.toLowerCase()))
  names.push(spell(ctrlKey, metaKey, altKey, shiftKey, `Code:${code}`))
  return [...new Set(names)]
}

/**
 * @param {boolean} ctrl
 * @param {boolean} meta
 * @param {boolean} alt
 * @param {boolean} shift
 * @param {string} key
 */
const spell = (ctrl, meta, alt, shift, key) => `${ctrl ? "Ctrl+" : ""}${meta ? "Meta+" : ""}${alt ? "Alt+" : ""}${shift ? "Shift+" : ""}${key}`
