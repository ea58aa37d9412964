/// Turns growing byte offsets into places, in one pass over the text.
struct PlaceCounter {
    private var offset = 0
    private var place = MarkupPlace()

    mutating func place(of target: Int, in bytes: [UInt8]) -> MarkupPlace {
        while offset < target {
            let byte = bytes[offset]
            if byte == UInt8(ascii: "\n") {
                place = MarkupPlace(line: place.line + 1, column: 1)
            } else if byte & 0b1100_0000 != 0b1000_0000 {
                place.column += 1
            }
            offset += 1
        }
        return place
    }
}
