import Foundation
import Testing

@testable import AccountHealth

@Suite struct RuleSetTests {
  private static let builtIn = RuleSet.builtIn

  @Test("The built-in rules are those of the written specification")
  func builtIn() {
    let expected: [(Int, Int, Ratio, Int)] = [
      (0, 29, Ratio(4, 100), 1), (0, 9, Ratio(4, 100), 1), (1, 7, Ratio(25, 1000), 1),
      (15, 74, Ratio(1, 100), 1), (15, 74, Ratio(1, 100), 1), (8, 21, Ratio(1, 10), 20),
      (10, 39, Ratio(1, 20), 1),
    ]
    let wanted = zip(Metric.allCases, expected).map { metric, rule in
      MetricRule(
        metric: metric, youngest: rule.0, oldest: rule.1, limit: rule.2, minimumOrders: rule.3,
        counted: metric == .onTimeDelivery ? .units : .orders)
    }
    for name in Self.builtIn.marketplaceNames + ["amazon.moon"] {
      #expect(Self.builtIn.rules(for: name) == wanted)
    }
    #expect(Self.builtIn.name == "amazon")
    #expect(Self.builtIn.effective == Day(year: 2026, month: 2, day: 28))
    #expect(Self.builtIn.source == RuleSet.builtInBytes)
    #expect(!Self.builtIn.isBasedOnBuiltIn)
    #expect(Self.builtIn.metrics.values.allSatisfy { !$0.sources.isEmpty && !$0.confidence.isEmpty })
  }

  @Test("Every specified marketplace has its time zone, id and basis")
  func marketplaces() throws {
    let expected: [(String, String, String)] = [
      ("amazon.com", "America/Los_Angeles", "ATVPDKIKX0DER"),
      ("amazon.ca", "America/Los_Angeles", "A2EUQ1WTGCTBG2"),
      ("amazon.com.mx", "America/Los_Angeles", "A1AM78C64UM0Y8"),
      ("amazon.com.br", "America/Sao_Paulo", "A2Q3Y263D00KWC"),
      ("amazon.co.uk", "Europe/London", "A1F83G8C2ARO7P"),
      ("amazon.de", "Europe/Berlin", "A1PA6795UKMFR9"), ("amazon.fr", "Europe/Paris", "A13V1IB3VIYZZH"),
      ("amazon.it", "Europe/Rome", "APJ6JRA9NG5V4"), ("amazon.es", "Europe/Madrid", "A1RKKUPIHCS9HS"),
      ("amazon.nl", "Europe/Amsterdam", "A1805IZSGTT6HS"),
      ("amazon.se", "Europe/Stockholm", "A2NODRKZP88ZB9"),
      ("amazon.pl", "Europe/Warsaw", "A1C3SOZRARQ6R3"), ("amazon.com.be", "Europe/Brussels", "AMEN7PMS3EDWL"),
      ("amazon.ie", "Europe/Dublin", "A28R8C7NBKEWEA"),
      ("amazon.com.tr", "Europe/Istanbul", "A33AVAJ2PDY3EV"),
      ("amazon.co.jp", "Asia/Tokyo", "A1VC38T7YXB528"),
      ("amazon.com.au", "Australia/Sydney", "A39IBJ37TRP1C6"),
      ("amazon.in", "Asia/Kolkata", "A21TJRUUN4KGV"), ("amazon.ae", "Asia/Dubai", "A2VIGQ35RCS4UG"),
      ("amazon.sa", "Asia/Riyadh", "A17E79C6D8DWNP"), ("amazon.eg", "Africa/Cairo", "ARBP9OOSHTCHU"),
      ("amazon.sg", "Asia/Singapore", "A19VAU5U5O7RUS"),
    ]
    #expect(Self.builtIn.marketplaceNames == expected.map(\.0))
    for (name, zone, id) in expected {
      let marketplace = try #require(Self.builtIn.marketplace(named: name))
      #expect(marketplace.timeZone == zone)
      #expect(marketplace.id == id)
      #expect(TimeZone(identifier: zone) != nil, "\(zone)")
      #expect(!marketplace.basis.isEmpty)
      #expect(marketplace.isAssumed == (name != "amazon.com"))
      #expect(Self.builtIn.timeZone(for: id) == zone)
    }
    // No spelling names two marketplaces.
    for name in Self.builtIn.marketplaces.flatMap({ [$0.name, $0.id] + $0.aliases }) {
      #expect(Self.builtIn.marketplaces.filter { $0.answers(to: name) }.count == 1, "\(name)")
    }
  }

