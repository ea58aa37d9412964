import Testing
@testable import Server
import HummingbirdTesting
