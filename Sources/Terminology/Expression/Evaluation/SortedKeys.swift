/// Work on ascending lists of numbers that may repeat, each list a kind of evidence: what, and where it was seen.
enum SortedKeys {
    /// All lists in one, in order, repeats kept.
    static func merged(_ lists: [[UInt64]]) -> [UInt64] {
        var lists = lists.filter { !$0.isEmpty }
        // Pairs of neighbours, so that every number is moved a few times only.
        while lists.count > 1 {
            var next: [[UInt64]] = []
            for first in stride(from: 0, to: lists.count, by: 2) {
                next.append(first + 1 < lists.count ? merged(lists[first], lists[first + 1]) : lists[first])
            }
            lists = next
        }
        return lists.first ?? []
    }

    static func merged(_ left: [UInt64], _ right: [UInt64]) -> [UInt64] {
        [UInt64](unsafeUninitializedCapacity: left.count + right.count) { room, count in
            var (here, there) = (0, 0)
            while here < left.count, there < right.count {
                let takesLeft = left[here] <= right[there]
                room[count] = takesLeft ? left[here] : right[there]
                if takesLeft { here += 1 } else { there += 1 }
                count += 1
            }
            while here < left.count {
                room[count] = left[here]
                here += 1
                count += 1
            }
            while there < right.count {
                room[count] = right[there]
                there += 1
                count += 1
            }
        }
    }

    /// Each number once.
    static func unique(_ keys: [UInt64]) -> [UInt64] {
        [UInt64](unsafeUninitializedCapacity: keys.count) { room, count in
            for key in keys where count == 0 || room[count - 1] != key {
                room[count] = key
                count &+= 1
            }
        }
    }

    /// The numbers, once each, that occur as often as asked; at least once.
    static func counted(_ keys: [UInt64], _ cardinality: Cardinality) -> [UInt64] {
        if cardinality.minimum <= 1, cardinality.maximum == nil { return unique(keys) }
        var kept: [UInt64] = []
        forEachRun(keys) { key, count in
            if cardinality.contains(count) { kept.append(key) }
        }
        return kept
    }

    /// Those in both lists, which have no repeats.
    static func shared(_ left: [UInt64], _ right: [UInt64]) -> [UInt64] {
        [UInt64](unsafeUninitializedCapacity: min(left.count, right.count)) { room, count in
            var (here, there) = (0, 0)
            while here < left.count, there < right.count {
                let (one, other) = (left[here], right[there])
                if one == other {
                    room[count] = one
                    count &+= 1
                }
                here &+= one <= other ? 1 : 0
                there &+= other <= one ? 1 : 0
            }
        }
    }

    /// Those of the first list that are not in the second; neither has repeats.
    static func subtracting(_ left: [UInt64], _ right: [UInt64]) -> [UInt64] {
        var kept: [UInt64] = []
        var there = 0
        for key in left {
            while there < right.count, right[there] < key { there += 1 }
            if there == right.count || right[there] != key { kept.append(key) }
        }
        return kept
    }

    /// Calls back with each number and how often it occurs.
    @inline(__always)
    static func forEachRun(_ keys: [UInt64], shift: UInt64 = 0, _ body: (UInt64, Int) -> Void) {
        var at = 0
        while at < keys.count {
            let key = keys[at] >> shift
            var end = at + 1
            while end < keys.count, keys[end] >> shift == key { end += 1 }
            body(key, end - at)
            at = end
        }
    }
}
