import FlyingSocks

/// Reads one request after another from a connection, within limits of size. How long that may take is kept
/// by the table of connections.
struct RequestReader {
  private static let mostHead = 16 << 10
  private static let piece = 4096
  private static let end = Array("\r\n\r\n".utf8)

  let socket: AsyncSocket
  private var bytes: [UInt8] = []

  init(_ socket: AsyncSocket) { self.socket = socket }

  /// - Parameter begun: Called once the first byte of the request is there.
  /// - Returns: `nil` at the end of the connection.
  /// - Throws: `RequestFault` for a request that is refused; errors of the socket.
  mutating func next(_ begun: () -> Void) async throws -> Request? {
    var (seen, isBegun) = (0, false)
    while true {
      if !bytes.isEmpty, !isBegun {
        isBegun = true
        begun()
      }
      if let range = bytes[seen...].firstRange(of: Self.end) {
        guard range.lowerBound <= Self.mostHead else { throw RequestFault.headTooLarge }
        var (request, length) = try RequestHead.parse(bytes[..<range.lowerBound])
        bytes.removeFirst(range.upperBound)
        request.body = try await body(length, isAwaited: request["expect"] != nil)
        return request
      }
      guard bytes.count <= Self.mostHead else { throw RequestFault.headTooLarge }
      seen = max(0, bytes.count - Self.end.count + 1)
      guard try await more() else { return nil }
    }
  }

  private mutating func body(_ length: Int, isAwaited: Bool) async throws -> [UInt8] {
    if isAwaited, bytes.count < length { try await socket.write(Response.goOn) }
    while bytes.count < length {
      guard try await more() else { throw RequestFault.malformed }
    }
    defer { bytes.removeFirst(length) }
    return Array(bytes.prefix(length))
  }

  private mutating func more() async throws -> Bool {
    do {
      bytes += try await socket.read(atMost: Self.piece)
      return true
    } catch SocketError.disconnected {
      return false
    }
  }
}
