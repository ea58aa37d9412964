package import JSON

/// A whole slide, or the levels of it that one file holds.
package struct SlideDescription: Sendable, Equatable, FieldCoded {
    /// The levels in this file, the largest first.
    package var levels: [SlideLevel]
    /// Micrometres a pixel of the largest level of this file.
    package var mpp: PlaneSpacing?
    /// Magnification of the objective.
    package var objective: Double?
    package var vendor: String?
    /// Pictures beside the tissue: `thumbnail`, `macro`, `label`. The label may carry a name and is never shown unasked.
    package var associated: [String]
    /// For a DICOM instance: what it shows (`VOLUME`, `THUMBNAIL`, `LABEL`, `OVERVIEW`).
    package var role: String?
    /// Optical paths and focal planes beyond the first, which are not shown.
    package var hiddenPlanes: Int

    package init(levels: [SlideLevel]) {
        self.levels = levels
        associated = []
        hiddenPlanes = 0
    }

    package init?(_ fields: JSONObject) {
        self.init(levels: fields.list("levels"))
        mpp = fields.pair("mpp")
        objective = fields.number("objective")
        vendor = fields.text("vendor")
        associated = fields.texts("associated")
        role = fields.text("role")
        hiddenPlanes = fields.whole("hidden_planes") ?? 0
    }

    package var fields: JSONObject {
        var fields = JSONObject()
        fields.put("levels", levels)
        fields.put("mpp", mpp)
        fields.put("objective", objective)
        fields.put("vendor", vendor)
        fields.put("associated", associated)
        fields.put("role", role)
        if hiddenPlanes > 0 { fields.put("hidden_planes", hiddenPlanes) }
        return fields
    }
}

/// One resolution of a slide, cut into tiles.
package struct SlideLevel: Sendable, Equatable, FieldCoded {
    package var width: Int
    package var height: Int
    package var tileWidth: Int
    package var tileHeight: Int
    /// How many level-0 pixels one pixel of this level spans.
    package var downsample: Double
    /// Which file of the series has it, and as which of its levels.
    package var file: Int
    package var levelInFile: Int

    package init(width: Int, height: Int, tileWidth: Int, tileHeight: Int, downsample: Double) {
        self.width = width
        self.height = height
        self.tileWidth = tileWidth
        self.tileHeight = tileHeight
        self.downsample = downsample
        file = 0
        levelInFile = 0
    }

    /// Tiles across.
    package var columns: Int { (width + tileWidth - 1) / tileWidth }
    /// Tiles down.
    package var rows: Int { (height + tileHeight - 1) / tileHeight }

    package init?(_ fields: JSONObject) {
        guard let width = fields.whole("width"), let height = fields.whole("height"), width > 0, height > 0,
            let tileWidth = fields.whole("tile_width"), let tileHeight = fields.whole("tile_height"),
            tileWidth > 0, tileHeight > 0, width < 1 << 31, height < 1 << 31, tileWidth < 1 << 20, tileHeight < 1 << 20
        else { return nil }
        self.init(
            width: width,
            height: height,
            tileWidth: tileWidth,
            tileHeight: tileHeight,
            downsample: fields.number("downsample") ?? 1
        )
        file = fields.whole("file") ?? 0
        levelInFile = fields.whole("level_in_file") ?? 0
    }

    package var fields: JSONObject {
        var fields = JSONObject()
        fields.put("width", width)
        fields.put("height", height)
        fields.put("downsample", downsample)
        fields.put("tile_width", tileWidth)
        fields.put("tile_height", tileHeight)
        fields.put("columns", columns)
        fields.put("rows", rows)
        fields.put("file", file)
        fields.put("level_in_file", levelInFile)
        return fields
    }
}
