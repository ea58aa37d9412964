/** Which address opens which room. Pure: the router and the tests share it. */

/**
 * @typedef {"projects" | "new" | "data" | "label" | "settings" | "account" | "people" | "terminology" | "sign-in" | "setup" | "sign-up"} RoomName
 * @typedef {{ room: RoomName, params: Readonly<Record<string, string>>, query: URLSearchParams, path: string }} Route
 */

/** Placeholders start with a colon; `:id` takes digits only, `:section?` may be missing. */
const TABLE = /** @type {readonly (readonly [string, RoomName])[]} */ ([
  ["/projects", "projects"],
  ["/projects/new", "new"],
  ["/projects/:id", "data"],
  ["/projects/:id/data", "data"],
  ["/projects/:id/label", "label"],
  ["/projects/:id/settings/:section?", "settings"],
  ["/account/:section?", "account"],
  ["/people", "people"],
  ["/terminology", "terminology"],
  ["/sign-in", "sign-in"],
  ["/user/login", "sign-in"],
  ["/setup", "setup"],
  ["/sign-up", "sign-up"],
  ["/user/signup", "sign-up"],
])

/** Rooms that open without a session. */
export const PUBLIC_ROOMS = /** @type {ReadonlySet<RoomName>} */ (new Set(["sign-in", "setup", "sign-up"]))

/**
 * @param {string} pattern
 * @param {readonly string[]} parts
 * @returns {Record<string, string> | null}
 */
const matchOne = (pattern, parts) => {
  const wanted = pattern.slice(1).split("/")
  const needed = wanted.filter((part) => !part.endsWith("?")).length
  if (parts.length < needed || parts.length > wanted.length) return null
  /** @type {Record<string, string>} */
  const params = {}
  for (const [index, want] of wanted.entries()) {
    const part = parts[index]
    if (part === undefined) continue
    if (!want.startsWith(":")) {
      if (want !== part) return null
      continue
    }
    const name = want.slice(1).replace("?", "")
    if (name === "id" && !/^\d+$/.test(part)) return null
    params[name] = part
  }
  return params
}

/**
 * The room of an address, or null where there is none.
 * @param {string} href path with query, from the root
 * @returns {Route | null}
 */
export const matchRoute = (href) => {
  const url = new URL(href, "http://vesalius")
  const path = url.pathname === "/" ? "/projects" : url.pathname
  const parts = path.split("/").filter(Boolean).map((part) => safeDecode(part))
  for (const [pattern, room] of TABLE) {
    const params = matchOne(pattern, parts)
    if (params) return { room, params, query: url.searchParams, path }
  }
  return null
}

/** @param {string} part */
const safeDecode = (part) => {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

/**
 * Where to go after signing in: only to a path of this very server, never to another host.
 * @param {string | null} next
 */
export const safeNext = (next) => {
  if (!next || !next.startsWith("/") || next.startsWith("//") || next.includes("\\")) return "/projects"
  const route = matchRoute(next)
  return route && !PUBLIC_ROOMS.has(route.room) ? next : "/projects"
}
