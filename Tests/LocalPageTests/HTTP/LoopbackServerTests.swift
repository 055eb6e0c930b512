import Foundation
import Synchronization
import Testing

@testable import LocalPage

extension ServedSuites {
  /// The server with a handler of the test, over real connections.
  @Suite struct LoopbackServerTests {
    /// Runs a server for as long as the body takes.
    private static func with(
      limits: ConnectionTable.Limits = .init(), idle: Duration = .seconds(60),
      handler: @escaping LoopbackServer.Handler = { Response(.ok, .words, $0.path) },
      _ body: @Sendable @escaping (UInt16) throws -> Void
    ) async throws {
      let server = try LoopbackServer(port: 0, idle: idle, limits: limits)
      let task = Task { try await server.run(handler) }
      defer { task.cancel() }
      let port = server.port
      // The clients of these tests block, which the threads of Swift's tasks must not.
      try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
        Thread { continuation.resume(with: Result { try body(port) }) }.start()
      }
    }

    @Test("Several requests on one connection, some sent at once")
    func keptAlive() async throws {
      try await Self.with { port in
        let wire = try Wire(port: port)
        wire.send(
          "GET /a HTTP/1.1\r\n\r\nPOST /b HTTP/1.1\r\nContent-Length: 3\r\n\r\nxyzGET /c HTTP/1.1\r\nConnection: close\r\n\r\n"
        )
        #expect(["/a", "/b", "/c"].map { _ in wire.answer()?.body } == ["/a", "/b", "/c"])
        #expect(wire.piece() == nil)
      }
    }

    @Test("Heads above 16 KiB and bodies above 1 MiB are refused, and the largest allowed are taken")
    func sizes() async throws {
      try await Self.with(handler: { Response(.ok, .words, "\($0.body.count)") }) { port in
        func status(_ text: String, _ more: [UInt8] = []) throws -> Int? {
          let wire = try Wire(port: port)
          wire.send(Array(text.utf8) + more)
          return wire.answer()?.status
        }
        let pad = String(repeating: "x", count: (16 << 10) - 25)
        let body = [UInt8](repeating: 0x61, count: 1 << 20)
        let statuses = [
          try status("GET / HTTP/1.1\r\nPad: \(pad)\r\n\r\n"),
          try status("GET / HTTP/1.1\r\nPad: xx\(pad)xxxxxxxxx\r\n\r\n"),
          try status("GET /" + String(repeating: "y", count: 1 << 20)),
          try status("POST / HTTP/1.1\r\nContent-Length: \(1 << 20)\r\n\r\n", body),
          try status("POST / HTTP/1.1\r\nContent-Length: \((1 << 20) + 1)\r\n\r\n", body),
          try status("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"),
          try status("DELETE / HTTP/1.1\r\n\r\n"), try status("\u{0}\u{1}\r\n\r\n"),
        ]
        #expect(statuses == [200, 431, 431, 200, 413, 501, 405, 400])
      }
    }

    @Test("Every answer forbids foreign code, frames, caches and referrers")
    func headers() async throws {
      try await Self.with { port in
        let wire = try Wire(port: port)
        wire.send("GET / HTTP/1.1\r\n\r\n")
        let answer = try #require(wire.answer())
        let policy = try #require(answer["content-security-policy"])
        #expect(
          policy.components(separatedBy: "; ") == [
            "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self'",
            "connect-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'",
          ])
        for (name, value) in [
          ("x-content-type-options", "nosniff"), ("referrer-policy", "no-referrer"),
          ("cache-control", "no-store"), ("x-frame-options", "DENY"),
          ("cross-origin-resource-policy", "same-origin"), ("cross-origin-opener-policy", "same-origin"),
        ] { #expect(answer[name] == value) }
      }
    }

