import AccountHealth
import Decisions
import Forecasting
import Foundation
import Simulation
import Testing
import Workspace

@testable import LocalPage
@testable import Reporting

extension ServedSuites {
  /// The pages over real connections.
  @Suite struct SiteTests {
    @Test("The page opens on the verdict, with levers and the report, and loads nothing from elsewhere")
    func page() async throws {
      let page = try await OpenPage()
      let answer = try await page.page("/")
      #expect(answer.status == 200)
      let first = try #require(answer.body.range(of: "class=\"lead\""))
      let levers = try #require(answer.body.range(of: "id=\"levers\""))
      #expect(first.lowerBound < levers.lowerBound)
      for target in ScenarioSetting.targets { #expect(answer.body.contains("name=\"\(target.rawValue)\"")) }
      #expect(!answer.body.contains("http://") && !answer.body.contains("https://"))
      #expect(
        !answer.body.contains("<style") && !answer.body.contains(" style=")
          && !answer.body.contains(" onload"))
      for asset in ["/page.css", "/page.js", "/icon.svg", "/plan.css"] {
        #expect(try await page.get(asset).status == 200)
      }
      #expect(LiveAssets.script.split(separator: "\n").count <= 200)
    }

    @Test("Without the cookie, under another host or from another page nothing is answered")
    func safety() async throws {
      let page = try await OpenPage()
      let port = page.server.port
      let pages = Site.pages.union([
        "/page.css", "/page.js", "/plan.css", "/icon.svg", "/load", "/none",
        "/?token=\(page.cookie.suffix(64))",
      ])
      for method in ["GET", "HEAD", "POST"] {
        for target in pages.sorted() + ["/scenario?late_shipment=0.5"] {
          let answer = try await OpenPage.outside {
            let wire = try Wire(port: port)
            let own = "127.0.0.1:\(port)"
            wire.send(
              "\(method) \(target) HTTP/1.1\r\nHost: \(own)\r\nOrigin: http://\(own)\r\nConnection: close\r\n\r\n"
            )
            return wire.all()
          }
          #expect(answer.hasPrefix("HTTP/1.1 403 "), "\(method) \(target)")
          #expect(!answer.contains("acme") && !answer.lowercased().contains("set-cookie"))
        }
      }
      #expect(try await page.get("/", ["Host: evil.example:\(port)"]).status == 403)
      #expect(try await page.get("/", ["Sec-Fetch-Site: cross-site"]).status == 403)
      #expect(try await page.post("/load", [], "").status == 403)
      #expect(try await page.post("/load", ["Origin: http://evil.example"], "").status == 403)
      #expect(try await page.post("/", ["Origin: http://127.0.0.1:\(port)"], "").status == 404)
      #expect(try await page.get("/load").status == 404, "a change only by POST")
    }

    @Test("No path leads to a file, in 100 spellings")
    func traversal() async throws {
      let page = try await OpenPage()
      let ups = [
        "../", "..%2f", "%2e%2e/", "%2e%2e%2f", "..%5c", "..\\", "%252e%252e%252f", "..%c0%af", "....//",
        "..;/", "%2e./", ".%2e/", "..%00/", "..//", "%c0%ae%c0%ae/", "..%u2215", "./../", "%ff../", "..%09/",
        "..%3f/",
      ]
      let files = ["etc/passwd", "proc/self/environ", "page.css", "root/.ssh/id_rsa", "orders.csv"]
      var statuses: Set<Int> = []
      for up in ups {
        for file in files {
          let answer = try await page.get("/" + String(repeating: up, count: 6) + file)
          statuses.insert(answer.status)
          #expect(!answer.body.contains("root:") && !answer.body.contains("order_id"))
        }
      }
      #expect(statuses == [404])
    }

