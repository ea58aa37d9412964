/**
 * Loads the rooms a config needs, each when it is first met: a project of notes never loads the image editor.
 *
 * @type {Readonly<Record<string, () => Promise<unknown>>>}
 */
const rooms = {
  text: () => import("../media/text/define.js"),
  hypertext: () => import("../media/text/define.js"),
  image: () => import("../media/image/define.js"),
}

/**
 * @param {import("./contracts.js").Interface} config
 * @returns {Promise<unknown>}
 */
export function loadRooms(config) {
  const needed = new Set([...config.objects.values()].flatMap(object => rooms[object.tag.toLowerCase()] ?? []))
  return Promise.all([import("../controls/define.js"), ...[...needed].map(load => load())])
}
