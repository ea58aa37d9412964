/** What a project labels, read off its interface without parsing the whole of it. */

import { t } from "./strings.js"

/** @type {readonly (readonly [RegExp, keyof typeof t.kinds, string])[]} */
const OBJECTS = [
  [/<(Volume\b|Image\b[^>]*\bmedical="volume")/i, "volume", "ct-volume"],
  [/<(Dicom\b|Image\b[^>]*\bmedical="dicom")/i, "dicom", "ct-volume"],
  [/<(Slide\b|Image\b[^>]*\bmedical="slide")/i, "slide", "slide"],
  [/<Image\b(?![^>]*\bmedical=)/i, "image", "image"],
  [/<HyperText\b/i, "hypertext", "pdf"],
  [/<Paragraphs\b/i, "dialogue", "comment"],
  [/<Text\b/i, "text", "text"],
  [/<Table\b/i, "table", "table"],
  [/<Audio/i, "audio", "audio"],
  [/<Video\b/i, "video", "video"],
  [/<TimeSeries\b/i, "series", "ecg"],
  [/<Pdf\b/i, "pdf", "pdf"],
  [/<List\b/i, "list", "grid"],
]

/** @type {readonly (readonly [RegExp, keyof typeof t.acts])[]} */
const CONTROLS = [
  [/<(Labels|HyperTextLabels|ParagraphLabels)\b/i, "spans"],
  [/<Rectangle(Labels)?\b/i, "boxes"],
  [/<Polygon(Labels)?\b/i, "polygons"],
  [/<Ellipse(Labels)?\b/i, "ellipses"],
  [/<(Brush(Labels)?|VolumeMask)\b/i, "masks"],
  [/<Measure\b/i, "measurements"],
  [/<KeyPoint(Labels)?\b/i, "points"],
  [/<Relations?\b/i, "relations"],
  [/<Taxonomy\b/i, "codes"],
  [/<(Choices|Rating|Number|TextArea|DateTime)\b/i, "questions"],
  [/<Pairwise\b/i, "comparison"],
  [/<Ranker\b/i, "ranking"],
]

/** @param {string} xml @returns {{ icon: string, line: string, objects: readonly (keyof typeof t.kinds)[] }} */
export const projectKind = (xml) => {
  const objects = OBJECTS.filter(([pattern]) => pattern.test(xml))
  const acts = CONTROLS.filter(([pattern]) => pattern.test(xml)).map(([, act]) => t.acts[act])
  const names = objects.map(([, kind]) => t.kinds[kind])
  const line = [names.join(t.listJoin), acts.slice(0, 3).join(t.listJoin)].filter(Boolean).join(" · ")
  return { icon: objects[0]?.[2] ?? "folder", line: line || t.noInterface, objects: objects.map(([, kind]) => kind) }
}
