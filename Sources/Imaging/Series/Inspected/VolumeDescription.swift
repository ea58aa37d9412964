package import JSON

/// The lattice of a NIfTI or NRRD file in the patient (LPS). Frame t · slices + k is slice k of volume t.
package struct VolumeDescription: Sendable, Equatable, FieldCoded {
    package var columns: Int
    package var rows: Int
    package var slices: Int
    /// Volumes beyond the third dimension, all further dimensions taken together.
    package var volumes: Int
    /// The centre of voxel (0, 0, 0).
    package var origin: SIMD3<Double>
    /// The step from a voxel to its neighbour, in millimetres, along columns, rows and slices: not unit vectors.
    package var stepX: SIMD3<Double>
    package var stepY: SIMD3<Double>
    package var stepZ: SIMD3<Double>
    /// Where the lattice comes from: `sform`, `qform`, `pixdim`, `nrrd`, or nothing that says where the patient is.
    package var source: String
    /// Milliseconds between volumes.
    package var timeStep: Double?
    /// The name of the data type: `int16`, `float32`.
    package var type: String

    package init(columns: Int, rows: Int, slices: Int, volumes: Int) {
        self.columns = columns
        self.rows = rows
        self.slices = slices
        self.volumes = volumes
        origin = .zero
        stepX = SIMD3(1, 0, 0)
        stepY = SIMD3(0, 1, 0)
        stepZ = SIMD3(0, 0, 1)
        source = ""
        type = ""
    }

    package init?(_ fields: JSONObject) {
        let size = fields.wholes("size")
        guard size.count == 4, size.allSatisfy({ $0 > 0 && $0 < 1 << 31 }), let origin = fields.vector("origin"),
            let stepX = fields.vector("step_x"), let stepY = fields.vector("step_y"),
            let stepZ = fields.vector("step_z")
        else { return nil }
        self.init(columns: size[0], rows: size[1], slices: size[2], volumes: size[3])
        (self.origin, self.stepX, self.stepY, self.stepZ) = (origin, stepX, stepY, stepZ)
        source = fields.text("source") ?? ""
        timeStep = fields.number("time_step")
        type = fields.text("type") ?? ""
    }

    package var fields: JSONObject {
        var fields = JSONObject()
        fields.put("size", [columns, rows, slices, volumes])
        fields.put("origin", origin)
        fields.put("step_x", stepX)
        fields.put("step_y", stepY)
        fields.put("step_z", stepZ)
        fields.put("source", source)
        fields.put("time_step", timeStep)
        fields.put("type", type)
        return fields
    }
}
