import FlyingSocks
import Foundation
import Glibc
import Synchronization

/// Answers requests of this machine alone, until its task is cancelled or nothing was asked for a while.
final class LoopbackServer: Sendable {
  typealias Handler = @Sendable (Request) async -> Response

  /// The port that is listened on.
  let port: UInt16
  private let listener: Socket
  private let connections: ConnectionTable
  private let idle: Duration
  private let lastRequest = Mutex(ContinuousClock.now)

  /// Begins to listen; connections wait until `run`.
  ///
  /// - Parameters:
  ///   - port: 0 for a free one.
  ///   - idle: The server ends if nothing was asked for so long.
  /// - Throws: `SocketError` if the port is taken.
  init(port: UInt16, idle: Duration, limits: ConnectionTable.Limits = .init()) throws {
    // A page that is closed while it is written to must not end the program.
    signal(SIGPIPE, SIG_IGN)
    listener = try Socket(domain: AF_INET)
    _ = fcntl(listener.file.rawValue, F_SETFD, FD_CLOEXEC)
    try listener.setValue(true, for: .localAddressReuse)
    do {
      try listener.bind(to: .inet(ip4: "127.0.0.1", port: port))
      try listener.listen()
    } catch {
      try? listener.close()
      throw error
    }
    guard case .ip4(_, let port) = try listener.sockname() else {
      preconditionFailure("a socket of IPv4 has an address of it")
    }
    self.port = port
    self.idle = idle
    connections = ConnectionTable(limits)
  }

  /// - Throws: `CancellationError`; `SocketError` if the system fails.
  func run(_ handler: @escaping Handler) async throws {
    let task = Task(executorPreference: PageThreads.shared) { try await self.answer(handler) }
    try await withTaskCancellationHandler {
      try await task.value
    } onCancel: {
      task.cancel()
    }
  }

  private func answer(_ handler: @escaping Handler) async throws {
    lastRequest.withLock { $0 = .now }
    let pool = SocketPool<ePoll>.ePoll(maxEvents: 64)
    try await pool.prepare()
    defer { try? listener.close() }
    let socket = try AsyncSocket(socket: listener, pool: pool)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await pool.run() }
      group.addTask { try await self.accept(on: socket, handler) }
      group.addTask { try await self.keepTime() }
      // The first to end is the clock, or whatever failed.
      defer { group.cancelAll() }
      try await group.next()
    }
  }

  /// Returns once nothing was asked for long.
  private func keepTime() async throws {
    while true {
      try await PageClock.pause(.seconds(1))
      connections.sweep()
      if lastRequest.withLock({ $0.duration(to: .now) }) >= idle { return }
    }
  }

  private func accept(on listener: AsyncSocket, _ handler: @escaping Handler) async throws {
    try await withThrowingDiscardingTaskGroup { group in
      while true {
        let socket: AsyncSocket
        do {
          socket = try await listener.accept()
        } catch SocketError.failed {
          // No descriptor is left, or the other side was gone already.
          try await PageClock.pause(.milliseconds(50))
          continue
        }
        _ = fcntl(socket.socket.file.rawValue, F_SETFD, FD_CLOEXEC)
        guard connections.admit(socket.socket) else {
          try? socket.close()
          continue
        }
        group.addTask { await self.serve(socket, handler) }
      }
    }
  }

  private func serve(_ socket: AsyncSocket, _ handler: Handler) async {
    defer { connections.close(socket.socket) }
    var reader = RequestReader(socket)
    var isLast = false
    while !isLast {
      do {
        guard let request = try await reader.next({ connections.enter(.request, socket.socket) }) else {
          return
        }
        lastRequest.withLock { $0 = .now }
        connections.enter(.answering, socket.socket)
        let response = await handler(request)
        isLast = request.isLast
        if case .events = response.body { isLast = true }
        try await send(response, to: socket, isHead: request.method == .head, isLast: isLast)
        connections.enter(.pause, socket.socket)
      } catch let fault as RequestFault {
        let response = Response(fault.status, .words, fault.status.words + "\n")
        try? await send(response, to: socket, isHead: false, isLast: true)
        await drain(socket)
        return
      } catch {
        return
      }
    }
  }

  private static let piece = 64 << 10

  private func send(_ response: Response, to socket: AsyncSocket, isHead: Bool, isLast: Bool) async throws {
    connections.enter(.writing, socket.socket)
    try await socket.write(response.head(isLast: isLast))
    guard !isHead else { return }
    switch response.body {
    case .bytes(let bytes):
      var rest = bytes[...]
      while !rest.isEmpty {
        connections.enter(.writing, socket.socket)
        try await socket.write(Data(rest.prefix(Self.piece)))
        rest = rest.dropFirst(Self.piece)
      }
    case .events(let body):
      connections.enter(.answering, socket.socket)
      try await body(
        EventStream(socket: socket) { self.connections.enter(.writing, socket.socket) })
    }
  }

  /// Reads what a refused request still sends, for a moment: a connection that is closed with bytes unread
  /// takes the answer with it.
  private func drain(_ socket: AsyncSocket) async {
    shutdown(socket.socket.file.rawValue, Int32(SHUT_WR))
    connections.enter(.request, socket.socket)
    var left = 4 << 20
    while left > 0, let bytes = try? await socket.read(atMost: Self.piece) { left -= bytes.count }
  }
}
