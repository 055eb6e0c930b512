import Workspace

/// The page of `headroom serve`: the verdict, a form to try a change, and the report.
public struct LivePage {
  public var report: ReportPage
  public var form: LiveForm
  /// What the change of the form does; `nil` for none.
  public var scenario: ScenarioSection?
  /// Why the change could not be tried, a sentence each.
  public var refusals: [String] = []
  /// The scenarios side by side, `nil` without any.
  public var comparison: ComparisonSection?
  /// Whether actions are still being ranked and the past is still being forecast.
  public var isPending = false
  /// The query of this page without the change.
  public var unchanged = ""
  /// The query of this page.
  public var query = ""

  public init(_ report: ReportPage, _ form: LiveForm) { (self.report, self.form) = (report, form) }

  /// - Throws: A `MustacheTemplate.ParserError` if an embedded template is wrong.
  public func html() throws -> String { try PageTemplates.render(.live, model) }

  private struct Model {
    var heading: String
    var subtitle: String
    var patterns: String
    var warnings: [String]
    var overview: OverviewModel?
    var account: AccountModel?
    var many: [AccountModel]
    var foot: FootModel
    var form: FormModel
    var scenario: ScenarioSection.Model?
    var comparison: ComparisonSection.Model?
    var refusals: [String]
    var isPending: Bool
    var unchanged: String
    var query: String
  }

  private var model: Model {
    let page = report.model
    let isSingle = report.accountCount == 1
    return Model(
      heading: page.heading, subtitle: page.subtitle, patterns: page.patterns, warnings: page.warnings,
      overview: page.overview,
      account: isSingle ? page.accounts.first : nil, many: isSingle ? [] : page.accounts, foot: page.foot,
      form: FormModel(form), scenario: scenario?.model, comparison: comparison?.model,
      refusals: form.faults + refusals, isPending: isPending, unchanged: unchanged, query: query)
  }
}
