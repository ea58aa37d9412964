import assert from "node:assert/strict"
import { readFile } from "node:fs/promises"
import { describe, test } from "node:test"

const app = new URL("../../Sources/WebApp/public/app/", import.meta.url)
/** @param {string} path */
const load = path => import(new URL(path, app).href)

describe("addresses", async () => {
  const { matchRoute, safeNext } = await load("routes.js")

  test("every room opens from its address", () => {
    const cases = [
      ["/", "projects", {}], ["/projects", "projects", {}], ["/projects/new", "new", {}], ["/projects/7", "data", { id: "7" }], ["/projects/7/data?view=3", "data", { id: "7" }],
      ["/projects/7/label?task=12&region=aB3", "label", { id: "7" }], ["/projects/7/settings", "settings", { id: "7" }], ["/projects/7/settings/interface", "settings", { id: "7", section: "interface" }],
      ["/account/tokens", "account", { section: "tokens" }], ["/people", "people", {}], ["/sign-in", "sign-in", {}], ["/user/login", "sign-in", {}], ["/user/signup/?token=x", "sign-up", {}], ["/setup?code=1", "setup", {}],
    ]
    for (const [path, room, params] of cases) assert.deepEqual([matchRoute(path)?.room, { ...matchRoute(path)?.params }], [room, params], path)
  })

  test("an address without a room opens none", () => {
    for (const path of ["/nowhere", "/projects/abc", "/projects/7/data/more", "/projects/7/settings/a/b", "/%E0%A4%A"]) assert.equal(matchRoute(path), null, path)
  })

  test("the query of a deep link reaches the room", () => assert.equal(matchRoute("/projects/7/label?task=12&region=aB3").query.get("region"), "aB3"))

  test("signing in never leads to another host", () => {
    for (const next of ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "/sign-in", "/nowhere", "", null]) assert.equal(safeNext(next), "/projects", String(next))
    assert.equal(safeNext("/projects/7/label?task=12"), "/projects/7/label?task=12")
  })
})

describe("the palette", async () => {
  const { score, search, taskNumber } = await load("palette-search.js")

  test("finds words in any order and prefers their beginnings", () => {
    const entries = ["Chest X-ray findings", "Findings, chest", "Orchestra"].map(title => ({ title }))
    assert.deepEqual(search("find che", entries, 9).map(one => one.title).sort(), ["Chest X-ray findings", "Findings, chest"])
    assert.equal(search("chest", entries, 9)[0].title, "Chest X-ray findings")
    assert.equal(search("chest", entries, 9).at(-1).title, "Orchestra")
  })
  test("forgives left-out letters but not other words", () => {
    assert.ok(score("prjs", "Projects") > 0)
    assert.equal(score("zebra", "Projects"), 0)
  })
  test("reads a task number however it is written", () => {
    for (const query of ["1204", "#1204", " task 1204 ", "Task1204"]) assert.equal(taskNumber(query), 1204, query)
    for (const query of ["12a", "", "task", "chest 12"]) assert.equal(taskNumber(query), null, query)
  })
  test("answers no more entries than are shown, of ten thousand", () => {
    const entries = Array.from({ length: 10_000 }, (_, index) => ({ title: `Project number ${index} of the chest department` }))
    assert.equal(search("chest 99", entries, 60).length, 60)
  })
})

