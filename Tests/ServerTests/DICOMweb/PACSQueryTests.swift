import JSON
import Testing

@testable import Server

@Suite struct PACSQueryTests {
    private func query(_ value: JSONValue) throws -> PACSQuery { try PACSQuery(Fields(json: value.bytes)) }

    @Test func `a question becomes a path and encoded keys`() throws {
        let studies = try query(["level": "study", "match": ["PatientID": "A 1", "00080020": "20240101-"], "limit": 9])
        #expect(studies.path == "/studies")
        let keys = studies.items.map { "\($0.name)=\($0.value)" }
        #expect(keys.contains("PatientID=A 1") && keys.contains("00080020=20240101-") && keys.contains("limit=9"))
        #expect(try query(["level": "series", "study": "1.2.3"]).path == "/studies/1.2.3/series")
        let instances = try query(["level": "instance", "study": "1.2", "series": "3.4"])
        #expect(instances.path == "/studies/1.2/series/3.4/instances")
    }

    @Test(
        arguments: [
            ["level": "patient"], ["level": "series", "study": "../../admin"], ["level": "instance", "study": "1.2"],
            ["level": "study", "match": ["Nonsense": "1"]],
        ] as [JSONValue])
    func `what is no question is refused before anybody is asked`(_ value: JSONValue) {
        #expect(throws: (any Error).self) { try query(value) }
    }

    @Test func `a boundary is asked of multipart/related alone`() {
        #expect(DICOMSpool.boundary("multipart/related; type=\"application/dicom\"; boundary=\"a b\"") == "a b")
        #expect(DICOMSpool.boundary("multipart/form-data; boundary=x") == nil)
        #expect(DICOMSpool.boundary("application/dicom") == nil)
        #expect(DICOMSpool.boundary(nil) == nil)
    }

    @Test func `another way is tried where it may help`() {
        #expect(PACSError.status("x", 500).isWorthAnotherWay && PACSError.status("x", 400).isWorthAnotherWay)
        #expect(!PACSError.status("x", 401).isWorthAnotherWay && !PACSError.status("x", 404).isWorthAnotherWay)
        #expect(!PACSError.unreachable("x").isWorthAnotherWay)
    }
}
