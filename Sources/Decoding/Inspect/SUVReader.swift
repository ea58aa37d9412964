import Glibc
import Imaging

/// The factor from activity to standardised uptake by body weight, or the reason why there is none.
///
/// The rules are those of the QIBA FDG-PET profile's vendor-neutral method, and Philips' private factors for counts.
struct SUVReader {
    let dataSet: DICOMDataSet

    init(_ dataSet: DICOMDataSet) { self.dataSet = dataSet }

    private struct Reason: Error { var text: String }

    var description: SUVDescription {
        var suv = SUVDescription()
        suv.units = dataSet.text(.units)
        suv.weight = dataSet.decimal(.patientWeight)
        let drug = dataSet.item(.radiopharmaceuticalInformationSequence)
        suv.dose = drug?.decimal(.radionuclideTotalDose)
        suv.halfLife = drug?.decimal(.radionuclideHalfLife)
        do throws(Reason) {
            suv.factor = try factor(&suv, drug)
        } catch {
            suv.reason = error.text
        }
        return suv
    }

    private func factor(_ suv: inout SUVDescription, _ drug: DICOMDataSet?) throws(Reason) -> Double {
        switch suv.units {
        case "GML":
            let type = dataSet.text(.suvType) ?? "BW"
            guard type == "BW" else { throw Reason(text: "the values are uptake by \(type), not by body weight") }
            return 1
        case "BQML": return try perWeight(&suv, drug)
        case "CNTS":
            if let factor = philips(0x00), factor > 0 { return factor }
            guard let activity = philips(0x09), activity > 0 else {
                throw Reason(text: "the values are counts, and the file has no factor to activity")
            }
            return activity * (try perWeight(&suv, drug))
        case let units?: throw Reason(text: "the values are in \(units), not in activity")
        case nil: throw Reason(text: "the file does not say the unit of its values")
        }
    }

    private func perWeight(_ suv: inout SUVDescription, _ drug: DICOMDataSet?) throws(Reason) -> Double {
        guard let weight = suv.weight, weight > 0 else { throw Reason(text: "the body weight is missing") }
        guard let dose = suv.dose, dose > 0 else { throw Reason(text: "the injected dose is missing") }
        // Some devices write megabecquerel; nobody is given less than a kilobecquerel.
        let becquerel = dose < 1e4 ? dose * 1e6 : dose
        suv.dose = becquerel
        guard let halfLife = suv.halfLife, halfLife > 0 else { throw Reason(text: "the half-life is missing") }
        let corrections = dataSet.texts(.correctedImage) ?? []
        guard corrections.contains("ATTN") else { throw Reason(text: "the values are not corrected for attenuation") }
        switch dataSet.text(.decayCorrection) {
        case "ADMIN":
            suv.decayTime = 0
            return weight * 1000 / becquerel
        case "START":
            let time = try decayTime(drug)
            suv.decayTime = time
            return weight * 1000 / (becquerel * exp2(-time / halfLife))
        default: throw Reason(text: "the values are not corrected for decay")
        }
    }

    /// Seconds from the injection to the beginning of the scan.
    private func decayTime(_ drug: DICOMDataSet?) throws(Reason) -> Double {
        let acquired = moment(.acquisitionDate, .acquisitionTime)
        let begun = moment(.seriesDate, .seriesTime)
        // A series that was made later than its images has the time of the processing, not of the scan.
        guard let scan = [acquired, begun].compactMap({ $0 }).min() else {
            throw Reason(text: "the time of the scan is missing")
        }
        if let text = drug?.text(.radiopharmaceuticalStartDateTime), let injected = DICOMTime.moment(text) {
            guard scan >= injected else { throw Reason(text: "the scan comes before the injection") }
            return scan - injected
        }
        guard let injected = drug?.text(.radiopharmaceuticalStartTime).flatMap(DICOMTime.seconds) else {
            throw Reason(text: "the time of the injection is missing")
        }
        // The time of a day: the day of the scan, or the one before.
        let clock = scan.truncatingRemainder(dividingBy: 86_400)
        return clock >= injected ? clock - injected : clock - injected + 86_400
    }

    private func moment(_ date: DICOMTag, _ time: DICOMTag) -> Double? {
        guard let day = dataSet.text(date).flatMap(DICOMTime.day),
            let seconds = dataSet.text(time).flatMap(DICOMTime.seconds)
        else { return nil }
        return Double(day) * 86_400 + seconds
    }

    /// An element of Philips' private group 7053.
    private func philips(_ element: UInt16) -> Double? {
        for block in UInt16(0x10)...0x1F {
            let creator = DICOMTag(group: 0x7053, element: block)
            guard dataSet.text(creator)?.hasPrefix("Philips PET Private") == true else { continue }
            let tag = DICOMTag(group: 0x7053, element: block << 8 | element)
            if let number = dataSet.decimal(tag) { return number }
            // In an implicit file the value of a private element is bytes; these are decimal strings.
            return dataSet.data(tag).flatMap { Double(String(decoding: $0.filter { $0 > 0x20 }, as: UTF8.self)) }
        }
        return nil
    }
}
