import JSON

/// A made-up discharge note that knows where its problems, drugs, doses, procedures and tests stand.
struct DischargeNote {
    static let labelConfig = """
        <View>
          <Labels name="mention" toName="note">
            <Label value="Problem" hotkey="1"/>
            <Label value="Drug" hotkey="2"/>
            <Label value="Dose" hotkey="3"/>
            <Label value="Procedure" hotkey="4"/>
            <Label value="Test" hotkey="5"/>
          </Labels>
          <Relations><Relation value="dose of"/></Relations>
          <Text name="note" value="$text" granularity="word"/>
          <Choices name="discharge" toName="note" choice="single" showInLine="true">
            <Choice value="Home"/><Choice value="Rehabilitation"/><Choice value="Nursing home"/>
          </Choices>
        </View>
        """

    /// A stretch of the text, in Unicode code points.
    private struct Span {
        let id: String
        let start: Int
        let end: Int
        let text: String
        let label: String
    }

    private let number: Int
    private let destination: String
    private var text = ""
    private var length = 0
    private var spans: [Span] = []
    private var doses: [(dose: String, drug: String)] = []

    init(number: Int, chance: inout SeededChance) {
        self.number = number
        destination = chance.pick(["Home", "Home", "Home", "Rehabilitation", "Nursing home"])
        let patient = Case.all[(number - 1) % Case.all.count]
        let (noun, pronoun) = chance.happens(50) ? ("man", "He") : ("woman", "She")

        write("SYNTHETIC NOTE \(number): made up by Vesalius for demonstration, about nobody.\n\nDISCHARGE SUMMARY\n\n")
        write("Reason for admission\nA \(chance.number(38...91))-year-old \(noun) with a history of ")
        let history = Array(Case.histories.shuffled(using: &chance).prefix(2))
        mark(history[0], "Problem", &chance)
        write(" and ")
        mark(history[1], "Problem", &chance)
        write(" was admitted with ")
        mark(patient.complaint, "Problem", &chance)
        write(" for \(chance.number(2...9)) days.\n\nCourse\n")
        mark(patient.test.capitalizedFirst, "Test", &chance)
        write(" on admission was consistent with ")
        mark(patient.diagnosis, "Problem", &chance)
        write(". ")
        mark(Case.bloods.shuffled(using: &chance)[0], "Test", &chance)
        write(" was followed daily. \(pronoun) was started on ")
        prescribe(patient.drug, patient.dose, &chance)
        if let procedure = patient.procedure {
            write(" and on day \(chance.number(1...3)) underwent ")
            mark(procedure, "Procedure", &chance)
        }
        write(". There was no ")
        mark(chance.pick(Case.absences), "Problem", &chance)
        write(". \(pronoun) improved steadily.\n\nMedication at discharge\n")
        for (drug, dose) in [(patient.drug, patient.dose)] + Case.homeDrugs.shuffled(using: &chance).prefix(2) {
            write("- ")
            prescribe(drug, dose, &chance)
            write("\n")
        }
        write("\nDisposition\n\(Self.sentences[destination] ?? "") Follow-up in \(chance.number(1...6)) weeks.\n")
    }

    /// The note as a task to import; where it is not labelled it carries what a simple matcher would have found.
    func task(isLabeled: Bool) -> JSONValue {
        var task = JSONObject([("data", ["text": .string(text), "title": .string("Synthetic note \(number)")])])
        if isLabeled {
            task["annotations"] = [["result": .array(regions(spans) + relations + [choice]), "lead_time": 42.5]]
        } else if number % 2 == 0 {
            // The matcher knows drugs and doses but few problems.
            let found = spans.enumerated().filter { $0.element.label != "Problem" || $0.offset % 3 == 0 }
            task["predictions"] = [
                [
                    "model_version": "synthetic-matcher", "score": 0.72,
                    "result": .array(regions(found.map(\.element))),
                ]
            ]
        }
        return .object(task)
    }

    private static let sentences = [
        "Home": "Discharged home in good condition.", "Rehabilitation": "Transferred to inpatient rehabilitation.",
        "Nursing home": "Returned to the nursing home.",
    ]

    private mutating func write(_ piece: String) {
        text += piece
        length += piece.unicodeScalars.count
    }

    private mutating func mark(_ piece: String, _ label: String, _ chance: inout SeededChance) {
        let start = length
        write(piece)
        spans.append(Span(id: chance.regionID(), start: start, end: length, text: piece, label: label))
    }

    private mutating func prescribe(_ drug: String, _ dose: String, _ chance: inout SeededChance) {
        mark(drug, "Drug", &chance)
        let drugID = spans[spans.count - 1].id
        write(" ")
        mark(dose, "Dose", &chance)
        doses.append((spans[spans.count - 1].id, drugID))
    }

    private func regions(_ spans: [Span]) -> [JSONValue] {
        spans.map { span in
            [
                "id": .string(span.id), "from_name": "mention", "to_name": "note", "type": "labels", "origin": "manual",
                "value": [
                    "start": JSONValue(span.start), "end": JSONValue(span.end), "text": .string(span.text),
                    "labels": [.string(span.label)],
                ],
            ]
        }
    }

    private var relations: [JSONValue] {
        doses.map { pair in
            [
                "type": "relation", "from_id": .string(pair.dose), "to_id": .string(pair.drug), "direction": "right",
                "labels": ["dose of"],
            ]
        }
    }

    private var choice: JSONValue {
        [
            "id": .string("discharge\(number)"), "from_name": "discharge", "to_name": "note", "type": "choices",
            "origin": "manual", "value": ["choices": [.string(destination)]],
        ]
    }
}

extension String {
    fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
