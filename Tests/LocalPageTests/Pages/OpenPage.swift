import AccountHealth
import Forecasting
import Foundation
import Reporting
import Testing
import Workspace

@testable import LocalPage

/// A page that is served for as long as a test takes, with its cookie.
final class OpenPage: Sendable {
  static let seed: UInt64 = 7
  static let paths = 2_000
  static let asOf = Day(number: 20_600)

  let server: PageServer
  let cookie: String
  private let task: Task<Void, any Error>
  private let file: OrderFile

  /// 120 days of 8 orders a day, of which some are late and some have a defect.
  static func orders(account: String = "acme") -> String {
    var text = "order_id,account,purchased_at,ship_by,shipped_at,defect,defect_at\n"
    for day in 0..<120 {
      for order in 0..<8 {
        let placed = asOf - 120 + day
        let isLate = (day * 8 + order) % 31 == 0
        let hasDefect = day < 100 && (day * 8 + order) % 140 == 3
        text += "\(day)-\(order),\(account),\(placed),\(placed + 1),\(placed + (isLate ? 2 : 1)),"
        text += hasDefect ? "a_to_z_claim,\(placed + 9)\n" : ",\n"
      }
    }
    return text
  }

  static func settings(of files: [String]) -> PageSettings {
    let source = OrderSource.kept(files: files)
    return PageSettings(
      orders: { _ in source }, settings: Settings(), run: .init(paths: paths, seed: seed),
      program: .init(version: "0", target: "test"))
  }

  init(_ text: String = OpenPage.orders()) async throws {
    let file = try OrderFile(text)
    self.file = file
    var page = Self.settings(of: [file.path])
    page.arguments = [file.path]
    let workspace = try Workspace(reading: page.orders(nil), under: page.settings)
    let server = try PageServer(page, workspace, port: 0)
    self.server = server
    task = Task { try await server.run() }
    let port = server.port
    let target = server.openingAddress().drop { $0 != "?" }
    let entry = try await Self.outside { try Self.answer(port, "GET /\(target) HTTP/1.1", []) }
    #expect(entry.status == 303)
    cookie = String(try #require(entry["set-cookie"]).prefix { $0 != ";" })
  }

  deinit { task.cancel() }

  var path: String { file.path }

  func get(_ target: String, _ headers: [String] = []) async throws -> Wire.Answer {
    let (port, cookie) = (server.port, cookie)
    return try await Self.outside {
      try Self.answer(port, "GET \(target) HTTP/1.1", ["Cookie: \(cookie)"] + headers)
    }
  }

  func post(_ target: String, _ headers: [String], _ body: String) async throws -> Wire.Answer {
    let (port, cookie) = (server.port, cookie)
    return try await Self.outside {
      try Self.answer(
        port, "POST \(target) HTTP/1.1",
        ["Cookie: \(cookie)", "Content-Length: \(body.utf8.count)"] + headers, body)
    }
  }

  /// The page once the forecast is ready.
  func page(_ target: String) async throws -> Wire.Answer {
    while true {
      let answer = try await get(target)
      if answer.status != 200 || !answer.body.contains("http-equiv=\"refresh\" content=\"1\"") {
        return answer
      }
    }
  }

  private static func answer(
    _ port: UInt16, _ line: String, _ headers: [String], _ body: String = ""
  ) throws -> Wire.Answer {
    let wire = try Wire(port: port)
    wire.setTimeout(60)
    let host = headers.contains { $0.hasPrefix("Host:") } ? [] : ["Host: 127.0.0.1:\(port)"]
    wire.send((([line, "Connection: close"] + host + headers).joined(separator: "\r\n")) + "\r\n\r\n" + body)
    return try #require(wire.answer())
  }

  /// Clients that block must not hold the threads of Swift's tasks.
  static func outside<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
      Thread { continuation.resume(with: Result(catching: body)) }.start()
    }
  }
}

/// A file of orders in a folder of its own, removed with it.
final class OrderFile: Sendable {
  let path: String

  init(_ text: String = OpenPage.orders(), name: String = "orders.csv") throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "headroom-page-\(UInt64.random(in: 0...UInt64.max))")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    path = folder.appendingPathComponent(name).path
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSince1970: 1_812_000_000)], ofItemAtPath: path)
  }

  deinit { try? FileManager.default.removeItem(atPath: (path as NSString).deletingLastPathComponent) }
}
