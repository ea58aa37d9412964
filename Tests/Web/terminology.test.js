import assert from "node:assert/strict"
import { describe, test } from "node:test"
import { isoDay, placeAddress, readPlace } from "../../Sources/WebApp/public/app/terminology/address.js"
import { addRecent, readRecent, scopeTag } from "../../Sources/WebApp/public/app/terminology/recent.js"
import { kindOf } from "../../Sources/WebApp/public/app/terminology/release-kind.js"
import { mapSections, mapTargets } from "../../Sources/WebApp/public/controls/code-maps.js"
import { CodeSearch } from "../../Sources/WebApp/public/controls/code-search.js"
import { CodeSystems } from "../../Sources/WebApp/public/controls/code-systems.js"
import { answerTransaction } from "../../Sources/WebApp/public/core/answers.js"
import { codedTransaction, entriesOf, looserQueries, markedPieces, markedWords, referencesOf, referenceText } from "../../Sources/WebApp/public/core/codes.js"
import { parseConfig } from "../../Sources/WebApp/public/core/config.js"
import { eclTokens, faultAt, withFault } from "../../Sources/WebApp/public/core/ecl-tokens.js"
import { LazyTree } from "../../Sources/WebApp/public/core/lazy-tree.js"
import { fromResult, toResult } from "../../Sources/WebApp/public/core/result.js"
import { emptyState } from "../../Sources/WebApp/public/core/state.js"
import { Store } from "../../Sources/WebApp/public/core/store.js"
import { Terminology } from "../../Sources/WebApp/public/net/terminology.js"

const CONFIG = `<View><Labels name="l" toName="t"><Label value="D"/></Labels><Text name="t" value="$text"/>
<Taxonomy name="code" toName="t" perRegion="true" terminology="snomed, icd10cm@2026"/><Taxonomy name="main" toName="t" terminology="icd10cm"/></View>`

const ITEMS = [
  { id: "r", from_name: "l", to_name: "t", type: "labels", value: { start: 14, end: 31, text: "acute inferior MI", labels: ["D"] }, origin: "manual" },
  {
    id: "r", from_name: "code", to_name: "t", type: "taxonomy", value: { start: 14, end: 31, text: "acute inferior MI", taxonomy: [["138875005", "22298006"]] }, origin: "manual",
    meta: { text: ["sure"], med: { codes: [{ system: "http://snomed.info/sct", version: "v", code: "22298006", display: "Myocardial infarction", key: "snomed" }], hand: 1 }, other: true },
  },
]

/** @param {readonly object[]} items */
const opened = (items, text = "Admitted with acute inferior MI.") => {
  const config = parseConfig(CONFIG, { text })
  return new Store({ ...emptyState(config, { id: 1, data: { text }, project: 1 }), ...fromResult(items, { config }) })
}
/** @param {Store} store @param {string} name @param {string | null} regionId */
const question = (store, name, regionId = null) => ({ control: store.state.config.controls.get(name), regionId, itemIndex: null })
const icd = { path: ["9", "I20-I25", "I21", "I21.19"], code: { system: "http://hl7.org/fhir/sid/icd-10-cm", version: "w", code: "I21.19", display: "STEMI", key: "icd10cm" } }

