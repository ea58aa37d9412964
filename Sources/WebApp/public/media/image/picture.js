/**
 * Loads a picture the way its tag asks. Rejects when it cannot be shown.
 *
 * @param {string} url
 * @param {string} crossOrigin the tag's attribute: none, anonymous, use-credentials
 * @param {AbortSignal} signal
 * @returns {Promise<HTMLImageElement>}
 */
export async function loadPicture(url, crossOrigin, signal) {
  const image = new Image()
  if (crossOrigin === "anonymous" || crossOrigin === "use-credentials") image.crossOrigin = crossOrigin
  image.decoding = "async"
  image.src = url
  signal.addEventListener("abort", () => { image.src = "" }, { once: true })
  await image.decode()
  if (image.naturalWidth === 0 || image.naturalHeight === 0) throw new Error("The picture has no size")
  return image
}
