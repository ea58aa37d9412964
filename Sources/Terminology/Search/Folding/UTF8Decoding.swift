/// Takes the next scalar of valid UTF-8 and moves on; a broken sequence counts byte by byte as a replacement character.
@inline(__always)
func nextScalar(_ bytes: UnsafeBufferPointer<UInt8>, _ at: inout Int) -> UInt32 {
    let first = UInt32(bytes[at])
    at &+= 1
    if first < 0x80 { return first }
    let length = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : 1
    guard first >= 0xC2, first < 0xF5, at &+ length <= bytes.count else { return 0xFFFD }
    var scalar = first & (0x3F &>> UInt32(length))
    for offset in 0..<length {
        let byte = UInt32(bytes[at &+ offset])
        guard byte & 0xC0 == 0x80 else { return 0xFFFD }
        scalar = scalar &<< 6 | byte & 0x3F
    }
    at &+= length
    return scalar
}
