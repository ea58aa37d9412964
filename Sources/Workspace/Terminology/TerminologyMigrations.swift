import Storage

/// The schema of code systems and of what is labelled with them; numbers 150 to 159.
enum TerminologyMigrations {
    static let all = [
        Migration(150, "terminology", releases),
        Migration(151, "codes", codes),
    ]

    /// The releases that lie in the folder `terminology`: a row stands for a file that is complete.
    private static let releases: @Sendable (Dialect) -> String = { dialect in
        """
        CREATE TABLE terminology_release (
            id \(dialect.id),
            organization_id \(dialect.integer) NOT NULL,
            key TEXT NOT NULL,
            title TEXT NOT NULL,
            uri TEXT NOT NULL,
            version TEXT NOT NULL,
            version_uri TEXT NOT NULL,
            is_default \(dialect.boolean) NOT NULL,
            project_id \(dialect.integer),
            file TEXT NOT NULL UNIQUE,
            size \(dialect.integer) NOT NULL,
            concepts \(dialect.integer) NOT NULL,
            active \(dialect.integer) NOT NULL,
            descriptions \(dialect.integer) NOT NULL,
            licence_title TEXT NOT NULL,
            licence_summary TEXT NOT NULL,
            licence_notice TEXT NOT NULL,
            redistributable \(dialect.boolean) NOT NULL,
            sources TEXT NOT NULL,
            problems TEXT NOT NULL,
            problem_count \(dialect.integer) NOT NULL,
            loaded_by \(dialect.integer) NOT NULL,
            loaded_at \(dialect.integer) NOT NULL,
            UNIQUE (organization_id, key, version)
        ) \(dialect.strict);
        CREATE UNIQUE INDEX terminology_default ON terminology_release (organization_id, key)
            WHERE is_default = \(dialect.true);
        """
    }

    private static let codes: @Sendable (Dialect) -> String = { dialect in
        """
        CREATE TABLE code_use (
            project_id \(dialect.integer) NOT NULL REFERENCES project (id) ON DELETE CASCADE,
            system TEXT NOT NULL,
            code TEXT NOT NULL,
            labels \(dialect.integer) NOT NULL,
            last_at \(dialect.integer) NOT NULL,
            PRIMARY KEY (project_id, system, code)
        ) \(dialect.strict);
        CREATE INDEX code_use_code ON code_use (code, system);
        CREATE INDEX code_use_recent ON code_use (project_id, last_at);

        CREATE TABLE code_favourite (
            project_id \(dialect.integer) NOT NULL REFERENCES project (id) ON DELETE CASCADE,
            system TEXT NOT NULL,
            code TEXT NOT NULL,
            added_by \(dialect.integer) NOT NULL,
            added_at \(dialect.integer) NOT NULL,
            PRIMARY KEY (project_id, system, code)
        ) \(dialect.strict);
        """
    }
}
