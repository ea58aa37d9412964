import Storage

/// The schema of connections to archives, and of objects that came from them and are no pictures; numbers 140 to 149.
enum PACSMigrations {
    static let all = [
        Migration(140, "pacs", connections),
        Migration(141, "dicom-objects", objects),
    ]

    private static let connections: @Sendable (Dialect) -> String = { dialect in
        """
        CREATE TABLE pacs (
            id \(dialect.id),
            organization_id \(dialect.integer) NOT NULL,
            name TEXT NOT NULL,
            base_url TEXT NOT NULL,
            authorization_header TEXT,
            allows_private \(dialect.boolean) NOT NULL,
            created_by \(dialect.integer) NOT NULL,
            created_at \(dialect.integer) NOT NULL,
            updated_at \(dialect.integer) NOT NULL,
            UNIQUE (organization_id, name)
        ) \(dialect.strict);
        """
    }

    /// Segmentations, structure sets and reports that were sent here: kept as they came, for whoever asks for them.
    private static let objects: @Sendable (Dialect) -> String = { dialect in
        """
        CREATE TABLE dicom_object (
            id \(dialect.id),
            organization_id \(dialect.integer) NOT NULL,
            sop TEXT NOT NULL,
            sop_class TEXT NOT NULL,
            study_uid TEXT NOT NULL,
            series_uid TEXT NOT NULL,
            study_date TEXT,
            patient_key TEXT,
            modality TEXT NOT NULL,
            number \(dialect.integer),
            blob TEXT NOT NULL,
            size \(dialect.integer) NOT NULL,
            created_by \(dialect.integer) NOT NULL,
            created_at \(dialect.integer) NOT NULL,
            UNIQUE (organization_id, sop)
        ) \(dialect.strict);
        CREATE INDEX dicom_object_blob ON dicom_object (blob);
        CREATE INDEX dicom_object_study ON dicom_object (organization_id, study_uid);
        """
    }
}
