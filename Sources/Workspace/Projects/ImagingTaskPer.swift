/// What an import of images makes one task of.
package enum ImagingTaskPer: String, Sendable {
    case series
    case study
}