    @Test("Levers and actions give the numbers of whatif with the same seed and paths")
    func sameNumbers() async throws {
      let page = try await OpenPage()
      let workspace = try Workspace(reading: [page.path])
      let changes: [(query: String, settings: [ScenarioSetting], actions: [String], from: Day?)] = [
        ("late_shipment=0.6", [.init(.lateShipment, factor: 0.6)], [], nil),
        ("defect=1.5&orders=0.5", [.init(.defect, factor: 1.5), .init(.orders, factor: 0.5)], [], nil),
        (
          "action=extra_shift&from=\(OpenPage.asOf + 5)&late_shipment=0.8",
          [.init(.lateShipment, factor: 0.8)], ["extra_shift"], OpenPage.asOf + 5
        ),
      ]
      for change in changes {
        var question = WhatIfQuestion(.of(change.settings, actions: change.actions, from: change.from))
        question.run = .init(paths: OpenPage.paths, seed: OpenPage.seed)
        let answer = try await workspace.whatIf(question)
        let table = try await page.get("/change.csv?" + change.query)
        #expect(table.status == 200 && table.body == ScenarioFiles.changes(answer.forecast))
        #expect(table["content-disposition"] == "attachment; filename=\"change.csv\"")
        #expect(
          try await page.get("/breach.csv?" + change.query).body == ForecastFiles.breach(answer.forecast))
        let shown = try await page.get("/scenario?" + change.query)
        let passage = try #require(answer.forecast.change(of: .lateShipment30, within: 30))
        let figure = Phrases.change(passage)
        #expect(shown.body.contains(figure), "\(figure)")
        for setting in change.settings { #expect(shown.body.contains("--set \(setting.text)")) }
        #expect(shown.body.contains("--paths \(OpenPage.paths) --seed \(OpenPage.seed)"))
      }
    }

    @Test("Refined answers come as events with progress")
    func refined() async throws {
      let page = try await OpenPage()
      _ = try await page.page("/")
      let (port, cookie) = (page.server.port, page.cookie)
      let text = try await OpenPage.outside {
        let wire = try Wire(port: port)
        wire.send(
          "GET /refined?late_shipment=0.5&tab=a HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nCookie: \(cookie)\r\n\r\n"
        )
        return wire.all()
      }
      #expect(text.contains("Content-Type: text/event-stream") && text.contains("event: answer\ndata: "))
    }

    @Test("A scenario file is saved, and loaded again as the same levers; another file is kept as it is")
    func saveAndLoad() async throws {
      let page = try await OpenPage()
      let own = [
        "Origin: http://127.0.0.1:\(page.server.port)", "Content-Type: multipart/form-data; boundary=x",
      ]
      func load(_ text: String) async throws -> Wire.Answer {
        try await page.post(
          "/load?rate=order_defect_rate", own,
          "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.yaml\"\r\n\r\n\(text)\r\n--x--\r\n"
        )
      }
      let query = "late_shipment=0.35&orders=2&action=extra_shift&from=\(OpenPage.asOf + 9)"
      let saved = try await page.get("/scenario.yaml?" + query)
      #expect(saved.body.contains("kind: Scenario") && saved.body.contains("late_shipment: x0.35"))
      #expect(try await load(saved.body)["location"] == "/?\(query)&rate=order_defect_rate#try")
      let special = """
        apiVersion: headroom/v1
        kind: Scenario
        metadata: {name: peak, title: "<script>pwned=1</script>"}
        spec: {set: [{orders: x1.5, to: \(OpenPage.asOf + 20)}, {orders: x0.8, from: \(OpenPage.asOf + 21)}]}
        """
      let target = try #require(try await load(special)["location"])
      #expect(target.hasPrefix("/?loaded=1&"))
      let shown = try await page.page(String(target.prefix { $0 != "#" }))
      #expect(shown.body.contains("--scenario scenario.yaml") && !shown.body.contains("<script>pwned"))
      #expect(
        try await page.get("/scenario.yaml?loaded=1").body.contains("orders: x1.5, to: \(OpenPage.asOf + 20)")
      )
      let damaged = try await load("kind: Scenario\nspec: {set: [{orders: 2}]}")
      #expect(damaged.status == 422 && damaged.body.contains("expected"))
      #expect(try await page.get("/scenario?loaded=9").status == 422)
    }

