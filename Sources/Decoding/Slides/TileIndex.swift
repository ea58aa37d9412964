import Imaging

/// Which frame of a DICOM slide is the tile at a column and row (PS3.3 C.7.6.17.3).
struct TileIndex {
    /// Frames by tile, for slides that leave tiles out; nil where tiles follow each other row by row.
    private let sparse: [Place: Int]?
    private let columns: Int
    private let frames: Int

    private struct Place: Hashable {
        var column: Int
        var row: Int
    }

    init(_ dataSet: DICOMDataSet, _ image: DICOMImage, _ level: SlideLevel) {
        columns = level.columns
        frames = image.frames
        let groups = dataSet.items(.perFrameFunctionalGroupsSequence)
        let isFull = dataSet.text(.dimensionOrganizationType) == "TILED_FULL"
        guard !isFull, groups.count == image.frames else {
            sparse = nil
            return
        }
        var places: [Place: Int] = [:]
        for (frame, group) in groups.enumerated() {
            guard let position = group.item(.planePositionSlideSequence),
                let left = position.integer(.columnPositionInTotalImagePixelMatrix),
                let top = position.integer(.rowPositionInTotalImagePixelMatrix), left > 0, top > 0
            else { continue }
            let place = Place(column: (left - 1) / level.tileWidth, row: (top - 1) / level.tileHeight)
            // The first is the first optical path and focal plane.
            if places[place] == nil { places[place] = frame }
        }
        sparse = places
    }

    /// Nil for a tile that the file leaves out: bare glass.
    func frame(column: Int, row: Int) -> Int? {
        if let sparse { return sparse[Place(column: column, row: row)] }
        let frame = row * columns + column
        return frame < frames ? frame : nil
    }
}
