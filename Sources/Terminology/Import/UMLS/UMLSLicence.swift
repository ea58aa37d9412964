extension Licence {
    /// - Parameter level: SRL of the UMLS: 0 no further restriction, 1 to 3 ever more, 4 and 9 those of SNOMED CT.
    static func umls(_ vocabulary: String, level: String) -> Licence {
        let further =
            switch level {
            case "0": "No restriction but those of the UMLS licence holds for \(vocabulary)."
            case "": "Which restrictions hold for \(vocabulary) the download does not say."
            case "4", "9":
                "Restriction level \(level) holds for \(vocabulary): that of the SNOMED CT Affiliate Licence."
            default:
                "Restriction level \(level) holds for \(vocabulary): some uses, and passing it on, need an agreement with its owner."
            }
        return Licence(
            title: level.isEmpty ? "UMLS licence" : "UMLS licence, restriction level \(level)",
            summary:
                "From the UMLS of the US National Library of Medicine, which is free for whoever has its licence and reports on its use every year. "
                + further,
            isRedistributable: false)
    }
}
