/// Why a file is not the XML it should be.
struct XMLProblem: Error, Equatable {
    /// From 1.
    var line: Int
    var reason: String

    func problem(in file: String) -> ImportProblem { ImportProblem(file: file, line: line, reason: reason) }
}
