/** Makes `<slide-view>` known to the browser, with its style sheets. */
import { loadStyles } from "../../elements/styles.js"
import { SlideViewElement } from "./slide-view.js"

await loadStyles(["/media/image/image.css", "/media/slide/slide.css"])
if (!customElements.get("slide-view")) customElements.define("slide-view", SlideViewElement)
