import AccountHealth
import Decisions
import Digests
import Forecasting
import SellerReports

/// Data that a user can replace, and the file they were read from.
public struct Sourced<Value: Sendable>: Sendable {
  public let value: Value
  public let origin: Origin

  /// - Parameters:
  ///   - value: What was read.
  ///   - name: That of the file.
  ///   - bytes: The bytes that `value` was read from.
  public init(_ value: Value, name: String, bytes: some Sequence<UInt8>) {
    self.value = value
    origin = Origin(name: name, bytes: bytes)
  }
}

/// The name of a file and the hash of its bytes; built-in data have both too.
public struct Origin: Sendable, Hashable {
  /// The base name of the user's file, or `built-in`.
  public let name: String
  /// The hash of the whole file, in hexadecimal.
  public let sha256: String

  public static let builtInName = "built-in"

  public init(name: String, bytes: some Sequence<UInt8>) {
    self.name = name
    sha256 = SHA256.hex(bytes)
  }

  public var isBuiltIn: Bool { name == Self.builtInName }
}

extension Sourced where Value == Priors {
  public static var builtIn: Self {
    Self(.standard, name: Origin.builtInName, bytes: Priors.builtInBytes)
  }

  /// - Throws: `FileError` with every fault of the file.
  public init(_ file: SmallFile) throws(FileError) {
    do {
      self.init(try Priors(document: file.bytes, file: file.name), name: file.name, bytes: file.bytes)
    } catch {
      throw FileError("\(error)")
    }
  }
}

extension Sourced where Value == SaleCalendar {
  public static var builtIn: Self {
    Self(.builtIn, name: Origin.builtInName, bytes: SaleCalendar.builtIn.source)
  }

  /// - Throws: `FileError` with every fault of the file.
  public init(_ file: SmallFile) throws(FileError) {
    do {
      self.init(
        try SaleCalendar(document: file.bytes, file: file.name), name: file.name, bytes: file.bytes)
    } catch {
      throw FileError("\(error)")
    }
  }
}

extension Sourced where Value == ChangeLog {
  /// Actions that the catalogue does not have are taken too, as their ranges are not needed.
  ///
  /// - Throws: `FileError` with every fault of the file.
  public init(_ file: SmallFile) throws(FileError) {
    do {
      self.init(
        try ChangeLog(document: file.bytes, file: file.name, catalogue: nil), name: file.name,
        bytes: file.bytes)
    } catch {
      throw FileError("\(error)")
    }
  }
}

extension Sourced where Value == RuleSet {
  public static var builtIn: Self {
    Self(.builtIn, name: Origin.builtInName, bytes: RuleSet.builtIn.source)
  }

  /// - Throws: `FileError` with every fault of the file.
  public init(_ file: SmallFile) throws(FileError) {
    do {
      self.init(try RuleSet(document: file.bytes, file: file.name), name: file.name, bytes: file.bytes)
    } catch {
      throw FileError("\(error)")
    }
  }
}

extension Sourced where Value == Enforcement {
  public static var builtIn: Self {
    Self(.builtIn, name: Origin.builtInName, bytes: Enforcement.builtInBytes)
  }

  /// - Throws: `FileError` with every fault of the file, or if it does not contain exactly one enforcement.
  public init(_ file: SmallFile) throws(FileError) {
    try self.init(only: DecisionFile(file).enforcements, of: file, "Enforcement", shown: "enforcement")
  }
}

extension Sourced where Value == Books {
  /// - Throws: `FileError` with every fault of the file, or if it does not contain exactly one loss.
  public init(_ file: SmallFile) throws(FileError) {
    try self.init(only: DecisionFile(file).books, of: file, "Loss", shown: "loss")
  }
}

extension Sourced where Value == RemovalFees {
  public static var builtIn: Self {
    Self(.builtIn, name: Origin.builtInName, bytes: RemovalFees.builtInBytes)
  }

  /// - Throws: `FileError` with every fault of the file, or if it does not contain exactly one table.
  public init(_ file: SmallFile) throws(FileError) {
    try self.init(only: DecisionFile(file).removalFees, of: file, "RemovalFees", shown: "fees")
  }
}

extension Sourced where Value == [ColumnMap] {
  /// - Throws: `FileError` with every fault of the file.
  public init(_ file: SmallFile) throws(FileError) {
    do {
      self.init(
        try ColumnMap.maps(document: file.bytes, file: file.name), name: file.name, bytes: file.bytes)
    } catch {
      throw FileError("\(error)")
    }
  }
}

extension Sourced {
  /// The only document of its kind in a file.
  fileprivate init(only all: [Value], of file: SmallFile, _ kind: String, shown: String) throws(FileError) {
    guard all.count == 1 else {
      throw FileError(
        "\(file.name): found \(all.count) documents of kind \(kind), expected one. headroom show \(shown) prints one to edit."
      )
    }
    self.init(all[0], name: file.name, bytes: file.bytes)
  }
}
