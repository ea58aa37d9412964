/// A queue of nodes by a small integer key, in a ring of buckets (Dial, CACM 12:632, 1969).
///
/// Right as long as no node is put more than the number of buckets minus one above the lowest. Every node is in it once at most: it is as large as it will
/// ever be from the start.
struct BucketQueue: ~Copyable {
    /// The first node of each bucket, and for each node the one behind it; −1: none.
    private let head: UnsafeMutableBufferPointer<Int32>
    private let next: UnsafeMutableBufferPointer<Int32>
    /// The node before: −1 first of its bucket, −2 not in the queue.
    private let previous: UnsafeMutableBufferPointer<Int32>
    private let keys: UnsafeMutableBufferPointer<Int32>
    private var lowest: Int32 = 0
    private var live = 0
    private let mask: Int32

    /// - Parameter buckets: a power of two.
    init(nodes: Int, buckets: Int) {
        func filled(_ count: Int, _ value: Int32) -> UnsafeMutableBufferPointer<Int32> {
            let buffer = UnsafeMutableBufferPointer<Int32>.allocate(capacity: count)
            buffer.initialize(repeating: value)
            return buffer
        }
        head = filled(buckets, -1)
        next = filled(nodes, -1)
        previous = filled(nodes, -2)
        keys = filled(nodes, .max)
        mask = Int32(truncatingIfNeeded: buckets &- 1)
    }

    deinit {
        head.deallocate()
        next.deallocate()
        previous.deallocate()
        keys.deallocate()
    }

    /// The lowest key a node was ever put at; the largest number if it never was.
    @inline(__always) func key(of node: Int) -> Int32 { keys[node] }

    /// Puts a node, or moves it to a lower key.
    @inline(__always) mutating func put(_ node: Int, at key: Int32) {
        if previous[node] != -2 { unlink(node) }
        keys[node] = key
        let bucket = Int(key & mask)
        let first = head[bucket]
        next[node] = first
        previous[node] = -1
        if first >= 0 { previous[Int(first)] = Int32(truncatingIfNeeded: node) }
        head[bucket] = Int32(truncatingIfNeeded: node)
        live &+= 1
    }

    @inline(__always) mutating func popLowest() -> Int? {
        guard live > 0 else { return nil }
        while head[Int(lowest & mask)] < 0 { lowest &+= 1 }
        let node = Int(head[Int(lowest & mask)])
        unlink(node)
        return node
    }

    @inline(__always) private mutating func unlink(_ node: Int) {
        let (before, after) = (previous[node], next[node])
        if before >= 0 { next[Int(before)] = after } else { head[Int(keys[node] & mask)] = after }
        if after >= 0 { previous[Int(after)] = before }
        previous[node] = -2
        live &-= 1
    }
}
