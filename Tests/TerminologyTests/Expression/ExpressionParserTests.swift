import Testing

@testable import Terminology

struct ExpressionParserTests {
    /// Written in many ways on the left, printed in one on the right.
    static let valid: [(String, String)] = [
        ("404684003", "404684003"),
        (" 404684003 |Clinical finding|\n", "404684003"),
        ("<404684003|Clinical finding|", "< 404684003"),
        ("<<! 404684003", "<<! 404684003"),
        ("<! 404684003", "<! 404684003"),
        (">>!404684003", ">>! 404684003"),
        (">! 404684003", ">! 404684003"),
        (">> 404684003", ">> 404684003"),
        ("> 404684003", "> 404684003"),
        ("!!> (<404684003)", "!!> (< 404684003)"),
        ("!!<(<404684003)", "!!< (< 404684003)"),
        ("top (<404684003)", "!!> (< 404684003)"),
        ("Bottom (<404684003)", "!!< (< 404684003)"),
        ("descendantOrSelfOf 404684003", "<< 404684003"),
        ("DESCENDANTOF 404684003", "< 404684003"),
        ("childOrSelfOf 404684003", "<<! 404684003"),
        ("ancestorOrSelfOf memberOf 404684003", ">> ^ 404684003"),
        ("*", "*"), ("ANY", "*"), ("<any", "< *"),
        ("^447562003", "^ 447562003"),
        ("^ [ targetComponentId ] 447562003", "^ [targetComponentId] 447562003"),
        ("^[referencedComponentId,mapTarget]447562003", "^ [referencedComponentId, mapTarget] 447562003"),
        ("memberOf [ANY] 447562003", "^ [*] 447562003"),
        ("LOINC#54486-6 |x|", "LOINC#54486-6"),
        ("\"LOINC#54486-6\"", "LOINC#54486-6"),
        ("LOINC#\"54 486\"", "LOINC#\"54 486\""),
        ("404684003 and 71388002 , 73211009", "404684003 AND 71388002 AND 73211009"),
        ("404684003 or <71388002", "404684003 OR < 71388002"),
        ("404684003 MINUS(71388002)", "404684003 MINUS (71388002)"),
        ("(404684003 OR 71388002) AND 73211009", "(404684003 OR 71388002) AND 73211009"),
        ("404684003.363698007 . << 363698007", "404684003 . 363698007 . << 363698007"),
        ("<404684003:363698007=*", "< 404684003 : 363698007 = *"),
        ("*:363698007!=<39057004", "* : 363698007 != < 39057004"),
        ("*:363698007<>39057004", "* : 363698007 != 39057004"),
        ("*:363698007 not = 39057004", "* : 363698007 != 39057004"),
        ("*:R363698007=*", "* : R 363698007 = *"),
        ("*:reverseOf<<363698007=*", "* : R << 363698007 = *"),
        ("*:[0..0]363698007=*,[1 to many]116676008=*", "* : [0..0] 363698007 = *, [1..*] 116676008 = *"),
        ("*:{363698007=*,116676008=*}", "* : { 363698007 = *, 116676008 = * }"),
        ("*:[1..2]{363698007=* or [2..3]116676008=*}", "* : [1..2] { 363698007 = * OR [2..3] 116676008 = * }"),
        ("*:{363698007=*}or{116676008=*}", "* : { 363698007 = * } OR { 116676008 = * }"),
        ("*:(363698007=* or 116676008=*),*=*", "* : (363698007 = * OR 116676008 = *), * = *"),
        ("*:(<<363698007 MINUS 363698007)=*", "* : (<< 363698007 MINUS 363698007) = *"),
        (
            "*:{(363698007 OR 116676008) {{ c active=1 }} = (* MINUS <39057004)}",
            "* : { (363698007 OR 116676008) {{ C active = 1 }} = (* MINUS < 39057004) }"
        ),
        ("*:((363698007=*))", "* : 363698007 = *"),
        ("*:1142135004>=#250,1142135004<#+800.50", "* : 1142135004 >= #250, 1142135004 < #800.5"),
        ("*:1142135004=#-0.0", "* : 1142135004 = #0"),
        ("*:1142135004=\"PANADOL\"", "* : 1142135004 = \"PANADOL\""),
        ("*:1142135004!=(match:\"a\\\"b\" wild:\"c*\\*\")", "* : 1142135004 != (match:\"a\\\"b\" wild:\"c*\\*\")"),
        ("*:1142135004=TRUE", "* : 1142135004 = true"),
        ("*{{term=\"heart att\"}}", "* {{ D term = \"heart att\" }}"),
        (
            "* {{ D term = ( \"heart\" wild:\"*itis\" ) , type != ( fsn synonym ) }}",
            "* {{ D term = (\"heart\" wild:\"*itis\"), type != (fsn syn) }}"
        ),
        ("*{{dterm=wild:\"a\"}}", "* {{ D term = wild:\"a\" }}"),
        ("*{{language=SV, language != (en de)}}", "* {{ D language = sv, language != (en de) }}"),
        ("*{{typeId=900000000000013009|synonym|}}", "* {{ D typeId = 900000000000013009 }}"),
        (
            "*{{typeId=(900000000000013009 900000000000003001|x|)}}",
            "* {{ D typeId = (900000000000013009 900000000000003001) }}"
        ),
        ("*{{typeId=(900000000000013009)}}", "* {{ D typeId = (900000000000013009) }}"),
        ("*{{dialect=en-us(prefer)}}", "* {{ D dialect = en-us (900000000000548007) }}"),
        (
            "*{{dialect=(en-gb (accept) en-x-nhs1)(accept preferred)}}",
            "* {{ D dialect = (en-gb (900000000000549004) en-x-nhs1) (900000000000549004 900000000000548007) }}"
        ),
        (
            "*{{dialectId=900000000000509007(900000000000548007|Preferred|)}}",
            "* {{ D dialectId = 900000000000509007 (900000000000548007) }}"
        ),
        (
            "*{{dialectId=(900000000000509007(prefer) 900000000000508004)}}",
            "* {{ D dialectId = (900000000000509007 (900000000000548007) 900000000000508004) }}"
        ),
        (
            "*{{dialectId=(<900000000000509007 OR 900000000000508004)}}",
            "* {{ D dialectId = (< 900000000000509007 OR 900000000000508004) }}"
        ),
        (
            "*{{D moduleId=<<900000000000443000, effectiveTime>=(\"20210131\" \"\"), active=false, id=3032638017}}",
            "* {{ D moduleId = << 900000000000443000, effectiveTime >= (\"20210131\" \"\"), active = 0, id = 3032638017 }}"
        ),
        (
            "*{{C definitionStatus=(primitive defined),definitionStatusId=900000000000073002}}",
            "* {{ C definitionStatus = (primitive defined), definitionStatusId = 900000000000073002 }}"
        ),
        (
            "*{{c active != true}}{{ C semanticTag = \"disorder\" }}",
            "* {{ C active = 0 }} {{ C semanticTag = \"disorder\" }}"
        ),
        (
            "^447562003{{M mapTarget=\"J45.9\",mapGroup=#2,mapPriority<#2}}",
            "^ 447562003 {{ M mapTarget = \"J45.9\", mapGroup = #2, mapPriority < #2 }}"
        ),
        (
            "^447562003{{m referencedComponentId=<404684003,active=*}}{{D term=\"a\"}}",
            "^ 447562003 {{ M referencedComponentId = < 404684003, active = * }} {{ D term = \"a\" }}"
        ),
        (
            "^447562003{{M moduleId=449080006,sourceEffectiveTime<\"20200101\",grouped=true,mapTarget=\"\"}}",
            "^ 447562003 {{ M moduleId = 449080006, sourceEffectiveTime < \"20200101\", grouped = true, mapTarget = \"\" }}"
        ),
        ("404684003{{+HISTORY}}", "404684003 {{ + HISTORY-MAX }}"),
        ("404684003 {{ + history_min }}", "404684003 {{ + HISTORY-MIN }}"),
        ("404684003 {{ + HISTORY-mod}}", "404684003 {{ + HISTORY-MOD }}"),
        ("404684003{{+ HISTORY(900000000000527005 OR *)}}", "404684003 {{ + HISTORY (900000000000527005 OR *) }}"),
        ("/* a */ < /* * */ 404684003 /**/ AND/***/71388002", "< 404684003 AND 71388002"),
    ]

