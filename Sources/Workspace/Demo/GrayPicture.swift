import Imaging

/// A picture of 8-bit grey values.
struct GrayPicture: Equatable {
    let width: Int
    let height: Int
    private var pixels: [UInt8]

    init(width: Int, height: Int) {
        self.width = width
        self.height = height
        pixels = [UInt8](repeating: 0, count: width * height)
    }

    subscript(x: Int, y: Int) -> UInt8 {
        get { pixels[y * width + x] }
        set { pixels[y * width + x] = newValue }
    }

    var png: [UInt8] { PNGWriter.grey(pixels, width: width, height: height) }
}
