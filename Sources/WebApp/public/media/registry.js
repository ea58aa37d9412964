import { medicalImage } from "../core/medical.js"

/**
 * Which custom element shows an object tag. A room registers its element in its `define.js`; the workbench looks here and knows no room by name.
 *
 * @typedef {Readonly<{ tag: string, attributes: Readonly<Record<string, string>>, value?: unknown }>} Shown what of an object tag decides
 * @typedef {Readonly<{ tag: string, element: string, scope: string }>} Medium
 *
 * @type {Map<string, Medium>}
 */
const media = new Map()

/**
 * @param {string} tag the object tag, "Image"
 * @param {string} element the custom element, "image-editor"; it must be a {@link import("../elements/contracts.js").MediaElement}
 * @param {{ scope?: string }} options `scope` of its keys; the tag in lower case if left out
 */
export function registerMedia(tag, element, { scope = tag.toLowerCase() } = {}) {
  media.set(tag.toLowerCase(), Object.freeze({ tag, element, scope }))
}

/**
 * The room that claims an object for what its data are: images of the field, whichever way they are spelt. Plain pictures stay with the image editor.
 *
 * @param {Shown} object
 * @returns {"volume" | "slide" | null}
 */
export function claims(object) {
  if (object.tag !== "Image") return null
  const word = medicalImage(object)
  if (word === "slide") return "slide"
  if (pointsAtSeries(object.value)) return "volume"
  // Where a task holds nothing but pictures of the frames, the image editor shows those.
  return word && !isPicture(object.value) ? "volume" : null
}

const claimed = Object.freeze({
  volume: Object.freeze({ tag: "Image", element: "volume-view", scope: "volume" }),
  slide: Object.freeze({ tag: "Image", element: "slide-view", scope: "slide" }),
})

/**
 * @param {Shown} object
 * @returns {Medium | undefined}
 */
export function mediaFor(object) {
  const claim = claims(object)
  return claim ? claimed[claim] : media.get(object.tag.toLowerCase())
}

/** @param {unknown} value */
const pointsAtSeries = value => (Array.isArray(value) ? value : [value]).some(each => typeof each === "string" && /\/api\/imaging\/series\/\d+/.test(each))
/** @param {unknown} value */
const isPicture = value => (Array.isArray(value) ? value : [value]).some(each => typeof each === "string" && /^(data:image\/|.*\.(png|jpe?g|webp|gif|bmp)(\?|$))/i.test(each))