describe("codes of an answer", () => {
  test("name their systems once, with a version where one is named", () => {
    assert.deepEqual(referencesOf("snomed, icd10cm@2026,snomed").map(referenceText), ["snomed", "icd10cm@2026"])
    assert.deepEqual(referencesOf(""), [])
  })
  test("are read from a result with what they are", () => {
    const store = opened(ITEMS)
    const [entry] = entriesOf(store.state.regions.get("r").answers.code)
    assert.deepEqual(entry.path, ["138875005", "22298006"])
    assert.equal(entry.code.display, "Myocardial infarction")
  })
  test("are paths alone where another program wrote them", () => {
    const store = opened([ITEMS[0], { ...ITEMS[1], meta: undefined, value: { ...ITEMS[1].value, taxonomy: [["A", "B"], ["C"]] } }])
    assert.deepEqual(entriesOf(store.state.regions.get("r").answers.code), [{ path: ["A", "B"], code: null }, { path: ["C"], code: null }])
  })
  test("find their entry when others were taken away by a program that left meta as it was", () => {
    const item = { ...ITEMS[1], value: { ...ITEMS[1].value, taxonomy: [["I21.19"]] }, meta: { med: { codes: [ITEMS[1].meta.med.codes[0], icd.code] } } }
    assert.equal(entriesOf(opened([ITEMS[0], item]).state.regions.get("r").answers.code)[0].code.key, "icd10cm")
  })
  test("are written beside their paths, in their order, and the rest of meta stays", () => {
    const store = opened(ITEMS)
    const asked = question(store, "code", "r")
    store.dispatch(codedTransaction(store.state, asked, [...entriesOf(store.state.regions.get("r").answers.code), icd]))
    const written = toResult(store.state).find(item => item.from_name === "code")
    assert.deepEqual(written.value.taxonomy, [["138875005", "22298006"], icd.path])
    assert.deepEqual(written.meta.med.codes.map(code => code.code), ["22298006", "I21.19"])
    assert.deepEqual([written.meta.text, written.meta.other, written.meta.med.hand], [["sure"], true, 1])
    assert.deepEqual(toResult(opened(toResult(store.state)).state), toResult(store.state))
  })
  test("of a new answer about the whole task are in Label Studio's shape", () => {
    const store = opened([])
    store.dispatch(codedTransaction(store.state, question(store, "main"), [icd]))
    const [{ id, ...item }] = toResult(store.state)
    assert.ok(id)
    assert.deepEqual(item, { from_name: "main", to_name: "t", type: "taxonomy", value: { taxonomy: [icd.path] }, origin: "manual", meta: { med: { codes: [icd.code] } } })
  })
  test("go with one undo, and the last one takes the answer along", () => {
    const store = opened([])
    const asked = question(store, "main")
    store.dispatch(codedTransaction(store.state, asked, [icd]))
    store.dispatch(codedTransaction(store.state, asked, []))
    assert.equal(store.state.answers.size, 0)
    store.undo()
    assert.deepEqual(entriesOf(store.state.answers.get("main")), [icd])
    store.undo()
    assert.equal(store.state.answers.size, 0)
  })
  test("leave an answer without codes as answers always were", () => {
    const store = opened([])
    store.dispatch(answerTransaction(store.state, question(store, "main"), { taxonomy: [["a"]] }, { id: "x" }))
    assert.deepEqual(toResult(store.state)[0].value, { taxonomy: [["a"]] })
  })
})

describe("the words of a mark", () => {
  test("are what it covers, also where the text is not kept with it", () => {
    assert.equal(markedWords(opened(ITEMS).state, "r"), "acute inferior MI")
    const { text: _, ...bare } = ITEMS[0].value
    assert.equal(markedWords(opened([{ ...ITEMS[0], value: bare }]).state, "r"), "acute inferior MI")
    assert.equal(markedWords(opened([{ ...ITEMS[0], value: { ...bare, start: 4, end: 7 } }], "😀 a MI\nb").state, "r"), "MI")
    assert.equal(markedWords(opened([]).state, "none"), "")
  })
  test("are no more than a query may have", () => {
    const text = "one two three four five six seven eight nine ten"
    assert.equal(markedWords(opened([{ ...ITEMS[0], value: { start: 0, end: text.length, labels: ["D"] } }], text).state, "r").split(" ").length, 8)
  })
  test("become fewer where all of them find nothing, the telling ones last", () => {
    assert.deepEqual(looserQueries("possible pneumonia of the left lower lobe"), ["pneumonia left lower lobe", "pneumonia left lower", "pneumonia lower", "pneumonia"])
    assert.deepEqual(looserQueries("pneumonia"), [])
  })
})

test("marks cut a text without losing a letter, whatever their order", () => {
  assert.deepEqual(markedPieces("Acute MI", [[6, 8], [0, 2]]), [{ text: "Ac", marked: true }, { text: "ute ", marked: false }, { text: "MI", marked: true }])
  assert.equal(markedPieces("Acute MI", [[3, 99], [1, 4]]).map(piece => piece.text).join(""), "Acute MI")
  assert.deepEqual(markedPieces("MI", []), [{ text: "MI", marked: false }])
})

