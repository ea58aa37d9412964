/// All kinds of releases that are read here.
package enum Importers {
    /// In the order in which they are asked: the more particular first.
    package static let all: [any ReleaseImporter.Type] = [
        SnomedImporter.self,
        ICD10CMImporter.self,
        ICD10PCSImporter.self,
        ClaMLImporter.self,
        HCPCSImporter.self,
        CPTImporter.self,
        LOINCImporter.self,
        FHIRImporter.self,
        OBOImporter.self,
        OMOPImporter.self,
        UMLSImporter.self,
        TreeImporter.self,
    ]

    /// The first that knows the files; nil where none does.
    package static func recognise(_ source: ReleaseSource) throws -> (any ReleaseImporter.Type)? {
        try all.first { try $0.recognises(source) }
    }
}
