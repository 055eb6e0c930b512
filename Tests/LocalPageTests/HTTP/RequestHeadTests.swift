import Testing

@testable import LocalPage

@Suite struct RequestHeadTests {
  private static func parse(_ lines: String...) throws -> (request: Request, length: Int) {
    try RequestHead.parse(Array(lines.joined(separator: "\r\n").utf8)[...])
  }

  @Test("A request as a browser sends it")
  func ordinary() throws {
    let (request, length) = try Self.parse(
      "POST /load?a=1&b=%C3%A4+x HTTP/1.1", "Host: 127.0.0.1:8000", "COOKIE: a=1", "Cookie: b=2",
      "Content-Length: 12", "X-Empty:")
    #expect(request.method == .post && request.path == "/load" && request.query == "a=1&b=%C3%A4+x")
    #expect(request.fields == [.init(name: "a", value: "1"), .init(name: "b", value: "ä x")])
    #expect(request["cookie"] == "a=1; b=2" && request["x-empty"] == "" && length == 12)
    #expect(!request.isLast)
  }

  @Test("The end of a connection")
  func last() throws {
    #expect(try Self.parse("GET / HTTP/1.0").request.isLast)
    #expect(try Self.parse("GET / HTTP/1.1", "Connection: Close").request.isLast)
    #expect(try !Self.parse("GET / HTTP/1.1", "Connection: keep-alive").request.isLast)
  }

  @Test(
    "What is not plain HTTP/1.1 is refused",
    arguments: [
      ("GET  / HTTP/1.1", RequestFault.malformed), ("GET / HTTP/2", .malformed), ("GET /", .malformed),
      ("GET http://127.0.0.1/ HTTP/1.1", .malformed), ("GET * HTTP/1.1", .malformed),
      ("GET /a b HTTP/1.1", .malformed), ("GET /\u{7F} HTTP/1.1", .malformed),
      ("GET /ä HTTP/1.1", .malformed),
      ("", .malformed), ("PUT / HTTP/1.1", .method), ("get / HTTP/1.1", .method),
      ("CONNECT 127.0.0.1:80 HTTP/1.1", .method), ("GET / HTTP/1.1\r\nHost : x", .malformed),
      ("GET / HTTP/1.1\r\n: x", .malformed), ("GET / HTTP/1.1\r\nA: b\r\n folded", .malformed),
      ("GET / HTTP/1.1\r\nHost: a\r\nhost: b", .malformed), ("GET / HTTP/1.1\r\nA: b\u{0}c", .malformed),
      ("GET / HTTP/1.1\r\nA: b\nB: c", .malformed), ("GET / HTTP/1.1\nHost: a", .malformed),
      ("POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 1", .malformed),
      ("POST / HTTP/1.1\r\nContent-Length: +1", .malformed),
      ("POST / HTTP/1.1\r\nContent-Length: -1", .malformed),
      ("POST / HTTP/1.1\r\nContent-Length: 0x1", .malformed),
      ("POST / HTTP/1.1\r\nContent-Length:", .malformed),
      ("POST / HTTP/1.1\r\nContent-Length: 1048577", .bodyTooLarge),
      ("POST / HTTP/1.1\r\nContent-Length: 99999999999999999999", .bodyTooLarge),
      ("POST / HTTP/1.1\r\nTransfer-Encoding: chunked", .coding),
      ("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nContent-Length: 3", .coding),
    ])
  func refused(head: String, fault: RequestFault) {
    #expect(throws: fault) { try RequestHead.parse(Array(head.utf8)[...]) }
  }

  @Test("Fields of a form: what is no code stays as it is, and a query reads back")
  func fields() {
    #expect(FormField.fields(of: "a=%zz%4&=&b&&c=1=2").map(\.value) == ["%zz%4", "", "", "1=2"])
    let fields = [FormField(name: "ä&=", value: "100 % +\u{0}<\u{1F600}>")]
    #expect(FormField.fields(of: FormField.query(fields)) == fields)
    #expect(FormField.fields(of: "a=%FF").first?.value == "\u{FFFD}")
  }

  @Test("The file of a form")
  func uploaded() {
    var request = Request(method: .post, path: "/load", query: "", headers: [:], isLast: false)
    request.headers["content-type"] = "multipart/form-data; boundary=\"--x\""
    request.body = Array(
      "----x\r\nContent-Disposition: form-data; name=\"other\"\r\n\r\n1\r\n----x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"../a\"\r\nContent-Type: text/plain\r\n\r\nkind: Scenario\r\n\r\n\r\n----x--\r\n"
        .utf8)
    #expect(UploadedFile.bytes(of: "file", in: request) == Array("kind: Scenario\r\n\r\n".utf8))
    request.body.removeLast(12)
    #expect(UploadedFile.bytes(of: "file", in: request) == nil)
    request.headers["content-type"] = "multipart/form-data; boundary=" + String(repeating: "x", count: 71)
    #expect(UploadedFile.bytes(of: "file", in: request) == nil)
  }
}