  @Test(
    "Spellings of a marketplace",
    arguments: [
      ("Amazon.de", "amazon.de"), (" AMAZON.CO.UK ", "amazon.co.uk"), ("www.amazon.fr", "amazon.fr"),
      ("https://www.amazon.com.au/", "amazon.com.au"), ("US", "amazon.com"), ("gb", "amazon.co.uk"),
      ("amazon.be", "amazon.com.be"), ("atvpdkikx0der", "amazon.com"),
    ])
  func spellings(text: String, name: String) {
    #expect(Self.builtIn.marketplace(named: text)?.name == name)
  }

  @Test("Names of no marketplace", arguments: ["", "amazon", "Non-Amazon", "amazon.com.", "ebay.de"])
  func noMarketplace(text: String) { #expect(Self.builtIn.marketplace(named: text) == nil) }

  @Test("What is only assumed says so, metric by metric")
  func assumed() throws {
    let italy = try #require(Self.builtIn.marketplace(named: "amazon.it"))
    #expect(!italy.assumes(.cancellation))
    #expect(italy.assumes(.lateShipment30))
    let base = try #require(Self.builtIn.marketplace(named: "amazon.com"))
    #expect(Metric.allCases.allSatisfy { !base.assumes($0) })
  }

  private static let head = "format: 1\nname: mine\nversion: \"1\"\neffective: 2026-11-23\n"

  @Test("A file about one marketplace says which; one about several, or about none, does not")
  func onlyMarketplace() throws {
    func only(_ marketplaces: String) throws -> String? {
      try RuleSet(
        document: Array((Self.head + "base: built-in\n" + marketplaces).utf8), file: "mine.yaml"
      ).onlyMarketplace
    }
    #expect(try only("marketplaces:\n  US: {metrics: {order_defect_rate: {limit: 0.02}}}\n") == "amazon.com")
    #expect(try only("metrics: {order_defect_rate: {limit: 0.02}}\n") == nil)
    let two = "marketplaces:\n  amazon.com: {time_zone: UTC}\n  shop.example: {time_zone: UTC}\n"
    #expect(try only(two) == nil)
    #expect(Self.builtIn.onlyMarketplace == nil)
  }

  @Test("A file on the built-in base changes what it names and nothing else")
  func based() throws {
    let rules = try RuleSet(
      document: Array(
        (Self.head + """
          base: built-in
          metrics:
            order_defect_rate:
              limit: 0.005
            on_time_delivery_rate: {limit: 0.97, minimum_orders: 1}
          marketplaces:
            Amazon.de:
              metrics:
                on_time_delivery_rate:
                  limit: 0.92
                  oldest: 30
            shop.example:
              time_zone: Europe/Vienna
          """).utf8), file: "mine.yaml")
    #expect(rules.isBasedOnBuiltIn)
    #expect(rules.name == "mine")
    let base = rules.rules(for: "amazon.com")
    #expect(base[3].limit == Ratio(5, 1000))
    #expect((base[3].youngest, base[3].oldest) == (15, 74))
    #expect(base[5].limit == Ratio(3, 100))
    #expect(base[5].minimumOrders == 1)
    for index in [0, 1, 2, 4, 6] { #expect(base[index] == Self.builtIn.rules(for: "")[index]) }
    let germany = rules.rules(for: "amazon.de")
    #expect(germany[5].limit == Ratio(8, 100))
    #expect((germany[5].youngest, germany[5].oldest) == (8, 30))
    #expect(germany[3] == base[3])
    #expect(rules.marketplaceNames == Self.builtIn.marketplaceNames + ["shop.example"])
    #expect(rules.timeZone(for: "amazon.de") == "Europe/Berlin")
    #expect(rules.timeZone(for: "shop.example") == "Europe/Vienna")
    #expect(rules.metrics[.orderDefect]?.sources == Self.builtIn.metrics[.orderDefect]?.sources)
  }

  @Test("The built-in file read as a user's file gives the same rules")
  func complete() throws {
    let again = try RuleSet(document: RuleSet.builtInBytes, file: "rules.yaml")
    #expect(again == Self.builtIn)
  }
}
