/**
 * Puts style sheets on the page, each once, and waits until they count: nothing of the workbench is ever seen undressed.
 *
 * @param {readonly string[]} addresses
 */
export function loadStyles(addresses) {
  return Promise.all(addresses.map(address => {
    if (document.querySelector(`link[rel="stylesheet"][href="${address}"]`)) return undefined
    const link = document.createElement("link")
    link.rel = "stylesheet"
    link.href = address
    return new Promise(done => {
      link.onload = link.onerror = done
      document.head.append(link)
    })
  }))
}
