import Imaging

/// The series and instances that a data set says it is about.
struct References {
    let dataSet: DICOMDataSet

    init(_ dataSet: DICOMDataSet) { self.dataSet = dataSet }

    var all: [SeriesReference] {
        let named = direct + structures + evidence
        if !named.isEmpty { return named }
        // Older segmentations name their images frame by frame only.
        let groups = dataSet.items(.perFrameFunctionalGroupsSequence) + dataSet.items(.sharedFunctionalGroupsSequence)
        let derived = groups.flatMap { $0.items(.derivationImageSequence) }
        let images =
            (derived + [dataSet]).flatMap { $0.items(.sourceImageSequence) }
            .compactMap { $0.text(.referencedSOPInstanceUID) }
        var seen: Set<String> = []
        let instances = images.filter { seen.insert($0).inserted }
        return instances.isEmpty ? [] : [SeriesReference(series: nil, study: nil, instances: instances)]
    }

    private var direct: [SeriesReference] {
        dataSet.items(.referencedSeriesSequence).map { item in
            SeriesReference(
                series: item.text(.seriesInstanceUID),
                study: nil,
                instances: item.items(.referencedInstanceSequence).compactMap { $0.text(.referencedSOPInstanceUID) }
            )
        }
    }

    private var structures: [SeriesReference] {
        dataSet.items(.referencedFrameOfReferenceSequence).flatMap { frame in
            frame.items(.rtReferencedStudySequence).flatMap { study in
                study.items(.rtReferencedSeriesSequence).map { series in
                    SeriesReference(
                        series: series.text(.seriesInstanceUID),
                        study: study.text(.referencedSOPInstanceUID),
                        instances: series.items(.contourImageSequence).compactMap { $0.text(.referencedSOPInstanceUID) }
                    )
                }
            }
        }
    }

    private var evidence: [SeriesReference] {
        dataSet.items(.currentRequestedProcedureEvidenceSequence).flatMap { study in
            study.items(.referencedSeriesSequence).map { series in
                SeriesReference(
                    series: series.text(.seriesInstanceUID),
                    study: study.text(.studyInstanceUID),
                    instances: series.items(.referencedSOPSequence).compactMap { $0.text(.referencedSOPInstanceUID) }
                )
            }
        }
    }
}
