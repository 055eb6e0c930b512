/// The data of the page's template, which escapes every text except SVG and the style.
struct ReportModel {
  var style: String
  var patterns: String
  var heading: String
  var subtitle: String
  /// What the figures may mislead without.
  var warnings: [String]
  var overview: OverviewModel?
  var accounts: [AccountModel]
  var foot: FootModel
}

/// The overview of several accounts.
struct OverviewModel {
  struct Row {
    /// The id of its section, if it has one.
    var id: String?
    var account: String
    var off: String
    var next: String
    var chance: String
  }

  var caption: String
  /// The days of the chances: `30 days`.
  var soon: String
  var rows: [Row]
}

/// The footer: what the figures rest on.
struct FootModel {
  struct Input {
    var name: String
    var kind: String
    var rows: Int
    var orders: Int
    var hash: String
  }

  struct Inputs { var rows: [Input] }

  struct Lines { var lines: [String] }

  var assumptions: [String]
  /// What the files lacked.
  var missing: Lines?
  /// What was noticed of the files, apart from warnings.
  var remarks: Lines?
  var faults: String?
  var inputs: Inputs?
  var run: String
  var sources: String
  var limits: String?

  init(_ manifest: Manifest, remarks: [String] = []) {
    self.remarks = remarks.isEmpty ? nil : Lines(lines: remarks)
    assumptions = manifest.assumptions
    missing = manifest.missing.isEmpty ? nil : Lines(lines: manifest.missing)
    faults =
      manifest.rowsLeftOut == 0
      ? nil : "\(Phrases.count(manifest.rowsLeftOut, "row", "rows")) with a fault left out."
    let rows = manifest.inputs.map {
      Input(
        name: $0.name, kind: $0.kind.replacing("_", with: " "), rows: $0.rows, orders: $0.orders,
        hash: String($0.sha256.prefix(12)))
    }
    inputs = rows.isEmpty ? nil : Inputs(rows: rows)
    run =
      "Seed \(manifest.seed), \(Phrases.count(manifest.paths, "simulated future", "simulated futures")) per account, "
      + "\(Phrases.count(manifest.horizon, "day", "days")) ahead, Headroom \(manifest.version) (\(manifest.buildTarget))."
    sources =
      "Rules \(manifest.ruleSet.name) \(manifest.ruleSet.version) (\(manifest.ruleSet.sha256.prefix(12))), "
      + "priors \(manifest.priors.name) (\(manifest.priors.sha256.prefix(12))), "
      + "sale days \(manifest.events.name) (\(manifest.events.sha256.prefix(12)))."
    limits =
      manifest.limits.isEmpty ? nil : "Limits of your own: \(manifest.limits.joined(separator: ", "))."
  }
}
