import Documents

/// What must hold of an account every night.
public struct CheckPolicy: Sendable, Hashable {
  /// Failures of these are warnings.
  public var warning: [Assertion]
  /// Failures of these are critical.
  public var critical: [Assertion]
  /// Whether the user wrote it, so that each assertion must be decided.
  public var isOwn: Bool

  /// Applies where no file is given. What it asserts of a status, of imports and of notices holds only where
  /// there are any. What it asserts of room holds where the window has a bad order: without one, little room
  /// says only that there are few orders. Where the first bad order would be one too many, its chance raises
  /// an alarm if it is to be expected rather than not.
  public static let builtIn = CheckPolicy(
    warning: assertions(
      "any.p_breach(30d) < 20%", "any.room >= 2", "import.age < 3d", "notice.days_left > 3d"),
    critical: assertions(
      "any.off_target == false", "any.p_breach(7d) < 20%", "status.at_risk == false",
      "notice.days_left > 1d"),
    isOwn: false)

  private static func assertions(_ texts: String...) -> [Assertion] { texts.compactMap(Assertion.init) }

  public init(warning: [Assertion], critical: [Assertion], isOwn: Bool = true) {
    (self.warning, self.critical, self.isOwn) = (warning, critical, isOwn)
  }

  private static let kind = DocumentTree.Kind(name: "check policy", levels: 3, example: "format: 1")

  /// - Throws: `FileError` with every fault of the file.
  public init(_ file: SmallFile) throws(FileError) {
    do {
      self = try DocumentTree.read(file.bytes, file: file.name, kind: Self.kind) { fields in
        fields.allow(only: ["format", "warning", "critical"])
        fields.require(["format"])
        _ = fields.value("format", expected: "1", advice: "This version of Headroom reads only that.") {
          $0 == "1" ? true : nil
        }
        let lists = ["warning", "critical"].map { key in
          fields.values(
            key, expectedInstead: Assertion.expected(insteadOf:), advice: "See the README for all of them."
          ) { Assertion($0) } ?? []
        }
        return CheckPolicy(warning: lists[0], critical: lists[1])
      }
    } catch {
      throw FileError("\(error)")
    }
    guard !warning.isEmpty || !critical.isEmpty else {
      throw FileError("\(file.name): no assertion. Write at least one under warning or critical.")
    }
  }

  /// The longest number of days ahead that an assertion asks for.
  var longestHorizon: Int? {
    (warning + critical).compactMap { assertion in
      switch assertion.quantity {
      case .breach(let days), .deactivation(let days): days
      default: nil
      }
    }.max()
  }
}
