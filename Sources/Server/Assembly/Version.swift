/// What this program says it is.
package enum Version {
    /// The release of Vesalius.
    package static let current = "0.1.0"
    /// The release of Label Studio whose API this program speaks.
    package static let labelStudio = "1.23.2"
}
