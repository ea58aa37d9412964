import Synchronization
import Testing

@testable import Storage

/// What both engines promise alike.
@Suite struct DatabaseContractTests {
    @Test(arguments: Engine.all)
    func `a transaction that throws leaves nothing behind`(engine: Engine) async throws {
        try await engine.run { database in
            try await database.write { try $0.script("CREATE TABLE t (x \($0.dialect.integer) NOT NULL)") }
            await #expect(throws: Refusal()) {
                try await database.write {
                    try $0.execute("INSERT INTO t VALUES (1)")
                    throw Refusal()
                }
            }
            #expect(try await database.count("t") == 0)
        }
    }

    @Test(arguments: Engine.all)
    func `transactions that arrive together take back only their own`(engine: Engine) async throws {
        try await engine.run { database in
            try await database.write { try $0.script("CREATE TABLE t (x \($0.dialect.integer) NOT NULL UNIQUE)") }
            let outcomes = await withTaskGroup(of: (Int, Bool).self) { group in
                for index in 0..<200 {
                    group.addTask {
                        let stored: Void? = try? await database.write {
                            try $0.execute("INSERT INTO t VALUES (\(index))")
                            if index % 7 == 0 { throw Refusal() }
                            if index % 11 == 0 { try $0.execute("INSERT INTO t VALUES (\(index))") }
                        }
                        return (index, stored != nil)
                    }
                }
                return await group.reduce(into: Set<Int>()) { if $1.1 { $0.insert($1.0) } }
            }
            #expect(outcomes == Set((0..<200).filter { $0 % 7 != 0 && $0 % 11 != 0 }))
            let stored = try await database.read { try $0.query("SELECT x FROM t").map { $0.int("x") } }
            #expect(Set(stored) == outcomes)
            #expect(stored.count == outcomes.count)
        }
    }

    @Test(arguments: Engine.all)
    func `a read sees one state and cannot write`(engine: Engine) async throws {
        try await engine.run { database in
            try await database.write { try $0.script("CREATE TABLE t (x \($0.dialect.integer) NOT NULL)") }
            await #expect(throws: StorageError.self) {
                try await database.read { try $0.execute("INSERT INTO t VALUES (1)") }
            }
            #expect(try await database.count("t") == 0)
        }
    }

    @Test(arguments: Engine.all)
    func `every kind of value comes back as it went in`(engine: Engine) async throws {
        let texts = ["", "plain", "naïve 日本語 👩‍⚕️ e\u{301}", "tab\tline\nreturn\r\\ \\N 'quote' \"", "$1 %_ ?"]
        let integers: [Int64] = [0, -1, .max, .min, 1 << 53 + 1]
        let reals = [0.1, -1e300, 2.2250738585072014e-308, Double.pi, 1 / 3, 1e22, .infinity]
        let blobs: [[UInt8]] = [[], [0], Array(0...255), [0x5c, 0x4e, 0x0a]]
        try await engine.run { database in
            try await database.write { connection in
                let dialect = connection.dialect
                try connection.script(
                    """
                    CREATE TABLE t (n \(dialect.integer) NOT NULL, s TEXT, i \(dialect.integer), r \(dialect.real),
                    b \(dialect.bytes), f \(dialect.boolean)) \(dialect.strict)
                    """
                )
            }
            let count = 7
            let rows: [[SQLValue]] = (0..<count).map { index in
                [
                    .integer(Int64(index)),
                    index < texts.count ? .text(texts[index]) : .null,
                    index < integers.count ? .integer(integers[index]) : .null,
                    .real(reals[index]),
                    index < blobs.count ? .blob(blobs[index]) : .null,
                    index == 6 ? .null : .boolean(index % 2 == 0),
                ]
            }
            for copied in [false, true] {
                let read = try await database.write { connection in
                    try connection.execute("DELETE FROM t")
                    let columns = ["n", "s", "i", "r", "b", "f"]
                    if copied {
                        try connection.copyIn("t", columns: columns, rows: rows)
                    } else {
                        for row in rows {
                            try connection.execute("INSERT INTO t (n, s, i, r, b, f) VALUES (\(list: row))")
                        }
                    }
                    return try connection.query("SELECT n, s, i, r, b, f FROM t ORDER BY n")
                }
                #expect(read.count == count)
                for (row, expected) in zip(read, rows) {
                    #expect(Array(row.values[0..<5]) == Array(expected[0..<5]))
                    if case .boolean(let value) = expected[5] {
                        #expect(row.bool("f") == value)
                    } else {
                        #expect(row["f"] == .null)
                    }
                }
            }
        }
    }

    @Test(arguments: Engine.all)
    func `text with NUL and NaN are refused by both`(engine: Engine) async throws {
        try await engine.run { database in
            try await database.write {
                try $0.script("CREATE TABLE t (s TEXT, r \($0.dialect.real))")
            }
            for row: [SQLValue] in [[.text("a\0b"), .null], [.null, .real(.nan)]] {
                for copied in [false, true] {
                    let error = await #expect(throws: StorageError.self) {
                        try await database.write { connection in
                            if copied { return try connection.copyIn("t", columns: ["s", "r"], rows: [row]) }
                            try connection.execute("INSERT INTO t VALUES (\(list: row))")
                        }
                    }
                    guard case .invalid = error else {
                        Issue.record("\(String(describing: error))")
                        continue
                    }
                }
            }
            #expect(try await database.count("t") == 0)
        }
    }

    @Test(arguments: Engine.all)
    func `what the schema refuses has the same name in both`(engine: Engine) async throws {
        try await engine.run { database in
            try await database.write { connection in
                let dialect = connection.dialect
                try connection.script(
                    """
                    CREATE TABLE a (id \(dialect.id), name TEXT NOT NULL UNIQUE CHECK (name <> '')) \(dialect.strict);
                    CREATE TABLE b (a \(dialect.integer) NOT NULL REFERENCES a (id)) \(dialect.strict);
                    INSERT INTO a (name) VALUES ('secret name');
                    """
                )
            }
            func failure(_ query: Query) async -> StorageError? {
                do {
                    try await database.write { try $0.execute(query) }
                    return nil
                } catch { return error as? StorageError }
            }
            guard case .duplicate(let detail) = await failure("INSERT INTO a (name) VALUES (\("secret name"))") else {
                Issue.record("no duplicate")
                return
            }
            #expect(detail.contains("name") && !detail.contains("secret"))
            guard case .duplicate = await failure("INSERT INTO a (id, name) VALUES (1, 'x')") else {
                Issue.record("no duplicate of the key")
                return
            }
            guard case .missingReference = await failure("INSERT INTO b VALUES (99)") else {
                Issue.record("no missing reference")
                return
            }
            guard case .invalid = await failure("INSERT INTO a (name) VALUES ('')") else {
                Issue.record("no check")
                return
            }
            guard case .invalid(let column) = await failure("INSERT INTO a (name) VALUES (NULL)") else {
                Issue.record("no refusal of null")
                return
            }
            #expect(column.contains("name"))
            guard case .failed = await failure("SELEKT 1") else {
                Issue.record("no syntax error")
                return
            }
            guard case .failed(_, let message) = await failure("SELECT * FROM nowhere") else {
                Issue.record("no missing table")
                return
            }
            #expect(message.contains("nowhere"))
        }
    }

    @Test(arguments: Engine.all)
    func `an insert answers what it stored and an upsert what it changed`(engine: Engine) async throws {
        try await engine.run { database in
            try await database.write { connection in
                let dialect = connection.dialect
                try connection.script(
                    "CREATE TABLE t (id \(dialect.id), k TEXT NOT NULL UNIQUE, n \(dialect.integer) NOT NULL)"
                )
                let row = try connection.first("INSERT INTO t (k, n) VALUES (\("a"), \(1)) RETURNING id, n")
                #expect(row?.int("id") == 1)
                let upserted = try connection.first(
                    """
                    INSERT INTO t (k, n) VALUES (\("a"), \(5)) ON CONFLICT (k) DO UPDATE SET n = t.n + excluded.n
                    RETURNING n
                    """
                )
                #expect(upserted?.int("n") == 6)
                #expect(try connection.execute("INSERT INTO t (k, n) VALUES ('b', 1), ('c', 2)") == 2)
                #expect(try connection.execute("UPDATE t SET n = 0 WHERE k IN (\(list: ["a", "c", "z"]))") == 2)
                #expect(try connection.execute("UPDATE t SET n = 0 WHERE k IN (\(list: [String]()))") == 0)
                #expect(try connection.execute("DELETE FROM t WHERE k = 'none'") == 0)
                #expect(try connection.query("SELECT sum(n) AS s FROM t WHERE k = 'none'")[0]["s"] == .null)
                #expect(try connection.first("SELECT CAST(sum(n) AS BIGINT) AS s FROM t")?.int("s") == 1)
            }
        }
    }

    @Test(arguments: Engine.all)
    func `ten thousand rows are copied in and streamed out`(engine: Engine) async throws {
        try await engine.run { database in
            try await database.write { connection in
                try connection.script("CREATE TABLE t (n \(connection.dialect.integer) NOT NULL, s TEXT NOT NULL)")
                let rows = (0..<10_000).lazy.map { [SQLValue.integer(Int64($0)), .text("row\t\($0)\n\\")] }
                try connection.copyIn("t", columns: ["n", "s"], rows: rows)
            }
            let seen = try await database.read { connection in
                var seen = 0
                try connection.forEach("SELECT n, s FROM t ORDER BY n") { row in
                    guard row.int("n") == seen, row.string("s") == "row\t\(seen)\n\\" else { throw Refusal() }
                    seen += 1
                }
                return seen
            }
            #expect(seen == 10_000)
        }
    }

    @Test(arguments: Engine.all)
    func `a stream that is left early lets the transaction go on`(engine: Engine) async throws {
        try await engine.run { database in
            try await database.write { connection in
                try connection.script("CREATE TABLE t (n \(connection.dialect.integer) NOT NULL)")
                try connection.copyIn("t", columns: ["n"], rows: (0..<5_000).map { [.integer($0)] })
                #expect(throws: Refusal()) {
                    try connection.forEach("SELECT n FROM t") { row in if row.int("n") == 3 { throw Refusal() } }
                }
                #expect(try connection.execute("INSERT INTO t VALUES (1)") == 1)
            }
            #expect(try await database.count("t") == 5_001)
        }
    }

    @Test(arguments: Engine.all)
    func `a query may run inside the loop over another of the same text`(engine: Engine) async throws {
        try await engine.run { database in
            let pairs = try await database.write { connection in
                try connection.script("CREATE TABLE t (n \(connection.dialect.integer) NOT NULL)")
                try connection.copyIn("t", columns: ["n"], rows: (0..<50).map { [.integer($0)] })
                var pairs = 0
                try connection.forEach("SELECT n FROM t ORDER BY n") { outer in
                    let inner = try connection.query("SELECT n FROM t ORDER BY n")
                    if inner.first?.int("n") == 0, inner.count == 50, outer.int("n") == pairs / 50 { pairs += 50 }
                }
                return pairs
            }
            #expect(pairs == 2_500)
        }
    }

    @Test(arguments: Engine.all)
    func `a savepoint takes back its part and the transaction goes on`(engine: Engine) async throws {
        try await engine.run { database in
            try await database.write { connection in
                try connection.script("CREATE TABLE t (n \(connection.dialect.integer) NOT NULL UNIQUE)")
                try connection.execute("INSERT INTO t VALUES (1)")
                #expect(throws: StorageError.self) {
                    try connection.savepoint {
                        try connection.execute("INSERT INTO t VALUES (2)")
                        try connection.execute("INSERT INTO t VALUES (1)")
                    }
                }
                try connection.savepoint { try connection.execute("INSERT INTO t VALUES (3)") }
            }
            let stored = try await database.read { try $0.query("SELECT n FROM t ORDER BY n").map { $0.int("n") } }
            #expect(stored == [1, 3])
        }
    }

    @Test(arguments: Engine.all)
    func `an error that is swallowed does not store half a transaction`(engine: Engine) async throws {
        try await engine.run { database in
            try await database.write { connection in
                try connection.script("CREATE TABLE t (n \(connection.dialect.integer) NOT NULL UNIQUE)")
            }
            await #expect(throws: StorageError.afterFailure) {
                try await database.write { connection in
                    try connection.execute("INSERT INTO t VALUES (1)")
                    _ = try? connection.execute("INSERT INTO t VALUES (1)")
                }
            }
            #expect(try await database.count("t") == 0)
        }
    }

    @Test(arguments: Engine.all)
    func `the schema may change between two runs of a query`(engine: Engine) async throws {
        try await engine.run { database in
            try await database.write { connection in
                try connection.script("CREATE TABLE t (a TEXT); INSERT INTO t VALUES ('x')")
            }
            let query: Query = "SELECT * FROM t WHERE a = \("x")"
            #expect(try await database.read { try $0.first(query)?.columns } == ["a"])
            try await database.write { try $0.script("ALTER TABLE t ADD COLUMN b TEXT DEFAULT 'y'") }
            #expect(try await database.read { try $0.first(query)?.values } == [.text("x"), .text("y")])
        }
    }

    @Test(arguments: Engine.all)
    func `a row that cannot be copied takes back the whole copy`(engine: Engine) async throws {
        try await engine.run { database in
            try await database.write { try $0.script("CREATE TABLE t (n \($0.dialect.integer) NOT NULL UNIQUE)") }
            let error = await #expect(throws: StorageError.self) {
                try await database.write { connection in
                    try connection.copyIn("t", columns: ["n"], rows: [[.integer(1)], [.integer(2)], [.integer(1)]])
                }
            }
            guard case .duplicate = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(try await database.count("t") == 0)
        }
    }

    @Test(arguments: Engine.all)
    func `claimers of a queue never take the same row`(engine: Engine) async throws {
        try await engine.run { database in
            try await database.write { connection in
                let dialect = connection.dialect
                try connection.script(
                    "CREATE TABLE t (id \(dialect.integer) PRIMARY KEY, owner \(dialect.integer))"
                )
                try connection.copyIn("t", columns: ["id"], rows: (0..<150).map { [.integer($0)] })
            }
            let claims = try await withThrowingTaskGroup { group in
                for owner in 0..<32 {
                    group.addTask {
                        var mine: [Int] = []
                        while let id = try await database.write({ connection in
                            try connection.first(
                                """
                                UPDATE t SET owner = \(owner) WHERE id = (SELECT id FROM t WHERE owner IS NULL
                                ORDER BY id LIMIT 1 \(raw: connection.dialect.skipLocked)) RETURNING id
                                """
                            )?.int("id")
                        }) { mine.append(id) }
                        return mine
                    }
                }
                return try await group.reduce(into: [Int]()) { $0 += $1 }
            }
            #expect(claims.sorted() == Array(0..<150))
        }
    }

    @Test(arguments: Engine.all)
    func `text and members of JSON are found alike`(engine: Engine) async throws {
        let json = """
            {"a":{"text":"no"}, "text" : "Chest PAIN, \\"quoted\\" \\u00e9 \\ud83d\\ude00","n":-1.5e2,"0":"zero","$x":true,
            "l":[1, {"text":2}],"z":null,"q\\"k":"odd","e":""}
            """
        try await engine.run { database in
            try await database.write { connection in
                try connection.script("CREATE TABLE t (j TEXT NOT NULL)")
                try connection.execute("INSERT INTO t VALUES (\(json))")
                let dialect = connection.dialect
                func text(_ key: String) throws -> SQLValue? {
                    try connection.first("SELECT \(dialect.jsonText("j", key: key)) AS v FROM t")?["v"]
                }
                func number(_ key: String) throws -> Double? {
                    try connection.first("SELECT \(dialect.jsonNumber("j", key: key)) AS v FROM t")?.optionalDouble("v")
                }
                #expect(try text("text") == .text("Chest PAIN, \"quoted\" é 😀"))
                #expect(try text("n") == .text("-1.5e2"))
                #expect(try text("0") == .text("zero"))
                #expect(try text("$x") == .text("true"))
                #expect(try text("l") == .text(#"[1, {"text":2}]"#))
                #expect(try text("q\"k") == .text("odd"))
                #expect(try text("e") == .text(""))
                #expect(try text("z") == .null)
                #expect(try text("missing") == .null)
                #expect(try number("n") == -150)
                #expect(try number("text") == nil)
                #expect(try number("0") == nil)
                func found(_ needle: String) throws -> Bool? {
                    let text = dialect.jsonText("j", key: "text")
                    return try connection.first("SELECT \(dialect.contains(text, needle)) AS v FROM t")?.bool("v")
                }
                #expect(try found("pain, \"Q") == true)
                #expect(try found("É") == false)
                #expect(try found("%") == false)
                func has(_ key: String, _ needle: String) throws -> SQLValue? {
                    let query = dialect.jsonContains("j", key: key, needle)
                    return try connection.first("SELECT (CASE WHEN \(query) THEN 1 ELSE 0 END) AS v FROM t")?["v"]
                }
                #expect(try has("text", "é 😀") == .integer(1))
                #expect(try has("text", "CHEST") == .integer(1))
                #expect(try has("text", "u00e9") == .integer(0))
                #expect(try has("0", "ER") == .integer(1))
                #expect(try has("e", "x") == .integer(0))
                #expect(try has("missing", "x") == .integer(0))
                let whole = try connection.first("SELECT \(dialect.contains("j", "CHEST")) AS v FROM t")
                #expect(whole?.bool("v") == true)
            }
        }
    }
}

struct Refusal: Error, Equatable {}

extension SQLDatabase {
    func count(_ table: String) async throws -> Int? {
        try await read { try $0.first("SELECT count(*) AS n FROM \(raw: table)")?.int("n") }
    }
}
