/**
 * Why the engine changed nothing, in words for a person. The numbers are those of `MaskFailure`.
 *
 * @type {ReadonlyMap<number, string>}
 */
const failures = new Map([
  [4, "The setting is out of its range."], [5, "This needs the grey values of all slices: wait until they are loaded."], [6, "There is nothing to take back in the mask."],
  [7, "That would change more than can be taken back: narrow the limits or the box."], [8, "The structure is locked."],
])

/** @param {number} failure */
export const failureText = failure => failures.get(failure) ?? "That could not be done."
