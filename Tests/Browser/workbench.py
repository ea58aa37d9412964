"""An open task as the person before it sees and handles it, and what the server holds of it afterwards."""

PLACE = """([phrase, nth]) => {
  const walker = document.createTreeWalker(document.querySelector(".prose"), NodeFilter.SHOW_TEXT)
  const nodes = []
  for (let node = walker.nextNode(); node; node = walker.nextNode()) nodes.push(node)
  let at = -1
  const text = nodes.map(node => node.data).join("")
  for (let i = 0; i <= nth; i++) at = text.indexOf(phrase, at + 1)
  if (at < 0) throw new Error(`“${phrase}” is not in the text`)
  const place = (offset, isEnd) => {
    for (const node of nodes) {
      if (offset < node.length || (isEnd && offset === node.length)) return [node, offset]
      offset -= node.length
    }
  }
  const range = document.createRange()
  range.setStart(...place(at, false))
  range.setEnd(...place(at + phrase.length, true))
  range.startContainer.parentElement.scrollIntoView({ block: "nearest" })
  const boxes = [...range.getClientRects()].filter(box => box.width > 0)
  const [first, last] = [boxes[0], boxes.at(-1)]
  return [first.left, (first.top + first.bottom) / 2, last.right, (last.top + last.bottom) / 2]
}"""


def make_project(server, config, tasks=(), **settings):
    """A project with tasks; answers its id and the tasks' ids in order."""
    body = {"title": "Browser", "label_config": config, **settings}
    project = server.api("POST", "/api/projects/", 201, json=body).json()["id"]
    if not tasks:
        return project, []
    server.api("POST", f"/api/projects/{project}/import", 201, json=list(tasks))
    listed = server.api("GET", f"/api/tasks/?project={project}&page_size=100", 200).json()["tasks"]
    return project, sorted(task["id"] for task in listed)


class Workbench:
    def __init__(self, page, server):
        self.page = page
        self.server = server
        self.root = page.locator("label-workbench")
        page.wait_for_selector("label-workbench .wb:not(.waiting), label-workbench .nothing.whole")
        page.wait_for_function("() => !document.querySelector('label-workbench :is(.skeleton, [aria-busy=true])')")

    # What is on the screen

    def ask(self, expression):
        """What an expression over `state` is worth, in the open task."""
        return self.page.evaluate(f"(({{state}}) => {expression})(document.querySelector('label-workbench').store)")

    def until(self, expression, timeout=15000):
        self.page.wait_for_function(
            "() => { const store = document.querySelector('label-workbench')?.store;"
            f" if (!store) return false; const state = store.state; return {expression} }}",
            timeout=timeout,
        )
        return self

    @property
    def regions(self):
        return self.ask("[...state.regions.values()].sort((a, b) => a.order - b.order)")

    @property
    def task(self):
        return self.ask("state.task.id")

    def wait_for_regions(self, count):
        return self.until(f"state.regions.size === {count}")

    def question(self, control):
        return self.page.locator(f"question-field[data-control='{control}']:visible")

    def frame(self):
        """Waits until what was done is painted."""
        self.page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")

    # Hands

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)
        self.frame()

    def drag_text(self, phrase, nth=0):
        x0, y0, x1, y1 = self.page.evaluate(PLACE, [phrase, nth])
        mouse = self.page.mouse
        mouse.move(x0 + 1, y0)
        mouse.down()
        mouse.move((x0 + x1) / 2, (y0 + y1) / 2, steps=3)
        mouse.move(x1 - 1, y1, steps=3)
        mouse.up()
        self.frame()
        self.frame()

    def click_text(self, phrase, nth=0):
        x0, y0, x1, y1 = self.page.evaluate(PLACE, [phrase, nth])
        self.page.mouse.click((x0 + min(x1, x0 + 20)) / 2 if y0 != y1 else (x0 + x1) / 2, y0)
        self.frame()

    # Handing in

    def submit(self, by="button"):
        """Submits and answers the annotation as the server has it."""
        task = self.task
        with self.page.expect_response(lambda answer: is_submission(answer.request)) as caught:
            if by == "key":
                self.page.keyboard.press("Control+Enter")
            else:
                self.root.get_by_role("button", name="Submit").or_(self.root.get_by_role("button", name="Update")).click()
        answer = caught.value
        assert answer.ok, f"{answer.status}: {answer.text()[:500]}"
        annotations = self.server.api("GET", f"/api/tasks/{task}/annotations/", 200).json()
        return max(annotations, key=lambda annotation: annotation["updated_at"])

    def draft_saved(self):
        self.page.wait_for_function("() => /Draft saved/.test(document.querySelector('save-status')?.textContent ?? '')"
                                    " && /nothing unsent/.test(document.querySelector('save-status').textContent)", timeout=8000)


def is_submission(request):
    path = request.url.split("?")[0].rstrip("/")
    made = request.method == "POST" and path.endswith("/annotations")
    changed = request.method == "PATCH" and "/api/annotations/" in path
    return made or changed


def values(result, control):
    """The values a control has in a result, in order."""
    return [item["value"] for item in result if item.get("from_name") == control]
