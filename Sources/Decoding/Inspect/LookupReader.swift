import Imaging

/// The lookup tables of a data set (PS3.3 C.11.1, C.11.2, C.7.6.3.1.5).
struct LookupReader {
    let description: LookupDescription
    let notes: [String]

    init(_ dataSet: DICOMDataSet) {
        var lookups = LookupDescription()
        var notes: [String] = []
        let frameVOI = dataSet.item(.sharedFunctionalGroupsSequence)?.item(.frameVOILUTSequence)
        let function = dataSet.text(.voilutFunction) ?? frameVOI?.text(.voilutFunction)
        lookups.voiFunction = function.flatMap(LookupDescription.VOIFunction.init) ?? .linear
        if let function, LookupDescription.VOIFunction(rawValue: function) == nil {
            notes.append("The file asks for a window function that the standard does not have; windows are linear.")
        }
        lookups.voi = dataSet.items(.voilutSequence).compactMap { Self.table($0, &notes) }
        lookups.modality = dataSet.item(.modalityLUTSequence).flatMap { Self.table($0, &notes) }
        lookups.palette = Self.palette(dataSet, &notes)
        // With MONOCHROME1 the shape says the same once more (PS3.3 C.8.11.3), not twice the opposite.
        lookups.isInverse =
            dataSet.text(.presentationLUTShape) == "INVERSE"
            && dataSet.text(.photometricInterpretation) != "MONOCHROME1"
        description = lookups
        self.notes = notes
    }

    private static func table(_ item: DICOMDataSet, _ notes: inout [String]) -> ValueTable? {
        guard let descriptor = item.integers(.lutDescriptor), descriptor.count == 3,
            let values = values(item, .lutData, count: entries(descriptor[0]))
        else {
            notes.append("A lookup table cannot be read and is not used.")
            return nil
        }
        return ValueTable(
            name: item.text(.lutExplanation),
            first: descriptor[1],
            // Some devices say 16 and mean less; the largest output tells.
            bits: max(1, min(16, descriptor[2])),
            values: values
        )
    }

    /// 0 stands for 65536.
    private static func entries(_ number: Int) -> Int {
        let count = number & 0xFFFF
        return count == 0 ? 65536 : count
    }

    /// The outputs of a table: a byte or two each, as the room tells.
    private static func values(_ item: DICOMDataSet, _ tag: DICOMTag, count: Int) -> [Int]? {
        guard let entry = item.entry(tag), let bytes = item.data(tag) else { return nil }
        if bytes.count >= 2 * count { return Array(words(bytes, entry.encoding.isBigEndian).prefix(count)) }
        guard bytes.count >= count else { return nil }
        return bytes.prefix(count).map { Int($0) }
    }

    private static func words(_ bytes: [UInt8], _ isBig: Bool) -> [Int] {
        (0..<bytes.count / 2).map { index in
            let (first, second) = (Int(bytes[2 * index]), Int(bytes[2 * index + 1]))
            return isBig ? first << 8 | second : second << 8 | first
        }
    }

    private static func palette(_ dataSet: DICOMDataSet, _ notes: inout [String]) -> PaletteDescription? {
        guard let descriptor = dataSet.integers(.redPaletteColorLookupTableDescriptor), descriptor.count == 3 else {
            return nil
        }
        let count = entries(descriptor[0])
        let colours: [(DICOMTag, DICOMTag)] = [
            (.redPaletteColorLookupTableData, .segmentedRedPaletteColorLookupTableData),
            (.greenPaletteColorLookupTableData, .segmentedGreenPaletteColorLookupTableData),
            (.bluePaletteColorLookupTableData, .segmentedBluePaletteColorLookupTableData),
        ]
        let tables = colours.compactMap { plain, segmented in
            values(dataSet, plain, count: count) ?? Self.segments(dataSet, segmented, count: count)
        }
        guard tables.count == 3 else {
            notes.append("The colours of the palette cannot be read.")
            return nil
        }
        // Eight bits, whatever the descriptor says, when no entry has more.
        let isNarrow = tables.allSatisfy { table in table.allSatisfy { $0 < 256 } }
        return PaletteDescription(
            first: descriptor[1],
            bits: isNarrow ? 8 : 16,
            red: tables[0],
            green: tables[1],
            blue: tables[2]
        )
    }

    /// Segmented palettes (PS3.3 C.7.9.2): runs given one by one, straight lines, and repeats of earlier segments.
    private static func segments(_ dataSet: DICOMDataSet, _ tag: DICOMTag, count: Int) -> [Int]? {
        guard let entry = dataSet.entry(tag), let bytes = dataSet.data(tag) else { return nil }
        let codes = words(bytes, entry.encoding.isBigEndian)
        var out: [Int] = []
        out.reserveCapacity(count)
        var budget = 4096
        func run(_ start: Int, _ segments: Int, isNested: Bool) -> Bool {
            var next = start
            var left = segments
            while left > 0, next + 2 <= codes.count, out.count < count {
                budget -= 1
                guard budget > 0 else { return false }
                let (code, length) = (codes[next], codes[next + 1])
                switch code {
                case 0:
                    guard next + 2 + length <= codes.count else { return false }
                    out += codes[(next + 2)..<(next + 2 + length)]
                    next += 2 + length
                case 1:
                    guard next + 2 < codes.count, let from = out.last, length > 0 else { return false }
                    let to = codes[next + 2]
                    for step in 1...length { out.append(from + (to - from) * step / length) }
                    next += 3
                case 2:
                    guard !isNested, next + 3 < codes.count else { return false }
                    let offset = (codes[next + 2] | codes[next + 3] << 16) / 2
                    guard offset < codes.count, run(offset, length, isNested: true) else { return false }
                    next += 4
                default: return false
                }
                left -= 1
            }
            return true
        }
        guard run(0, .max, isNested: false), out.count >= count else { return nil }
        return Array(out.prefix(count))
    }
}
