/// A table of a DICOM look-up sequence: the entry for `first` and what follows; values outside take the first or the last entry.
package struct LookupTable {
    package let first: Int
    /// Bits of an entry, 8 to 16.
    package let bits: Int
    package let values: UnsafeBufferPointer<UInt16>

    package init(first: Int, bits: Int, values: UnsafeBufferPointer<UInt16>) {
        self.first = first
        self.bits = bits
        self.values = values
    }

    /// The entry for a value; 0 if there are none.
    package subscript(_ value: Int) -> UInt16 {
        guard !values.isEmpty else { return 0 }
        return values[min(max(0, value &- first), values.count &- 1)]
    }

    /// The highest entry its bits can say.
    package var highest: Double { Double((1 << min(16, max(1, bits))) - 1) }
}