describe("the window over a long table", async () => {
  const { movedTo, resized, revealed, scrolled, trackHeight, visibleRows } = await load("data/window.js")
  const million = { total: 1_000_000, row: 44, view: 660, top: 0, bar: 0 }

  test("a million rows fit into what browsers can draw", () => assert.ok(trackHeight(million) <= 16_000_000))
  test("the end of the bar is the last row, the beginning the first", () => {
    const end = scrolled(million, trackHeight(million) - million.view)
    assert.equal(visibleRows(end).last, 1_000_000)
    assert.equal(end.top, 44_000_000 - 660)
    assert.equal(visibleRows(scrolled(end, 0)).first, 0)
  })
  test("a small movement of the bar counts pixel for pixel", () => {
    const middle = movedTo(million, 20_000_000)
    assert.equal(scrolled(middle, middle.bar + 100).top, 20_000_100)
    assert.equal(scrolled(middle, middle.bar - 30).top, 19_999_970)
  })
  test("a row is shown whole by the least movement", () => {
    assert.equal(revealed(million, 5), million)
    assert.equal(revealed(million, 15).top, 16 * 44 - 660)
    assert.equal(revealed(movedTo(million, 44_000), 10).top, 440)
    for (const index of [0, 1, 499_999, 999_999]) {
      const { first, last } = visibleRows(revealed(million, index), 0)
      assert.ok(first <= index && index < last, `row ${index} in ${first}…${last}`)
    }
  })
  test("a list that becomes shorter keeps its window inside", () => assert.equal(resized(movedTo(million, 44_000_000), { total: 3 }).top, 0))
  test("a short list needs no scaling", () => assert.equal(trackHeight({ ...million, total: 20 }), 880))
})

describe("rows fetched as they are looked at", async () => {
  const { RowSource, PAGE } = await load("data/row-source.js")
  /** @param {{ asked: object[] }} log */
  const server = log => async window => {
    log.asked.push(window)
    const from = window.after === undefined ? window.offset : Number(window.after)
    return { total: 950, columns: ["text"], next: from + PAGE < 950 ? String(from + PAGE) : null, rows: Array.from({ length: Math.min(PAGE, 950 - from) }, (_, index) => ({ id: from + index })) }
  }
  const settled = () => new Promise(resolve => setImmediate(resolve))

  test("going down follows the cursors, a jump asks by position", async () => {
    const log = { asked: [] }
    const source = new RowSource(server(log))
    await source.start()
    source.need(90, 130)
    await settled()
    source.need(700, 720)
    await settled()
    assert.deepEqual(log.asked, [{ offset: 0, limit: PAGE }, { after: "100", limit: PAGE }, { offset: 700, limit: PAGE }])
    assert.equal(source.at(117)?.id, 117)
    assert.equal(source.at(705)?.id, 705)
    assert.equal(source.at(500), undefined)
  })
  test("a page is asked for once, and rows passed by are no longer waited for", async () => {
    const aborted = []
    const source = new RowSource((window, signal) => new Promise((resolve, reject) => signal.addEventListener("abort", () => { aborted.push(window); reject(new Error("aborted")) })))
    source.need(0, 10)
    source.need(0, 12)
    source.need(5000, 5010)
    await settled()
    assert.equal(aborted.length, 1)
  })
  test("a first page that the server refuses is an error, not an empty table", async () => {
    await assert.rejects(new RowSource(async () => { throw new Error("403") }).start(), /403/)
  })
})

describe("a selection", async () => {
  const select = await load("data/selection.js")

  test("of a million tasks but two is two ids long", () => {
    const all = select.toggle(select.toggle(select.EVERYTHING, 5), 9)
    assert.equal(select.size(all, 1_000_000), 999_998)
    assert.deepEqual(select.selectedItems(all), { all: true, excluded: [5, 9] })
    assert.ok(!select.has(all, 5) && select.has(all, 6))
  })
  test("adds and takes away ids, whichever way round it is kept", () => {
    for (const start of [select.NOTHING, select.EVERYTHING]) {
      assert.ok(select.has(select.set(start, [1, 2], true), 2))
      assert.ok(!select.has(select.set(start, [1, 2], false), 2))
    }
    assert.deepEqual(select.selectedItems(select.set(select.NOTHING, [3, 4], true)), { all: false, included: [3, 4] })
  })
})

