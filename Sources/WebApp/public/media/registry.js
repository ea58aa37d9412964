/**
 * Which custom element shows an object tag. A room registers its element in its `define.js`; the workbench looks here and knows no room by name.
 *
 * @type {Map<string, Readonly<{ tag: string, element: string, scope: string }>>}
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

/** @param {string} tag */
export const mediaFor = tag => media.get(tag.toLowerCase())