    @Test(arguments: valid)
    func `an expression is read, and printed in one form`(_ text: String, _ printed: String) throws {
        let constraint = try ExpressionParser.parse(text)
        #expect(ExpressionPrinter.text(of: constraint) == printed)
        #expect(ExpressionPrinter.text(of: try ExpressionParser.parse(printed)) == printed)
    }

    /// What is wrong, and the byte at which it is.
    static let wrong: [(String, Int)] = [
        ("", 0), ("   ", 3), ("40468400", 0), ("12345", 0), ("1234567890123456789", 0), ("0404684003", 0),
        ("99999999", 0),
        ("404684003 404684003", 10), ("404684003 |x", 12), ("404684003 ||", 11), ("404684003 | |", 11),
        ("<<<404684003", 2), ("<", 1), ("=404684003", 0), ("!404684003", 0), ("!!404684003", 0), ("~404684003", 0),
        ("404684003 AND", 13), ("404684003 AND OR 71388002", 14), ("AND 404684003", 0), ("404684003 XOR 71388002", 10),
        ("404684003 AND 71388002 OR 73211009", 23), ("404684003 OR 71388002, 73211009", 21),
        ("404684003 AND 71388002 MINUS 73211009", 23), ("404684003 MINUS 71388002 MINUS 73211009", 25),
        ("404684003 MINUS 71388002 AND 73211009", 25),
        ("(404684003", 10), ("404684003)", 9), ("()", 1), ("((404684003)", 12), ("(404684003]", 10),
        ("/* 404684003", 12), ("404684003 /* x", 14),
        ("404684003:", 10), ("404684003: 363698007", 20), ("404684003: 363698007 =", 22), ("404684003: = *", 11),
        ("404684003: 363698007 = * 116676008 = *", 25), ("404684003: 363698007 == *", 22),
        ("*: 363698007 = *, 116676008 = * OR 42752001 = *", 32),
        ("*: { 363698007 = *", 18), ("*: { 363698007 = * ]", 19), ("*: { { 363698007 = * } }", 5), ("*: { }", 5),
        ("*: [2..1] 363698007 = *", 4), ("*: [..1] 363698007 = *", 4), ("*: [1.2] 363698007 = *", 5),
        ("*: [1..] 363698007 = *", 7), ("*: [01..2] 363698007 = *", 4), ("*: [1..2 363698007 = *", 9),
        ("*: [1..99999999999] 363698007 = *", 7), ("*: [-1..2] 363698007 = *", 4),
        ("*: 1142135004 = #", 17), ("*: 1142135004 = #x", 17), ("*: 1142135004 = #05", 17), ("*: 1142135004 = #5.", 19),
        ("*: 1142135004 < 404684003", 16), ("*: 1142135004 < \"a\"", 16), ("*: 1142135004 = \"a", 18),
        ("* {{ term = wild:\"a }}", 22),
        ("*: 1142135004 = \"\\a\"", 17), ("*: 1142135004 = \"\"", 17), ("*: 1142135004 = \"  \"", 17),
        ("404684003 .", 11), ("404684003 . . 363698007", 12), ("404684003 . 363698007 : * = *", 22),
        ("404684003 : * = * . 363698007", 18),
        ("^", 1), ("^ ^ 447562003", 2), ("^ [ 447562003", 4), ("^ [] 447562003", 3), ("^ [a b] 447562003", 5),
        ("^ < 447562003", 2), ("< < 447562003", 2),
        ("* {{ }}", 5), ("* {{ term }}", 10), ("* {{ term = }}", 12), ("* {{ term = \"a\" }", 16),
        ("* {{ term = \"a\"", 15),
        ("* {{ term < \"a\" }}", 10), ("* {{ foo = \"a\" }}", 5), ("* {{ term = \"a\", }}", 17),
        ("* {{ term = (\"a\"\"b\") }}", 16), ("* {{ term = () }}", 13), ("* {{ term = wild:\"\" }}", 18),
        ("* {{ term = regex:\"a\" }}", 12), ("* {{ language = eng }}", 16), ("* {{ type = abc }}", 12),
        ("* {{ dialect = 5 }}", 15), ("* {{ dialect = en-us (best) }}", 22), ("* {{ D effectiveTime = 20200101 }}", 23),
        ("* {{ D effectiveTime = \"20201301\" }}", 28), ("* {{ D effectiveTime = \"20201200\" }}", 30),
        ("* {{ D effectiveTime = \"2020120\" }}", 31), ("* {{ active = 2 }}", 14), ("* {{ id = 12 }}", 10),
        ("* {{ C term = \"a\" }}", 7), ("* {{ C definitionStatus = full }}", 26), ("* {{ C active > 1 }}", 14),
        ("* {{ D definitionStatus = defined }}", 7),
        ("^ 447562003 {{ M }}", 17), ("^ 447562003 {{ M mapGroup = # }}", 29), ("^ 447562003 {{ M mapGroup < x }}", 28),
        ("^ 447562003 {{ D term = \"a\" }} {{ M mapGroup = #1 }}", 31),
        ("404684003 {{ + HISTORY }} {{ C active = 1 }}", 26), ("404684003 {{ + HISTORY-BIG }}", 23),
        ("404684003 {{ + HISTORY-MIN (*) }}", 27), ("404684003 {{ + }}", 15), ("404684003 {{ + HISTORY () }}", 24),
        ("404684003 {{ + HISTORY (*) ", 27), ("LOINC#", 6), ("LOINC", 0), ("\"LOINC\"", 6),
    ]

