import PixelEngine

/// Writes kind, bits stored, signed, shift, columns, rows, offset; answers 0 or the failure.
@_expose(wasm, "wireHeader") @_cdecl("wireHeader")
func wireHeader(_ bytes: UnsafePointer<UInt8>?, _ count: Int32, _ out: UnsafeMutablePointer<Int32>) -> Int32 {
    do throws(WireFailure) {
        let header = try WireHeader(UnsafeBufferPointer(start: bytes, count: bytes == nil ? 0 : Int(count)))
        out[0] = Int32(header.kind.rawValue)
        out[1] = Int32(header.bitsStored)
        out[2] = header.isSigned ? 1 : 0
        out[3] = Int32(header.shift)
        out[4] = Int32(header.columns)
        out[5] = Int32(header.rows)
        out[6] = Int32(header.offset)
        return 0
    } catch {
        return error.rawValue
    }
}

/// Samples of a grey frame; answers 0 or the failure.
@_expose(wasm, "wireSamples") @_cdecl("wireSamples")
func wireSamples(
    _ bytes: UnsafePointer<UInt8>?, _ count: Int32, _ samples: UnsafeMutablePointer<Int16>?, _ sampleCount: Int32
) -> Int32 {
    do throws(WireFailure) {
        _ = try WireFrame.decode(
            UnsafeBufferPointer(start: bytes, count: Int(count)),
            into: UnsafeMutableBufferPointer(start: samples, count: Int(sampleCount)))
        return 0
    } catch {
        return error.rawValue
    }
}

/// Pixels of a colour frame; answers 0 or the failure.
@_expose(wasm, "wirePixels") @_cdecl("wirePixels")
func wirePixels(
    _ bytes: UnsafePointer<UInt8>?, _ count: Int32, _ pixels: UnsafeMutablePointer<UInt32>?, _ pixelCount: Int32
) -> Int32 {
    do throws(WireFailure) {
        _ = try WireFrame.decode(
            UnsafeBufferPointer(start: bytes, count: Int(count)),
            pixels: UnsafeMutableBufferPointer(start: pixels, count: Int(pixelCount)))
        return 0
    } catch {
        return error.rawValue
    }
}
