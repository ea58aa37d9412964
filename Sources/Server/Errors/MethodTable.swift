import HTTPTypes
import Hummingbird

/// Which methods each path takes, to tell a wrong method from a path that does not exist.
struct MethodTable: Sendable {
    private let routes: [(parts: [Substring], method: String)]

    init(_ routes: [(path: String, method: HTTPRequest.Method)]) {
        self.routes = routes.map { ($0.path.split(separator: "/"), $0.method.rawValue) }
    }

    /// The methods that a path takes, in order of the alphabet.
    func methods(for path: String) -> [String] {
        let parts = path.split(separator: "/")
        let found = routes.filter { route in
            route.parts.count == parts.count
                && zip(route.parts, parts).allSatisfy { $0 == $1 || $0.hasPrefix(":") || $0.hasPrefix("{") }
        }
        var methods = Set(found.map(\.method))
        if methods.contains("GET") { methods.insert("HEAD") }
        return methods.sorted()
    }
}
