/// One form of one frame of one file.
struct RenditionKey: Sendable, Equatable {
    /// The file's blob, so that all series and versions with this file share the rendition.
    let blob: String
    /// `f7` the wire frame, `r7` its preview, `p7-…` a picture, `t0-3-4` a tile.
    let form: String

    var name: String { blob + "/" + form }

    static func frame(_ blob: String, _ frame: Int, isReduced: Bool) -> RenditionKey {
        RenditionKey(blob: blob, form: (isReduced ? "r" : "f") + String(frame))
    }

    static func picture(_ blob: String, _ frame: Int, _ wish: PictureWish) -> RenditionKey {
        var form = "p\(frame)"
        if let window = wish.window { form += "-c\(window.centre)-w\(window.width)" }
        if let side = wish.longestSide { form += "-s\(side)" }
        return RenditionKey(blob: blob, form: form)
    }

    static func tile(_ blob: String, _ level: Int, _ column: Int, _ row: Int) -> RenditionKey {
        RenditionKey(blob: blob, form: "t\(level)-\(column)-\(row)")
    }
}

/// How a frame is to be drawn.
package struct PictureWish: Sendable, Equatable {
    /// In the units of the modality; nil for the file's own.
    package var window: (centre: Double, width: Double)?
    package var longestSide: Int?

    package init() {}

    package static func == (left: PictureWish, right: PictureWish) -> Bool {
        left.window?.centre == right.window?.centre && left.window?.width == right.window?.width
            && left.longestSide == right.longestSide
    }
}
