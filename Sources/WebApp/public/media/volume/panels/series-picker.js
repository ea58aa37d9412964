import { api } from "../../../net/api.js"
import { h, iconButton } from "../../../elements/dom.js"
import { enVolume as t } from "../../../locales/en-volume.js"

/**
 * The series of the study, and of earlier studies of the same patient, as small pictures along the bottom. A click shows one in the active pane; they can be dragged into any.
 *
 * @typedef {Readonly<{ id: number, modality: string, number: number | null, description: string, laterality: string, view: string, count: number, isPrior: boolean, date: string }>} Offer
 */

export const dragType = "application/x-vesalius-series"

export class SeriesPicker {
  element = h("nav", { class: "vv-picker", "aria-label": t.seriesOfStudy, hidden: true })
  #list = h("div", { class: "vv-thumbs" })
  /** @type {readonly Offer[]} */
  offers = []
  #choose

  /** @param {(offer: Offer) => void} choose @param {() => void} close */
  constructor(choose, close) {
    this.#choose = choose
    this.element.append(this.#list, iconButton("close", t.dismiss, { onclick: close }))
  }

  /**
   * Asks the server what there is.
   *
   * @param {import("../series/series-info.js").SeriesInfo} info of the main series
   */
  async load(info) {
    const [study, priors] = await Promise.all([
      info.study.id ? api.get(`/api/imaging/studies/${info.study.id}`).catch(() => null) : null,
      api.get("/api/imaging/studies", { query: { patient_of: info.id } }).catch(() => null),
    ])
    const earlier = (Array.isArray(priors) ? priors : priors?.studies ?? []).filter((/** @type {any} */ each) => each.id !== info.study.id)
    this.offers = [...offersOf(study, false), ...earlier.flatMap((/** @type {any} */ each) => offersOf(each, true))]
    return this.offers
  }

  /** @param {ReadonlySet<number>} shown ids in some pane @param {number} active */
  draw(shown, active) {
    let priorsBegun = false
    this.#list.replaceChildren(...this.offers.flatMap(offer => {
      const begins = offer.isPrior && !priorsBegun
      priorsBegun ||= offer.isPrior
      const name = [offer.description || offer.modality, [offer.laterality, offer.view].filter(Boolean).join(" ")].filter(Boolean).join(", ")
      const picture = h("img", { src: `/api/imaging/series/${offer.id}/thumbnail.png?side=112`, alt: "", width: 56, height: 56, loading: "lazy", draggable: "false" })
      picture.addEventListener("error", () => picture.remove(), { once: true })
      const button = h("button", {
        type: "button", class: "vv-thumb", draggable: "true", title: t.dropSeries(name), "aria-pressed": String(shown.has(offer.id)), "aria-current": offer.id === active ? "true" : null, onclick: () => this.#choose(offer),
      }, h("span", { class: "vv-face" }, picture), h("span", { class: "vv-about" }, h("b", { class: "cut" }, name), h("small", { class: "cut" }, [offer.modality, t.images(offer.count), offer.isPrior ? offer.date : ""].filter(Boolean).join(", "))))
      button.addEventListener("dragstart", event => event.dataTransfer?.setData(dragType, String(offer.id)))
      return begins ? [h("span", { class: "vv-priors" }, t.priors), button] : [button]
    }), ...(this.offers.some(offer => offer.isPrior) ? [] : [h("span", { class: "mute vv-noprior" }, t.noPriors)]))
  }
}

/** @param {any} study @param {boolean} isPrior @returns {Offer[]} */
const offersOf = (study, isPrior) => (study?.series ?? []).map((/** @type {any} */ series) => ({
  id: series.id, modality: series.modality ?? "", number: series.number ?? null, description: series.description ?? "", laterality: series.laterality ?? "", view: series.view ?? "",
  count: series.frame_count ?? series.frames?.length ?? 1, isPrior, date: study.date ?? "",
}))
