/// The operations that look at a whole layer: kinds 5 to 14.
package enum Operations {
    /// Applies a record of kind 5–14; throws before it changes anything if the record is no good.
    static func apply(_ record: MaskRecord, _ context: inout OperationContext) throws(MaskFailure) {
        switch record.kind {
        default: throw .unknownKind
        }
    }
}
