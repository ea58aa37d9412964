/**
 * The drawings of icons.svg, put into the page once. A `use` that points outside asks the server again each time an icon is drawn, and the
 * icon comes late; one that points into the page is there at once.
 */

/** @returns {Promise<void>} also when it failed: a page without drawings still has its words */
export const loadSprite = () =>
  new Promise((resolve) => {
    const call = new XMLHttpRequest()
    call.open("GET", "/icons.svg")
    call.responseType = "document"
    call.onload = () => {
      const drawings = call.responseXML?.documentElement
      if (drawings) {
        const sprite = document.importNode(/** @type {Element} */ (drawings), true)
        for (const symbol of sprite.querySelectorAll("symbol")) symbol.id = `icon-${symbol.id}`
        sprite.setAttribute("aria-hidden", "true")
        sprite.setAttribute("class", "sprite")
        document.body.prepend(sprite)
      }
      resolve()
    }
    call.onerror = () => resolve()
    call.send()
  })
