/**
 * Colours of labels: Okabe–Ito first (as in `styles/tokens.css`), then hues a golden angle apart at two fixed lightness steps.
 * They stay apart for colour-blind readers on black, on white and on a CT; a key box or a dash always says it too.
 */
const first = Object.freeze(["#e69f00", "#56b4e9", "#00a878", "#f0e442", "#3d8bd4", "#e8743b", "#d58bb5", "#9bb866", "#b79ae0", "#c9a27c"])
const goldenAngle = 137.508

/**
 * The colour of the label at `index`, as `#rrggbb`.
 *
 * @param {number} index
 * @returns {string}
 */
export function labelColour(index) {
  const known = first[index]
  if (known !== undefined) return known
  const later = index - first.length
  return fromHSL((later * goldenAngle + 20) % 360, 0.55, later % 2 === 0 ? 0.66 : 0.52)
}

/**
 * @param {number} hue degrees
 * @param {number} saturation 0…1
 * @param {number} lightness 0…1
 */
function fromHSL(hue, saturation, lightness) {
  const reach = saturation * Math.min(lightness, 1 - lightness)
  /** @param {number} n */
  const channel = n => {
    const k = (n + hue / 30) % 12
    return Math.round(255 * (lightness - reach * Math.max(-1, Math.min(k - 3, 9 - k, 1)))).toString(16).padStart(2, "0")
  }
  return `#${channel(0)}${channel(8)}${channel(4)}`
}

/**
 * The colour as `[red, green, blue]` 0…255 for canvases, or undefined where it is neither `#rgb` nor `#rrggbb`.
 *
 * @param {string} colour
 * @returns {[number, number, number] | undefined}
 */
export function channels(colour) {
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/i.exec(colour)
  const match = short ? [0, ...short.slice(1).map(c => c + c)] : /^#(..)(..)(..)$/.exec(colour)
  if (!match) return undefined
  const [r, g, b] = match.slice(1).map(c => parseInt(String(c), 16))
  return r === undefined || g === undefined || b === undefined || Number.isNaN(r + g + b) ? undefined : [r, g, b]
}

/**
 * Black or white ink, whichever reads better on `colour`.
 *
 * @param {string} colour
 */
export function inkOn(colour) {
  const rgb = channels(colour)
  if (!rgb) return "#0b0c0d"
  // WCAG relative luminance; 0.179 is where black and white contrast equally.
  const [r, g, b] = rgb.map(c => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4))
  return 0.2126 * (r ?? 0) + 0.7152 * (g ?? 0) + 0.0722 * (b ?? 0) > 0.179 ? "#0b0c0d" : "#ffffff"
}
