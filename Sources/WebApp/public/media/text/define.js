import { registerMedia } from "../registry.js"
import { TextEditorElement } from "./text-editor.js"

customElements.define("text-editor", TextEditorElement)
registerMedia("Text", "text-editor", { scope: "text" })
registerMedia("HyperText", "text-editor", { scope: "text" })