describe("filters", async () => {
  const { describe: say, fieldsFor, makeFilter } = await load("data/filters.js")
  const fields = fieldsFor(["text"])
  const field = name => fields.find(one => one.name === name)
  const person = id => (id === 3 ? "Ada Okafor" : "?")

  test("are written as the data manager writes them", () => {
    assert.deepEqual(makeFilter(field("data.text"), "contains", "rash"), { filter: "filter:tasks:data.text", operator: "contains", type: "String", value: "rash" })
  })
  test("read as field, verb, value", () => {
    assert.deepEqual(say(makeFilter(field("data.text"), "contains", "rash"), fields, person), { field: "text", verb: "contains", value: "rash" })
    assert.deepEqual(say(makeFilter(field("annotators"), "not_contains", 3), fields, person), { field: "Annotator", verb: "does not contain", value: "Ada Okafor" })
    assert.deepEqual(say(makeFilter(field("total_annotations"), "in", { min: 1, max: 3 }), fields, person), { field: "Annotations", verb: "is between", value: "1 to 3" })
    assert.deepEqual(say(makeFilter(field("completed_at"), "empty", "true"), fields, person), { field: "Completed", verb: "", value: "is empty" })
  })
  test("of other programs are still readable", () => {
    assert.deepEqual(say({ filter: "filter:tasks:agreement", operator: "odd", type: "Number", value: 4 }, fields, person), { field: "agreement", verb: "odd", value: "4" })
  })
})

describe("planning an import", async () => {
  const { pace, planImport, tasksFromText } = await load("import/plan.js")
  const file = (name, size = 10) => ({ name, size })

  test("sends tables alone, pictures in handfuls and notes together", () => {
    const files = [file("a.csv"), ...Array.from({ length: 41 }, (_, index) => file(`${index}.png`)), file("n1.txt"), file("b.JSON"), file("n2.txt")]
    const plan = planImport(files, { wholeNotes: true })
    assert.deepEqual(plan.map(one => [one.kind, one.files.length]), [["table", 1], ["media", 40], ["media", 1], ["notes", 2], ["table", 1]])
    assert.equal(plan.flatMap(one => one.files).length, files.length)
  })
  test("the slices of a study stay together, whatever a scanner called them", () => {
    const names = ["001.dcm", "IM-0001-0002", "1.2.840.113619.2.55", "brain.nii.gz", "slide.svs", "study.zip", "MR.0007", "DICOMDIR"]
    const plan = planImport([...names.map(name => file(name, 40e6)), file("look.png")], { wholeNotes: true })
    assert.deepEqual(plan.map(one => [one.kind, one.files.length]), [["scans", names.length], ["media", 1]])
  })
  test("a text file is a table of lines when asked", () => assert.equal(planImport([file("n.txt")], { wholeNotes: false })[0].kind, "table"))
  test("large pictures make smaller handfuls", () => assert.equal(planImport([file("a.png", 40e6), file("b.png", 40e6)], { wholeNotes: true }).length, 2))
  test("pasted text becomes tasks, pasted JSON stays as it is", () => {
    assert.deepEqual(tasksFromText("one\n\ntwo\r\n", "note", "line").tasks, [{ data: { note: "one" } }, { data: { note: "two" } }])
    assert.deepEqual(tasksFromText("one\n\ntwo", "note", "whole").tasks, [{ data: { note: "one\n\ntwo" } }])
    assert.deepEqual(tasksFromText(' [{"data":{"x":1}}]', "note", "line").tasks, [{ data: { x: 1 } }])
    assert.throws(() => tasksFromText("{broken", "note", "line"), SyntaxError)
    assert.deepEqual(tasksFromText("  ", "note", "whole").tasks, [])
  })
  test("the pace waits for something to measure", () => {
    assert.equal(pace(0, 100, 5, 10), null)
    assert.deepEqual(pace(0, 2000, 50, 100), { rate: 25, left: 2 })
  })
})

