import JSON
import Workspace

extension JSONWriter {
    /// A person in Label Studio's shape, with our role.
    mutating func value(_ person: Person, in organization: Organization? = nil, owner: String? = nil) {
        object { $0.members(of: person, in: organization, owner: owner) }
    }

    /// The members of a person's object.
    ///
    /// - Parameter owner: the address of who made the organisation, for `active_organization_meta`.
    mutating func members(of person: Person, in organization: Organization?, owner: String?) {
        member("id", person.id)
        member("first_name", person.firstName)
        member("last_name", person.lastName)
        member("username", person.username)
        member("email", person.email)
        member("last_activity", ISOTime.text(person.lastActivity))
        member("custom_hotkeys", raw: person.customHotkeys)
        member("avatar", JSONValue.null)
        member("initials", person.initials)
        member("phone", person.phone)
        member("active_organization", organization?.id)
        key("active_organization_meta")
        object { writer in
            writer.member("title", organization?.title ?? "")
            writer.member("email", owner ?? "")
        }
        key("allow_newsletters")
        if let allowed = person.allowNewsletters { value(allowed) } else { null() }
        member("date_joined", ISOTime.text(person.createdAt))
        member("role", person.role.rawValue)
        member("is_active", person.role != .deactivated)
    }

    /// The words of Label Studio Community for what a role may do.
    mutating func permissions(of role: Role) {
        key("permissions")
        array { writer in
            for (act, words) in PermissionWords.table where role.may(act) {
                for word in words { writer.value(word) }
            }
        }
    }
}

/// Label Studio's names of permissions by what they ask of a role here.
private enum PermissionWords {
    static let table: [(Act, [String])] = [
        (
            .managePeople,
            ["organizations.change", "organizations.invite", "users.token.any", "webhooks.view", "webhooks.change"]
        ),
        (.nameOwners, ["organizations.create", "organizations.delete"]),
        (
            .manageProjects,
            [
                "projects.create", "projects.change", "projects.delete", "projects.reset_cache", "tasks.create",
                "tasks.change", "tasks.delete", "views.reset", "actions.perform", "predictions.any", "labels.create",
                "labels.change", "labels.delete", "models.create", "models.view", "models.change", "models.delete",
                "storages.view", "storages.change", "storages.sync",
            ]
        ),
        (.seeAllWork, ["views.view", "views.create", "views.change", "views.delete"]),
        (
            .annotate,
            [
                "organizations.view", "projects.view", "tasks.view", "annotations.create", "annotations.view",
                "annotations.change", "annotations.delete", "labels.view", "avatar.any",
            ]
        ),
    ]
}
