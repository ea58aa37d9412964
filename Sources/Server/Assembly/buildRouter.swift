import Hummingbird
import WebApp

/// The table of contents of the API: every route, by who may knock.
func buildRouter(_ services: Services) -> Router<AppRequestContext> {
    let router = Router(context: AppRequestContext.self, options: .autoGenerateHeadEndpoints)
    router.addMiddleware {
        ObservationMiddleware(metrics: services.metrics, headers: SecureHeaders(isSecure: services.settings.isSecure))
        ErrorMiddleware()
        WebAppMiddleware(folder: WebApp.folder, settings: services.settings)
    }

    // Open to everybody.
    let session = SessionController(services: services, setUpCode: services.setUpCode)
    let tokens = TokenController(services: services)
    router.addRoutes(OperationsController(services: services).open)
    router.addRoutes(session.open)
    router.addRoutes(tokens.open, atPath: "api")

    // For whoever was recognised.
    let member = router.group()
        .add(middleware: AuthenticationMiddleware(people: services.people, settings: services.settings))
        .group(context: MemberContext.self)
    member.addRoutes(session.endpoints)
    member.addRoutes(CurrentUserController(services: services).endpoints, atPath: "api/current-user")
    member.addRoutes(UserController(services: services).endpoints, atPath: "api/users")
    member.addRoutes(OrganizationController(services: services).endpoints, atPath: "api")
    member.addRoutes(tokens.endpoints, atPath: "api")
    member.addRoutes(UploadedFilesController(services: services).endpoints)
    member.addRoutes(LocalFilesController(services: services).endpoints)
    return router
}