    @Test("200 clients that send a byte now and then keep nobody waiting")
    func slowClients() async throws {
      var limits = ConnectionTable.Limits()
      limits.request = .seconds(300)
      try await Self.with(limits: limits) { port in
        let slow = try (0..<200).map { _ in try Wire(port: port) }
        for wire in slow { wire.send("GET / HTTP/1.1\r\nA") }
        for _ in 0..<10 {
          for wire in slow { #expect(wire.send("a"), "it is still being read") }
          let wire = try Wire(port: port)
          wire.send("GET /quick HTTP/1.1\r\nConnection: close\r\n\r\n")
          #expect(wire.answer()?.body == "/quick")
        }
      }
    }

    @Test("A client that does not finish its request in time is cut off")
    func unfinished() async throws {
      var limits = ConnectionTable.Limits()
      limits.request = .milliseconds(500)
      try await Self.with(limits: limits) { port in
        let slow = try (0..<200).map { _ in try Wire(port: port) }
        for wire in slow { wire.send("GET / HTTP/1.1\r\nA") }
        Thread.sleep(forTimeInterval: 2)
        for wire in slow {
          #expect(wire.piece() == nil)
          wire.send("a")
        }
        #expect(slow.allSatisfy { !$0.send("a") }, "the connection is gone")
      }
    }

    @Test("When all places are taken by waiting clients, the oldest makes room")
    func fullTable() async throws {
      var limits = ConnectionTable.Limits()
      limits.most = 20
      try await Self.with(limits: limits) { port in
        let waiting = try (0..<20).map { _ in try Wire(port: port) }
        Thread.sleep(forTimeInterval: 0.2)
        let wire = try Wire(port: port)
        wire.send("GET /new HTTP/1.1\r\n\r\n")
        #expect(wire.answer()?.body == "/new")
        waiting[0].setTimeout(5)
        #expect(waiting[0].isEnded())
        waiting[19].send("GET /last HTTP/1.1\r\n\r\n")
        #expect(waiting[19].answer()?.body == "/last")
      }
    }

    @Test("A connection on which nothing more is asked is ended after a pause")
    func pause() async throws {
      var limits = ConnectionTable.Limits()
      limits.pause = .milliseconds(100)
      try await Self.with(limits: limits) { port in
        let wire = try Wire(port: port)
        wire.send("GET /a HTTP/1.1\r\n\r\n")
        #expect(wire.answer()?.body == "/a")
        #expect(wire.isEnded())
      }
    }

    @Test("A client that takes its answer too slowly is cut off")
    func slowReader() async throws {
      var limits = ConnectionTable.Limits()
      limits.writing = .seconds(1)
      let large = String(repeating: "z", count: 32 << 20)
      try await Self.with(limits: limits, handler: { _ in Response(.ok, .words, large) }) { port in
        let wire = try Wire(port: port)
        wire.send("GET / HTTP/1.1\r\nConnection: close\r\n\r\n")
        Thread.sleep(forTimeInterval: 3.5)
        #expect(wire.all(most: 64 << 20).utf8.count < large.utf8.count)
      }
    }

    @Test("Events arrive one by one, and the sender learns that nobody listens")
    func events() async throws {
      final class Flag: Sendable { let value = Mutex(false) }
      let flag = Flag()
      try await Self.with(handler: { _ in
        Response(
          .ok, .events,
          .events { stream in
            do {
              for number in 0..<1_000 {
                try await stream.send("count", "\(number)\nline")
                try await PageClock.pause(.milliseconds(10))
              }
            } catch {
              flag.value.withLock { $0 = true }
            }
          })
      }) { port in
        do {
          let wire = try Wire(port: port)
          wire.send("GET / HTTP/1.1\r\n\r\n")
          var text = ""
          while !text.contains("data: 3\n"), let piece = wire.piece() {
            text += String(decoding: piece, as: UTF8.self)
          }
          #expect(text.contains("event: count\ndata: 0\ndata: line\n\n"))
        }
        for _ in 0..<600 where !flag.value.withLock({ $0 }) { Thread.sleep(forTimeInterval: 0.05) }
        #expect(flag.value.withLock { $0 })
      }
    }

    @Test("It listens on the loopback alone, and ends when nothing was asked for long")
    func idle() async throws {
      let server = try LoopbackServer(port: 0, idle: .seconds(1))
      let table = try String(contentsOfFile: "/proc/net/tcp", encoding: .utf8)
      let port = String(server.port, radix: 16, uppercase: true)
      let padded = String(repeating: "0", count: 4 - port.count) + port
      #expect(table.contains(" 0100007F:\(padded) 00000000:0000 0A"))
      #expect(!table.contains(" 00000000:\(padded) 00000000:0000 0A"))
      try await server.run { _ in Response(.ok, .words, "") }
      #expect(throws: POSIXError.self) { try Wire(port: server.port) }
    }

    @Test("A port that is taken is an error")
    func takenPort() throws {
      let server = try LoopbackServer(port: 0, idle: .seconds(1))
      #expect(throws: (any Error).self) { try LoopbackServer(port: server.port, idle: .seconds(1)) }
    }
  }
}
