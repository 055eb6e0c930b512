import AccountHealth
import Documents
import ModelFiles
import Reporting
import SellerReports
import Simulation
import Workspace

/// Checks one file that a user writes, whatever its kind.
enum DocumentCheck {
  /// What a valid file is, in words.
  ///
  /// - Throws: `InputError` with every fault of the file; `FileError` if it cannot be read.
  static func kind(of path: String) throws -> String {
    let file = try SmallFile(path: path)
    let (bytes, name) = (file.bytes, file.name)
    let fields: DocumentFields
    do {
      fields = try DocumentTree(bytes, file: name, kind: anyKind, several: true).documents[0]
    } catch {
      if let violations = try violations(path) { return violations }
      if isData(path) { throw dataFault(name, path) }
      throw InputError("\(error)")
    }
    guard let kind = DocumentKind(keys: fields.keys) else {
      if let violations = try violations(path) { return violations }
      if isData(path) { throw dataFault(name, path) }
      throw InputError(
        "\(name): found no field of a kind that is known, expected \(DocumentKind.names). "
          + "Compare with an example of it.")
    }
    do {
      return try kind.check(bytes, file: name)
    } catch let error as DocumentError {
      throw InputError("\(error)")
    } catch let error as ModelError {
      throw InputError("\(name): \(error)")
    }
  }

  private static let anyKind = DocumentTree.Kind(
    name: "file", levels: 9, example: "version: 1", mostBytes: SimulationModel.kind.mostBytes)

  /// What a valid table of policy violations is, in words; `nil` for any other file.
  ///
  /// - Throws: `InputError` with every fault of its cells.
  private static func violations(_ path: String) throws -> String? {
    guard path != "-", let (list, faults) = try? ViolationList.read(path, under: Settings()) else {
      return nil
    }
    guard faults.isEmpty else {
      Diagnostics.list(faults)
      throw InputError("\(TerminalText.escaped(path)): a table of violations with faults, see above.")
    }
    return "a valid table of \(Phrases.count(list.violations.count, "violation", "violations"))"
  }

  /// Whether a marketplace or a shop wrote the file.
  private static func isData(_ path: String) -> Bool {
    guard path != "-" else { return false }
    let rules = RuleSet.builtIn
    let reader = OrderBookReader(
      timeZone: { rules.timeZone(for: $0) }, marketplaceName: { rules.marketplace(named: $0)?.name })
    return (try? reader.read([path])) != nil
  }

  private static func dataFault(_ name: String, _ path: String) -> InputError {
    InputError(
      "\(name): found a data file, expected \(DocumentKind.names). "
        + "Check it with 'headroom status --strict \(TerminalText.escaped(path))'.")
  }
}
