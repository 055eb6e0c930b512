import Documents

extension RuleSet {
  /// - Parameters:
  ///   - bytes: The whole file, UTF-8.
  ///   - file: What messages call it.
  /// - Throws: `DocumentError` with every fault of the file, not only the first.
  public init(document bytes: [UInt8], file: String) throws(DocumentError) {
    self = try RuleSetReader.read(bytes, file: file, base: { .builtIn })
  }

  /// The bytes of the embedded rule file.
  public static var builtInBytes: [UInt8] { PackageResources.rules_yaml }

  /// The rules that Headroom comes with.
  public static let builtIn: RuleSet = {
    do {
      return try RuleSetReader.read(builtInBytes, file: "built-in rules", base: { nil })
    } catch {
      preconditionFailure("the embedded rule file is wrong:\n\(error)")
    }
  }()
}
