import AccountHealth
import Documents
import Forecasting
import Foundation
import Testing

@testable import Reporting

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// Every chart of made figures, read back as XML.
@Suite struct ChartPictureTests {
  static let hostile = "\"><script>alert('x')</script>&\u{202e}" + String(repeating: "W", count: 200)

  static let report: AccountReport = {
    var report = AccountReport(
      SampleForecasts.account(
        "acme",
        [
          SampleForecasts.metric(.lateShipment30),
          SampleForecasts.metric(.onTimeDelivery, limit: Ratio(1, 10)),
          SampleForecasts.metric(.cancellation, bad: 40, off: [1: 1, 20: 0.4]),
          SampleForecasts.metric(.orderDefect, bad: 0, orders: 0, breached: [1: 0]),
        ]))
    report.ranking = SampleReport.ranking(hostile)
    report.tornado = SampleReport.tornado(hostile)
    return report
  }()

  static let charts =
    report.charts
    + [
      FanChart(forecast: SampleForecasts.metric(horizon: 1)).chart(),
      BreachCurve(forecast: SampleForecasts.metric(horizon: 1)).chart(),
      BreachCurve(forecast: SampleForecasts.metric(horizon: 730)).chart(),
      ExceedanceMap(forecasts: [SampleForecasts.metric(horizon: 730)]).chart(),
      ReliabilityDiagram(horizon: 30, bins: SampleReport.bins).chart(),
    ].compactMap { $0 }

  @Test func thereIsOneOfEach() {
    // Three per metric, without headroom for one; ranking, tornado and the map of days.
    #expect(Self.report.charts.count == 4 * 3 - 1 + 3)
    #expect(Set(Self.report.charts.map(\.name)).count == Self.report.charts.count)
  }

  @Test("A file of its own is XML with a role, a title and figures in words", arguments: charts)
  func isReadable(chart: Chart) throws {
    let picture = try Picture(chart.standalone)
    #expect(picture.attributes["role"] == "img")
    #expect(picture.title == TerminalText.escaped(chart.title))
    #expect(picture.words == TerminalText.escaped(chart.description))
    #expect(picture.words.contains { $0.isNumber })
    #expect(!picture.elements.contains("script") && !picture.elements.contains("a"))
    // Every colour is a value, as converters know no custom properties.
    #expect(!picture.style.contains("$") && !picture.style.contains("var("))
    #expect(!chart.standalone.replacing("http://www.w3.org/2000/svg", with: "").contains("://"))
  }

  @Test("No text is cut or touches another", arguments: charts)
  func textsKeepApart(chart: Chart) throws {
    let picture = try Picture(chart.standalone)
    #expect(!picture.texts.isEmpty)
    for (index, text) in picture.texts.enumerated() {
      #expect(picture.frame.contains(text.box), "\(text.text) is cut")
      for other in picture.texts[..<index] {
        #expect(!text.box.overlaps(other.box), "\(text.text) touches \(other.text)")
      }
    }
  }

  @Test func axesAreLabelled() throws {
    let texts = try Picture(FanChart(forecast: SampleForecasts.metric()).chart().standalone).texts.map(\.text)
    // 23 Nov 2026 and 90 days, up to 4.6 %.
    for label in ["0 %", "1 %", "5 %", "30 Nov", "8 Feb", "limit 4 %", "10 %", "50 %"] {
      #expect(texts.contains(label), "\(label)")
    }
  }

  @Test func whatIsOffTargetHasNoFirstDayToCome() throws {
    let off = SampleForecasts.metric(.cancellation, bad: 40, off: [1: 1, 20: 0.4])
    #expect(!FanChart(forecast: off).chart().description.contains("have been off target by"))
    #expect(BreachCurve(forecast: off).chart().description.hasPrefix("Off target now."))
  }

  @Test func headroomToComeIsThatOfTheRateInTodaysWindow() throws {
    // 4 % of 812: up to 32 bad orders are on target. 2.5 % of 812 is 20.3, 4.1 % is 33.3.
    let chart = try #require(HeadroomChart(forecast: SampleForecasts.metric()).chart())
    #expect(chart.description.contains("Room for 13 late orders on 23 Nov 2026."))
    #expect(chart.description.contains("On 23 Dec 2026: middle 11, 90 % of futures from −2 to 23."))
    #expect(HeadroomChart(forecast: SampleForecasts.metric(bad: 0, orders: 0)).chart() == nil)
  }
}

extension Chart: CustomTestStringConvertible {
  public var testDescription: String { name }
}

/// A chart read back.
private final class Picture: NSObject, XMLParserDelegate {
  var attributes: [String: String] = [:]
  var elements: Set<String> = []
  var title = ""
  var words = ""
  var style = ""
  var texts: [(text: String, box: ChartBox)] = []
  private(set) var frame = ChartBox(left: 0, top: 0, right: 0, bottom: 0)
  private var text = ""
  private var open: [String: String] = [:]

  init(_ svg: String) throws {
    super.init()
    let parser = XMLParser(data: Data(svg.utf8))
    parser.delegate = self
    try #require(parser.parse(), "\(String(describing: parser.parserError))")
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String]
  ) {
    if name == "svg" {
      self.attributes = attributes
      let numbers = (attributes["viewBox"] ?? "").split(separator: " ").compactMap { Double($0) }
      frame = ChartBox(left: 0, top: 0, right: numbers[2], bottom: numbers[3])
    }
    // The heading is above the chart's own box, by one line or two.
    if name == "g", let shift = attributes["transform"]?.split(separator: " ").last?.dropLast() {
      if let lift = Double(shift) { frame.bottom -= lift }
    }
    elements.insert(name)
    open = attributes
    text = ""
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }

  func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) {
    switch name {
    case "title": title = text
    case "desc": words = text
    case "style": style = text
    case "text" where open["class"] != "heading":
      let anchor = ChartCanvas.Anchor(rawValue: open["text-anchor"] ?? "start") ?? .start
      let (x, y) = (Double(open["x"] ?? "") ?? .nan, Double(open["y"] ?? "") ?? .nan)
      // Places are written with two decimals.
      var box = ChartCanvas.box(text, x: x, y: y, anchor)
      (box.left, box.right, box.top, box.bottom) = (
        box.left + 0.01, box.right - 0.01, box.top + 0.01, box.bottom - 0.01
      )
      texts.append((text, box))
    default: break
    }
  }
}
