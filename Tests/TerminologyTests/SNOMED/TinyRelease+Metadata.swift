@testable import Terminology

extension TinyRelease {
    static let root: UInt64 = 138_875_005
    static let isA: UInt64 = 116_680_003
    static let fsn: UInt64 = 900_000_000_000_003_001
    static let synonym: UInt64 = 900_000_000_000_013_009
    static let definition: UInt64 = 900_000_000_000_550_004
    static let caseInsensitive: UInt64 = 900_000_000_000_448_009
    static let primitive: UInt64 = 900_000_000_000_074_008
    static let defined: UInt64 = 900_000_000_000_073_002
    static let inferred: UInt64 = 900_000_000_000_011_006
    static let someModifier: UInt64 = 900_000_000_000_451_002
    static let us: UInt64 = 900_000_000_000_509_007
    static let gb: UInt64 = 900_000_000_000_508_004
    static let preferred: UInt64 = 900_000_000_000_548_007
    static let acceptable: UInt64 = 900_000_000_000_549_004
    static let core: UInt64 = 900_000_000_000_207_008
    static let model: UInt64 = 900_000_000_000_012_004
    static let dependencySet: UInt64 = 900_000_000_000_534_007
    static let descriptionTypeSet: UInt64 = 900_000_000_000_538_005
    static let sameAs: UInt64 = 900_000_000_000_527_005
    static let replacedBy: UInt64 = 900_000_000_000_526_001
    static let conceptInactivation: UInt64 = 900_000_000_000_489_007
    static let descriptionInactivation: UInt64 = 900_000_000_000_490_003
    static let duplicate: UInt64 = 900_000_000_000_482_003
    static let icd10Map: UInt64 = 447_562_003
    static let simpleMapSet: UInt64 = 900_000_000_000_497_000
    static let favourites: UInt64 = 446_609_009

    static let finding: UInt64 = 404_684_003
    static let bodyStructure: UInt64 = 123_037_004
    static let procedure: UInt64 = 71_388_002
    static let qualifier: UInt64 = 362_981_000
    static let findingSite: UInt64 = 363_698_007
    static let morphology: UInt64 = 116_676_008
    static let strength: UInt64 = 1_142_135_004

    /// What every release holds, with a parent each; 0 is none.
    static let metadata: [(code: UInt64, name: String, tag: String, parent: UInt64)] = [
        (root, "SNOMED CT Concept", "SNOMED RT+CTV3", 0),
        (finding, "Clinical finding", "finding", root),
        (bodyStructure, "Body structure", "body structure", root),
        (procedure, "Procedure", "procedure", root),
        (qualifier, "Qualifier value", "qualifier value", root),
        (900_000_000_000_441_003, "SNOMED CT Model Component", "metadata", root),
        (106_237_007, "Linkage concept", "linkage concept", 900_000_000_000_441_003),
        (isA, "Is a", "attribute", 106_237_007),
        (findingSite, "Finding site", "attribute", 106_237_007),
        (morphology, "Associated morphology", "attribute", 106_237_007),
        (strength, "Has strength value", "attribute", 106_237_007),
        (900_000_000_000_442_005, "Core metadata concept", "core metadata concept", 900_000_000_000_441_003),
        (core, "Core module", "core metadata concept", 900_000_000_000_442_005),
        (model, "Model component module", "core metadata concept", 900_000_000_000_442_005),
        (primitive, "Primitive", "core metadata concept", 900_000_000_000_442_005),
        (defined, "Defined", "core metadata concept", 900_000_000_000_442_005),
        (fsn, "Fully specified name", "core metadata concept", 900_000_000_000_442_005),
        (synonym, "Synonym", "core metadata concept", 900_000_000_000_442_005),
        (definition, "Definition", "core metadata concept", 900_000_000_000_442_005),
        (caseInsensitive, "Case insensitive", "core metadata concept", 900_000_000_000_442_005),
        (inferred, "Inferred relationship", "core metadata concept", 900_000_000_000_442_005),
        (someModifier, "Existential restriction modifier", "core metadata concept", 900_000_000_000_442_005),
        (900_000_000_000_540_000, "Plain text", "core metadata concept", 900_000_000_000_442_005),
        (preferred, "Preferred", "foundation metadata concept", 900_000_000_000_441_003),
        (acceptable, "Acceptable", "foundation metadata concept", 900_000_000_000_441_003),
        (900_000_000_000_455_006, "Reference set", "foundation metadata concept", 900_000_000_000_441_003),
        (us, "US English", "foundation metadata concept", 900_000_000_000_455_006),
        (gb, "GB English", "foundation metadata concept", 900_000_000_000_455_006),
        (dependencySet, "Module dependency", "foundation metadata concept", 900_000_000_000_455_006),
        (descriptionTypeSet, "Description type", "foundation metadata concept", 900_000_000_000_455_006),
        (sameAs, "SAME AS association", "foundation metadata concept", 900_000_000_000_455_006),
        (replacedBy, "REPLACED BY association", "foundation metadata concept", 900_000_000_000_455_006),
        (conceptInactivation, "Concept inactivation", "foundation metadata concept", 900_000_000_000_455_006),
        (descriptionInactivation, "Description inactivation", "foundation metadata concept", 900_000_000_000_455_006),
        (duplicate, "Duplicate", "foundation metadata concept", 900_000_000_000_455_006),
        (icd10Map, "ICD-10 map", "foundation metadata concept", 900_000_000_000_455_006),
        (
            447_637_006, "Map source concept is properly classified", "foundation metadata concept",
            900_000_000_000_455_006
        ),
        (447_561_005, "Correlation not specified", "foundation metadata concept", 900_000_000_000_455_006),
        (simpleMapSet, "Map to an older edition", "foundation metadata concept", 900_000_000_000_455_006),
        (favourites, "Favourites", "foundation metadata concept", 900_000_000_000_455_006),
    ]

