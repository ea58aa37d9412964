/// How large a picture may be.
package struct RasterLimits: Sendable, Equatable {
    /// The most pixels: 400 million take 1.6 GB in a browser, more than one will show.
    package var pixels: Int

    package init(pixels: Int = 400_000_000) { self.pixels = pixels }
}