describe("the lazy tree", () => {
  const node = (/** @type {string} */ code, children = 0) => ({ code, display: code, children, descendants: children })
  const names = (/** @type {LazyTree} */ tree) => tree.rows().map(row => `${" ".repeat(row.depth)}${row.kind === "node" ? row.item.display : row.kind === "more" ? `+${row.left}` : "…"}`)

  test("asks for a level once it is opened, and shows it where it stands", () => {
    const tree = new LazyTree([{ system: "s", title: "S", count: 9 }])
    assert.deepEqual(names(tree), ["…"])
    tree.put("s", "", 0, { total: 2, items: [node("a", 2), node("b")] })
    assert.equal(tree.set("s", ["a"], true), true)
    assert.deepEqual(names(tree), ["a", " …", "b"])
    tree.put("s", "a", 0, { total: 2, items: [node("c"), node("d")] })
    assert.deepEqual(names(tree), ["a", " c", " d", "b"])
    assert.equal(tree.set("s", ["a"], true), false)
  })
  test("shows a concept at each of its places, open or not by itself", () => {
    const tree = new LazyTree([{ system: "s", title: "S", count: 9 }])
    tree.put("s", "", 0, { total: 2, items: [node("a", 1), node("b", 1)] })
    for (const top of ["a", "b"]) {
      tree.put("s", top, 0, { total: 1, items: [node("x", 1)] })
      tree.set("s", [top], true)
    }
    tree.put("s", "x", 0, { total: 1, items: [node("y")] })
    tree.set("s", ["b", "x"], true)
    assert.deepEqual(names(tree), ["a", " x", "b", " x", "  y"])
  })
  test("takes a long level page by page, and a guest only until its page comes", () => {
    const tree = new LazyTree([{ system: "s", title: "S", count: 9 }])
    tree.put("s", "", 0, { total: 5, items: [node("a"), node("b")] })
    tree.invite("s", "", node("e"))
    tree.invite("s", "", node("b"))
    assert.deepEqual(names(tree), ["a", "b", "e", "+2"])
    tree.put("s", "", 2, { total: 5, items: [node("c"), node("d"), node("e")] })
    assert.deepEqual(names(tree), ["a", "b", "c", "d", "e"])
  })
  test("puts several systems under their names", () => {
    const tree = new LazyTree([{ system: "s", title: "S", count: 1 }, { system: "i", title: "I", count: 1 }])
    assert.deepEqual(names(tree), ["S", "I"])
    tree.set("i", [], true)
    tree.put("i", "", 0, { total: 1, items: [node("a")] })
    assert.deepEqual(names(tree), ["S", "I", " a"])
  })
  test("does not run in a circle", () => {
    const tree = new LazyTree([{ system: "s", title: "S", count: 1 }])
    tree.put("s", "", 0, { total: 1, items: [node("a", 1)] })
    tree.put("s", "a", 0, { total: 1, items: [node("a", 1)] })
    tree.set("s", ["a"], true)
    tree.set("s", ["a", "a"], true)
    assert.equal(tree.rows().length, 2)
  })
})

describe("colours of an expression", () => {
  const kinds = (/** @type {string} */ source) => eclTokens(source).filter(token => token.kind !== "text").map(token => `${token.kind} ${token.text}`)

  test("tell operators, codes, terms and words apart", () => {
    assert.deepEqual(kinds("<< 404684003 |Clinical finding| : 363698007 = <<39057004 MINUS ^700043003"),
      ["operator <<", "code 404684003", "term |Clinical finding|", "operator :", "code 363698007", "operator =", "operator <<", "code 39057004", "keyword MINUS", "operator ^", "code 700043003"])
    assert.deepEqual(kinds('{{ term = "heart" }} /* why */ or'), ["operator {{", "operator =", 'value "heart"', "operator }}", "comment /* why */", "keyword or"])
  })
  test("never lose a letter, whatever stands there", () => {
    for (const source of ["", "<", "|open", '"open', "/* open", "😀 << 1 AND", "\n\n<<\t138875005", "R 246093002", "[1..*] {", "a|b|c|"]) {
      assert.equal(eclTokens(source).map(token => token.text).join(""), source)
      for (const at of [0, 1, source.length, 99]) assert.equal(withFault(eclTokens(source), faultAt(source, at)).map(token => token.text).join(""), source)
    }
  })
  test("underline the word at the fault, and the last sign where something is missing", () => {
    assert.deepEqual(faultAt("<< 404684003 FOO", 13), { start: 13, end: 16 })
    assert.deepEqual(faultAt("<< 404684003 :  ", 16), { start: 13, end: 14 })
    assert.deepEqual(withFault(eclTokens("<< FOO"), { start: 3, end: 6 }).filter(token => token.wrong).map(token => token.text).join(""), "FOO")
  })
})

