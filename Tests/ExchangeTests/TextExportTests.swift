import Exchange
import Testing

struct TextExportTests {
    @Test func `a table has all columns in order, quoted texts and bare numbers`() throws {
        let tasks = [
            ExportSample.task(
                1, #"{"text":"say \"hi\"","c":"mine","n":null,"k":[1,"/"]}"#,
                [#"[{"from_name":"c","to_name":"t","type":"choices","value":{"choices":["a"]}}]"#]),
            ExportSample.task(2, #"{"text":"=1+2","ok":true,"f":1.50}"#),
        ]
        let golden =
            [
                #""_data_c","annotation_id","annotator","c","created_at","f","id","k","lead_time","n","ok","text","updated_at""#,
                #""mine",10,"3","a","2025-11-24T16:00:00.123456Z","",1,"[1,""/""]",2.5,"","","say ""hi""","2025-11-24T16:00:00.123456Z""#,
                #""","","","","",1.50,2,"","","",True,"=1+2","""#,
            ].map { $0 + "\r\n" }.joined()
        #expect(try ExportSample.text(.csv, ExportSample.notes, tasks) == golden)
        let tabs = try ExportSample.text(.tsv, ExportSample.notes, tasks)
        #expect(tabs.hasPrefix("\"_data_c\"\t\"annotation_id\"\t"))
    }

    @Test func `a table that was exported comes back cell by cell`() throws {
        let cells = ["=cmd()", "+1", "-1", "@x", "a\r\nb", "\"", ",", "😀", "007"]
        let tasks = try cells.enumerated().map { index, cell in
            ExportSample.task(index + 1, try #require(ImportedTask.media(url: cell, key: "text") as ImportedTask?).data)
        }
        var reader = DelimitedTaskReader(delimiter: nil)
        let back = try reader.read(ExportSample.export(.csv, ExportSample.notes, tasks))
        for (task, cell) in zip(back, cells) {
            #expect(task.data.contains(ImportedTask.media(url: cell, key: "text").data.dropFirst().dropLast()))
        }
    }

    @Test func `tokens get the tags of the spans they touch, counted in code points`() throws {
        let text = "😀 Aspirin 100 mg, can't stop."
        let spans = #"""
            [{"from_name":"l","to_name":"t","type":"labels","value":{"start":10,"end":16,"text":"100 mg","labels":["Dose"]}},
             {"from_name":"l","to_name":"t","type":"labels","value":{"start":2,"end":9,"text":"Aspirin","labels":["Drug"]}}]
            """#
        let config =
            #"<View><Text name="t" value="$text"/><Labels name="l" toName="t"><Label value="Drug"/></Labels></View>"#
        let golden = """
            -DOCSTART- -X- O
            😀 -X- _ O
            Aspirin -X- _ B-Drug
            100 -X- _ B-Dose
            mg -X- _ I-Dose
            , -X- _ O
            ca -X- _ O
            n't -X- _ O
            stop -X- _ O
            . -X- _ O


            """
        #expect(
            try ExportSample.text(.conll2003, config, [ExportSample.task(1, "{\"text\":\"\(text)\"}", [spans])])
                == golden)
    }

    // What the Treebank's own script makes of these.
    @Test(arguments: [
        (
            "Good muffins cost $3.88 (roughly 3,36 euros) in New York.",
            "Good|muffins|cost|$|3.88|(|roughly|3,36|euros|)|in|New|York|."
        ),
        ("They'll cannot say \"no\", won't they?", "They|'ll|can|not|say|\"|no|\"|,|wo|n't|they|?"),
        ("BP 120/80; SpO2 98% -- ok...", "BP|120|/|80|;|SpO2|98|%|--|ok|..."),
        ("the patients' notes b.i.d. at 10:30 'tis wanna go", "the|patients|'|notes|b.i.d.|at|10:30|'t|is|wan|na|go"),
        ("(He said so.)", "(|He|said|so|.|)"), ("a, b:c 1:2 x.", "a|,|b|:|c|1:2|x|."), ("", ""), ("  \n ", ""),
    ])
    func `text is split as training tools expect`(_ text: String, _ tokens: String) throws {
        let config = #"<View><Text name="t" value="$x"/><Labels name="l" toName="t"><Label value="D"/></Labels></View>"#
        let data = ImportedTask.media(url: text, key: "x").data
        let lines = try ExportSample.text(.conll2003, config, [ExportSample.task(1, data)])
            .split(separator: "\n").dropFirst().map { $0.split(separator: " ")[0] }
        #expect(lines.joined(separator: "|") == tokens)
    }
}
