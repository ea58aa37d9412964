import Hummingbird
import WebApp

/// The routes with what surrounds each of them, outermost first.
func buildRouter(_ services: Services) -> Router<AppRequestContext> {
    let plan = Router(context: AppRequestContext.self)
    addRoutes(to: plan, services)
    let methods = MethodTable(plan.routes.map { ($0.path.description, $0.method) })

    let router = Router(context: AppRequestContext.self, options: .autoGenerateHeadEndpoints)
    router.addMiddleware {
        ObservationMiddleware(
            metrics: services.metrics, headers: SecureHeaders(isSecure: services.settings.isSecure),
            bodyLimit: services.settings.maxUpload
        )
        ErrorMiddleware(methods: methods)
        WebAppMiddleware(folder: WebApp.folder, settings: services.settings)
    }
    addRoutes(to: router, services)
    return router
}

/// The table of contents of the API: every route, by who may knock.
private func addRoutes(to router: Router<AppRequestContext>, _ services: Services) {
    // Open to everybody.
    let session = SessionController(services: services, setUpCode: services.setUpCode)
    let tokens = TokenController(services: services)
    router.addRoutes(OperationsController(services: services).open)
    router.addRoutes(session.open)
    router.addRoutes(tokens.open, atPath: "api")
    if services.settings.testReset { router.addRoutes(TestResetController(services: services).open) }

    // For whoever was recognised.
    let member = router.group()
        .add(middleware: AuthenticationMiddleware(people: services.people, settings: services.settings))
        .group(context: MemberContext.self)
    member.addRoutes(session.endpoints)
    member.addRoutes(CurrentUserController(services: services).endpoints, atPath: "api/current-user")
    member.addRoutes(UserController(services: services).endpoints, atPath: "api/users")
    member.addRoutes(OrganizationController(services: services).endpoints, atPath: "api")
    member.addRoutes(tokens.endpoints, atPath: "api")
    member.addRoutes(ProjectController(services: services).endpoints, atPath: "api/projects")
    member.addRoutes(ProjectConfigController(services: services).endpoints, atPath: "api/projects")
    member.addRoutes(ProjectSummaryController(services: services).endpoints, atPath: "api/projects")
    member.addRoutes(ProjectTaskController(services: services).endpoints, atPath: "api/projects")
    member.addRoutes(ImportController(services: services).endpoints, atPath: "api/projects")
    member.addRoutes(ExportController(services: services).endpoints, atPath: "api/projects")
    member.addRoutes(SnapshotController(services: services).endpoints, atPath: "api/projects")
    member.addRoutes(NextTaskController(services: services).endpoints, atPath: "api/projects")
    member.addRoutes(TableController(services: services).endpoints, atPath: "api/projects")
    member.addRoutes(FileUploadController(services: services).endpoints, atPath: "api")
    member.addRoutes(TaskController(services: services).endpoints, atPath: "api/tasks")
    member.addRoutes(AnnotationController(services: services).endpoints, atPath: "api")
    member.addRoutes(AnnotationHistoryController(services: services).endpoints, atPath: "api")
    member.addRoutes(DraftController(services: services).endpoints, atPath: "api")
    member.addRoutes(PredictionController(services: services).endpoints, atPath: "api/predictions")
    member.addRoutes(DataManagerController(services: services).endpoints, atPath: "api/dm")
    member.addRoutes(ViewController(services: services).endpoints, atPath: "api/dm/views")
    member.addRoutes(JobController(services: services).endpoints, atPath: "api/jobs")
    member.addRoutes(TemplateController(services: services).endpoints, atPath: "api/templates")
    member.addRoutes(SeriesController(services: services).endpoints, atPath: "api/imaging")
    member.addRoutes(StudyController(services: services).endpoints, atPath: "api/imaging")
    member.addRoutes(MaskController(services: services).endpoints, atPath: "api/imaging/masks")
    member.addRoutes(PACSController(services: services).endpoints, atPath: "api/imaging/pacs")
    member.addRoutes(StoreController(services: services).endpoints, atPath: "dicomweb")
    member.addRoutes(SearchController(services: services).endpoints, atPath: "dicomweb")
    member.addRoutes(RetrieveController(services: services).endpoints, atPath: "dicomweb")
    member.addRoutes(ReleaseController(services: services).endpoints, atPath: "api/terminology/releases")
    member.addRoutes(CodeController(services: services).endpoints, atPath: "api/terminology")
    member.addRoutes(ExpressionController(services: services).endpoints, atPath: "api/terminology")
    member.addRoutes(ProjectCodeController(services: services).endpoints, atPath: "api/projects")
    member.addRoutes(FHIRMetadataController(services: services).endpoints, atPath: "fhir")
    member.addRoutes(FHIRCodeSystemController(services: services).endpoints, atPath: "fhir/CodeSystem")
    member.addRoutes(FHIRValueSetController(services: services).endpoints, atPath: "fhir/ValueSet")
    member.addRoutes(FHIRConceptMapController(services: services).endpoints, atPath: "fhir/ConceptMap")
    member.addRoutes(UploadedFilesController(services: services).endpoints)
    member.addRoutes(LocalFilesController(services: services).endpoints)
}
