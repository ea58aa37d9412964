/** Makes `<image-editor>` known to the browser and to the workbench. */
import { registerMedia } from "../registry.js"
import { ImageEditorElement } from "./image-editor.js"

registerMedia("Image", "image-editor")
if (!customElements.get("image-editor")) customElements.define("image-editor", ImageEditorElement)