describe("looking into an archive", async () => {
  const { dayText, matchOf, nameText } = await load("import/pacs-text.js")

  test("asks as DICOM is asked", () => {
    assert.deepEqual(matchOf({ PatientID: " 12 ", PatientName: "Doe, Ja", from: "2020-01-05", to: "", ModalitiesInStudy: "" }), { PatientID: "12", PatientName: "Doe^Ja*", StudyDate: "20200105-" })
    assert.deepEqual(matchOf({ from: "2020-01-05", to: "2020-01-05", PatientName: "D?e" }), { PatientName: "D?e", StudyDate: "20200105" })
    assert.deepEqual(matchOf({}), {})
  })
  test("says days and names as people do", () => {
    assert.equal(dayText("20200105"), "2020-01-05")
    assert.equal(dayText(null), "")
    assert.equal(nameText("Yamada^Tarou=山田^太郎"), "Yamada, Tarou")
    assert.equal(nameText("Doe^Jane^Q^Dr"), "Doe, Jane Q")
    assert.equal(nameText(null), "")
  })
})

describe("the XML editor", async () => {
  const { indentAfter, xmlTokens } = await load("settings/xml-tokens.js")
  const { SNIPPETS, snippetText } = await load("settings/snippets.js")

  test("colours without losing a character, even of broken XML", () => {
    for (const source of ["<View>\n <Text name=\"a\" value='$t'/>\n</View>", "<View <<< \"", "<!-- open", "a < b && c", "<a b=\"c"]) assert.equal(xmlTokens(source).map(one => one.text).join(""), source)
  })
  test("tells values of the task from plain ones", () => {
    const kinds = xmlTokens("<Text name=\"a\" value=\"$t\"/>").filter(one => one.kind !== "text").map(one => one.kind)
    assert.deepEqual(kinds, ["tag", "attribute", "value", "attribute", "data", "tag"])
  })
  test("a new line stands under its parent", () => {
    assert.equal(indentAfter("<View>"), "  ")
    assert.equal(indentAfter("  <Labels name=\"l\" toName=\"t\">"), "    ")
    assert.equal(indentAfter("  <Label value=\"x\"/>"), "  ")
    assert.equal(indentAfter("  </Labels>"), "  ")
  })
  test("inserted tags get a free name and a target that fits", () => {
    const present = { objects: [{ name: "note", tag: "Text" }, { name: "film", tag: "Image" }], names: new Set(["note", "film", "box", "choice"]) }
    const text = tag => snippetText(SNIPPETS.find(one => one.tag === tag), present)
    assert.match(text("RectangleLabels"), /name="box2" toName="film"/)
    assert.match(text("Choices"), /name="choice2" toName="note"/)
    assert.match(text("Text"), /name="text"/)
  })
})

describe("the user's own keys", async () => {
  const { bindingOf, toOverrides, withKey } = await load("hotkeys.js")
  const press = (key, more = {}) => ({ key, code: "", ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...more })

  test("keep what other programs stored", () => {
    const stored = { "annotation:submit": { key: "ctrl+enter", active: true }, "region.delete": { key: "D", active: true }, "view.fit": { key: "", active: false } }
    assert.deepEqual(toOverrides(stored), { "region.delete": ["D"], "view.fit": [] })
    assert.deepEqual(withKey(stored, "region.delete", undefined), { "annotation:submit": stored["annotation:submit"], "view.fit": stored["view.fit"] })
    assert.deepEqual(withKey(stored, "view.fit", null)["view.fit"], { key: "", active: false })
  })
  test("are spelt as the keymap spells them", () => {
    assert.equal(bindingOf(press("Enter", { ctrlKey: true })), "Mod+Enter")
    assert.equal(bindingOf(press("#", { code: "Digit3", shiftKey: true })), "Shift+3")
    assert.equal(bindingOf(press("Z", { metaKey: true, shiftKey: true })), "Shift+Mod+Z")
    assert.equal(bindingOf(press("?", { shiftKey: true })), "?")
    assert.equal(bindingOf(press("Shift", { shiftKey: true })), null)
  })
})

