import Synchronization

/// Decides who is answered: the browser that opened the address, for our own pages, and nobody else.
///
/// Other programs and users of the machine can reach the port, and so can every page that a browser shows.
/// They are refused by the name of the host (against names that are made to point here), by where a request
/// comes from, and by a cookie that only the opening address gives.
final class Gate: Sendable {
  /// Why a request is refused.
  enum Refusal: Sendable {
    case host, origin, cookie, usedAddress
  }

  private let port: UInt16
  private let cookie = Secret()
  /// The opening address that can still be used.
  private let opening = Mutex<Secret?>(nil)

  init(port: UInt16) { self.port = port }

  private var cookieName: String { "headroom-\(port)" }

  static let tokenField = "token"

  /// A new address, to be opened once; an older one that was not opened does not work any more.
  func openingAddress() -> String {
    let secret = Secret()
    opening.withLock { $0 = secret }
    return "http://127.0.0.1:\(port)/?\(Self.tokenField)=\(secret.text)"
  }

  /// The refusal of a request, or the redirection that gives the cookie; `nil` for a request that is let in.
  func check(_ request: Request) -> (refusal: Refusal?, entry: Response?)? {
    let hosts = ["127.0.0.1", "[::1]", "localhost"].map { "\($0):\(port)" }
    guard let host = request["host"]?.lowercased(), hosts.contains(host) else { return (.host, nil) }
    // A browser says which page asks; one at another port of this machine is the same site, and not ours.
    let site = request["sec-fetch-site"]
    if let site, site != "same-origin", site != "none" { return (.origin, nil) }
    let isOurs = site == "same-origin"
    // A form of a page that sends no referrer has the origin `null`.
    switch request["origin"] {
    case nil: if request.method == .post, !isOurs { return (.origin, nil) }
    case "null": if !isOurs { return (.origin, nil) }
    case let origin: if origin != "http://\(host)" { return (.origin, nil) }
    }
    if cookie.matches(value(ofCookie: cookieName, in: request["cookie"])) {
      // An address that was opened twice leads to the page.
      return isOpening(request) ? (nil, .redirect(to: "/")) : nil
    }
    guard isOpening(request) else { return (.cookie, nil) }
    let token = request.fields.first { $0.name == Self.tokenField }?.value
    let isRight = opening.withLock { opening in
      guard let secret = opening, secret.matches(token) else { return false }
      opening = nil
      return true
    }
    guard isRight else { return (.usedAddress, nil) }
    var response = Response.redirect(to: "/")
    response.headers.append(
      ("Set-Cookie", "\(cookieName)=\(cookie.text); Path=/; HttpOnly; SameSite=Strict"))
    return (nil, response)
  }

  private func isOpening(_ request: Request) -> Bool {
    request.method == .get && request.path == "/"
      && request.fields.contains { $0.name == Self.tokenField }
  }

  private func value(ofCookie name: String, in header: String?) -> String? {
    (header ?? "").split(separator: ";").lazy.map { $0.drop { $0 == " " } }
      .first { $0.hasPrefix(name + "=") }.map { String($0.dropFirst(name.count + 1)) }
  }
}

extension Gate.Refusal {
  /// What a person reads who came here by chance.
  var text: String {
    switch self {
    case .host: "Not answered: this page is at 127.0.0.1 only.\n"
    case .origin: "Not answered: the request comes from another page.\n"
    case .cookie:
      "Not answered: open the address that headroom serve printed, in this browser. It works once; start headroom serve again for a new one.\n"
    case .usedAddress:
      "Not answered: this address was opened before, or it is of an earlier headroom serve. Start headroom serve again for a new one.\n"
    }
  }
}
