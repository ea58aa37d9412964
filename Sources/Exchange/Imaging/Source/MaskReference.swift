/// Which state of a mask a result speaks of: its log up to an operation.
package struct MaskReference: Sendable, Hashable {
    package var mask: String
    package var operations: Int

    package init(mask: String, operations: Int) {
        self.mask = mask
        self.operations = operations
    }
}
