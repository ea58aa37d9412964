import Foundation
import JSON

/// A drawn chest film whose heart, nodules and effusion are known to the pixel.
struct ChestPhantom {
    static let labelConfig = """
        <View>
          <Header value="A drawing for practice, not a film of a person"/>
          <Image name="film" value="$image" zoom="true" zoomControl="true" brightnessControl="true" contrastControl="true"/>
          <RectangleLabels name="structure" toName="film">
            <Label value="Heart" hotkey="1"/>
          </RectangleLabels>
          <EllipseLabels name="finding" toName="film">
            <Label value="Nodule" hotkey="2"/>
            <Label value="Effusion" hotkey="3"/>
          </EllipseLabels>
          <Choices name="impression" toName="film" choice="single" showInLine="true">
            <Choice value="Normal"/><Choice value="Abnormal"/>
          </Choices>
        </View>
        """

    /// An ellipse in parts of the picture's sides.
    struct Oval {
        let x: Double
        let y: Double
        let rx: Double
        let ry: Double

        /// 0 in the middle, 1 at the edge.
        func distance(_ px: Double, _ py: Double) -> Double {
            (((px - x) / rx) * ((px - x) / rx) + ((py - y) / ry) * ((py - y) / ry)).squareRoot()
        }
    }

    static let width = 400
    static let height = 480

    private let number: Int
    private let heart: Oval
    private let nodules: [Oval]
    private let effusion: Oval?
    private let ids: [String]
    private var noise: SeededChance

    private static let lungs = [Oval(x: 0.32, y: 0.45, rx: 0.16, ry: 0.3), Oval(x: 0.69, y: 0.45, rx: 0.155, ry: 0.3)]

    init(number: Int, chance: inout SeededChance) {
        self.number = number
        heart = Oval(x: chance.real(0.54...0.57), y: chance.real(0.58...0.62), rx: chance.real(0.12...0.17), ry: 0.13)
        let count = chance.pick([0, 1, 1, 2])
        nodules = (0..<count).map { index in
            let lung = Self.lungs[index % 2]
            let radius = chance.real(0.015...0.035)
            return Oval(
                x: lung.x + chance.real(-0.07...0.07), y: lung.y + chance.real(-0.18...0.05), rx: radius,
                ry: radius * Double(Self.width) / Double(Self.height)
            )
        }
        effusion = chance.happens(30) ? Oval(x: 0.29, y: 0.7, rx: 0.12, ry: 0.06) : nil
        ids = (0..<8).map { _ in chance.regionID() }
        noise = SeededChance(seed: chance.next())
    }

    /// The film as a task to import.
    func task(image: String, isLabeled: Bool) -> JSONValue {
        let data: JSONValue = ["image": .string(image), "title": .string("Synthetic film \(number)")]
        guard isLabeled else { return ["data": data] }
        return ["data": data, "annotations": [["result": .array(regions), "lead_time": 30.25]]]
    }

    private var regions: [JSONValue] {
        var regions: [JSONValue] = [
            region(
                0, "structure", "rectanglelabels",
                [
                    "x": percent(heart.x - heart.rx), "y": percent(heart.y - heart.ry), "width": percent(2 * heart.rx),
                    "height": percent(2 * heart.ry), "rotation": 0, "rectanglelabels": ["Heart"],
                ]
            )
        ]
        let findings = nodules.map { ($0, "Nodule") } + (effusion.map { [($0, "Effusion")] } ?? [])
        for (index, (oval, label)) in findings.enumerated() {
            regions.append(
                region(
                    index + 1, "finding", "ellipselabels",
                    [
                        "x": percent(oval.x), "y": percent(oval.y), "radiusX": percent(oval.rx),
                        "radiusY": percent(oval.ry), "rotation": 0, "ellipselabels": [.string(label)],
                    ]
                )
            )
        }
        regions.append(
            [
                "id": .string(ids[7]), "from_name": "impression", "to_name": "film", "type": "choices",
                "origin": "manual", "value": ["choices": [findings.isEmpty ? "Normal" : "Abnormal"]],
            ]
        )
        return regions
    }

    private func region(_ index: Int, _ from: String, _ type: String, _ value: JSONValue) -> JSONValue {
        [
            "id": .string(ids[index]), "from_name": .string(from), "to_name": "film", "type": .string(type),
            "origin": "manual", "original_width": JSONValue(Self.width), "original_height": JSONValue(Self.height),
            "image_rotation": 0, "value": value,
        ]
    }

    private func percent(_ part: Double) -> JSONValue { JSONValue((part * 10_000).rounded() / 100) }

    /// Draws from the back to the front: body, lungs, ribs, spine, heart, findings, noise, and the word SYNTHETIC.
    func draw() -> GrayPicture {
        var picture = GrayPicture(width: Self.width, height: Self.height)
        var noise = noise
        for row in 0..<Self.height {
            let y = (Double(row) + 0.5) / Double(Self.height)
            for column in 0..<Self.width {
                let x = (Double(column) + 0.5) / Double(Self.width)
                let grey = shade(x, y) + noise.real(-5...5)
                picture[column, row] = UInt8(max(0, min(255, grey)))
            }
        }
        PixelWord.draw("SYNTHETIC", scale: 4, atX: 12, y: 12, on: &picture)
        return picture
    }

    private func shade(_ x: Double, _ y: Double) -> Double {
        let body = edge(Oval(x: 0.5, y: 0.62, rx: 0.46, ry: 0.62).distance(x, y), softness: 0.06)
        let shoulders = edge(Oval(x: 0.5, y: 0.16, rx: 0.44, ry: 0.13).distance(x, y), softness: 0.2)
        var grey = 14 + 118 * max(body, shoulders)
        let lung = Self.lungs.map { edge($0.distance(x, y), softness: 0.12) }.max() ?? 0
        grey -= 84 * lung
        // Ribs: bands that fall to the sides.
        let rib = sin((y - 0.55 * abs(x - 0.5) * abs(x - 0.5) * 4) * 70)
        grey += 16 * max(0, rib) * (0.35 + 0.65 * lung) * body
        let spine = edge(abs(x - 0.5) / 0.045, softness: 0.5) * body
        grey += 38 * spine * (0.85 + 0.15 * sin(y * 130))
        grey += 62 * edge(heart.distance(x, y), softness: 0.12) * (0.5 + 0.5 * lung)
        for nodule in nodules { grey += 70 * edge(nodule.distance(x, y), softness: 0.5) }
        if let effusion { grey += 75 * edge(effusion.distance(x, y), softness: 0.3) }
        return grey
    }

    /// 1 inside, 0 outside, smooth between.
    private func edge(_ distance: Double, softness: Double) -> Double {
        let t = max(0, min(1, (1 + softness / 2 - distance) / softness))
        return t * t * (3 - 2 * t)
    }
}
