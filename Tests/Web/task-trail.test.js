import assert from "node:assert/strict"
import test from "node:test"
import { TaskTrail } from "../../Sources/WebApp/public/core/task-trail.js"

test("what the server hands out is gone back to and forward again", () => {
  const trail = new TaskTrail()
  trail.append(5)
  trail.append(9)
  assert.deepEqual([trail.current, trail.preceding, trail.following], [9, 5, undefined])
  trail.visit(5)
  assert.deepEqual([trail.current, trail.preceding, trail.following], [5, undefined, 9])
})

test("a task handed out anew cuts off what was seen after the one before", () => {
  const trail = new TaskTrail()
  trail.append(5)
  trail.append(9)
  trail.visit(5)
  trail.append(7)
  assert.deepEqual([trail.current, trail.preceding, trail.following, trail.last], [7, 5, undefined, 7])
})

test("a given list is gone through from its beginning to its end, each task once", () => {
  const trail = new TaskTrail()
  trail.queue = [3, 1, 2]
  const gone = []
  for (let id = trail.following; id !== undefined && gone.length < 9; id = trail.following) {
    trail.visit(id)
    gone.push(id)
  }
  assert.deepEqual(gone, [3, 1, 2])
})

test("inside a given list one can begin anywhere and go back to what stands before", () => {
  const trail = new TaskTrail()
  trail.queue = [3, 1, 2]
  trail.visit(1)
  assert.deepEqual([trail.preceding, trail.following], [3, 2])
})
