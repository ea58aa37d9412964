/**
 * Markup that came with a task, made harmless: an allow-list of elements and attributes, copied node by node into this document. What is not on the list loses its tag and keeps its text;
 * what could run, load or submit something goes whole.
 */

const elements = new Set(("a abbr acronym address article aside b bdi bdo big blockquote br caption center cite code col colgroup dd del dfn div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i "
  + "img ins kbd label li main mark nav ol p pre q rp rt ruby s samp section small span strike strong sub summary sup table tbody td tfoot th thead time tr tt u ul var wbr details content paragraph list item").split(" "))
const dropped = new Set("script style iframe object embed link meta base template noscript form input button select textarea frame frameset applet svg math title head audio video source track canvas".split(" "))
const attributes = new Set("align abbr bgcolor border cellpadding cellspacing class color cols colspan datetime dir headers height lang rowspan rows scope span start title type valign value width".split(" "))
const styles = new Set(("background-color border border-bottom border-collapse border-color border-left border-right border-style border-top border-width color display font-family font-size font-style font-variant font-weight "
  + "height letter-spacing line-height list-style-type margin margin-bottom margin-left margin-right margin-top max-width min-width padding padding-bottom padding-left padding-right padding-top "
  + "text-align text-decoration text-indent text-transform vertical-align white-space width").split(" "))

/** @type {TrustedTypePolicy | undefined} */
let policy

/**
 * Parses markup without running or loading anything of it.
 *
 * @param {string} markup
 * @returns {HTMLElement} the body of an inert document
 */
export function parseMarkup(markup) {
  // The one place where text becomes markup; the document it makes is never shown, only copied from.
  policy ??= window.trustedTypes?.createPolicy("vesalius-hypertext", { createHTML: text => text })
  const quiet = disarm(markup)
  const source = policy ? policy.createHTML(quiet) : quiet
  return new DOMParser().parseFromString(/** @type {string} */ (source), "text/html").body
}

/**
 * Renames style and event attributes before the browser sees them: it would not obey them here, but complain about each to the console.
 *
 * @param {string} markup
 */
const disarm = markup => markup.replace(/<[a-z](?:"[^"]*"|'[^']*'|[^'">])*>/gi, tag => tag.replace(/"[^"]*"|'[^']*'|\s(style|on[a-z]+)(?=\s*=)/gi, (all, name) => (name === undefined ? all : ` data-${name}`)))

/**
 * A harmless copy of what stands in `from`, and which of its nodes each text node was.
 *
 * @param {Node} from
 * @param {Node} into
 * @param {(copy: Text | Element, original: Node) => void} copied told of each text node and `<br>`
 * @param {{ links: boolean }} options `links`: `<a href>` may be followed
 */
export function copySafely(from, into, copied, options) {
  for (const child of from.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) {
      const copy = document.createTextNode(/** @type {Text} */ (child).data)
      into.appendChild(copy)
      copied(copy, child)
    } else if (child instanceof Element || child.nodeType === Node.ELEMENT_NODE) {
      const element = /** @type {Element} */ (child)
      const name = element.localName.toLowerCase()
      if (dropped.has(name)) continue
      if (!elements.has(name)) {
        copySafely(element, into, copied, options)
        continue
      }
      const copy = document.createElement(/^[a-z]+[1-6]?$/.test(name) && !["content", "paragraph", "list", "item"].includes(name) ? name : "div")
      dress(copy, element, options)
      into.appendChild(copy)
      if (name === "br") copied(copy, element)
      copySafely(element, copy, copied, options)
    }
  }
}

/**
 * @param {HTMLElement} copy
 * @param {Element} element
 * @param {{ links: boolean }} options
 */
function dress(copy, element, { links }) {
  for (const { name, value } of element.attributes) {
    if (name === "style" || name === "data-style") dressStyle(copy, value)
    else if (name === "class") copy.dataset.class = value
    else if (name === "href" && links && copy.localName === "a" && /^(https?:|#|\/(?!\/))/i.test(value)) {
      copy.setAttribute("href", value)
      copy.setAttribute("rel", "noopener noreferrer")
      copy.setAttribute("target", "_blank")
    } else if (name === "src" && copy.localName === "img" && (/^data:image\/(png|jpeg|gif|webp);/i.test(value) || isFile(value))) {
      copy.setAttribute("src", value)
    } else if (name === "alt" && copy.localName === "img") copy.setAttribute("alt", value)
    else if (attributes.has(name)) copy.setAttribute(name, value)
  }
}

/**
 * Whether an address is that of a file on this server: any other address may do something when it is asked for.
 *
 * @param {string} address
 */
function isFile(address) {
  try {
    const url = new URL(address, location.href)
    return url.origin === location.origin && /^\/(data|storage-data)\//.test(url.pathname)
  } catch {
    return false
  }
}

/**
 * Copies the harmless declarations of a style attribute.
 *
 * @param {HTMLElement} element
 * @param {string} text
 */
export function dressStyle(element, text) {
  for (const declaration of text.split(";")) {
    const colon = declaration.indexOf(":")
    const property = declaration.slice(0, colon).trim().toLowerCase()
    const value = declaration.slice(colon + 1).trim()
    // No url(), no expression: nothing that loads; no fixed or absolute places: nothing that covers the workbench.
    if (colon > 0 && styles.has(property) && !/url\s*\(|expression|javascript:|@|\\/i.test(value)) element.style.setProperty(property, value)
  }
}