describe("the address of the room", () => {
  test("says what is open, and nothing that is not", () => {
    assert.equal(placeAddress({ system: "icd10cm", code: "I21.19", q: "inf mi" }), "/terminology?system=icd10cm&code=I21.19&q=inf+mi")
    assert.equal(placeAddress({}), "/terminology")
    const ecl = "<< 404684003 |a & b| + ü"
    assert.equal(readPlace(new URLSearchParams(placeAddress({ ecl }).split("?")[1])).ecl, ecl)
  })
  test("days of releases are days of the calendar", () => {
    assert.deepEqual([isoDay("20020131"), isoDay(20260101), isoDay("2026-01-01"), isoDay(""), isoDay("2026")], ["2002-01-31", "2026-01-01", "2026-01-01", "", ""])
  })
})

describe("recent expressions", () => {
  const box = () => {
    /** @type {Map<string, string>} */
    const held = new Map()
    return { getItem: (/** @type {string} */ key) => held.get(key) ?? null, setItem: (/** @type {string} */ key, /** @type {string} */ value) => void held.set(key, value) }
  }
  test("are kept once each, the newest first, and not for ever", () => {
    const store = box()
    for (let i = 0; i < 30; i++) addRecent(store, { system: "snomed", expression: `< ${i}`, total: i })
    addRecent(store, { system: "snomed", expression: "< 20", total: 5 })
    const list = readRecent(store)
    assert.equal(list.length, 20)
    assert.deepEqual(list.slice(0, 2).map(one => one.expression), ["< 20", "< 29"])
  })
  test("are none where the browser holds something else", () => {
    const store = box()
    for (const text of ["nonsense", "{}", "[1, null]"]) {
      store.setItem("vesalius.terminology.expressions", text)
      assert.deepEqual(readRecent(store), [])
    }
  })
  test("become a scope that a config reads back", () => {
    const tag = scopeTag("snomed", "<< 404684003 |\"Finding\" & more|\n  MINUS < 1")
    const parsed = parseConfig(`<View><Text name="text" value="$t"/>${tag}</View>`, { t: "x" })
    assert.deepEqual(parsed.errors, [])
    assert.equal(parsed.controls.get("code").attributes.ecl, "<< 404684003 |\"Finding\" & more| MINUS < 1")
  })
})

test("a release is known by its file names before it is sent", () => {
  const key = (/** @type {string[]} */ ...names) => kindOf(names.map(name => ({ name, size: 1 })))?.key
  assert.equal(key("SnomedCT_InternationalRF2_PRODUCTION_20260101T120000Z.zip"), "snomed")
  assert.equal(kindOf([{ name: "a.txt", size: 1, webkitRelativePath: "x/Snapshot/Terminology/sct2_Concept_Snapshot_INT_20260101.txt" }])?.key, "snomed")
  assert.deepEqual([key("Loinc_2.81.zip"), key("icd10cm_order_2026.txt"), key("icd10pcs_order_2026.txt"), key("HCPC2026_JAN_ANWEB.txt")], ["loinc", "icd10cm", "icd10pcs", "hcpcs"])
  assert.equal(kindOf([{ name: "readme.txt", size: 1 }]), null)
})

/** @param {string} system @param {readonly string[]} codes */
const group = (system, codes) => ({ system, version: "1", title: system, more: false, note: null, items: codes.map(code => ({ code, display: code })) })

