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
