import Documents

extension DecisionFile {
  /// - Parameters:
  ///   - bytes: The whole file, UTF-8.
  ///   - file: What messages call it.
  ///   - catalogue: The actions that scenarios may name, besides those of the file itself.
  /// - Throws: `DocumentError` with every fault of the file, not only the first.
  public init(document bytes: [UInt8], file: String, catalogue: ActionCatalogue = .builtIn)
    throws(DocumentError)
  {
    self = try DecisionFileReader.read(bytes, file: file, catalogue: { catalogue })
  }

  fileprivate static func embedded(_ bytes: [UInt8], file: String) -> DecisionFile {
    do {
      return try DecisionFileReader.read(bytes, file: file, catalogue: { ActionCatalogue() })
    } catch {
      preconditionFailure("the embedded file is wrong:\n\(error)")
    }
  }
}

extension ActionCatalogue {
  /// The bytes of the embedded file, to be copied and edited.
  public static var builtInBytes: [UInt8] { PackageResources.actions_yaml }

  /// The document of one built-in action, as in the built-in file; `nil` for an unknown name.
  public static func builtInText(of name: String) -> String? {
    let text = String(decoding: builtInBytes, as: UTF8.self)
    guard let start = text.range(of: "apiVersion:")?.lowerBound else { return nil }
    return text[start...].components(separatedBy: "\n---\n").first { document in
      document.contains("\n  name: \(name)\n")
    }.map { $0.hasSuffix("\n") ? $0 : $0 + "\n" }
  }

  /// The 31 actions that Headroom comes with.
  public static let builtIn = ActionCatalogue(
    DecisionFile.embedded(builtInBytes, file: "built-in actions").actions)
}

extension Enforcement {
  /// The bytes of the embedded file, to be copied and edited.
  public static var builtInBytes: [UInt8] { PackageResources.enforcement_yaml }

  /// The assumptions that Headroom comes with.
  public static let builtIn = DecisionFile.embedded(builtInBytes, file: "built-in enforcement").enforcements[
    0]
}

extension RemovalFees {
  /// The bytes of the embedded file, to be copied and edited.
  public static var builtInBytes: [UInt8] { PackageResources.fees_yaml }

  /// The fees that Headroom comes with, of amazon.com.
  public static let builtIn = DecisionFile.embedded(builtInBytes, file: "built-in fees").removalFees[0]
}

extension Books {
  /// The bytes of the embedded file, to be copied and edited. It has assumptions, but no figures of a seller.
  public static var builtInBytes: [UInt8] { PackageResources.loss_yaml }
}
