/**
 * Which panes there are, where they stand, and what each shows. Declarative: a layout is JSON, so that a project can bring its own in the `hanging` attribute of its object tag, as the name of
 * one of ours or written out.
 *
 * @typedef {import("../view/viewport.js").Orientation} Orientation
 * @typedef {Readonly<{ laterality?: string, view?: string, modality?: string, description?: string, prior?: boolean, index?: number }>} Match
 *   what series a pane wants: all that is given must fit; `description` is a part of it; `prior` one of an earlier study; `index` the n-th of those that fit
 * @typedef {Readonly<{ id: string, area: readonly [number, number, number, number], orientation: Orientation, match?: Match, side?: "left" | "right" }>} PanePlan
 *   `area`: first row, first column, rows, columns; `side`: where the chest wall of a mammogram stands
 * @typedef {Readonly<{ id: string, name: string, columns: string, rows: string, panes: readonly PanePlan[], sync: boolean, needs: "any" | "volume" | "series" | "priors" }>} Layout
 *   `columns`, `rows`: CSS grid tracks; `sync`: panes scroll and are windowed together; `needs`: what must be there for it to make sense
 *
 * @typedef {Readonly<{ id: number, modality: string, laterality: string, view: string, description: string, isPrior: boolean, canReformat: boolean }>} Candidate
 */

/** @param {string} name @param {Partial<Layout> & Pick<Layout, "id" | "panes">} rest @returns {Layout} */
const layout = (name, rest) => Object.freeze({ name, columns: "1fr", rows: "1fr", sync: false, needs: "any", ...rest })

/**
 * The layouts every project has.
 *
 * @param {typeof import("../../../locales/en-volume.js").enVolume["layouts"]} names
 * @returns {readonly Layout[]}
 */
export const ownLayouts = names => [
  layout(names.one, { id: "one", panes: [{ id: "main", area: [1, 1, 1, 1], orientation: "stack" }] }),
  layout(names.oneTwo, {
    id: "one-two", columns: "minmax(0, 1fr) minmax(200px, 36%)", rows: "1fr 1fr", needs: "volume",
    panes: [{ id: "main", area: [1, 1, 2, 1], orientation: "stack" }, { id: "second", area: [1, 2, 1, 1], orientation: "coronal" }, { id: "third", area: [2, 2, 1, 1], orientation: "sagittal" }],
  }),
  layout(names.twoByTwo, {
    id: "two-by-two", columns: "1fr 1fr", rows: "1fr 1fr", needs: "any",
    panes: [
      { id: "main", area: [1, 1, 1, 1], orientation: "stack" }, { id: "second", area: [1, 2, 1, 1], orientation: "coronal", match: { index: 1 } },
      { id: "third", area: [2, 1, 1, 1], orientation: "sagittal", match: { index: 2 } }, { id: "fourth", area: [2, 2, 1, 1], orientation: "stack", match: { index: 3 } },
    ],
  }),
  layout(names.pair, {
    id: "pair", columns: "1fr 1fr", sync: true, needs: "series",
    panes: [{ id: "main", area: [1, 1, 1, 1], orientation: "stack" }, { id: "second", area: [1, 2, 1, 1], orientation: "stack", match: { index: 1 } }],
  }),
  layout(names.mammography, {
    id: "mammography", columns: "1fr 1fr 1fr 1fr", sync: true, needs: "series",
    // Right breast on the reader's left, chest walls back to back.
    panes: [
      { id: "main", area: [1, 1, 1, 1], orientation: "stack", match: { laterality: "R", view: "CC" }, side: "right" }, { id: "second", area: [1, 2, 1, 1], orientation: "stack", match: { laterality: "L", view: "CC" }, side: "left" },
      { id: "third", area: [1, 3, 1, 1], orientation: "stack", match: { laterality: "R", view: "MLO" }, side: "right" }, { id: "fourth", area: [1, 4, 1, 1], orientation: "stack", match: { laterality: "L", view: "MLO" }, side: "left" },
    ],
  }),
  layout(names.prior, {
    id: "prior", columns: "1fr 1fr", sync: true, needs: "priors",
    panes: [{ id: "main", area: [1, 1, 1, 1], orientation: "stack" }, { id: "second", area: [1, 2, 1, 1], orientation: "stack", match: { prior: true } }],
  }),
]

