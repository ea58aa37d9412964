import PixelEngine

private func table(_ values: UnsafePointer<UInt16>?, _ count: Int32, first: Int32, bits: Int32) -> LookupTable? {
    guard let values, count > 0 else { return nil }
    return LookupTable(
        first: Int(first), bits: Int(bits), values: UnsafeBufferPointer(start: values, count: Int(count)))
}

/// Numbers: offset, slope, intercept, function, centre, width, inverted. Colours: 256, or none for grey.
@_expose(wasm, "lookupBuild") @_cdecl("lookupBuild")
func lookupBuild(
    _ lookup: UnsafeMutablePointer<UInt32>, _ numbers: UnsafePointer<Double>,
    _ modality: UnsafePointer<UInt16>?, _ modalityCount: Int32, _ modalityFirst: Int32,
    _ voi: UnsafePointer<UInt16>?, _ voiCount: Int32, _ voiFirst: Int32, _ voiBits: Int32,
    _ colours: UnsafePointer<UInt32>?
) {
    var windowing = Windowing()
    windowing.offset = whole(numbers[0], -65536, 65536)
    windowing.slope = numbers[1]
    windowing.intercept = numbers[2]
    windowing.function = Windowing.Function(rawValue: Int32(whole(numbers[3], 0, 2))) ?? .linear
    windowing.centre = numbers[4]
    windowing.width = numbers[5]
    windowing.isInverted = numbers[6] != 0
    windowing.modality = table(modality, modalityCount, first: modalityFirst, bits: 16)
    windowing.voi = table(voi, voiCount, first: voiFirst, bits: voiBits)
    if let colours { windowing.colours = UnsafeBufferPointer(start: colours, count: 256) }
    windowing.build(UnsafeMutableBufferPointer(start: lookup, count: 65536))
}

@_expose(wasm, "lookupPalette") @_cdecl("lookupPalette")
func lookupPalette(
    _ lookup: UnsafeMutablePointer<UInt32>, _ offset: Int32, _ first: Int32, _ bits: Int32, _ count: Int32,
    _ red: UnsafePointer<UInt16>?, _ green: UnsafePointer<UInt16>?, _ blue: UnsafePointer<UInt16>?
) {
    guard let red = table(red, count, first: first, bits: bits),
        let green = table(green, count, first: first, bits: bits),
        let blue = table(blue, count, first: first, bits: bits)
    else { return }
    Windowing.build(
        palette: red, green, blue, offset: Int(offset), UnsafeMutableBufferPointer(start: lookup, count: 65536))
}

@_expose(wasm, "lookupApply") @_cdecl("lookupApply")
func lookupApply(
    _ lookup: UnsafePointer<UInt32>, _ samples: UnsafePointer<Int16>?, _ count: Int32,
    _ pixels: UnsafeMutablePointer<UInt32>?
) {
    Windowing.apply(
        UnsafeBufferPointer(start: lookup, count: 65536), to: UnsafeBufferPointer(start: samples, count: Int(count)),
        UnsafeMutableBufferPointer(start: pixels, count: Int(count)))
}

/// Fills, outlines and styles have 256 entries each.
@_expose(wasm, "overlayDraw") @_cdecl("overlayDraw")
func overlayDraw(
    _ fills: UnsafePointer<UInt32>, _ outlines: UnsafePointer<UInt32>, _ styles: UnsafePointer<UInt8>,
    _ thickness: Int32, _ labels: UnsafePointer<UInt8>, _ columns: Int32, _ rows: Int32,
    _ pixels: UnsafeMutablePointer<UInt32>
) {
    let (count, overflow) = columns.multipliedReportingOverflow(by: rows)
    guard !overflow, count > 0 else { return }
    LabelOverlay(
        fills: UnsafeBufferPointer(start: fills, count: 256),
        outlines: UnsafeBufferPointer(start: outlines, count: 256),
        styles: UnsafeBufferPointer(start: styles, count: 256), thickness: Int(thickness)
    ).draw(
        UnsafeBufferPointer(start: labels, count: Int(count)), columns: Int(columns), rows: Int(rows),
        over: UnsafeMutableBufferPointer(start: pixels, count: Int(count)))
}
