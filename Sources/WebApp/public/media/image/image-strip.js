/** The images of a task with several: thumbnails to click, and how many regions each has. */
import { enImage as t } from "../../locales/en-image.js"
import { h } from "../../elements/dom.js"
import { optionButton } from "./option-button.js"

export class ImageStrip {
  element = h("nav", { class: "image-strip", "aria-label": t.images })
  #list = h("div", { class: "image-thumbs" })
  #number = h("span", { class: "num" })
  /** @type {{ button: HTMLButtonElement, count: HTMLSpanElement }[]} */
  #thumbs = []

  /**
   * @param {readonly string[]} urls
   * @param {(index: number) => void} choose
   * @param {(command: string) => void} run
   */
  constructor(urls, choose, run) {
    this.#thumbs = urls.map((url, index) => {
      const image = h("img", { src: url, alt: "", loading: "lazy", decoding: "async", draggable: "false" })
      // A broken picture would show the browser's own mark; the number says enough.
      image.addEventListener("error", () => image.remove(), { once: true })
      const count = h("span", { class: "image-count" })
      const thumb = h("button", { type: "button", class: "image-thumb" }, [image, h("span", { class: "image-index" }, [String(index + 1)]), count])
      thumb.addEventListener("click", () => choose(index))
      this.#list.append(thumb)
      return { button: thumb, count }
    })
    const previous = optionButton(t.previousImage, "chevron-right", () => run("image.previous"))
    previous.classList.add("image-flip")
    this.element.append(
      previous, this.#list,
      optionButton(t.nextImage, "chevron-right", () => run("image.next")), this.#number,
    )
  }

  /**
   * @param {number} index
   * @param {readonly number[]} counts regions of each image
   */
  show(index, counts) {
    this.#number.textContent = `${index + 1} / ${this.#thumbs.length}`
    this.#thumbs.forEach(({ button: thumb, count }, i) => {
      const regions = counts[i] ?? 0
      const label = t.imageWith(i + 1, this.#thumbs.length, regions)
      if (thumb.getAttribute("aria-label") !== label) {
        thumb.setAttribute("aria-label", label)
        thumb.title = label
        count.textContent = regions === 0 ? "" : String(regions)
      }
      const isCurrent = i === index
      if (thumb.hasAttribute("aria-current") === isCurrent) return
      if (isCurrent) {
        thumb.setAttribute("aria-current", "true")
        thumb.scrollIntoView({ block: "nearest", inline: "nearest" })
      } else thumb.removeAttribute("aria-current")
    })
  }
}