/**
 * A layout as a project writes it: a name of ours, or JSON.
 *
 * @param {string} text
 * @param {readonly Layout[]} known
 * @param {string} name shown in the picker
 * @returns {{ layout: Layout | null, error: string }}
 */
export function readHanging(text, known, name) {
  const plain = text.trim()
  if (plain === "") return { layout: null, error: "" }
  if (!plain.startsWith("{")) {
    const found = known.find(each => each.id === plain.toLowerCase())
    return found ? { layout: found, error: "" } : { layout: null, error: `The hanging “${plain}” is not known; there are ${known.map(each => each.id).join(", ")}.` }
  }
  try {
    const given = JSON.parse(plain)
    if (!Array.isArray(given.panes) || given.panes.length === 0 || given.panes.length > 16) return { layout: null, error: "A hanging needs between one and sixteen panes." }
    const wide = Math.max(...given.panes.map((/** @type {any} */ pane) => (Number(pane.area?.[1]) || 1) + (Number(pane.area?.[3]) || 1) - 1))
    const tall = Math.max(...given.panes.map((/** @type {any} */ pane) => (Number(pane.area?.[0]) || 1) + (Number(pane.area?.[2]) || 1) - 1))
    return {
      layout: Object.freeze({
        id: "own", name: String(given.name ?? name), sync: given.sync === true, needs: "any",
        columns: tracks(given.columns, wide), rows: tracks(given.rows, tall),
        panes: given.panes.map((/** @type {any} */ pane, /** @type {number} */ n) => ({
          id: n === 0 ? "main" : String(pane.id ?? `pane-${n + 1}`), orientation: ["axial", "coronal", "sagittal", "stack"].includes(pane.orientation) ? pane.orientation : "stack",
          area: [1, 1, 1, 1].map((fallback, at) => Math.max(1, Math.min(16, Number(pane.area?.[at]) || fallback))),
          ...(pane.match ? { match: pane.match } : {}), ...(pane.side === "left" || pane.side === "right" ? { side: pane.side } : {}),
        })),
      }),
      error: "",
    }
  } catch (error) {
    return { layout: null, error: `The hanging is not JSON: ${error instanceof Error ? error.message : String(error)}` }
  }
}

/**
 * Shares of a side: numbers only, so that nothing else gets into a style.
 *
 * @param {unknown} given
 * @param {number} count
 */
const tracks = (given, count) => {
  const shares = Array.isArray(given) ? given.map(Number).filter(share => share > 0 && share < 100) : []
  return Array.from({ length: count }, (_, n) => `${shares[n] ?? 1}fr`).join(" ")
}

/**
 * Which series each pane shows. A pane without a wish shows the first; a wish nobody fits leaves the pane empty, so that a missing view is seen to be missing.
 *
 * @param {Layout} layout
 * @param {readonly Candidate[]} candidates the series of the task first, in order
 * @returns {(number | null)[]} ids
 */
export function hang({ panes }, candidates) {
  const [first] = candidates
  return panes.map(pane => {
    const { match } = pane
    if (!match) return first?.id ?? null
    const fitting = candidates.filter(each => fits(each, match))
    const found = fitting[match.index ?? 0]
    if (found) return found.id
    // A reformat pane shows the first series where there are not enough of them.
    return pane.orientation !== "stack" && first?.canReformat ? first.id : match.index !== undefined && !match.prior && pane.orientation === "stack" && first?.canReformat ? first.id : null
  })
}

/** @param {Candidate} series @param {Match} match */
const fits = (series, { laterality, view, modality, description, prior = false }) =>
  series.isPrior === prior && (!laterality || series.laterality.toUpperCase().startsWith(laterality.toUpperCase())) && (!view || series.view.toUpperCase() === view.toUpperCase())
  && (!modality || series.modality === modality) && (!description || series.description.toLowerCase().includes(description.toLowerCase()))

/**
 * The layout a task opens with, where its project says none.
 *
 * @param {readonly Candidate[]} own series of the task
 * @param {readonly Layout[]} layouts
 * @returns {Layout}
 */
export function usualLayout(own, layouts) {
  const views = new Set(own.map(({ laterality, view }) => `${laterality.slice(0, 1)} ${view}`.toUpperCase()))
  const wanted = ["R CC", "L CC", "R MLO", "L MLO"].every(view => views.has(view)) ? "mammography" : own[0]?.canReformat ? "one-two" : own.length > 1 ? "pair" : "one"
  return /** @type {Layout} */ (layouts.find(each => each.id === wanted) ?? layouts[0])
}
