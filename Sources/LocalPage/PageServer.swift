import Workspace

/// The page of a seller on this machine: read once, then questions are answered until the task is cancelled.
public final class PageServer: Sendable {
  /// How long it answers nobody before it ends.
  public static let idle = Duration.seconds(3600)

  private let server: LoopbackServer
  private let site: Site

  /// Begins to listen and to forecast.
  ///
  /// - Parameters:
  ///   - page: What the page is about.
  ///   - workspace: The files as they were read, judged by the evening of `page`.
  ///   - port: 0 for a free one.
  ///   - idle: How long it answers nobody before it ends.
  /// - Throws: An error of the system if the port is taken.
  public init(
    _ page: PageSettings, _ workspace: Workspace, port: UInt16, idle: Duration = PageServer.idle
  ) throws {
    server = try LoopbackServer(port: port, idle: idle)
    site = Site(gate: Gate(port: server.port), desk: Desk(page, workspace))
  }

  public var port: UInt16 { server.port }

  /// A new address that opens the page, once.
  public func openingAddress() -> String { site.gate.openingAddress() }

  /// Answers until nobody asked for long.
  ///
  /// - Throws: `CancellationError`; an error of the system.
  public func run() async throws {
    let site = site
    try await server.run { await site.respond(to: $0) }
  }
}