describe("the search of a question", () => {
  /** @param {(query: any, signal: AbortSignal) => any} answer */
  const made = (answer, { terminology = "snomed, icd10cm@2026", scope = {} } = {}) => {
    /** @type {any[]} */
    const asked = []
    const source = { known: () => undefined, search: async (/** @type {any} */ query, /** @type {AbortSignal} */ signal) => { asked.push({ ...query, signal }); return { took_us: 5, groups: await answer(query, signal) } } }
    return { asked, search: new CodeSearch({ source, references: referencesOf(terminology), scope, project: 7, selectable: true }) }
  }
  test("asks all systems at once, each in its version, and keeps their order", async () => {
    const { asked, search } = made(() => [group("icd10cm", ["I21"]), group("snomed", ["1"])])
    const { groups } = await search.find("mi", { inactive: false, looser: false })
    assert.deepEqual(asked.map(one => one.systems), [["snomed", "icd10cm@2026"]])
    assert.equal(asked[0].project, 7)
    assert.deepEqual(groups.map(one => one.system), ["snomed", "icd10cm"])
  })
  test("narrows SNOMED CT alone where an expression stands beside other systems", async () => {
    const { asked, search } = made(query => query.systems.map((/** @type {string} */ system) => group(system, ["1"])), { scope: { ecl: "<< 404684003" } })
    await search.find("mi", { inactive: false, looser: false })
    assert.deepEqual(asked.map(one => [one.systems, one.ecl]), [[["snomed"], "<< 404684003"], [["icd10cm@2026"], undefined]])
    const alone = made(() => [], { terminology: "icd10cm", scope: { below: "I21" } })
    await alone.search.find("mi", { inactive: false, looser: false })
    assert.equal(alone.asked[0].below, "I21")
  })
  test("drops the older request when letters go on", async () => {
    const { asked, search } = made((_, signal) => new Promise((done, fail) => {
      signal.addEventListener("abort", () => fail(new DOMException("old", "AbortError")))
      setTimeout(() => done([]), 5)
    }))
    const first = search.find("m", { inactive: false, looser: false })
    const second = search.find("mi", { inactive: false, looser: false })
    await assert.rejects(first, { name: "AbortError" })
    await second
    assert.deepEqual(asked.map(one => one.signal.aborted), [true, false])
  })
  test("tries fewer words of a mark, and says which it found", async () => {
    const { asked, search } = made(query => (query.q === "pneumonia" ? [group("snomed", ["1"])] : [group("snomed", [])]))
    const found = await search.find("atypical pneumonia of childhood", { inactive: false, looser: true })
    assert.equal(found.looser, "pneumonia")
    assert.equal(asked.length, 4)
    assert.equal((await search.find("atypical pneumonia of childhood", { inactive: false, looser: false })).groups[0].items.length, 0)
  })
})

