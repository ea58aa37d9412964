import Storage

/// The schema of series, their files and the masks painted on them; numbers 130 to 139.
///
/// Nothing here names a patient: names, birth dates and numbers stay in the files. `patient_key` is a keyed hash that
/// only says which studies are of the same person.
enum ImagingMigrations {
    static let all = [
        Migration(130, "imaging", imaging),
        Migration(131, "masks", masks),
        Migration(132, "imaging-settings", settings),
    ]

    private static let imaging: @Sendable (Dialect) -> String = { dialect in
        """
        CREATE TABLE imaging_study (
            id \(dialect.id),
            organization_id \(dialect.integer) NOT NULL,
            uid TEXT NOT NULL,
            patient_key TEXT,
            study_date TEXT,
            study_time TEXT,
            description TEXT,
            created_at \(dialect.integer) NOT NULL,
            UNIQUE (organization_id, uid)
        ) \(dialect.strict);
        CREATE INDEX imaging_study_patient ON imaging_study (organization_id, patient_key)
            WHERE patient_key IS NOT NULL;

        CREATE TABLE imaging_instance (
            id \(dialect.id),
            organization_id \(dialect.integer) NOT NULL,
            sop TEXT NOT NULL,
            sop_class TEXT NOT NULL,
            series_uid TEXT NOT NULL,
            name TEXT NOT NULL,
            blob TEXT NOT NULL,
            size \(dialect.integer) NOT NULL,
            frames \(dialect.integer) NOT NULL CHECK (frames >= 0),
            created_at \(dialect.integer) NOT NULL,
            UNIQUE (organization_id, sop)
        ) \(dialect.strict);
        CREATE INDEX imaging_instance_blob ON imaging_instance (blob);
        CREATE INDEX imaging_instance_series ON imaging_instance (organization_id, series_uid);

        CREATE TABLE imaging_series (
            id \(dialect.id),
            organization_id \(dialect.integer) NOT NULL,
            study_id \(dialect.integer) NOT NULL REFERENCES imaging_study (id) ON DELETE CASCADE,
            uid TEXT NOT NULL,
            part \(dialect.integer) NOT NULL,
            version \(dialect.integer) NOT NULL CHECK (version >= 1),
            kind TEXT NOT NULL CHECK (kind IN ('dicom', 'nifti', 'slide')),
            modality TEXT NOT NULL,
            number \(dialect.integer),
            frame_count \(dialect.integer) NOT NULL CHECK (frame_count >= 0),
            header TEXT NOT NULL,
            frame_order \(dialect.bytes) NOT NULL,
            fingerprint TEXT NOT NULL,
            low \(dialect.integer),
            high \(dialect.integer),
            is_kept \(dialect.boolean) NOT NULL,
            batch_id \(dialect.integer),
            created_by \(dialect.integer) NOT NULL,
            created_at \(dialect.integer) NOT NULL,
            UNIQUE (organization_id, uid, part, version)
        ) \(dialect.strict);
        CREATE INDEX imaging_series_study ON imaging_series (study_id);

        CREATE TABLE imaging_series_instance (
            series_id \(dialect.integer) NOT NULL REFERENCES imaging_series (id) ON DELETE CASCADE,
            position \(dialect.integer) NOT NULL,
            instance_id \(dialect.integer) NOT NULL REFERENCES imaging_instance (id),
            PRIMARY KEY (series_id, position)
        ) \(dialect.strict);
        CREATE INDEX imaging_series_instance_of ON imaging_series_instance (instance_id);

        CREATE TABLE imaging_use (
            task_id \(dialect.integer) NOT NULL REFERENCES task (id) ON DELETE CASCADE,
            series_id \(dialect.integer) NOT NULL REFERENCES imaging_series (id) ON DELETE CASCADE,
            PRIMARY KEY (task_id, series_id)
        ) \(dialect.strict);
        CREATE INDEX imaging_use_series ON imaging_use (series_id);
        """
    }

    /// A mask is its log: operations are only ever added, states can be made anew from them.
    private static let masks: @Sendable (Dialect) -> String = { dialect in
        """
        CREATE TABLE mask (
            id TEXT PRIMARY KEY,
            organization_id \(dialect.integer) NOT NULL,
            project_id \(dialect.integer) NOT NULL,
            task_id \(dialect.integer) NOT NULL,
            series_id \(dialect.integer) NOT NULL REFERENCES imaging_series (id),
            object TEXT NOT NULL,
            base TEXT,
            operations \(dialect.integer) NOT NULL CHECK (operations >= 0),
            hash TEXT NOT NULL,
            verified \(dialect.integer) NOT NULL CHECK (verified >= 0 AND verified <= operations),
            created_by \(dialect.integer) NOT NULL,
            created_at \(dialect.integer) NOT NULL,
            updated_at \(dialect.integer) NOT NULL
        ) \(dialect.strict);
        CREATE INDEX mask_series ON mask (series_id);
        CREATE INDEX mask_task ON mask (task_id);
        CREATE INDEX mask_base ON mask (base) WHERE base IS NOT NULL;

        CREATE TABLE mask_use (
            task_id \(dialect.integer) NOT NULL REFERENCES task (id) ON DELETE CASCADE,
            mask_id TEXT NOT NULL REFERENCES mask (id) ON DELETE CASCADE,
            PRIMARY KEY (task_id, mask_id)
        ) \(dialect.strict);
        CREATE INDEX mask_use_mask ON mask_use (mask_id);

        CREATE TABLE mask_operation (
            mask_id TEXT NOT NULL REFERENCES mask (id) ON DELETE CASCADE,
            number \(dialect.integer) NOT NULL CHECK (number >= 1),
            record \(dialect.bytes) NOT NULL,
            hash TEXT,
            made_by \(dialect.integer) NOT NULL,
            made_at \(dialect.integer) NOT NULL,
            PRIMARY KEY (mask_id, number)
        ) \(dialect.strict);

        CREATE TABLE mask_state (
            mask_id TEXT NOT NULL REFERENCES mask (id) ON DELETE CASCADE,
            operations \(dialect.integer) NOT NULL,
            hash TEXT NOT NULL,
            blob TEXT NOT NULL,
            PRIMARY KEY (mask_id, operations)
        ) \(dialect.strict);
        CREATE INDEX mask_state_blob ON mask_state (blob);
        """
    }

    private static let settings: @Sendable (Dialect) -> String = { dialect in
        """
        ALTER TABLE project ADD COLUMN imaging_task_per TEXT NOT NULL DEFAULT 'series'
            CHECK (imaging_task_per IN ('series', 'study'));
        """
    }
}