    @Test(arguments: wrong)
    func `a wrong expression is refused at the right character`(_ text: String, _ byte: Int) {
        let failure = #expect(throws: ExpressionFailure.self) { try ExpressionParser.parse(text) }
        #expect(failure?.byte == byte, "\(failure?.message ?? "")")
        #expect(failure?.message.isEmpty == false)
        if failure?.reason == .syntax { #expect(failure?.expected.isEmpty == false) }
    }

    @Test func `positions are told in UTF-16 units, lines and columns as well`() {
        let failure = #expect(throws: ExpressionFailure.self) {
            try ExpressionParser.parse("404684003 |Ärger 😀|\n  AND x")
        }
        #expect(failure?.byte == 30)
        #expect(failure?.position == 27)
        #expect(failure?.line == 2)
        #expect(failure?.column == 7)
        #expect(failure?.found == "x")
    }

    @Test func `brackets may be two hundred deep and no deeper`() throws {
        func nested(_ depth: Int) -> String {
            String(repeating: "(", count: depth) + "404684003" + String(repeating: ")", count: depth)
        }
        _ = try ExpressionParser.parse(nested(200))
        let failure = #expect(throws: ExpressionFailure.self) { try ExpressionParser.parse(nested(201)) }
        #expect(failure?.reason == .tooComplex)
        let filters = String(repeating: "* {{ C moduleId = ", count: 300)
        #expect(throws: ExpressionFailure.self) { try ExpressionParser.parse(filters) }
        let values = String(repeating: "* : * = (", count: 300)
        #expect(throws: ExpressionFailure.self) { try ExpressionParser.parse(values) }
        let refinements = "*: " + String(repeating: "(", count: 60_000)
        #expect(throws: ExpressionFailure.self) { try ExpressionParser.parse(refinements) }
    }

