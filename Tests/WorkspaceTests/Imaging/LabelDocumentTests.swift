import Testing

@testable import Storage
@testable import Workspace

@Suite struct LabelDocumentTests {
    private func kind(_ text: String, pieces size: Int = 7) -> LabelDocument.Kind? {
        var members = TopMembers()
        let bytes = Array(text.utf8)
        for start in stride(from: 0, to: bytes.count, by: size) {
            members.feed(bytes[start..<min(start + size, bytes.count)])
        }
        return members.kind
    }

    @Test(arguments: [1, 3, 1000])
    func `COCO masks and GeoJSON are told by their members, however they arrive`(_ size: Int) {
        let coco = #"{"info":{"data":"x"},"annotations":[{"a":"}\""}],"images":[{"id":1}],"categories":[]}"#
        #expect(kind(coco, pieces: size) == .coco)
        #expect(kind(#"{ "type" : "FeatureCollection", "features": [ {"#, pieces: size) == .geoJSON)
        #expect(kind(#"{"features":[],"type":"FeatureCollection"}"#, pieces: size) == .geoJSON)
        #expect(kind(#"{"type":"Feature","id":"q","geometry":{"type":"Point"}}"#, pieces: size) == .geoJSON)
    }

    @Test func `a bare list of features is one, a list of tasks is not`() {
        #expect(kind(#" [ {"type":"Feature","geometry":{"type":"Point"}},"#) == .geoJSON)
        #expect(kind(#"[{"type":"x","geometry":{}}]"#) == nil)
        #expect(kind(#"[{"images":[],"annotations":[],"categories":[]}]"#) == nil)
        #expect(kind("[[[") == nil)
    }

    @Test func `tasks are none of them`() {
        #expect(kind(#"{"annotations":[],"data":{"images":[],"categories":[]}}"#) == nil)
        #expect(kind(#"{"images":["a.png"],"categories":["b"],"annotations":"none"}"#) == nil)
        #expect(kind(#"{"type":"Feature","text":"x"}"#) == nil)
        #expect(kind(#"{"name":"features"}{"images":[],"annotations":[],"categories":[]}"#) == nil)
        #expect(kind(#"{"nested":{"images":[],"annotations":[],"categories":[]}}"#) == nil)
        #expect(kind(#"{"images":[],"annotations":[],"categories":[],"data":{}}"#) == nil)
    }

    @Test func `a number of a series is changed where it is that number`() {
        let data =
            #"{"a":"/api/imaging/series/1","b":"\/api\/imaging\/series\/12","c":"/api/imaging/series/1/frames/1.png"}"#
        let renamed = SeriesAddress.renamed(1, to: 7, in: data)
        #expect(SeriesAddress.all(in: renamed) == [7, 12])
        #expect(renamed.contains("/api/imaging/series/7/frames/1.png"))
    }
}
