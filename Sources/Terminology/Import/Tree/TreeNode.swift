/// One choice of a tree, with what stands below it.
struct TreeNode {
    /// What people read.
    var value = ""
    /// The code, where the tree gives one.
    var alias = ""
    var hint = ""
    var color = ""
    var synonyms: [String] = []
    /// It says that there is more below it than the file holds.
    var isCutOff = false
    var line = 0
    var children: [TreeNode] = []
}
