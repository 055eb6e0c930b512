import FlyingSocks
import Foundation

/// Server-sent events to one page (WHATWG HTML, section 9.2).
struct EventStream: Sendable {
  let socket: AsyncSocket
  /// Called before each event is written.
  let begun: @Sendable () -> Void

  /// - Parameters:
  ///   - name: A word.
  ///   - text: Lines of text.
  /// - Throws: An error of the socket once nobody listens.
  func send(_ name: String, _ text: String) async throws {
    begun()
    var event = "event: \(name)\n"
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      event += "data: \(line.filter { $0 != "\r" })\n"
    }
    try await socket.write(Data((event + "\n").utf8))
  }
}
