import Foundation
import Glibc

/// A connection whose bytes a test chooses, as no ordinary client would send them.
final class Wire {
  private let file: Int32
  /// What came after the last answer.
  private var rest: [UInt8] = []

  init(port: UInt16, address: String = "127.0.0.1") throws {
    file = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var place = sockaddr_in()
    place.sin_family = sa_family_t(AF_INET)
    place.sin_port = port.bigEndian
    inet_pton(AF_INET, address, &place.sin_addr)
    let size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let answer = withUnsafePointer(to: &place) { place in
      place.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(file, $0, size) }
    }
    guard answer == 0 else { throw POSIXError(.ECONNREFUSED) }
    setTimeout(20)
  }

  deinit { close(file) }

  func setTimeout(_ seconds: Int) {
    var time = timeval(tv_sec: seconds, tv_usec: 0)
    setsockopt(file, SOL_SOCKET, SO_RCVTIMEO, &time, socklen_t(MemoryLayout<timeval>.size))
  }

  /// - Returns: Whether the other side still took it.
  @discardableResult
  func send(_ text: String) -> Bool { send(Array(text.utf8)) }

  @discardableResult
  func send(_ bytes: [UInt8]) -> Bool {
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes {
        Glibc.send(file, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return false }
      sent += count
    }
    return true
  }

  /// What comes until the other side ends the connection, or `most` bytes.
  func all(most: Int = 8 << 20) -> String {
    var bytes: [UInt8] = []
    while bytes.count < most, let more = piece() { bytes += more }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// `nil` at the end of the connection, or after the time that was set.
  func piece() -> [UInt8]? {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let count = recv(file, &buffer, buffer.count, 0)
    return count > 0 ? Array(buffer[..<count]) : nil
  }

  /// Whether the other side has ended the connection, and did not only stay silent for the time that was set.
  func isEnded() -> Bool {
    var byte: UInt8 = 0
    return recv(file, &byte, 1, 0) == 0
  }

  /// One answer with a stated length.
  func answer() -> Answer? {
    var bytes = rest
    rest = []
    let end = Array("\r\n\r\n".utf8)
    while true {
      if let head = bytes.firstRange(of: end) {
        let text = String(decoding: bytes[..<head.lowerBound], as: UTF8.self)
        let answer = Answer(head: text, body: "")
        let length = answer["content-length"].flatMap { Int($0) } ?? 0
        while bytes.count < head.upperBound + length {
          guard let more = piece() else { return nil }
          bytes += more
        }
        rest = Array(bytes[(head.upperBound + length)...])
        return Answer(
          head: text,
          body: String(decoding: bytes[head.upperBound..<(head.upperBound + length)], as: UTF8.self))
      }
      guard let more = piece() else { return nil }
      bytes += more
    }
  }

  struct Answer {
    var head: String
    var body: String

    var status: Int { Int(head.split(separator: " ").dropFirst().first ?? "") ?? 0 }

    subscript(name: String) -> String? {
      head.components(separatedBy: "\r\n").first { $0.lowercased().hasPrefix(name + ":") }.map {
        String($0.dropFirst(name.count + 1).drop { $0 == " " })
      }
    }
  }
}