describe("figures", async () => {
  const { percent, ago } = await load("format.js")
  test("never say all is done before it is, nor nothing once something is", () => {
    assert.deepEqual([percent(0, 10), percent(1, 100_000), percent(99_999, 100_000), percent(10, 10), percent(0, 0)], [0, 1, 99, 100, 0])
  })
  test("say how long ago in the largest unit", () => {
    const now = Date.parse("2031-03-14T12:00:00Z")
    assert.match(ago("2031-03-14T11:56:30Z", now), /3 min/)
    assert.match(ago("2031-03-12T12:00:00Z", now), /2 d/)
    assert.equal(ago(null, now), "")
  })
})

describe("the templates", async () => {
  const { parseConfig } = await import(new URL("../core/config.js", app).href)
  const folder = new URL("../templates/", app)
  const catalogue = JSON.parse(await readFile(new URL("catalogue.json", folder), "utf8"))

  test("are at least ten, each with words and a sample", () => {
    assert.ok(catalogue.length >= 10)
    for (const one of catalogue) for (const key of ["id", "title", "group", "modality", "summary", "description", "protocol"]) assert.ok(one[key], `${one.id}: ${key}`)
    assert.ok(catalogue.every(one => one.title.length >= 3 && one.title.length <= 50))
  })
  for (const template of catalogue) {
    test(`${template.id} reads without an error and finds its data in its sample`, async () => {
      const parsed = parseConfig(await readFile(new URL(`${template.id}.xml`, folder), "utf8"), template.sample.data)
      assert.deepEqual(parsed.errors, [])
      assert.ok(parsed.controls.size > 0)
      for (const object of parsed.objects.values()) assert.ok(object.value !== undefined && object.value !== "", `${template.id}: ${object.name}`)
      for (const value of Object.values(template.sample.data)) if (String(value).startsWith("/templates/")) await readFile(new URL(`..${value}`, folder))
    })
  }
})

describe("the samples of the templates", async () => {
  const { parseConfig } = await import(new URL("../core/config.js", app).href)
  const folder = new URL("../templates/", app)
  const catalogue = JSON.parse(await readFile(new URL("catalogue.json", folder), "utf8"))

  test("carry labels that their interface knows, at places where the text says so", async () => {
    for (const { id, sample } of catalogue) {
      const { controls, objects } = parseConfig(await readFile(new URL(`${id}.xml`, folder), "utf8"), sample.data)
      for (const item of sample.result ?? []) {
        if (item.type === "relation") continue
        const control = controls.get(item.from_name)
        assert.ok(control, `${id}: ${item.from_name}`)
        for (const name of item.value[item.type] instanceof Array && control.labels.length > 0 ? item.value[item.type] : []) assert.ok(control.labels.some(label => label.name === name), `${id}: ${name}`)
        if (item.value.text) assert.equal([...String(objects.get(item.to_name).value)].slice(item.value.start, item.value.end).join(""), item.value.text, id)
      }
    }
  })
})

describe("what a role may do here", async () => {
  const { grantableRoles, may } = await load("session.js")
  const person = role => ({ id: 1, email: "a@example.org", role })

  test("the data are for those who see everybody's work", () => {
    assert.deepEqual(["owner", "administrator", "manager", "reviewer", "annotator"].map(role => may("seeData", person(role))), [true, true, true, true, false])
    assert.deepEqual(["manager", "reviewer"].map(role => may("deleteTasks", person(role))), [true, false])
    assert.equal(may("seeData", null), false)
  })
  test("only an owner names owners and administrators", () => {
    assert.ok(grantableRoles(person("owner")).includes("owner"))
    assert.deepEqual(grantableRoles(person("administrator")), ["manager", "reviewer", "annotator"])
    assert.deepEqual(grantableRoles(person("manager")), [])
  })
})
