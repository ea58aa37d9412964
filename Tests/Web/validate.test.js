import assert from "node:assert/strict"
import { test } from "node:test"
import { parseConfig } from "../../Sources/WebApp/public/core/config.js"
import { emptyState } from "../../Sources/WebApp/public/core/state.js"
import { wrongAnswers } from "../../Sources/WebApp/public/core/validate.js"

const config = parseConfig(`<View><Text name="t" value="$t"/><Number name="age" toName="t" min="0" max="120"/><Number name="size" toName="t" min="0"/></View>`)

test("numbers outside their limits are named with the limits", () => {
  /** @param {number} age @param {number} size */
  const wrong = (age, size) => wrongAnswers({
    ...emptyState(config), answers: new Map([["age", { type: "number", value: { number: age } }], ["size", { type: "number", value: { number: size } }]]),
  }).map(({ message }) => message)
  assert.deepEqual(wrong(0, 5), [])
  assert.deepEqual(wrong(120.5, -1), ["“Age” takes 0 to 120.", "“Size” takes at least 0."])
})
