import Testing

@testable import LocalPage

@Suite struct GateTests {
  private let gate = Gate(port: 8000)

  private func request(
    _ target: String = "/", _ method: Request.Method = .get, _ headers: [String: String] = [:]
  ) -> Request {
    let parts = target.split(separator: "?", maxSplits: 1)
    return Request(
      method: method, path: String(parts[0]), query: parts.count == 2 ? String(parts[1]) : "",
      headers: ["host": "127.0.0.1:8000"].merging(headers) { $1 }, isLast: false)
  }

  private func opened() throws -> String {
    let address = gate.openingAddress()
    let target = String(address.dropFirst("http://127.0.0.1:8000".count))
    let entry = try #require(gate.check(request(target))?.entry)
    let cookie = try #require(entry.headers.first { $0.name == "Set-Cookie" }?.value)
    #expect(cookie.hasSuffix("; Path=/; HttpOnly; SameSite=Strict"))
    #expect(gate.check(request(target))?.refusal == .usedAddress, "it works once")
    return String(cookie.prefix { $0 != ";" })
  }

  @Test("The opening address works once and gives the cookie; without it nothing is answered")
  func cookie() throws {
    #expect(gate.check(request())?.refusal == .cookie)
    #expect(gate.check(request("/page.css"))?.refusal == .cookie)
    #expect(gate.check(request("/?token="))?.refusal == .usedAddress)
    let older = gate.openingAddress()
    let cookie = try opened()
    #expect(gate.check(request("/" + older.drop { $0 != "?" }))?.refusal == .usedAddress)
    for path in ["/", "/page.css", "/nothing"] {
      #expect(gate.check(request(path, .get, ["cookie": "x=1; \(cookie); y=2"])) == nil)
    }
    for wrong in [
      cookie.dropLast() + "", cookie + "0", cookie.uppercased(), "headroom-8001" + cookie.drop { $0 != "=" },
      cookie.replacing("headroom-8000", with: "x"), "headroom-8000=", "",
    ] {
      #expect(gate.check(request("/", .get, ["cookie": wrong]))?.refusal == .cookie, "\(wrong)")
    }
    #expect(
      Gate(port: 8000).check(request("/", .get, ["cookie": cookie]))?.refusal == .cookie, "of an older run")
  }

  @Test("A guessed token opens nothing and uses nothing up, and the right one only opens the page")
  func guesses() throws {
    let address = gate.openingAddress()
    let target = String(address.dropFirst("http://127.0.0.1:8000".count))
    let token = target.drop { $0 != "?" }
    for guess in ["0", String(repeating: "0", count: 64), token.dropFirst("?token=".count).dropLast() + ""] {
      #expect(gate.check(request("/?token=\(guess)"))?.refusal == .usedAddress)
    }
    for path in ["/page.css", "/report.html", "/load"] {
      #expect(gate.check(request(path + token))?.refusal == .cookie)
    }
    for method in [Request.Method.head, .post] {
      let headers = ["origin": "http://127.0.0.1:8000"]
      #expect(gate.check(request(target, method, headers))?.refusal == .cookie)
    }
    #expect(gate.check(request(target))?.entry?.status == .seeOther)
  }

  @Test(
    "Only our own names of the host are answered",
    arguments: [
      "evil.example:8000", "127.0.0.1", "127.0.0.1:8001", "127.0.0.1:80", "127.0.0.1:8000.evil.example",
      "127.0.0.1.evil.example:8000", "localhost", "localhost.:8000", "[::1]", "[::]:8000", "0.0.0.0:8000",
      "127.1:8000", "2130706433:8000", "", "user@127.0.0.1:8000", "127.0.0.1:8000, 127.0.0.1:8000",
    ])
  func hosts(host: String) throws {
    let cookie = try opened()
    #expect(gate.check(request("/", .get, ["cookie": cookie, "host": host]))?.refusal == .host)
    var bare = request("/", .get, ["cookie": cookie])
    bare.headers["host"] = nil
    #expect(gate.check(bare)?.refusal == .host)
    for own in ["127.0.0.1:8000", "LOCALHOST:8000", "[::1]:8000"] {
      #expect(gate.check(request("/", .get, ["cookie": cookie, "host": own])) == nil)
    }
  }

  @Test("A change is taken only from our own page, whatever the browser says of the origin")
  func origins() throws {
    let cookie = try opened()
    func refusal(_ method: Request.Method, _ headers: [String: String]) -> Gate.Refusal? {
      gate.check(request("/load", method, headers.merging(["cookie": cookie]) { $1 }))?.refusal
    }
    let own = "http://127.0.0.1:8000"
    #expect(refusal(.post, [:]) == .origin)
    #expect(refusal(.post, ["origin": own]) == nil)
    #expect(refusal(.post, ["sec-fetch-site": "same-origin"]) == nil)
    #expect(refusal(.post, ["sec-fetch-site": "same-origin", "origin": "null"]) == nil)
    #expect(refusal(.post, ["origin": "null"]) == .origin)
    for other in [
      "https://127.0.0.1:8000", "http://127.0.0.1:8001", "http://localhost:8000", "http://evil.example",
      own + "/", "",
    ] {
      #expect(refusal(.post, ["origin": other]) == .origin, "\(other)")
      #expect(refusal(.get, ["origin": other]) == .origin, "\(other)")
    }
    for site in ["cross-site", "same-site", "none, cross-site", ""] {
      #expect(refusal(.post, ["origin": own, "sec-fetch-site": site]) == .origin)
      #expect(refusal(.get, ["sec-fetch-site": site]) == .origin)
    }
    #expect(refusal(.get, ["sec-fetch-site": "none"]) == nil)
    #expect(refusal(.post, ["sec-fetch-site": "none"]) == .origin)
  }
}
