import Documents
import Foundation
import Workspace

extension Manifest {
  /// - Parameters:
  ///   - data: A manifest.json that this program wrote.
  ///   - file: Its name in errors.
  public init(reading data: Data, file: String) throws(FileError) {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    do {
      self = try decoder.decode(Manifest.self, from: data)
    } catch {
      throw FileError(
        "\(TerminalText.escaped(file)): is not a manifest of headroom. Name the folder that headroom portfolio wrote."
      )
    }
  }

  /// The manifest of several runs on parts of the accounts.
  ///
  /// - Parameter parts: At least one, each with the name of its folder.
  /// - Throws: `FileError` that names what differs, if the runs cannot be joined.
  public init(joining parts: [(folder: String, manifest: Manifest)]) throws(FileError) {
    self = parts[0].manifest
    for (folder, other) in parts.dropFirst() {
      let pairs: [(String, String, String)] = [
        ("version", version, other.version), ("seed", "\(seed)", "\(other.seed)"),
        ("paths", "\(paths)", "\(other.paths)"), ("horizon", "\(horizon)", "\(other.horizon)"),
        ("as-of", asOf, other.asOf), ("rules", ruleSet.sha256, other.ruleSet.sha256),
        ("limits", limits.joined(separator: ","), other.limits.joined(separator: ",")),
        ("priors", priors.sha256, other.priors.sha256), ("events", events.sha256, other.events.sha256),
        ("log", changes?.sha256 ?? "", other.changes?.sha256 ?? ""),
        ("enforcement", enforcement?.sha256 ?? "", other.enforcement?.sha256 ?? ""),
      ]
      if let (name, first, second) = pairs.first(where: { $0.1 != $0.2 }) {
        throw FileError(
          "\(TerminalText.escaped(folder)): \(name): found \(second), expected \(first) as in \(TerminalText.escaped(parts[0].folder)). Run the parts with the same --as-of, --seed, --paths, --horizon and --priors."
        )
      }
      accounts += other.accounts
      inputs += other.inputs.filter { !inputs.contains($0) }
      columns += other.columns.filter { !columns.contains($0) }
      missing = Set(missing + other.missing).sorted()
      assumptions += other.assumptions.filter { !assumptions.contains($0) }
      // What one part misses another may have.
      gone = gone.flatMap { some in other.gone.map { more in some.filter(more.contains) } }
      // Only so many of the most urgent accounts of all are surely among those of each part.
      ranked = [ranked, other.ranked].compactMap(\.self).min()
      rowsLeftOut += other.rowsLeftOut
      filesLeftOut = filesLeftOut.map { ($0 + (other.filesLeftOut ?? [])).sorted() } ?? other.filesLeftOut
      wallSeconds += other.wallSeconds
    }
    // Each part learnt from its own sellers.
    if parts.count > 1 { priorsLearntFrom = nil }
  }
}
