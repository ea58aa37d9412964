import Foundation

/// Where the files of the browser interface lie.
package enum WebApp {
    /// The folder `public`: beside the program where it was installed, in the build's resources otherwise.
    package static var folder: String {
        Bundle.module.bundleURL.appendingPathComponent("public").path
    }
}
