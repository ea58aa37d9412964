import Testing

@testable import Terminology

struct ConceptSetTests {
    @Test(arguments: [1, 63, 64, 65, 200])
    func `sets do what sets of numbers do`(universe: Int) {
        var random = SeededNumbers(UInt64(universe))
        for _ in 0..<50 {
            var (left, right) = (ConceptSet(universe: universe), ConceptSet(universe: universe))
            var (plainLeft, plainRight) = (Set<UInt32>(), Set<UInt32>())
            for _ in 0..<Int(random.next() % 40) {
                let (a, b) = (UInt32(random.next() % UInt64(universe)), UInt32(random.next() % UInt64(universe)))
                left.insert(Concept(ordinal: a))
                plainLeft.insert(a)
                right.insert(from: min(a, b), through: max(a, b))
                plainRight.formUnion(min(a, b)...max(a, b))
                if b % 5 == 0 {
                    right.remove(Concept(ordinal: b))
                    plainRight.remove(b)
                }
            }
            func numbers(_ set: ConceptSet) -> [UInt32] { set.map(\.ordinal) }
            #expect(numbers(left) == plainLeft.sorted())
            #expect(numbers(right) == plainRight.sorted())
            #expect(left.count == plainLeft.count)
            #expect(left.isEmpty == plainLeft.isEmpty)
            #expect(left.first?.ordinal == plainLeft.min())
            #expect(left.isDisjoint(with: right) == plainLeft.isDisjoint(with: plainRight))
            #expect(left.countShared(with: right) == plainLeft.intersection(plainRight).count)
            var set = left
            set.formUnion(right)
            #expect(numbers(set) == plainLeft.union(plainRight).sorted())
            set = left
            set.formIntersection(right)
            #expect(numbers(set) == plainLeft.intersection(plainRight).sorted())
            set = left
            set.subtract(right)
            #expect(numbers(set) == plainLeft.subtracting(plainRight).sorted())
            var called: [UInt32] = []
            left.forEach { called.append($0.ordinal) }
            #expect(called == plainLeft.sorted())
            #expect(!left.contains(Concept(ordinal: UInt32(universe + 64))))
        }
    }
}
