package import Storage

/// The schema of projects and of what happens in them; numbers 100 to 199.
///
/// Ids of people are not foreign keys: a person is deactivated, never deleted, and what they made stays theirs.
package enum WorkMigrations {
    package static let all =
        [
            Migration(100, "events", events),
            Migration(101, "projects", projects),
            Migration(102, "tasks", tasks),
            Migration(103, "annotations", annotations),
            Migration(104, "queue", queue),
            Migration(105, "views", views),
            Migration(106, "exports", exports),
        ] + ImagingMigrations.all + PACSMigrations.all + TerminologyMigrations.all

    private static let events: @Sendable (Dialect) -> String = { dialect in
        """
        CREATE TABLE event (
            seq \(dialect.integer) PRIMARY KEY,
            at \(dialect.integer) NOT NULL,
            organization_id \(dialect.integer),
            project_id \(dialect.integer),
            actor_id \(dialect.integer),
            proof TEXT NOT NULL,
            address TEXT,
            request_id TEXT,
            action TEXT NOT NULL,
            target TEXT NOT NULL,
            target_id \(dialect.integer),
            count \(dialect.integer) NOT NULL,
            before_hash TEXT,
            after_hash TEXT,
            prev TEXT NOT NULL,
            hash TEXT NOT NULL
        ) \(dialect.strict);
        CREATE INDEX event_project ON event (project_id, seq);
        CREATE TABLE event_head (
            id \(dialect.integer) PRIMARY KEY CHECK (id = 1),
            seq \(dialect.integer) NOT NULL,
            hash TEXT NOT NULL
        ) \(dialect.strict);
        INSERT INTO event_head (id, seq, hash) VALUES (1, 0, '');
        """
    }

    private static let projects: @Sendable (Dialect) -> String = { dialect in
        """
        CREATE TABLE project (
            id \(dialect.id),
            organization_id \(dialect.integer) NOT NULL,
            title TEXT NOT NULL,
            description TEXT NOT NULL,
            label_config TEXT NOT NULL,
            expert_instruction TEXT NOT NULL,
            show_instruction \(dialect.boolean) NOT NULL,
            show_skip_button \(dialect.boolean) NOT NULL,
            enable_empty_annotation \(dialect.boolean) NOT NULL,
            show_annotation_history \(dialect.boolean) NOT NULL,
            color TEXT NOT NULL,
            maximum_annotations \(dialect.integer) NOT NULL CHECK (maximum_annotations >= 1),
            is_published \(dialect.boolean) NOT NULL,
            is_draft \(dialect.boolean) NOT NULL,
            model_version TEXT NOT NULL,
            min_annotations_to_start_training \(dialect.integer) NOT NULL,
            start_training_on_annotation_update \(dialect.boolean) NOT NULL,
            show_collab_predictions \(dialect.boolean) NOT NULL,
            sampling TEXT NOT NULL,
            show_ground_truth_first \(dialect.boolean) NOT NULL,
            annotator_evaluation_enabled \(dialect.boolean) NOT NULL,
            show_overlap_first \(dialect.boolean) NOT NULL,
            overlap_cohort_percentage \(dialect.integer) NOT NULL
                CHECK (overlap_cohort_percentage BETWEEN 0 AND 100),
            task_data_login TEXT,
            task_data_password TEXT,
            control_weights TEXT,
            evaluate_predictions_automatically \(dialect.boolean) NOT NULL,
            skip_queue TEXT NOT NULL,
            reveal_preannotations_interactively \(dialect.boolean) NOT NULL,
            pinned_at \(dialect.integer),
            created_by \(dialect.integer) NOT NULL,
            created_at \(dialect.integer) NOT NULL,
            updated_at \(dialect.integer) NOT NULL
        ) \(dialect.strict);
        CREATE INDEX project_organization ON project (organization_id, created_at);

        CREATE TABLE project_tally (
            project_id \(dialect.integer) PRIMARY KEY REFERENCES project (id) ON DELETE CASCADE,
            last_inner_id \(dialect.integer) NOT NULL DEFAULT 0,
            tasks \(dialect.integer) NOT NULL DEFAULT 0 CHECK (tasks >= 0),
            finished_tasks \(dialect.integer) NOT NULL DEFAULT 0,
            annotated_tasks \(dialect.integer) NOT NULL DEFAULT 0,
            annotations \(dialect.integer) NOT NULL DEFAULT 0,
            cancelled \(dialect.integer) NOT NULL DEFAULT 0,
            useful \(dialect.integer) NOT NULL DEFAULT 0,
            ground_truths \(dialect.integer) NOT NULL DEFAULT 0,
            predictions \(dialect.integer) NOT NULL DEFAULT 0,
            tasks_version \(dialect.integer) NOT NULL DEFAULT 0
        ) \(dialect.strict);

        CREATE TABLE data_column (
            project_id \(dialect.integer) NOT NULL REFERENCES project (id) ON DELETE CASCADE,
            name TEXT NOT NULL,
            tasks \(dialect.integer) NOT NULL,
            position \(dialect.integer) NOT NULL,
            PRIMARY KEY (project_id, name)
        ) \(dialect.strict);

        CREATE TABLE control_use (
            project_id \(dialect.integer) NOT NULL REFERENCES project (id) ON DELETE CASCADE,
            source TEXT NOT NULL,
            control TEXT NOT NULL,
            object TEXT NOT NULL,
            type TEXT NOT NULL,
            uses \(dialect.integer) NOT NULL,
            PRIMARY KEY (project_id, source, control, object, type)
        ) \(dialect.strict);

        CREATE TABLE label_use (
            project_id \(dialect.integer) NOT NULL REFERENCES project (id) ON DELETE CASCADE,
            source TEXT NOT NULL,
            control TEXT NOT NULL,
            label TEXT NOT NULL,
            uses \(dialect.integer) NOT NULL,
            PRIMARY KEY (project_id, source, control, label)
        ) \(dialect.strict);

        CREATE TABLE file_upload (
            id \(dialect.id),
            project_id \(dialect.integer) NOT NULL REFERENCES project (id) ON DELETE CASCADE,
            user_id \(dialect.integer) NOT NULL,
            name TEXT NOT NULL UNIQUE,
            blob TEXT NOT NULL,
            size \(dialect.integer) NOT NULL,
            created_at \(dialect.integer) NOT NULL
        ) \(dialect.strict);
        CREATE INDEX file_upload_project ON file_upload (project_id);
        CREATE INDEX file_upload_blob ON file_upload (blob);
        """
    }

    /// `task` is narrow so that counts, filters and orders walk over little; what it shows is in `task_body`.
    private static let tasks: @Sendable (Dialect) -> String = { dialect in
        """
        CREATE TABLE import_batch (
            id \(dialect.id),
            project_id \(dialect.integer) NOT NULL REFERENCES project (id) ON DELETE CASCADE,
            user_id \(dialect.integer) NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('created', 'in_progress', 'completed', 'failed')),
            tasks \(dialect.integer) NOT NULL DEFAULT 0,
            annotations \(dialect.integer) NOT NULL DEFAULT 0,
            predictions \(dialect.integer) NOT NULL DEFAULT 0,
            first_task \(dialect.integer),
            request TEXT NOT NULL,
            answer TEXT,
            error TEXT,
            created_at \(dialect.integer) NOT NULL,
            updated_at \(dialect.integer) NOT NULL,
            finished_at \(dialect.integer)
        ) \(dialect.strict);
        CREATE INDEX import_batch_open ON import_batch (project_id, id)
            WHERE first_task IS NOT NULL AND state <> 'completed';

        CREATE TABLE task (
            id \(dialect.id),
            project_id \(dialect.integer) NOT NULL REFERENCES project (id) ON DELETE CASCADE,
            inner_id \(dialect.integer) NOT NULL,
            overlap \(dialect.integer) NOT NULL CHECK (overlap >= 1),
            is_labeled \(dialect.boolean) NOT NULL,
            annotations \(dialect.integer) NOT NULL,
            cancelled \(dialect.integer) NOT NULL,
            ground_truths \(dialect.integer) NOT NULL,
            predictions \(dialect.integer) NOT NULL,
            drafts \(dialect.integer) NOT NULL,
            score \(dialect.real),
            lead_time \(dialect.real),
            completed_at \(dialect.integer),
            batch_id \(dialect.integer),
            file_upload_id \(dialect.integer),
            storage_filename TEXT,
            allow_skip \(dialect.boolean) NOT NULL,
            created_at \(dialect.integer) NOT NULL,
            updated_at \(dialect.integer) NOT NULL,
            updated_by \(dialect.integer)
        ) \(dialect.strict);
        CREATE INDEX task_project ON task (project_id, id);
        CREATE INDEX task_open ON task (project_id, id) WHERE is_labeled = \(dialect.false);
        CREATE INDEX task_begun ON task (project_id, annotations, id)
            WHERE annotations > 0 AND is_labeled = \(dialect.false);
        CREATE INDEX task_ground_truth ON task (project_id, id) WHERE ground_truths > 0;
        CREATE INDEX task_file ON task (file_upload_id) WHERE file_upload_id IS NOT NULL;

        CREATE TABLE task_body (
            task_id \(dialect.integer) PRIMARY KEY REFERENCES task (id) ON DELETE CASCADE,
            meta TEXT,
            data TEXT NOT NULL
        ) \(dialect.strict);
        """
    }

    private static let annotations: @Sendable (Dialect) -> String = { dialect in
        """
        CREATE TABLE annotation (
            id \(dialect.id),
            task_id \(dialect.integer) NOT NULL REFERENCES task (id) ON DELETE CASCADE,
            project_id \(dialect.integer) NOT NULL,
            completed_by \(dialect.integer),
            was_cancelled \(dialect.boolean) NOT NULL,
            ground_truth \(dialect.boolean) NOT NULL,
            lead_time \(dialect.real),
            version \(dialect.integer) NOT NULL,
            unique_id TEXT NOT NULL,
            import_id \(dialect.integer),
            last_action TEXT,
            bulk_created \(dialect.boolean) NOT NULL,
            draft_created_at \(dialect.integer),
            parent_prediction \(dialect.integer),
            parent_annotation \(dialect.integer),
            last_created_by \(dialect.integer),
            updated_by \(dialect.integer),
            created_at \(dialect.integer) NOT NULL,
            updated_at \(dialect.integer) NOT NULL,
            result_count \(dialect.integer) NOT NULL,
            labels TEXT NOT NULL,
            result TEXT NOT NULL
        ) \(dialect.strict);
        CREATE INDEX annotation_task ON annotation (task_id, completed_by);
        CREATE INDEX annotation_person ON annotation (project_id, completed_by, task_id);
        CREATE UNIQUE INDEX annotation_unique ON annotation (unique_id, project_id);

        CREATE TABLE annotation_version (
            id \(dialect.id),
            annotation_id \(dialect.integer) NOT NULL,
            task_id \(dialect.integer) NOT NULL,
            project_id \(dialect.integer) NOT NULL,
            version \(dialect.integer) NOT NULL,
            action TEXT NOT NULL,
            was_cancelled \(dialect.boolean) NOT NULL,
            ground_truth \(dialect.boolean) NOT NULL,
            lead_time \(dialect.real),
            made_by \(dialect.integer),
            made_at \(dialect.integer) NOT NULL,
            replaced_by \(dialect.integer),
            replaced_at \(dialect.integer) NOT NULL,
            replaced_by_action TEXT NOT NULL,
            result TEXT NOT NULL
        ) \(dialect.strict);
        CREATE INDEX annotation_version_of ON annotation_version (annotation_id, version);
        CREATE INDEX annotation_version_task ON annotation_version (task_id);

        CREATE TABLE draft (
            id \(dialect.id),
            task_id \(dialect.integer) NOT NULL REFERENCES task (id) ON DELETE CASCADE,
            project_id \(dialect.integer) NOT NULL,
            annotation_id \(dialect.integer) REFERENCES annotation (id) ON DELETE CASCADE,
            user_id \(dialect.integer) NOT NULL,
            version \(dialect.integer) NOT NULL,
            lead_time \(dialect.real),
            was_postponed \(dialect.boolean) NOT NULL,
            import_id \(dialect.integer),
            created_at \(dialect.integer) NOT NULL,
            updated_at \(dialect.integer) NOT NULL,
            labels TEXT NOT NULL,
            result TEXT NOT NULL
        ) \(dialect.strict);
        CREATE INDEX draft_task ON draft (task_id, user_id);
        CREATE INDEX draft_person ON draft (project_id, user_id);
        CREATE INDEX draft_annotation ON draft (annotation_id) WHERE annotation_id IS NOT NULL;

        CREATE TABLE prediction (
            id \(dialect.id),
            task_id \(dialect.integer) NOT NULL REFERENCES task (id) ON DELETE CASCADE,
            project_id \(dialect.integer) NOT NULL,
            model_version TEXT NOT NULL,
            score \(dialect.real),
            cluster \(dialect.integer),
            mislabeling \(dialect.real) NOT NULL,
            neighbors TEXT,
            created_at \(dialect.integer) NOT NULL,
            updated_at \(dialect.integer) NOT NULL,
            result TEXT NOT NULL
        ) \(dialect.strict);
        CREATE INDEX prediction_task ON prediction (task_id);
        CREATE INDEX prediction_model ON prediction (project_id, model_version, score, task_id);
        """
    }

    private static let queue: @Sendable (Dialect) -> String = { dialect in
        """
        CREATE TABLE task_lock (
            task_id \(dialect.integer) NOT NULL REFERENCES task (id) ON DELETE CASCADE,
            user_id \(dialect.integer) NOT NULL,
            project_id \(dialect.integer) NOT NULL,
            is_prefetch \(dialect.boolean) NOT NULL,
            unique_id TEXT NOT NULL,
            expires_at \(dialect.integer) NOT NULL,
            PRIMARY KEY (task_id, user_id)
        ) \(dialect.strict);
        CREATE INDEX task_lock_person ON task_lock (project_id, user_id);

        CREATE TABLE stream_step (
            id \(dialect.id),
            project_id \(dialect.integer) NOT NULL REFERENCES project (id) ON DELETE CASCADE,
            user_id \(dialect.integer) NOT NULL,
            task_id \(dialect.integer) NOT NULL,
            UNIQUE (project_id, user_id, task_id)
        ) \(dialect.strict);
        """
    }

    private static let views: @Sendable (Dialect) -> String = { dialect in
        """
        CREATE TABLE data_view (
            id \(dialect.id),
            project_id \(dialect.integer) NOT NULL REFERENCES project (id) ON DELETE CASCADE,
            user_id \(dialect.integer) NOT NULL,
            position \(dialect.integer) NOT NULL,
            data TEXT NOT NULL,
            selected_items TEXT
        ) \(dialect.strict);
        CREATE INDEX data_view_project ON data_view (project_id, position);
        """
    }

    private static let exports: @Sendable (Dialect) -> String = { dialect in
        """
        CREATE TABLE export_snapshot (
            id \(dialect.id),
            project_id \(dialect.integer) NOT NULL REFERENCES project (id) ON DELETE CASCADE,
            user_id \(dialect.integer) NOT NULL,
            title TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('created', 'in_progress', 'completed', 'failed')),
            options TEXT NOT NULL,
            tasks \(dialect.integer) NOT NULL,
            md5 TEXT,
            blob TEXT,
            size \(dialect.integer) NOT NULL DEFAULT 0,
            error TEXT,
            created_at \(dialect.integer) NOT NULL,
            finished_at \(dialect.integer)
        ) \(dialect.strict);
        CREATE INDEX export_snapshot_project ON export_snapshot (project_id);

        CREATE TABLE export_conversion (
            id \(dialect.id),
            snapshot_id \(dialect.integer) NOT NULL REFERENCES export_snapshot (id) ON DELETE CASCADE,
            format TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('created', 'in_progress', 'completed', 'failed')),
            blob TEXT,
            size \(dialect.integer) NOT NULL DEFAULT 0,
            error TEXT,
            UNIQUE (snapshot_id, format)
        ) \(dialect.strict);
        """
    }
}
