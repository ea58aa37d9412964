import JSON
import Testing

@testable import Exchange

struct RotatedBoxTests {
    private func hull(turn: Double) throws -> [Double] {
        let value = try JSONValue(parsing: #"{"x":50,"y":50,"width":20,"height":10,"rotation":\#(turn)}"#)
        let region = ExportItem.Region(type: "rectanglelabels", value: value.object ?? JSONObject())
        let hull = try #require(RotatedBox(region)).hull((width: 200, height: 100))
        return [hull.x, hull.y, hull.width, hull.height].map { ($0 * 1000).rounded() / 1000 }
    }

    @Test func `a box that is not turned is its own hull`() throws {
        #expect(try hull(turn: 0) == [100, 50, 40, 10])
    }

    @Test func `a box turned by a right angle swaps its sides in pixels, also on an image that is not square`() throws {
        #expect(try hull(turn: 90) == [90, 50, 10, 40])
    }
}
