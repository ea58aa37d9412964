package import Storage

/// The tables of people and what they prove themselves with: migrations 1 to 99.
///
/// Secrets that a person holds (session, token, invitation) are stored as SHA-256 only: they have 160 bits or more,
/// so a slow hash would add nothing. Passwords are scrypt in PHC form.
package enum PeopleSchema {
    package static let migrations: [Migration] = [people, credentials]

    private static let people = Migration(1, "people") { dialect in
        """
        CREATE TABLE organization (
            id \(dialect.id),
            title TEXT NOT NULL,
            contact_info TEXT,
            api_tokens_enabled \(dialect.boolean) NOT NULL,
            legacy_api_tokens_enabled \(dialect.boolean) NOT NULL,
            api_token_ttl_days \(dialect.integer) NOT NULL CHECK (api_token_ttl_days > 0),
            max_session_age \(dialect.integer) NOT NULL CHECK (max_session_age > 0),
            max_time_between_activity \(dialect.integer) NOT NULL CHECK (max_time_between_activity > 0),
            policy_updated_at \(dialect.integer) NOT NULL,
            created_by \(dialect.integer),
            created_at \(dialect.integer) NOT NULL,
            updated_at \(dialect.integer) NOT NULL
        ) \(dialect.strict);

        CREATE TABLE person (
            id \(dialect.id),
            email TEXT NOT NULL,
            email_folded TEXT NOT NULL UNIQUE,
            username TEXT NOT NULL,
            first_name TEXT NOT NULL,
            last_name TEXT NOT NULL,
            phone TEXT NOT NULL,
            password_hash TEXT,
            custom_hotkeys TEXT NOT NULL,
            allow_newsletters \(dialect.boolean),
            created_at \(dialect.integer) NOT NULL,
            last_activity \(dialect.integer) NOT NULL
        ) \(dialect.strict);

        CREATE TABLE membership (
            organization \(dialect.integer) NOT NULL REFERENCES organization (id),
            person \(dialect.integer) NOT NULL REFERENCES person (id),
            role TEXT NOT NULL
                CHECK (role IN ('owner', 'administrator', 'manager', 'reviewer', 'annotator', 'deactivated')),
            created_at \(dialect.integer) NOT NULL,
            updated_at \(dialect.integer) NOT NULL,
            PRIMARY KEY (organization, person)
        ) \(dialect.strict);

        CREATE INDEX membership_person ON membership (person);
        """
    }

    private static let credentials = Migration(2, "credentials") { dialect in
        """
        CREATE TABLE session (
            id \(dialect.id),
            token_hash \(dialect.bytes) NOT NULL UNIQUE,
            csrf_token TEXT NOT NULL,
            person \(dialect.integer) NOT NULL REFERENCES person (id),
            organization \(dialect.integer) NOT NULL REFERENCES organization (id),
            address TEXT,
            agent TEXT,
            created_at \(dialect.integer) NOT NULL,
            seen_at \(dialect.integer) NOT NULL
        ) \(dialect.strict);
        CREATE INDEX session_person ON session (person);

        CREATE TABLE legacy_token (
            person \(dialect.integer) NOT NULL PRIMARY KEY REFERENCES person (id),
            token_hash \(dialect.bytes) NOT NULL UNIQUE,
            created_at \(dialect.integer) NOT NULL
        ) \(dialect.strict);

        CREATE TABLE personal_token (
            id \(dialect.id),
            person \(dialect.integer) NOT NULL REFERENCES person (id),
            organization \(dialect.integer) NOT NULL REFERENCES organization (id),
            name TEXT NOT NULL,
            token_hash \(dialect.bytes) NOT NULL UNIQUE,
            unsigned_text TEXT NOT NULL,
            created_at \(dialect.integer) NOT NULL,
            expires_at \(dialect.integer) NOT NULL,
            used_at \(dialect.integer),
            revoked_at \(dialect.integer)
        ) \(dialect.strict);
        CREATE INDEX personal_token_person ON personal_token (person);

        CREATE TABLE invitation (
            id \(dialect.id),
            organization \(dialect.integer) NOT NULL REFERENCES organization (id),
            role TEXT NOT NULL CHECK (role IN ('administrator', 'manager', 'reviewer', 'annotator')),
            email TEXT,
            created_by \(dialect.integer) NOT NULL REFERENCES person (id),
            created_at \(dialect.integer) NOT NULL,
            expires_at \(dialect.integer) NOT NULL,
            used_by \(dialect.integer) REFERENCES person (id),
            closed_at \(dialect.integer)
        ) \(dialect.strict);
        CREATE INDEX invitation_organization ON invitation (organization, closed_at);

        CREATE TABLE sign_in_failure (
            subject TEXT NOT NULL PRIMARY KEY,
            failures \(dialect.integer) NOT NULL,
            first_at \(dialect.integer) NOT NULL,
            blocked_until \(dialect.integer) NOT NULL
        ) \(dialect.strict);

        CREATE TABLE installation_secret (
            name TEXT NOT NULL PRIMARY KEY,
            value \(dialect.bytes) NOT NULL
        ) \(dialect.strict);
        """
    }
}
