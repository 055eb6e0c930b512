import Mustache

/// The templates of the pages. Parts that several pages show are templates of their own.
enum PageTemplates {
  enum Page { case report, live, scenario, waiting, plan }

  /// The style of charts and of the report.
  static let style =
    ChartStyle.page + "\n" + String(decoding: PackageResources.report_css, as: UTF8.self)

  /// - Throws: A `MustacheTemplate.ParserError` if an embedded template is wrong.
  static func render(_ page: Page, _ model: Any) throws -> String {
    EscapedText.register()
    let (text, parts) = source(page)
    var library = MustacheLibrary()
    for (name, bytes) in parts { try library.register(String(decoding: bytes, as: UTF8.self), named: name) }
    return try MustacheTemplate(string: String(decoding: text, as: UTF8.self)).render(model, library: library)
  }

  private static func source(_ page: Page) -> (text: [UInt8], parts: [String: [UInt8]]) {
    let parts = [
      "overview": PackageResources.overview_mustache, "now": PackageResources.now_mustache,
      "account": PackageResources.account_mustache, "foot": PackageResources.foot_mustache,
    ]
    return switch page {
    case .report: (PackageResources.report_mustache, parts)
    case .live:
      (
        PackageResources.live_mustache,
        parts.merging(["scenario": PackageResources.scenario_mustache]) { $1 }
      )
    case .scenario: (PackageResources.scenario_mustache, [:])
    case .plan: (PackageResources.plan_mustache, ["text": PackageResources.plan_text_mustache])
    case .waiting: (PackageResources.waiting_mustache, [:])
    }
  }
}
