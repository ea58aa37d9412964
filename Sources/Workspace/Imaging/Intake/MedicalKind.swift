import LabelConfig

/// What a file is, as far as its first bytes tell; the decode worker has the last word.
package enum MedicalKind: Sendable, Equatable {
    /// DICOM, with the preamble of part 10 or bare.
    case dicom
    /// NIfTI or another volume file, perhaps packed.
    case volume
    /// A slide: TIFF and what is built on it.
    case slide
    case zip

    /// So many bytes are enough.
    package static let headSize = 560

    /// - Parameters:
    ///   - head: the first ``headSize`` bytes, or all of a smaller file.
    ///   - name: its name; looked at only where bytes do not decide.
    package init?(head: [UInt8], name: String) {
        let ending = Self.ending(of: name)
        if head.count >= 132, head[128..<132].elementsEqual("DICM".utf8) {
            self = .dicom
        } else if head.starts(with: [0x50, 0x4B, 3, 4]) || head.starts(with: [0x50, 0x4B, 5, 6]) {
            self = .zip
        } else if Self.isNIfTI(head) || head.starts(with: "NRRD000".utf8) {
            self = .volume
        } else if head.starts(with: [0x1F, 0x8B]), ["nii.gz", "nii", "nrrd"].contains(ending) {
            self = .volume
        } else if Self.isTIFF(head), Self.slideEndings.contains(ending) || ending == "tif" || ending == "tiff" {
            self = .slide
        } else if Self.isBareDICOM(head), ending.isEmpty || Self.dicomEndings.contains(ending) || Int(ending) != nil {
            self = .dicom
        } else if ending == "dcm" || ending == "dicom" {
            // It says what it is: if it is not, the worker's reason is better than "unknown kind".
            self = .dicom
        } else if Self.slideEndings.contains(ending) {
            self = .slide
        } else {
            return nil
        }
    }

    /// What a file of an import is; nil for what is no image of the field. A plain TIFF is one only where the project's
    /// interface shows such images.
    package static func of(head: [UInt8], name: String, in project: Project) -> MedicalKind? {
        let kind = MedicalKind(head: head, name: name)
        guard kind == .slide, ["tif", "tiff"].contains(ending(of: name)) else { return kind }
        let objects = (try? LabelConfig(parsing: project.labelConfig))?.interface.objects ?? []
        return objects.contains { $0.medicalImage != nil } ? kind : nil
    }

    /// Whether the name alone says that a file of a folder is no picture: an index, a system's note.
    package static func isPassedOver(_ name: String) -> Bool {
        let last = name.split(separator: "/").last.map(String.init) ?? name
        return last.uppercased() == "DICOMDIR" || last.hasPrefix(".") || name.contains("__MACOSX/")
            || ["thumbs.db", "desktop.ini", "lockfile", "version"].contains(last.lowercased())
    }

    private static let dicomEndings: Set<String> = ["dcm", "dicom", "ima", "img", "dc3", "acr"]
    private static let slideEndings: Set<String> = ["svs", "ndpi", "scn", "bif", "vms", "vmu", "mrxs", "svslide"]

    /// `nii.gz` of `Brain.nii.gz`; a long UID has no ending that counts.
    private static func ending(of name: String) -> String {
        let last = (name.split(separator: "/").last.map(String.init) ?? name).lowercased()
        if last.hasSuffix(".nii.gz") { return "nii.gz" }
        guard let dot = last.lastIndex(of: "."), dot != last.startIndex else { return "" }
        return String(last[last.index(after: dot)...])
    }

    /// The header's own size, 348 or 540 in either byte order, and the word for its version.
    private static func isNIfTI(_ head: [UInt8]) -> Bool {
        guard head.count >= 348 else { return false }
        let size = head[0..<4].map { $0 }
        if size == [0x5C, 1, 0, 0] || size == [0, 0, 1, 0x5C] {
            return ["n+1", "ni1"].contains(String(decoding: head[344..<347], as: UTF8.self))
        }
        guard size == [0x1C, 2, 0, 0] || size == [0, 0, 2, 0x1C] else { return false }
        return ["n+2", "ni2"].contains(String(decoding: head[4..<7], as: UTF8.self))
    }

    /// Classic and Big TIFF in both byte orders.
    private static func isTIFF(_ head: [UInt8]) -> Bool {
        [[0x49, 0x49, 42, 0], [0x4D, 0x4D, 0, 42], [0x49, 0x49, 43, 0], [0x4D, 0x4D, 0, 43]].contains {
            head.starts(with: $0)
        }
    }

    /// A data set that begins with group 2 or 8, in either byte order.
    private static func isBareDICOM(_ head: [UInt8]) -> Bool {
        guard head.count >= 8 else { return false }
        let group = (head[0], head[1])
        return (group == (8, 0) || group == (0, 8) || group == (2, 0)) && head[2] <= 0x20 && head[3] <= 0x20
    }
}
