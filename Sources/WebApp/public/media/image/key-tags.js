/**
 * The small key box that stands at every region's top left, so that a label is never told by colour alone.
 * Each look is drawn once and copied from then on: text is the dearest thing to draw.
 *
 * @typedef {import("./scene.js").Item} Item
 */
import { inkOn } from "../../core/palette.js"

const height = 16

export class KeyTags {
  /** @type {Map<string, HTMLCanvasElement>} */
  #pictures = new Map()
  #ratio = 0
  #font = ""

  /**
   * Draws the tag of `item` with its left bottom corner at (`x`, `y`), or inside when that is above the screen.
   *
   * @param {CanvasRenderingContext2D} context
   * @param {Item} item
   * @param {number} x CSS pixels
   * @param {number} y
   * @param {number} ratio device pixels a CSS pixel
   * @param {boolean} [named] with the name behind the key
   */
  draw(context, item, x, y, ratio, named = false) {
    const picture = this.#picture(item, ratio, named)
    const top = y - height - 1 >= 0 ? y - height - 1 : Math.max(y + 1, 1)
    // Whole device pixels keep the text sharp.
    const left = Math.round(Math.max(0, x) * ratio) / ratio
    context.drawImage(picture, left, Math.round(top * ratio) / ratio, picture.width / ratio, picture.height / ratio)
  }

  /**
   * @param {Item} item
   * @param {number} ratio
   * @param {boolean} named
   */
  #picture({ key, colour, open, score, name, fixed }, ratio, named) {
    if (ratio !== this.#ratio || this.#pictures.size > 2000) {
      this.#pictures.clear()
      this.#ratio = ratio
      this.#font = getComputedStyle(document.body).fontFamily || "sans-serif"
    }
    const text = [named ? name : "", score, named && fixed ? "locked" : ""].filter(Boolean).join("  ")
    const look = `${key}|${colour}|${open}|${text}`
    const known = this.#pictures.get(look)
    if (known) return known
    const picture = document.createElement("canvas")
    const context = picture.getContext("2d")
    this.#pictures.set(look, picture)
    if (!context) return picture

    const keyFont = `700 10px ${this.#font}`
    const textFont = `500 11px ${this.#font}`
    context.font = keyFont
    const keyWidth = key === "" ? 0 : Math.max(height, Math.ceil(context.measureText(key).width) + 8)
    context.font = textFont
    const textWidth = text === "" ? 0 : Math.ceil(context.measureText(text).width) + 10
    picture.width = Math.ceil((keyWidth + textWidth) * ratio)
    picture.height = Math.ceil(height * ratio)
    context.scale(ratio, ratio)
    context.textBaseline = "middle"
    if (textWidth > 0) {
      context.fillStyle = "rgb(0 0 0 / .72)"
      box(context, 0, keyWidth + textWidth)
      context.fillStyle = "#e8eaec"
      context.font = textFont
      context.fillText(text, keyWidth + 5, height / 2 + 0.5)
    }
    if (keyWidth > 0) {
      context.font = keyFont
      if (open) {
        context.fillStyle = "rgb(0 0 0 / .72)"
        box(context, 0, keyWidth)
        context.strokeStyle = colour
        context.lineWidth = 1.5
        context.strokeRect(0.75, 0.75, keyWidth - 1.5, height - 1.5)
      } else {
        context.fillStyle = colour
        box(context, 0, keyWidth)
      }
      context.fillStyle = open ? "#e8eaec" : inkOn(colour)
      context.textAlign = "center"
      context.fillText(key, keyWidth / 2, height / 2 + 0.5)
    }
    return picture
  }
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {number} x
 * @param {number} width
 */
function box(context, x, width) {
  const r = 3
  context.beginPath()
  context.moveTo(x + r, 0)
  context.arcTo(x + width, 0, x + width, height, r)
  context.arcTo(x + width, height, x, height, r)
  context.arcTo(x, height, x, 0, r)
  context.arcTo(x, 0, x + width, 0, r)
  context.fill()
}
