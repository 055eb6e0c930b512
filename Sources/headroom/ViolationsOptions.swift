import AccountHealth
import ArgumentParser
import Workspace

/// The seller's own list of policy violations; the same for every command that says how the rating stands.
struct ViolationsOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Your policy violations of the last 180 days, a table with date, severity (low, medium, high, critical), status (open, closed) and perhaps asin.",
      valueName: "file"), completion: .file())
  var violations: String?

  /// Reads the list and prints its faults.
  func apply(to settings: inout Settings) throws {
    guard let violations else { return }
    let (list, faults) = try ViolationList.read(violations, under: settings)
    Diagnostics.list(faults)
    settings.violations = [list]
  }
}
