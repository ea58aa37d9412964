/**
 * The keys given to labels in order: 1–9, 0, then the same with Shift.
 *
 * @type {readonly Readonly<{ key: string, code: string }>[]} `key` as the key box shows it, `code` as the keymap matches it
 */
export const digitKeys = Object.freeze([..."1234567890"].flatMap((digit, i, all) => i === 0
  ? [...all.map(d => ({ key: d, code: d })), ...all.map(d => ({ key: `⇧${d}`, code: `Shift+${d}` }))]
  : []))