    @Test("Three scenarios are compared, a fourth is not kept")
    func comparison() async throws {
      let page = try await OpenPage()
      var query = "late_shipment=0.9"
      for factor in ["0.8", "0.7", "0.6"] {
        let target = try #require(try await page.get("/keep?" + query)["location"])
        query = String(target.dropFirst(2).prefix { $0 != "#" }).replacing(
          try Regex("late_shipment=[0-9.]+"), maxReplacements: 1, with: { _ in "late_shipment=\(factor)" })
      }
      let shown = try await page.page("/?" + query)
      for factor in ["0.9", "0.8", "0.7"] { #expect(shown.body.contains("late_shipment=x\(factor)</bdi>")) }
      let more = try #require(try await page.get("/keep?" + query)["location"])
      #expect(View(FormField.fields(of: more.dropFirst(2).prefix { $0 != "#" })).kept.count == 3)
    }

    @Test("The plan of action is a form; what is filled in is shown as text")
    func plan() async throws {
      let page = try await OpenPage()
      let form = try await page.get("/plan")
      #expect(form.status == 200 && form.body.contains("<textarea name=\"blank-0\""))
      #expect(form.body.contains("Fill in every <span class=\"blank\">"), "the notes have no field")
      #expect(!form.body.contains("</textarea>."), "no full stop is alone under a field")
      let filled = try await page.post(
        "/plan", ["Origin: http://127.0.0.1:\(page.server.port)"],
        "blank-0=%3Cb%3EAcme%3C%2Fb%3E+Ltd&blank-x=1&a=2")
      #expect(filled.status == 200 && filled.body.contains("&lt;b&gt;Acme&lt;/b&gt; Ltd"))
      #expect(!filled.body.contains("<textarea"))
      let again = try await page.post(
        "/plan", ["Origin: http://127.0.0.1:\(page.server.port)"], "blank-0=Acme&again=1")
      #expect(again.body.contains("<textarea name=\"blank-0\"") && again.body.contains(">Acme</textarea>"))
    }

    @Test(
      "Several accounts are listed, and one is picked; an earlier evening is judged by what was known then")
    func picking() async throws {
      let two =
        OpenPage.orders(account: "one")
        + OpenPage.orders(account: "two & <b>").split(separator: "\n").dropFirst()
        .map { "x" + $0 }.joined(separator: "\n") + "\n"
      let page = try await OpenPage(two)
      let all = try await page.page("/")
      #expect(all.body.contains("All accounts") && all.body.contains("<option value=\"one\""))
      #expect(!all.body.contains("id=\"levers\"") && !all.body.contains("<b>"))
      let one = try await page.page("/?account=two+%26+%3Cb%3E&as-of=\(OpenPage.asOf - 30)&late_shipment=0.5")
      #expect(one.body.contains("id=\"levers\"") && one.body.contains("value=\"\(OpenPage.asOf - 30)\""))
      #expect(one.body.contains("--account &#39;two &amp; &lt;b&gt;&#39; --as-of \(OpenPage.asOf - 30)"))
      #expect(one.body.contains(">what came</text>"))
      #expect(try await page.get("/?account=three").status == 422)
      #expect(try await page.get("/?as-of=1999-01-01").status == 422)
    }

    @Test("What cannot be understood is said, and nothing else is shown for it")
    func faults() async throws {
      let page = try await OpenPage()
      for query in [
        "late_shipment=-1", "late_shipment=1e3", "orders=1001", "from=2026-02-30&orders=2", "defect=%3Cb%3E",
      ] {
        let answer = try await page.get("/scenario?" + query)
        #expect(
          answer.status == 422 && answer.body.contains("expected") && !answer.body.contains("instead of"))
      }
      let shown = try await page.page("/?action=%3Cscript%3Epwned%3D1%3C%2Fscript%3E")
      #expect(
        shown.status == 200 && !shown.body.contains("<script>pwned")
          && shown.body.contains("class=\"refusal\"")
      )
      #expect(try await page.get("/scenario?action=nothing").status == 422)
    }
  }
}
