import PixelEngine

// A mask editor is a retained reference; the browser holds it as a number and gives it back to `editorFree`.

private func editor(_ handle: UnsafeMutableRawPointer) -> MaskEditor {
    Unmanaged<MaskEditor>.fromOpaque(handle).takeUnretainedValue()
}

@_expose(wasm, "editorMake") @_cdecl("editorMake")
func editorMake(
    _ columns: Int32, _ rows: Int32, _ slices: Int32, _ x: Double, _ y: Double, _ z: Double
) -> UnsafeMutableRawPointer? {
    let grid = Grid(
        columns: Int(columns), rows: Int(rows), slices: Int(slices), spacingX: x, spacingY: y, spacingZ: z)
    return MaskEditor(grid: grid).map { Unmanaged.passRetained($0).toOpaque() }
}

@_expose(wasm, "editorFree") @_cdecl("editorFree")
func editorFree(_ handle: UnsafeMutableRawPointer) { Unmanaged<MaskEditor>.fromOpaque(handle).release() }

/// Writes eight words: failure (0: none), voxels changed, and the box.
@_expose(wasm, "editorApply") @_cdecl("editorApply")
func editorApply(
    _ handle: UnsafeMutableRawPointer, _ words: UnsafePointer<Int32>?, _ count: Int32,
    _ intensities: UnsafePointer<Int16>?, _ intensityCount: Int32, _ out: UnsafeMutablePointer<Int32>
) {
    let outcome = editor(handle).apply(
        UnsafeBufferPointer(start: words, count: Int(count)),
        intensities: UnsafeBufferPointer(start: intensities, count: intensities == nil ? 0 : Int(intensityCount)))
    let box = outcome.box
    out[0] = outcome.failure?.rawValue ?? 0
    out[1] = Int32(truncatingIfNeeded: outcome.changed)
    out[2] = Int32(truncatingIfNeeded: box.minI)
    out[3] = Int32(truncatingIfNeeded: box.minJ)
    out[4] = Int32(truncatingIfNeeded: box.minK)
    out[5] = Int32(truncatingIfNeeded: box.endI)
    out[6] = Int32(truncatingIfNeeded: box.endJ)
    out[7] = Int32(truncatingIfNeeded: box.endK)
}

@_expose(wasm, "editorLayerCount") @_cdecl("editorLayerCount")
func editorLayerCount(_ handle: UnsafeMutableRawPointer) -> Int32 { Int32(editor(handle).layerCount) }

@_expose(wasm, "editorLabels") @_cdecl("editorLabels")
func editorLabels(_ handle: UnsafeMutableRawPointer, _ layer: Int32) -> UnsafePointer<UInt8>? {
    editor(handle).labels(Int(layer)).baseAddress
}

@_expose(wasm, "editorVersions") @_cdecl("editorVersions")
func editorVersions(_ handle: UnsafeMutableRawPointer, _ layer: Int32) -> UnsafePointer<UInt32>? {
    editor(handle).versions(Int(layer)).baseAddress
}

@_expose(wasm, "editorUndoCount") @_cdecl("editorUndoCount")
func editorUndoCount(_ handle: UnsafeMutableRawPointer) -> Int32 { Int32(editor(handle).undoCount) }

@_expose(wasm, "editorRedoCount") @_cdecl("editorRedoCount")
func editorRedoCount(_ handle: UnsafeMutableRawPointer) -> Int32 { Int32(editor(handle).redoCount) }

@_expose(wasm, "editorHash") @_cdecl("editorHash")
func editorHash(_ handle: UnsafeMutableRawPointer) -> UInt64 { editor(handle).hash }

@_expose(wasm, "editorLayerHash") @_cdecl("editorLayerHash")
func editorLayerHash(_ handle: UnsafeMutableRawPointer, _ layer: Int32) -> UInt64 {
    editor(handle).hash(Int(layer))
}

/// A block the caller gives back with `deallocate`: how many words follow, and the words of the state.
@_expose(wasm, "editorState") @_cdecl("editorState")
func editorState(_ handle: UnsafeMutableRawPointer) -> UnsafeMutablePointer<UInt32> {
    let words = editor(handle).state()
    let block = UnsafeMutablePointer<UInt32>.allocate(capacity: words.count &+ 1)
    block[0] = UInt32(truncatingIfNeeded: words.count)
    for at in 0..<words.count { block[at &+ 1] = words[at] }
    return block
}

/// 0, or why the words are no state of this grid.
@_expose(wasm, "editorRestore") @_cdecl("editorRestore")
func editorRestore(_ handle: UnsafeMutableRawPointer, _ words: UnsafePointer<UInt32>?, _ count: Int32) -> Int32 {
    do throws(MaskFailure) {
        try editor(handle).restore(UnsafeBufferPointer(start: words, count: words == nil ? 0 : Int(count)))
        return 0
    } catch {
        return error.rawValue
    }
}
