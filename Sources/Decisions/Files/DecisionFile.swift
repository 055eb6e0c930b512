import Documents

/// The documents of one file: `apiVersion: headroom/v1`, `kind`, `metadata` and `spec`, parted by `---`.
public struct DecisionFile: Sendable, Hashable {
  public static let apiVersion = "headroom/v1"

  /// In the order of the file, as are the others.
  public internal(set) var actions: [Action] = []
  public internal(set) var scenarios: [Scenario] = []
  public internal(set) var enforcements: [Enforcement] = []

  init() {}

  /// - Parameters:
  ///   - yaml: The bytes of the file, UTF-8.
  ///   - file: What messages call it.
  ///   - catalogue: The actions that scenarios may name, beside those of the file itself.
  /// - Throws: `DecisionFileError` with every fault of the file, not only the first.
  public init(yaml: [UInt8], file: String, catalogue: ActionCatalogue = .builtIn) throws(DecisionFileError) {
    self = try DecisionFileReader.read(yaml, file: file, catalogue: { catalogue }).get()
  }
}

/// A file of decisions that cannot be used, with everything that is wrong in it.
public struct DecisionFileError: Error, Sendable, Hashable, CustomStringConvertible {
  /// In the order of the file; never empty.
  public var faults: [DocumentFault]

  /// One line a fault.
  public var description: String { faults.map(\.description).joined(separator: "\n") }
}
