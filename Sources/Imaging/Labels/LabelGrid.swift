/// The lattice of a label map: sizes, and where it lies in the patient (left, posterior, superior; millimetres).
package struct LabelGrid: Sendable, Equatable {
    package var columns: Int
    package var rows: Int
    package var slices: Int
    package var origin: [Double]
    package var row: [Double]
    package var column: [Double]
    package var normal: [Double]
    package var spacing: [Double]

    package init(
        columns: Int, rows: Int, slices: Int, origin: [Double], row: [Double], column: [Double], normal: [Double],
        spacing: [Double]
    ) {
        self.columns = columns
        self.rows = rows
        self.slices = slices
        self.origin = origin
        self.row = row
        self.column = column
        self.normal = normal
        self.spacing = spacing
    }
}
