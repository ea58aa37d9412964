import Imaging

/// Finds the label maps among volumes: NIfTI and NRRD do not say that they are one.
///
/// A volume of whole numbers is one when its name says so (`liver_seg.nii.gz`, `labels/liver.nii.gz`) and a volume of
/// the same lattice that does not came with it: the one whose name is most like it.
enum LabelMaps {
    private static let words: Set<Substring> = [
        "seg", "segmentation", "label", "labels", "labelmap", "mask", "masks", "lbl", "roi", "gt", "labelstr",
        "labelsts",
    ]

    static func paired(_ arrivals: [MedicalIntake.Arrival]) -> [MedicalIntake.Arrival] {
        let volumes = arrivals.filter { $0.inspected.volume != nil }
        let images = volumes.filter { !isNamedAsLabels($0.name) }
        guard !images.isEmpty else { return arrivals }
        return arrivals.map { arrival in
            guard let volume = arrival.inspected.volume, !volume.type.hasPrefix("float"), isNamedAsLabels(arrival.name)
            else { return arrival }
            let fitting = images.filter { image in
                guard let other = image.inspected.volume else { return false }
                return other.columns == volume.columns && other.rows == volume.rows && other.slices == volume.slices
            }
            let stem = stem(arrival.name)
            var arrival = arrival
            arrival.image = fitting.max { likeness(stem, Self.stem($0.name)) < likeness(stem, Self.stem($1.name)) }?.sop
            return arrival
        }
    }

    private static func isNamedAsLabels(_ name: String) -> Bool {
        name.lowercased().split { !$0.isLetter }.contains { words.contains($0) }
    }

    /// The name without folders and endings.
    private static func stem(_ name: String) -> String {
        let last = name.split(separator: "/").last.map(String.init) ?? name
        return String(last.prefix { $0 != "." }).lowercased()
    }

    /// How many letters two names begin alike with.
    private static func likeness(_ left: String, _ right: String) -> Int {
        zip(left, right).prefix { $0 == $1 }.count
    }
}