    @Test func `an expression may have 64 kilobytes`() throws {
        let comment = "/*" + String(repeating: "x", count: ExpressionParser.longest - 13) + "*/404684003"
        _ = try ExpressionParser.parse(comment)
        let failure = #expect(throws: ExpressionFailure.self) { try ExpressionParser.parse(" " + comment) }
        #expect(failure?.reason == .tooComplex)
    }

    @Test(arguments: [
        ("<< J45", "<< \"J45\""), ("<<J45.9|Asthma|", "<< \"J45.9\""),
        ("\"718-7\" OR 2345-7", "\"718-7\" OR \"2345-7\""),
        ("< R05 MINUS R05.1", "< \"R05\" MINUS \"R05.1\""), ("\"and\" AND \"a b\"", "\"and\" AND \"a b\""),
        ("icd10cm#J45.9", "icd10cm#J45.9"), ("(A00 or B00){{term=\"x\"}}", "(\"A00\" OR \"B00\") {{ D term = \"x\" }}"),
        ("* : R COMPONENT = LP1234-5", "* : R \"COMPONENT\" = \"LP1234-5\""), ("J45 . SITE", "\"J45\" . \"SITE\""),
        ("descendantOf J45", "< \"J45\""), ("99213", "\"99213\""),
    ])
    func `codes of other systems are written bare or quoted`(_ text: String, _ printed: String) throws {
        let constraint = try ExpressionParser.parse(text, codes: .dotted)
        #expect(ExpressionPrinter.text(of: constraint, codes: .dotted) == printed)
        #expect(
            ExpressionPrinter.text(of: try ExpressionParser.parse(printed, codes: .dotted), codes: .dotted) == printed)
    }

    @Test func `no mutation of an expression crashes or hangs the parser`() throws {
        var random = SeededGenerator(seed: 7)
        let signs = Array("<>!^*()[]{}|\"\\,:.#=+-_ \n/aRM04é".utf8)
        for (text, _) in Self.valid {
            for _ in 0..<120 {
                var bytes = Array(text.utf8)
                for _ in 0..<Int.random(in: 1...3, using: &random) {
                    let place = Int.random(in: 0...bytes.count, using: &random)
                    switch Int.random(in: 0..<3, using: &random) {
                    case 0: bytes.insert(signs.randomElement(using: &random) ?? 0, at: place)
                    case 1 where place < bytes.count: bytes.remove(at: place)
                    case 2 where place < bytes.count: bytes[place] = signs.randomElement(using: &random) ?? 0
                    default: bytes.append(contentsOf: bytes.prefix(place))
                    }
                }
                let mutant = String(decoding: bytes, as: UTF8.self)
                do {
                    let constraint = try ExpressionParser.parse(mutant)
                    let printed = ExpressionPrinter.text(of: constraint)
                    #expect(ExpressionPrinter.text(of: try ExpressionParser.parse(printed)) == printed, "\(mutant)")
                } catch {
                    #expect((0...mutant.utf8.count).contains(error.byte))
                }
            }
        }
    }
}
