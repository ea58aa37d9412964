/** Dark, light or as the system says; remembered for each user of this browser. */

/** @typedef {"system" | "dark" | "light"} Theme */

const KEY = "vesalius.theme"

/** @param {string | null} text @returns {Theme} */
const parse = (text) => (text === "dark" || text === "light" ? text : "system")

/** @param {string} key */
const read = (key) => {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

/** @param {string} key @param {string} value */
const write = (key, value) => {
  try {
    localStorage.setItem(key, value)
  } catch {
    // A private window without storage: the choice lasts as long as the page.
  }
}

/** @returns {Theme} the choice in force */
export const currentTheme = () => parse(document.documentElement.dataset["theme"] ?? null)

/** @param {Theme} theme */
const apply = (theme) => {
  if (theme === "system") delete document.documentElement.dataset["theme"]
  else document.documentElement.dataset["theme"] = theme
}

/**
 * Takes over a choice, for the next visit too. The plain key is what `theme-early.js` reads before anybody has signed in.
 * @param {Theme} theme
 * @param {number} [user]
 */
export const chooseTheme = (theme, user) => {
  apply(theme)
  write(KEY, theme)
  if (user !== undefined) write(`${KEY}.${user}`, theme)
}

/**
 * Applies what this user chose here before, if anything.
 * @param {number} user
 */
export const adoptTheme = (user) => {
  const own = read(`${KEY}.${user}`)
  if (own === null) return
  apply(parse(own))
  write(KEY, own)
}

/** True when what is on the screen is dark, whoever decided it. */
export const isDark = () => {
  const theme = currentTheme()
  return theme === "system" ? matchMedia("(prefers-color-scheme: dark)").matches : theme === "dark"
}
