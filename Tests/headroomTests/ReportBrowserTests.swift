import Documents
import Foundation
import Testing

@testable import Reporting

/// A report as a browser shows it, of an account whose texts would be markup if they could.
@Suite struct ReportBrowserTests {
  /// What one copy of the page reported.
  private struct Answer: Decodable {
    var frame: String
    var faults: [String]
    var width: Int
    /// As the page opens, with what is folded folded.
    var height: Int
    var charts: Int
    var texts: Int
    var least: Double
  }

  private static let browser = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"]
    .first { FileManager.default.isExecutableFile(atPath: $0) }

  private static let account = "<script>pwned=1</script>\"&'\u{202E}" + String(repeating: "M", count: 90)
  /// As hostile as a name of a file can be.
  private static let file = "<img src=x onerror=pwned=1>&\"'\u{202E}{{heading}}.csv"

  @Test(
    "No script error, no overflow, no cut or colliding text, contrast of 4.5, no text as markup, nothing loaded",
    .enabled(if: browser != nil, "no chromium here"))
  func inABrowser() throws {
    let folder = try ScratchFolder()
    try folder.write(HostileTexts.orders(account: Self.account), to: Self.file)
    let run = try CommandLineRun(
      ["report", Self.file, "-o", "report.html", "--seed", "1", "--paths", "4000", "-q"], in: folder)
    #expect(run.status == 0, "\(run.errors)")
    let page = String(decoding: try folder.bytes("report.html"), as: UTF8.self)
    let shown = (HostileTexts.asOrderNumbers + [Self.account, Self.file]).map(TerminalText.escaped)
    let texts = String(decoding: try JSONEncoder().encode(shown), as: UTF8.self).replacing(
      "<", with: "\\u003c")
    let dark = page.replacing("@media (prefers-color-scheme:dark)", with: "@media all")
    let frames = [("wide", page, 1280), ("narrow", page, 390), ("dark", dark, 1280)]
    for (name, page, _) in frames {
      try folder.write(try Self.probed(page, name, texts), to: "\(name).html")
    }
    try folder.write(
      ReportProbe.around(frames.map { ($0.0, "\($0.0).html", $0.2) }), to: "around.html")
    let answers = try Self.answers(in: folder)
    #expect(Set(answers.map(\.frame)) == ["wide", "narrow", "dark"])
    for answer in answers {
      #expect(answer.faults == [], "\(answer.frame), \(answer.width) wide")
      // Late shipment twice, cancellations and defects, three charts each; the map of days; three horizons;
      // the ranking, and what the best action rests on.
      #expect(answer.charts == 4 * 3 + 1 + 3 + 2 && answer.texts > 100)
      #expect(answer.least < 21, "contrast was looked at")
    }
    #expect(answers.map(\.width).sorted() == [390, 1280, 1280])
  }

  @Test(
    "A phone shows the page of the example within nine screens, off target too; a wide window charts side by side",
    .enabled(if: browser != nil, "no chromium here"))
  func height() throws {
    let folder = try ScratchFolder()
    let example = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("notebooks-data/example/orders.csv").path
    let evenings = [("healthy", "2026-11-19"), ("off", "2026-11-11")]
    var frames: [(String, String, Int)] = []
    for (name, day) in evenings {
      let run = try CommandLineRun(
        ["report", example, "--as-of", day, "-o", "page.html", "--seed", "1", "--paths", "2048", "-q"],
        in: folder)
      #expect(run.status == 0, "\(run.errors)")
      let page = String(decoding: try folder.bytes("page.html"), as: UTF8.self)
      for (frame, width) in [(name, 390), (name + "-wide", 1280)] {
        try folder.write(try Self.probed(page, frame, "[]"), to: "\(frame).html")
        frames.append((frame, "\(frame).html", width))
      }
    }
    try folder.write(ReportProbe.around(frames), to: "around.html")
    let heights = Dictionary(uniqueKeysWithValues: try Self.answers(in: folder).map { ($0.frame, $0.height) })
    #expect(heights.count == 4)
    for (name, _) in evenings {
      let phone = try #require(heights[name])
      let wide = try #require(heights[name + "-wide"])
      #expect(phone > 844 && phone <= 9 * 844, "\(name) is \(phone) px tall")
      // With its charts under each other it was 0.72 times as tall as on a phone.
      #expect(wide > 1000 && 100 * wide < 65 * phone, "\(name) is \(wide) px tall, \(phone) on a phone")
    }
  }

  /// A copy that may run the probe.
  private static func probed(_ page: String, _ frame: String, _ texts: String) throws -> String {
    let policy = try #require(
      page.range(of: "<meta http-equiv=\"Content-Security-Policy\"[^>]*>", options: .regularExpression))
    let head = try #require(page.range(of: "<head>\n"))
    let body = try #require(page.range(of: "</body>", options: .backwards))
    return page[..<head.upperBound] + ReportProbe.head + page[head.upperBound..<policy.lowerBound]
      + page[policy.upperBound..<body.lowerBound] + ReportProbe.foot(frame: frame, texts: texts)
      + page[body.lowerBound...]
  }

  private static func answers(in folder: ScratchFolder) throws -> [Answer] {
    let browser = try #require(browser)
    let run = try CommandLineRun(
      shell: "\(browser) --headless=new --no-sandbox --disable-gpu --disable-extensions --no-first-run "
        + "--user-data-dir=profile --window-size=1400,1000 --virtual-time-budget=20000 --dump-dom "
        + "file://\(folder.path)/around.html", in: folder)
    let begin = try #require(run.output.range(of: ">BEGIN"), "the browser gave no answer: \(run.errors)")
    let end = try #require(run.output.range(of: "END<"))
    let data = try #require(Data(base64Encoded: String(run.output[begin.upperBound..<end.lowerBound])))
    return try JSONDecoder().decode([Answer].self, from: data)
  }
}
