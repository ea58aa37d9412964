/// Writes one export, task by task, into chunks the caller sends on; it holds no task longer than it must.
///
///     var writer = format.writer(schema: schema, about: about)
///     if format.needsSurvey { for task in tasks { try writer.survey(task) } }
///     var out: [UInt8] = []
///     try writer.begin(into: &out)
///     for task in tasks { try writer.write(task, into: &out); send(&out) }
///     try writer.end(into: &out)
package protocol ExportWriter: Sendable {
    /// Looks at a task before anything is written. Only formats with ``ExportFormat/needsSurvey`` need it.
    mutating func survey(_ task: ExportedTask) throws
    mutating func begin(into out: inout [UInt8]) throws
    mutating func write(_ task: ExportedTask, into out: inout [UInt8]) throws
    mutating func end(into out: inout [UInt8]) throws
}

extension ExportWriter {
    package mutating func survey(_ task: ExportedTask) throws {}
}
