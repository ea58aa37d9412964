/// Why a NIfTI or NRRD file cannot be read.
package enum VolumeFileError: Error, Sendable, Equatable {
    case malformed(reason: String, place: String)
    case unsupported(String)
    case tooLarge(String)
}
