/// Which voxels touch: by faces (6), also by edges (18), also by corners (26).
///
/// In a box one voxel thick they are the 4 and 8 neighbours of a picture.
package enum Connectivity: Int32, Sendable {
    case faces = 6
    case edges = 18
    case corners = 26

    /// By count of neighbours; faces for anything that is none.
    package init(neighbours: Int32) { self = Connectivity(rawValue: neighbours) ?? .faces }

    /// How far a run reaches beyond its ends to touch a run in the row (dj, dk) further on; nil if rows so far apart do not touch.
    func reach(_ dj: Int, _ dk: Int) -> Int? {
        let diagonal = dj != 0 && dk != 0
        switch self {
        case .faces: return diagonal ? nil : 0
        case .edges: return diagonal ? 0 : 1
        case .corners: return 1
        }
    }
}
