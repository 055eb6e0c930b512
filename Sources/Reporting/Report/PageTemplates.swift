import Mustache

/// The templates of the pages, parsed once. Parts that several pages show are templates of their own.
enum PageTemplates {
  enum Page: String { case report, live, scenario, waiting, plan }

  /// The style of charts and of the report.
  static let style =
    ChartStyle.page + "\n" + String(decoding: PackageResources.report_css, as: UTF8.self)

  /// - Throws: A `MustacheTemplate.ParserError` if an embedded template is wrong.
  static func render(_ page: Page, _ model: Any) throws -> String {
    try library.get().render(model, withTemplate: page.rawValue) ?? ""
  }

  private static let library = Result {
    EscapedText.register()
    var library = MustacheLibrary()
    for (name, bytes) in [
      ("report", PackageResources.report_mustache), ("overview", PackageResources.overview_mustache),
      ("now", PackageResources.now_mustache), ("account", PackageResources.account_mustache),
      ("foot", PackageResources.foot_mustache), ("live", PackageResources.live_mustache),
      ("scenario", PackageResources.scenario_mustache), ("waiting", PackageResources.waiting_mustache),
      ("plan", PackageResources.plan_mustache), ("text", PackageResources.plan_text_mustache),
    ] {
      try library.register(String(decoding: bytes, as: UTF8.self), named: name)
    }
    return library
  }
}