describe("the systems of a question", () => {
  const release = (/** @type {string} */ key, /** @type {string} */ version, more = {}) => ({ key, version, title: key.toUpperCase(), uri: `u:${key}`, version_uri: `u:${key}/${version}`, is_default: false, state: "ready", active: 3, ...more })
  const made = (/** @type {string} */ text) => {
    const systems = new CodeSystems(text, 7)
    systems.releases = [release("icd10cm", "2027"), release("icd10cm", "2026", { is_default: true }), release("icd10cm", "2025"), release("snomed", "1", { state: "broken" }), release("project-7", "1")]
    return systems
  }

  test("are the default releases, or those they name", () => {
    assert.deepEqual(made("icd10cm").codeOf({ system: "icd10cm", code: "I10", display: "x" }), { system: "u:icd10cm", version: "u:icd10cm/2026", code: "I10", display: "x", key: "icd10cm" })
    assert.equal(made("icd10cm@2025").codeOf({ system: "icd10cm", code: "I10", display: "x" }).version, "u:icd10cm/2025")
    assert.equal(made("icd10cm").codeOf({ system: "icd10cm", version: "2027", code: "I10", display: "x" }).version, "u:icd10cm/2027")
    assert.equal(made("icd10cm@2025").named("icd10cm"), "icd10cm@2025")
  })
  test("are missing where none is ready", () => {
    const systems = made("snomed, icd10cm, icd10cm@2024, loinc")
    assert.deepEqual(systems.missing.map(one => one.key), ["snomed", "loinc"])
    assert.equal(systems.none, false)
    assert.equal(made("snomed").none, true)
    assert.deepEqual(systems.roots, [{ system: "icd10cm", title: "ICD10CM", count: 3 }])
  })
  test("know the project's own tree by its number", () => {
    assert.deepEqual(made("project").names, ["project-7"])
    assert.equal(made("project").has("project-7"), true)
  })
  test("take mapped codes of systems they ask for, and only show the others", () => {
    const row = (/** @type {string | null} */ code, advice = "") => ({ priority: 1, rule: "TRUE", advice, target: code ? { code, display: null, billable: true } : null, category: null })
    const concept = { maps: [{ title: "To ICD", target_system: "u", target_key: "icd10cm", groups: [{ group: 1, rows: [row("I10", "ALWAYS I10"), row(null)] }, { group: 2, rows: [row("I10")] }] }, { title: "To LOINC", target_system: "v", target_key: null, groups: [{ group: 1, rows: [row("1-8")] }] }, { title: "Empty", target_system: "w", target_key: null, groups: [] }] }
    const sections = mapSections(concept, key => key === "icd10cm")
    assert.deepEqual(sections.map(one => one.options.map(option => [option.item.code, option.shut ?? false])), [[["I10", false], ["I10", false]], [["1-8", true]]])
    assert.match(sections[0].options[0].note, /Group 1, priority 1 · ALWAYS I10/)
    assert.deepEqual(mapTargets(concept).map(one => one.code), ["I10", "1-8"])
  })
})

describe("what the page knows of code systems", () => {
  /** @param {(path: string) => any} answer */
  const made = answer => {
    /** @type {string[]} */
    const asked = []
    let now = 0
    const terminology = new Terminology({
      now: () => now,
      api: { request: async (/** @type {string} */ method, /** @type {string} */ path) => { asked.push(`${method} ${path}`); return { status: 200, headers: new Headers(), data: await answer(path) } } },
    })
    return { asked, terminology, wait: (/** @type {number} */ ms) => { now += ms } }
  }
  test("the same search is asked once", async () => {
    const { asked, terminology } = made(() => ({ took_us: 1, groups: [] }))
    assert.equal(terminology.known({ q: "mi" }), undefined)
    await terminology.search({ q: "mi", systems: ["snomed", "icd10cm@2026"] })
    await terminology.search({ q: "mi", systems: ["snomed", "icd10cm@2026"] })
    assert.deepEqual(asked, ["GET /api/terminology/search?q=mi&system=snomed&system=icd10cm%402026"])
    assert.ok(terminology.known({ q: "mi", systems: ["snomed", "icd10cm@2026"] }))
    terminology.forget()
    assert.equal(terminology.known({ q: "mi", systems: ["snomed", "icd10cm@2026"] }), undefined)
  })
  test("releases are asked for again after a while, and at once after a failure", async () => {
    let fails = false
    const { asked, terminology, wait } = made(() => { if (fails) throw new Error("no"); return { releases: [], loading: [] } })
    await terminology.releases()
    await terminology.releases()
    assert.equal(asked.length, 1)
    wait(60_000)
    fails = true
    await assert.rejects(terminology.releases())
    fails = false
    await terminology.releases()
    assert.equal(asked.length, 3)
  })
  test("names of many codes are looked up a few at a time, each once, in the first system that has it", async () => {
    let busy = 0
    let most = 0
    const { asked, terminology } = made(async path => {
      most = Math.max(most, busy += 1)
      await new Promise(done => setTimeout(done, 1))
      busy -= 1
      if (path.includes("system=snomed")) throw Object.assign(new Error("no"), { status: 404 })
      return { system: "icd10cm", code: "x", display: "X", active: true }
    })
    const names = await Promise.all(Array.from({ length: 20 }, (_, i) => terminology.nameOf(["snomed", "icd10cm"], `c${i}`)))
    assert.ok(names.every(one => one?.display === "X"))
    assert.equal(asked.length, 40)
    assert.ok(most <= 6, `${most} at once`)
  })
})
