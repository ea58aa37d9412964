import { claims } from "../media/registry.js"

/**
 * Loads the rooms a config needs, each when it is first met: a project of notes never loads the image editor.
 *
 * @type {Readonly<Record<string, () => Promise<unknown>>>}
 */
const rooms = {
  text: () => import("../media/text/define.js"),
  hypertext: () => import("../media/text/define.js"),
  image: () => import("../media/image/define.js"),
  // A series may turn out to be a slide: the volume room hands it over.
  volume: () => Promise.all([import("../media/volume/define.js"), import("../media/slide/define.js")]),
  slide: () => import("../media/slide/define.js"),
}

/** @param {import("./contracts.js").ObjectNode} object */
const roomOf = object => rooms[claims(object) ?? object.tag.toLowerCase()] ?? []

/**
 * @param {import("./contracts.js").Interface} config
 * @returns {Promise<unknown>}
 */
export function loadRooms(config) {
  const needed = new Set([...config.objects.values()].flatMap(roomOf))
  return Promise.all([import("../controls/define.js"), ...[...needed].map(load => load())])
}
