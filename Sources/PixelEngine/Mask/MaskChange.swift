/// Neighbouring voxels of a layer that had one label and got another.
struct MaskChange {
    var start: UInt32
    var length: UInt32
    var layer: UInt8
    var old: UInt8
    var new: UInt8
}
