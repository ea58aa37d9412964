const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-"

/**
 * A region id as Label Studio makes them: ten characters out of 64, 60 random bits.
 *
 * @param {(count: number) => Uint8Array} [random] bytes; tests pass a fixed source
 */
export function newID(random = count => crypto.getRandomValues(new Uint8Array(count))) {
  let id = ""
  for (const byte of random(10)) id += alphabet.charAt(byte & 63)
  return id
}
