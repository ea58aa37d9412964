import Testing

@testable import Terminology

/// What the runs of numbers say is compared with a walk along the edges.
struct HierarchyTests {
    /// A release of texts for codes, with edges only from a row to one of a lower level.
    static func draft(_ count: Int, parents: Int, seed: UInt64) -> ReleaseDraft {
        var random = SeededNumbers(seed)
        var codes = TextColumn()
        for row in 0..<count { codes.append("C\(row)") }
        var concepts = ConceptColumns(codes: .texts(codes))
        concepts.flags = codes.ends.map { _ in [.active] }
        var draft = ReleaseDraft(
            identity: SystemIdentity(
                key: "random", title: "Random", uri: "urn:random", version: "1", licence: SmallRelease.licence),
            concepts: concepts)
        let level = (0..<count).map { _ in Int(random.next() % 9) }
        for child in 0..<count where level[child] > 0 {
            for _ in 0..<Int(random.next() % UInt64(parents + 1)) {
                let parent = Int(random.next() % UInt64(count))
                if level[parent] < level[child] {
                    draft.edges.child.append(UInt32(child))
                    draft.edges.parent.append(UInt32(parent))
                }
            }
        }
        return draft
    }

    @Test(arguments: [(1, 1), (40, 1), (300, 3), (1500, 2), (400, 12)])
    func `ancestors and descendants are those a walk finds`(count: Int, parents: Int) throws {
        let folder = try TemporaryFolder()
        let draft = Self.draft(count, parents: parents, seed: UInt64(count * 31 + parents))
        _ = try IndexBuilder.build(draft, to: folder.path + "/a.vxt")
        let index = try TerminologyIndex.open(folder.path + "/a.vxt")
        let concepts = try (0..<count).map { try #require(index.concept(code: "C\($0)")) }
        #expect(Set(concepts).count == count)

        var below = [Set<Concept>](repeating: [], count: count)
        var links = Set<[Int]>()
        for edge in 0..<draft.edges.count {
            links.insert([Int(draft.edges.parent[edge]), Int(draft.edges.child[edge])])
        }
        var isGrowing = true
        while isGrowing {
            isGrowing = false
            for link in links {
                let before = below[link[0]].count
                below[link[0]].formUnion(below[link[1]])
                below[link[0]].insert(concepts[link[1]])
                isGrowing = isGrowing || below[link[0]].count != before
            }
        }
        for (row, concept) in concepts.enumerated() {
            var set = index.emptySet()
            index.insertDescendants(of: concept, orSelf: false, into: &set)
            #expect(Set(set) == below[row])
            #expect(index.descendantCount(concept) == below[row].count)
            #expect(Set(index.children(concept)) == Set(links.filter { $0[0] == row }.map { concepts[$0[1]] }))
            #expect(Set(index.parents(concept)) == Set(links.filter { $0[1] == row }.map { concepts[$0[0]] }))
            #expect(index.children(concept).count == Set(index.children(concept)).count)
            var above = index.emptySet()
            index.insertAncestors(of: concept, orSelf: true, into: &above)
            for (other, ancestor) in concepts.enumerated() {
                let isBelow = other == row || below[other].contains(concept)
                #expect(index.subsumes(ancestor, concept) == isBelow)
                #expect(above.contains(ancestor) == isBelow)
            }
            let path = index.path(to: concept)
            #expect(path.last == concept)
            #expect(path.first.map { index.parents($0).isEmpty } == true)
            for (parent, child) in zip(path, path.dropFirst()) { #expect(index.parents(child).contains(parent)) }
        }
        let related = concepts.filter { !index.children($0).isEmpty || !index.parents($0).isEmpty }
        if !links.isEmpty {
            #expect(Set(index.inHierarchy) == Set(related))
            #expect(Set(index.roots) == Set(related.filter { index.parents($0).isEmpty }))
        }
    }

    @Test func `sets of concepts go down and up as their members do`() throws {
        let folder = try TemporaryFolder()
        _ = try IndexBuilder.build(Self.draft(600, parents: 3, seed: 5), to: folder.path + "/a.vxt")
        let index = try TerminologyIndex.open(folder.path + "/a.vxt")
        var random = SeededNumbers(9)
        for orSelf in [false, true] {
            let some = (0..<20).map { _ in Concept(ordinal: UInt32(random.next() % 600)) }
            let set = ConceptSet(universe: 600, some)
            var (down, downOne) = (index.emptySet(), index.emptySet())
            var (up, upOne) = (index.emptySet(), index.emptySet())
            var (children, parents) = (index.emptySet(), index.emptySet())
            index.insertDescendants(of: set, orSelf: orSelf, into: &down)
            index.insertAncestors(of: set, orSelf: orSelf, into: &up)
            index.insertChildren(of: set, into: &children)
            index.insertParents(of: set, into: &parents)
            for concept in some {
                index.insertDescendants(of: concept, orSelf: orSelf, into: &downOne)
                index.insertAncestors(of: concept, orSelf: orSelf, into: &upOne)
            }
            #expect(down == downOne)
            #expect(up == upOne)
            #expect(Set(children) == Set(some.flatMap { Array(index.children($0)) }))
            #expect(Set(parents) == Set(some.flatMap { Array(index.parents($0)) }))
        }
    }

    @Test func `a concept that was in the set stays when only those below it are added`() throws {
        let folder = try TemporaryFolder()
        _ = try IndexBuilder.build(SmallRelease.draft(), to: folder.path + "/a.vxt")
        let index = try TerminologyIndex.open(folder.path + "/a.vxt")
        let top = try #require(index.concept(number: 20))
        var set = index.emptySet()
        set.insert(top)
        index.insertDescendants(of: top, orSelf: false, into: &set)
        #expect(set.count == 5)
    }

    @Test func `a cycle that no top leads to is refused as well`() throws {
        var draft = Self.draft(50, parents: 0, seed: 1)
        for (child, parent) in [(10, 11), (11, 12), (12, 10), (13, 12), (14, 13)] as [(UInt32, UInt32)] {
            draft.edges.child.append(child)
            draft.edges.parent.append(parent)
        }
        let folder = try TemporaryFolder()
        let refused = draft
        let failure = #expect(throws: ImportFailure.self) {
            try IndexBuilder.build(refused, to: folder.path + "/a.vxt")
        }
        let reason = failure?.problems.first?.reason ?? ""
        for code in ["C10", "C11", "C12"] { #expect(reason.contains(code), "\(reason)") }
        #expect(!reason.contains("C13"))
    }

    @Test func `a system without a hierarchy has all concepts at the top`() throws {
        let folder = try TemporaryFolder()
        _ = try IndexBuilder.build(Self.draft(7, parents: 0, seed: 1), to: folder.path + "/a.vxt")
        let index = try TerminologyIndex.open(folder.path + "/a.vxt")
        #expect(index.roots.map { index.code($0) } == (0..<7).map { "C\($0)" })
        #expect(index.inHierarchy.count == 7)
        #expect(index.path(to: index.roots[3]) == [index.roots[3]])
    }

    @Test func `siblings stay in the order of the release`() throws {
        var draft = Self.draft(6, parents: 0, seed: 1)
        draft.edges.child = [3, 1, 5, 2]
        draft.edges.parent = [0, 0, 0, 0]
        let folder = try TemporaryFolder()
        _ = try IndexBuilder.build(draft, to: folder.path + "/a.vxt")
        let index = try TerminologyIndex.open(folder.path + "/a.vxt")
        #expect(index.children(index.roots[0]).map { index.code($0) } == ["C3", "C1", "C5", "C2"])
        #expect(index.children(index.roots[0]).map(\.ordinal) == [1, 2, 3, 4])
    }

    @Test func `the way to a concept is the shortest`() throws {
        var draft = Self.draft(8, parents: 0, seed: 1)
        // 0 ─ 1 ─ 2 ─ 3 ─ 4, and 0 ─ 5 ─ 4; 6 and 7 are as near, 6 comes first.
        draft.edges.child = [1, 2, 3, 4, 5, 4, 6, 7, 3, 3]
        draft.edges.parent = [0, 1, 2, 3, 0, 5, 0, 0, 7, 6]
        let folder = try TemporaryFolder()
        _ = try IndexBuilder.build(draft, to: folder.path + "/a.vxt")
        let index = try TerminologyIndex.open(folder.path + "/a.vxt")
        func way(_ code: String) throws -> [String] {
            index.path(to: try #require(index.concept(code: code))).map { index.code($0) }
        }
        #expect(try way("C4") == ["C0", "C5", "C4"])
        #expect(try way("C3") == ["C0", "C6", "C3"])
        #expect(try way("C0") == ["C0"])
    }
}
