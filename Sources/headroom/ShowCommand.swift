import AccountHealth
import ArgumentParser
import Decisions
import Forecasting
import Reporting

/// `headroom show WHAT`: the documents that are built in, as files to copy and edit.
struct ShowCommand: HeadroomCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Print a built-in document, to be copied, edited and given back as a file.",
    discussion: """
      Examples:
        headroom show enforcement > mine.yaml
        headroom rank orders.csv --enforcement mine.yaml
        headroom show action carrier_upgrade > carrier.yaml
      """)

  enum Document: String, ExpressibleByArgument, CaseIterable {
    case actions, action, enforcement, events, fees, loss, priors, rules, scenario
  }

  @Argument(help: "The document.") var document: Document
  @Argument(help: "For action: its name.", completion: .list(ActionCatalogue.builtIn.names))
  var name: String?

  func validate() throws {
    if document == .action, name == nil { throw ValidationError("Name the action, such as extra_shift.") }
    if document != .action, name != nil { throw ValidationError("Only an action has a name.") }
  }

  func execute() async throws {
    let bytes =
      switch document {
      case .actions: ActionCatalogue.builtInBytes
      case .enforcement: Enforcement.builtInBytes
      case .events: SaleCalendar.builtInBytes
      case .fees: RemovalFees.builtInBytes
      case .loss: Books.builtInBytes
      case .priors: Priors.builtInBytes
      case .rules: RuleSet.builtInBytes
      case .scenario: Array(Scenario.example.utf8)
      case .action: try actionBytes()
      }
    try StandardOutput.write(String(decoding: bytes, as: UTF8.self))
  }

  private func actionBytes() throws -> [UInt8] {
    let name = name ?? ""
    guard let text = ActionCatalogue.builtInText(of: name) else {
      let names = ActionCatalogue.builtIn.names
      throw ValidationError(
        "No action is named '\(name)', expected one of \(names.joined(separator: ", "))."
          + Spelling.hint(for: name, among: names))
    }
    return Array(text.utf8)
  }
}
