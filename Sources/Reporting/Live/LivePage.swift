import AccountHealth
import Workspace

/// The page of `headroom serve`: the verdict, a form to try a change, and the report.
public struct LivePage {
  public var report: ReportPage
  public var form: LiveForm
  /// What the change of the form does; `nil` for none.
  public var scenario: ScenarioSection?
  /// Why the change could not be tried, a sentence each.
  public var refusals: [String] = []
  /// The scenarios side by side, as HTML of `ComparisonSection`; `nil` without any.
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
      heading: page.heading, subtitle: page.subtitle, patterns: page.patterns, overview: page.overview,
      account: isSingle ? page.accounts.first : nil, many: isSingle ? [] : page.accounts, foot: page.foot,
      form: FormModel(form), scenario: scenario?.model, comparison: comparison?.model,
      refusals: form.faults + refusals, isPending: isPending, unchanged: unchanged, query: query)
  }
}

/// The form as the template shows it.
struct FormModel {
  struct Lever {
    var name: String
    var title: String
    var factor: String
    var most: Int
  }

  struct Option {
    var value: String
    var title: String
    var note: String?
    var isChosen: Bool
  }

  struct Accounts { var options: [Option] }

  var account: String
  var accounts: Accounts?
  var asOf: String
  var evening: String
  var first: String
  var last: String
  /// Days from the first evening to the last and to the chosen one.
  var evenings: Int
  var place: Int
  var isPast: Bool
  var levers: [Lever]
  var from: String
  var earliest: String
  var latest: String
  var actions: [Option]
  var chosen: String
  var hasChosen: Bool
  var rates: [Option]
  var loaded: String
  var kept: [String]
  var budget: String
  var currency: String

  init(_ form: LiveForm) {
    func options(_ options: [LiveForm.Option]) -> [Option] {
      options.map { Option(value: $0.value, title: $0.title, note: $0.note, isChosen: $0.isChosen) }
    }
    let evenings = form.evenings
    account = form.account
    accounts = form.accounts.isEmpty ? nil : Accounts(options: options(form.accounts))
    asOf = form.asOf
    evening = "\(evenings.chosen)"
    (first, last) = ("\(evenings.first)", "\(evenings.last)")
    self.evenings = evenings.last - evenings.first
    place = evenings.chosen - evenings.first
    isPast = evenings.chosen < evenings.last
    levers = form.levers.map {
      Lever(name: $0.name, title: $0.title, factor: $0.factor, most: $0.most)
    }
    from = form.from
    earliest = "\(evenings.chosen + 1)"
    latest = "\(evenings.chosen + form.horizon)"
    actions = options(form.actions)
    let count = form.actions.count(where: \.isChosen)
    hasChosen = count > 0
    chosen = count == 0 ? "none chosen" : "\(count) chosen"
    rates = options(form.rates)
    loaded = form.loaded
    kept = form.kept
    (budget, currency) = (form.budget, form.currency)
  }
}

/// What is shown until the forecast is ready; it loads itself again.
public enum WaitingPage {
  private struct Model {
    var work: String
    var percent: Int
  }

  /// - Parameters:
  ///   - work: What is being done.
  ///   - share: The share done, 0…1.
  public static func html(_ work: String, _ share: Double) throws -> String {
    try PageTemplates.render(.waiting, Model(work: work, percent: Int(share * 100)))
  }
}

/// The parts of the live page that come from no account: style, script and icon.
public enum LiveAssets {
  public static let style =
    PageTemplates.style + "\n" + String(decoding: PackageResources.live_css, as: UTF8.self)
  /// That of the plan of action as a form.
  public static let planStyle =
    PlanPage.style + "\n" + String(decoding: PackageResources.plan_form_css, as: UTF8.self)
  public static let script = String(decoding: PackageResources.live_js, as: UTF8.self)
  public static let icon =
    "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 16 16\"><rect width=\"16\" height=\"16\" rx=\"3\" fill=\"#0b4f86\"/><path d=\"M3 4h10\" stroke=\"#ffb4ab\" stroke-width=\"1.6\"/><path d=\"M3 12l4-3 2 1.5L13 7\" fill=\"none\" stroke=\"#fff\" stroke-width=\"1.8\"/></svg>"
}
