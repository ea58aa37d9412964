/** Starts the page: who is signed in, then the room of the address. */

import { setGlobalKeys, startKeys } from "./keys.js"
import { openError } from "./error-page.js"
import { preload, replace, startRouter } from "./router.js"
import { matchRoute, PUBLIC_ROOMS } from "./routes.js"
import { getSetup } from "./server.js"
import { dropSession, restoreSession } from "./session.js"
import { makeShell } from "./shell.js"
import { loadSprite } from "./sprite.js"
import { toastError } from "./toast.js"

const start = async () => {
  const drawings = loadSprite()
  const shell = makeShell()
  const route = matchRoute(location.pathname + location.search)
  if (route) preload(route.room)
  try {
    const user = await restoreSession()
    // Only a server without anybody needs its first owner; asking is cheap and happens only when nobody is signed in.
    if (!user && route?.room !== "setup" && (await getSetup()).needs_owner) history.replaceState(null, "", "/setup")
    else if (user && route && PUBLIC_ROOMS.has(route.room)) history.replaceState(null, "", "/projects")
    else if (location.pathname === "/") history.replaceState(null, "", "/projects")
  } catch (error) {
    return openError(shell.enter(null), error, () => location.reload())
  }
  await drawings
  // A session that ended meanwhile: sign in again and come back to the same address.
  addEventListener("vesalius:signed-out", () => {
    dropSession()
    replace(`/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`)
  })
  // Whatever nobody waited for still says that it failed.
  addEventListener("unhandledrejection", (event) => toastError(event.reason))
  setGlobalKeys(shell.globalKeys())
  startKeys()
  await startRouter(shell)
  document.documentElement.dataset["ready"] = "true"
}

void start()
