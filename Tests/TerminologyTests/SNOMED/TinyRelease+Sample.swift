extension TinyRelease {
    /// The numbers of the concepts of `sample`.
    struct Sample {
        var release: TinyRelease
        var lung, lobe, heart, inflammation, infarct: UInt64
        var disease, lungDisease, pneumonia, lobarPneumonia, heartDisease, infarction, inferior: UInt64
        /// Inactive: replaced by `pneumonia`.
        var oldPneumonia: UInt64
        var tablet: UInt64
    }

    /// A release with a polyhierarchy, role groups, a value, synonyms with accents and abbreviations, an inactive concept with
    /// its replacement, a map with two rules and a reference set.
    static func sample(version: String = "20260101", view: String = "Snapshot") -> Sample {
        var release = TinyRelease(version: version, view: view)
        let organ = release.concept("Organ", tag: "body structure", parents: [bodyStructure])
        let lung = release.concept("Lung", tag: "body structure", parents: [organ])
        let lobe = release.concept("Lobe of lung", tag: "body structure", parents: [lung])
        let heart = release.concept("Heart", tag: "body structure", parents: [organ])
        let change = release.concept("Change of form", tag: "morphologic abnormality", parents: [bodyStructure])
        let inflammation = release.concept("Inflammation", tag: "morphologic abnormality", parents: [change])
        let infarct = release.concept("Infarct", tag: "morphologic abnormality", parents: [change])

        let disease = release.concept("Disease", parents: [finding], synonyms: ["Illness", "Sickness"])
        let lungDisease = release.concept(
            "Disease of lung", parents: [disease], synonyms: ["Lung disease", "Pulmonary disease"], isDefined: true)
        let inflammatory = release.concept("Inflammatory disease", parents: [disease], isDefined: true)
        let pneumonia = release.concept(
            "Pneumonia", parents: [lungDisease, inflammatory], synonyms: ["Inflammation of lung", "Pneumonitis"],
            isDefined: true)
        let lobarPneumonia = release.concept("Lobar pneumonia", parents: [pneumonia], isDefined: true)
        let heartDisease = release.concept("Heart disease", parents: [disease], synonyms: ["Cardiac disease"])
        let infarction = release.concept(
            "Myocardial infarction", parents: [heartDisease], synonyms: ["MI - Myocardial infarction", "Heart attack"])
        let inferior = release.concept(
            "Acute inferior myocardial infarction", parents: [infarction], synonyms: ["Acute inferior MI"])
        release.concept("Ménière’s disease", parents: [disease], synonyms: ["Meniere disease"])
        let oldPneumonia = release.concept("Pneumonia, not specified", parents: [lungDisease], isActive: false)
        let tablet = release.concept("Tablet of 500 mg", tag: "qualifier value", parents: [qualifier])

        for (source, site, form) in [
            (lungDisease, lung, 0), (pneumonia, lung, inflammation), (lobarPneumonia, lobe, inflammation),
            (heartDisease, heart, 0), (infarction, heart, infarct), (inferior, heart, infarct),
        ] {
            release.relate(source, findingSite, site, group: 1)
            if form != 0 { release.relate(source, morphology, form, group: 1) }
        }
        release.relate(tablet, strength, value: "#500", group: 1)
        release.description(
            of: pneumonia, "An inflammation of the tissue of the lung.", type: definition, preferredIn: [us, gb],
            acceptableIn: [], table: .textDefinition)
        release.description(of: pneumonia, "Lung fever", isActive: false)
        release.member(replacedBy, oldPneumonia, String(pneumonia), to: .association)
        release.member(conceptInactivation, oldPneumonia, String(duplicate), to: .attributeValue)
        let rows = [("1", "IFA 248152002 | Female |", "O75.4"), ("2", "OTHERWISE TRUE", "I21.1")]
        for (priority, rule, target) in rows {
            release.member(
                icd10Map, inferior, "1", priority, rule, "ALWAYS \(target)", target, "447561005", "447637006",
                to: .extendedMap)
        }
        release.member(
            icd10Map, pneumonia, "1", "1", "TRUE", "ALWAYS J18.9", "J18.9", "447561005", "447637006", to: .extendedMap)
        release.member(simpleMapSet, pneumonia, "X100E", to: .simpleMap)
        for member in [pneumonia, infarction] { release.member(favourites, member, to: .simple) }
        release.member(
            733_073_007, pneumonia, "SubClassOf(:\(pneumonia) :\(lungDisease))", to: .owl)
        return Sample(
            release: release, lung: lung, lobe: lobe, heart: heart, inflammation: inflammation, infarct: infarct,
            disease: disease, lungDisease: lungDisease, pneumonia: pneumonia, lobarPneumonia: lobarPneumonia,
            heartDisease: heartDisease, infarction: infarction, inferior: inferior, oldPneumonia: oldPneumonia,
            tablet: tablet)
    }
}
