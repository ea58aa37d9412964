/** Makes `<image-editor>` known to the browser and to the workbench, and brings its style sheet: a project of notes loads neither. */
import { registerMedia } from "../registry.js"
import { ImageEditorElement } from "./image-editor.js"

const sheet = document.createElement("link")
sheet.rel = "stylesheet"
sheet.href = new URL("image.css", import.meta.url).href
const styled = new Promise(resolve => {
  sheet.addEventListener("load", resolve, { once: true })
  sheet.addEventListener("error", resolve, { once: true })
})
document.head.append(sheet)
// The room is ready when it looks like itself: no frame of bare canvases.
await styled

registerMedia("Image", "image-editor")
if (!customElements.get("image-editor")) customElements.define("image-editor", ImageEditorElement)
