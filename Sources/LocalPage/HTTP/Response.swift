import Foundation

/// An answer to a request. Every one forbids scripts and styles of others, frames, caches and referrers.
struct Response: Sendable {
  enum Status: Int, Sendable {
    case ok = 200
    case seeOther = 303
    case badRequest = 400
    case forbidden = 403
    case notFound = 404
    case methodNotAllowed = 405
    case bodyTooLarge = 413
    case unprocessable = 422
    case headTooLarge = 431
    case ourFault = 500
    case notImplemented = 501
    case busy = 503

    var words: String {
      switch self {
      case .ok: "OK"
      case .seeOther: "See Other"
      case .badRequest: "Bad Request"
      case .forbidden: "Forbidden"
      case .notFound: "Not Found"
      case .methodNotAllowed: "Method Not Allowed"
      case .bodyTooLarge: "Content Too Large"
      case .unprocessable: "Unprocessable Content"
      case .headTooLarge: "Request Header Fields Too Large"
      case .ourFault: "Internal Server Error"
      case .notImplemented: "Not Implemented"
      case .busy: "Service Unavailable"
      }
    }
  }

  enum Kind: String, Sendable {
    case page = "text/html; charset=utf-8"
    case style = "text/css; charset=utf-8"
    case script = "text/javascript; charset=utf-8"
    case picture = "image/svg+xml; charset=utf-8"
    case table = "text/csv; charset=utf-8"
    case document = "application/yaml; charset=utf-8"
    case words = "text/plain; charset=utf-8"
    case events = "text/event-stream; charset=utf-8"
  }

  enum Body: Sendable {
    case bytes([UInt8])
    /// Events for as long as the closure sends them.
    case events(@Sendable (EventStream) async throws -> Void)
  }

  var status: Status
  var kind: Kind
  var body: Body
  /// Further headers; neither names nor values come from a request or a file.
  var headers: [(name: String, value: String)] = []

  init(_ status: Status, _ kind: Kind, _ body: Body) {
    (self.status, self.kind, self.body) = (status, kind, body)
  }

  init(_ status: Status, _ kind: Kind, _ text: String) {
    self.init(status, kind, .bytes(Array(text.utf8)))
  }

  init(page text: String) { self.init(.ok, .page, text) }

  /// - Parameter name: Of letters, digits, `-`, `_` and `.`.
  static func download(_ kind: Kind, _ text: String, as name: String) -> Response {
    var response = Response(.ok, kind, text)
    response.headers = [("Content-Disposition", "attachment; filename=\"\(name)\"")]
    return response
  }

  static func redirect(to address: String) -> Response {
    var response = Response(.seeOther, .words, "")
    response.headers = [("Location", address)]
    return response
  }

  /// The policy of our pages: everything from here, nothing inline, no frame.
  private static let policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

  static let goOn = Data("HTTP/1.1 100 Continue\r\n\r\n".utf8)

  /// The head as it is sent.
  func head(isLast: Bool) -> Data {
    var lines = [
      "HTTP/1.1 \(status.rawValue) \(status.words)", "Content-Type: \(kind.rawValue)",
      "Content-Security-Policy: \(Self.policy)", "X-Content-Type-Options: nosniff",
      "Referrer-Policy: no-referrer", "Cache-Control: no-store", "X-Frame-Options: DENY",
      "Cross-Origin-Resource-Policy: same-origin", "Cross-Origin-Opener-Policy: same-origin",
    ]
    lines += headers.map { "\($0.name): \($0.value)" }
    if status == .methodNotAllowed { lines.append("Allow: GET, HEAD, POST") }
    if case .bytes(let bytes) = body { lines.append("Content-Length: \(bytes.count)") }
    lines.append("Connection: \(isLast ? "close" : "keep-alive")")
    return Data((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8)
  }
}
