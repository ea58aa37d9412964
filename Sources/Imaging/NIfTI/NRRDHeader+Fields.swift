extension NRRDHeader {
    /// The fields by their names without blanks, in lower case.
    struct Fields {
        let fields: [String: String]

        func type() throws(VolumeFileError) -> VoxelType {
            let name = fields["type"] ?? ""
            let type: VoxelType? =
                switch name {
                case "signed char", "int8", "int8_t": .int8
                case "uchar", "unsigned char", "uint8", "uint8_t": .uint8
                case "short", "short int", "signed short", "signed short int", "int16", "int16_t": .int16
                case "ushort", "unsigned short", "unsigned short int", "uint16", "uint16_t": .uint16
                case "int", "signed int", "int32", "int32_t": .int32
                case "uint", "unsigned int", "uint32", "uint32_t": .uint32
                case "longlong", "long long", "long long int", "signed long long", "signed long long int", "int64",
                    "int64_t":
                    .int64
                case "ulonglong", "unsigned long long", "unsigned long long int", "uint64", "uint64_t": .uint64
                case "float": .float32
                case "double": .float64
                default: nil
                }
            guard let type else { throw .unsupported("NRRD type “\(name.prefix(40))”") }
            return type
        }

        func encoding() throws(VolumeFileError) -> Encoding {
            switch fields["encoding"]?.lowercased() {
            case "raw": .raw
            case "gzip", "gz": .gzip
            case "text", "txt", "ascii": .text
            case let other: throw .unsupported("NRRD encoding “\((other ?? "none").prefix(40))”")
            }
        }

        /// The lattice in LPS, with three samples taken as a colour and a list axis as volumes.
        func lattice(_ type: VoxelType) throws(VolumeFileError) -> (VolumeDescription, VoxelType, Bool) {
            let sizes = words("sizes").compactMap { Int($0) }
            guard let dimension = fields["dimension"].flatMap({ Int($0) }), sizes.count == dimension,
                (2...4).contains(dimension)
            else { throw .malformed(reason: "no sizes of 2 to 4 dimensions", place: "sizes") }
            var voxels = 1
            for size in sizes {
                guard size > 0, size < 1 << 20 else { throw .malformed(reason: "size \(size)", place: "sizes") }
                voxels *= size
                guard voxels < 1 << 33 else { throw .tooLarge("more than \(1 << 33) voxels") }
            }
            let directions = vectors("spacedirections")
            let kinds = words("kinds").map { $0.lowercased() }
            // The axis that is none of space: by its direction, by its kind, else the last of four.
            var list = directions.count == dimension ? directions.firstIndex { $0 == nil } : nil
            let named = ["list", "vector", "rgb-color", "3-color", "rgba-color", "4-color", "time", "3-vector"]
            if list == nil { list = kinds.firstIndex { named.contains($0) } }
            if list == nil, dimension == 4 { list = 3 }
            guard list == nil || list == 0 || list == dimension - 1 else {
                throw .unsupported("an NRRD whose list axis is neither the first nor the last")
            }
            var space = sizes
            var layers = 1
            if let list { layers = space.remove(at: list) }
            while space.count < 3 { space.append(1) }
            guard space.count == 3 else { throw .unsupported("an NRRD with four axes of space") }
            let isColour =
                list == 0 && type == .uint8 && (layers == 3 || layers == 4) && kinds.first?.hasSuffix("color") == true
            var volume = VolumeDescription(
                columns: space[0],
                rows: space[1],
                slices: space[2],
                volumes: isColour ? 1 : layers
            )
            place(&volume, directions.enumerated().filter { $0.offset != list }.map(\.element), list)
            let shown = isColour ? (layers == 3 ? VoxelType.rgb24 : .rgba32) : type
            volume.type = shown.rawValue
            let steps = [volume.origin, volume.stepX, volume.stepY, volume.stepZ]
            guard steps.allSatisfy({ $0.x.isFinite && $0.y.isFinite && $0.z.isFinite }) else {
                throw .malformed(reason: "the place of the voxels is not a number", place: "space directions")
            }
            return (volume, shown, list == 0 && !isColour && layers > 1)
        }

        private func place(_ volume: inout VolumeDescription, _ directions: [SIMD3<Double>?], _ list: Int?) {
            // Each letter names the end that grows; ours are L, P and S.
            let letters: [Character] =
                switch fields["space"]?.lowercased() {
                case "left-posterior-superior", "lps": ["l", "p", "s"]
                case "right-anterior-superior", "ras": ["r", "a", "s"]
                case "left-anterior-superior", "las": ["l", "a", "s"]
                default: []
                }
            let turn =
                letters.isEmpty
                ? SIMD3(1.0, 1, 1) : SIMD3(letters[0] == "l" ? 1.0 : -1, letters[1] == "p" ? 1.0 : -1, 1)
            let given = directions.compactMap { $0 }
            if given.count >= 2 {
                volume.stepX = given[0] * turn
                volume.stepY = given[1] * turn
                volume.stepZ = given.count > 2 ? given[2] * turn : Self.across(volume.stepX, volume.stepY)
            } else {
                var spacings = words("spacings").map { Double($0).flatMap { $0.isFinite && $0 > 0 ? $0 : nil } ?? 1 }
                if let list, list < spacings.count { spacings.remove(at: list) }
                while spacings.count < 3 { spacings.append(1) }
                volume.stepX = SIMD3(spacings[0], 0, 0)
                volume.stepY = SIMD3(0, spacings[1], 0)
                volume.stepZ = SIMD3(0, 0, spacings[2])
            }
            if let origin = vectors("spaceorigin").first, let origin { volume.origin = origin * turn }
            volume.source = letters.isEmpty || given.count < 2 ? "spacings" : "nrrd"
        }

        private static func across(_ a: SIMD3<Double>, _ b: SIMD3<Double>) -> SIMD3<Double> {
            let cross = SIMD3(a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x)
            let length = (cross * cross).sum().squareRoot()
            return length > 0 ? cross / length : SIMD3(0, 0, 1)
        }

        private func words(_ key: String) -> [Substring] {
            (fields[key] ?? "").split { $0 == " " || $0 == "\t" }
        }

        /// `(1,0,0) none (0,1,0)` as vectors; two numbers are a vector in a plane.
        private func vectors(_ key: String) -> [SIMD3<Double>?] {
            let text = fields[key] ?? ""
            var vectors: [SIMD3<Double>?] = []
            var rest = text[...]
            while let next = rest.firstIndex(where: { $0 == "(" || $0 == "n" }) {
                if rest[next] == "n" {
                    vectors.append(nil)
                    rest = rest[next...].dropFirst(4)
                    continue
                }
                guard let close = rest[next...].firstIndex(of: ")") else { break }
                let numbers = rest[rest.index(after: next)..<close].split(separator: ",")
                    .map { Double(NRRDHeader.trimmed($0)) ?? .nan }
                if numbers.count == 3 {
                    vectors.append(SIMD3(numbers[0], numbers[1], numbers[2]))
                } else if numbers.count == 2 {
                    vectors.append(SIMD3(numbers[0], numbers[1], 0))
                } else {
                    vectors.append(SIMD3(.nan, .nan, .nan))
                }
                rest = rest[rest.index(after: close)...]
            }
            return vectors
        }
    }
}
