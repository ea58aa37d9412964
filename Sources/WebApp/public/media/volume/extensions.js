/**
 * Parts that plug into every `<volume-view>`: measurements, segments. See contracts.js.
 *
 * @typedef {(context: import("./contracts.js").VolumeContext, signal: AbortSignal) => void | Promise<void>} Extension
 */

/** @type {Set<Extension>} */
const extensions = new Set()

/** @param {Extension} extension */
export function registerExtension(extension) {
  extensions.add(extension)
}

/**
 * Starts every part for one view.
 *
 * @param {import("./contracts.js").VolumeContext} context
 * @param {AbortSignal} signal
 */
export const startExtensions = (context, signal) => Promise.all([...extensions].map(start => start(context, signal)))