    /// Whether the last digit is the Verhoeff check digit of those before it.
    static func isSound(_ number: UInt64) -> Bool {
        // The dihedral group of ten by its definition, not by the tables the reader uses.
        func product(_ a: Int, _ b: Int) -> Int {
            switch (a < 5, b < 5) {
            case (true, true): (a + b) % 5
            case (true, false): (a + b - 5) % 5 + 5
            case (false, true): (a - 5 - b + 5) % 5 + 5
            case (false, false): (a - b + 5) % 5
            }
        }
        let permutation = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4]
        var check = 0
        for (place, digit) in String(number).reversed().enumerated() {
            var value = digit.wholeNumberValue ?? 0
            for _ in 0..<place % 8 { value = permutation[value] }
            check = product(check, value)
        }
        return check == 0
    }
}

extension TinyRelease.Kind {
    /// The path below the view up to the edition, and the columns.
    func layout(_ view: String) -> (name: String, columns: String) {
        let row = "id effectiveTime active moduleId "
        let member = row + "refsetId referencedComponentId"
        let relationship = row + "sourceId destinationId relationshipGroup typeId characteristicTypeId modifierId"
        let description = row + "conceptId languageCode typeId term caseSignificanceId"
        return switch self {
        case .concept: ("Terminology/sct2_Concept_\(view)", row + "definitionStatusId")
        case .description: ("Terminology/sct2_Description_\(view)-en", description)
        case .textDefinition: ("Terminology/sct2_TextDefinition_\(view)-en", description)
        case .relationship: ("Terminology/sct2_Relationship_\(view)", relationship)
        case .statedRelationship: ("Terminology/sct2_StatedRelationship_\(view)", relationship)
        case .concreteValues:
            (
                "Terminology/sct2_RelationshipConcreteValues_\(view)",
                row + "sourceId value relationshipGroup typeId characteristicTypeId modifierId"
            )
        case .identifier:
            (
                "Terminology/sct2_Identifier_\(view)",
                "alternateIdentifier effectiveTime active moduleId identifierSchemeId referencedComponentId"
            )
        case .owl: ("Terminology/sct2_sRefset_OWLExpression\(view)", member + " owlExpression")
        case .language: ("Refset/Language/der2_cRefset_Language\(view)-en", member + " acceptabilityId")
        case .association: ("Refset/Content/der2_cRefset_Association\(view)", member + " targetComponentId")
        case .attributeValue: ("Refset/Content/der2_cRefset_AttributeValue\(view)", member + " valueId")
        case .simple: ("Refset/Content/der2_Refset_Simple\(view)", member)
        case .simpleMap: ("Refset/Map/der2_sRefset_SimpleMap\(view)", member + " mapTarget")
        case .extendedMap:
            (
                "Refset/Map/der2_iisssccRefset_ExtendedMap\(view)",
                member + " mapGroup mapPriority mapRule mapAdvice mapTarget correlationId mapCategoryId"
            )
        case .moduleDependency:
            (
                "Refset/Metadata/der2_ssRefset_ModuleDependency\(view)",
                member + " sourceEffectiveTime targetEffectiveTime"
            )
        case .descriptor:
            (
                "Refset/Metadata/der2_cciRefset_RefsetDescriptor\(view)",
                member + " attributeDescription attributeType attributeOrder"
            )
        case .descriptionType:
            ("Refset/Metadata/der2_ciRefset_DescriptionType\(view)", member + " descriptionFormat descriptionLength")
        }
    }
}
