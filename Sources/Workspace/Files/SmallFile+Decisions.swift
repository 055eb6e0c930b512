import Decisions

extension DecisionFile {
  /// - Parameters:
  ///   - file: The bytes with their name.
  ///   - catalogue: The actions that a scenario of the file may name.
  /// - Throws: `FileError` with every fault of the file.
  public init(_ file: SmallFile, catalogue: ActionCatalogue = .builtIn) throws(FileError) {
    do {
      try self.init(document: file.bytes, file: file.name, catalogue: catalogue)
    } catch {
      throw FileError("\(error)")
    }
  }
}

extension ActionCatalogue {
  /// The built-in actions and those of a file, which replace built-in ones of the same name.
  ///
  /// - Throws: `FileError` with every fault of the file.
  public init(_ file: SmallFile) throws(FileError) {
    self = ActionCatalogue.builtIn.adding(try DecisionFile(file).actions)
  }
}

extension Scenario {
  /// - Parameters:
  ///   - file: The bytes with their name.
  ///   - catalogue: The actions that the scenario may name, beside those of the file itself.
  /// - Throws: `FileError` with every fault of the file, or if it does not contain exactly one scenario.
  public init(_ file: SmallFile, catalogue: ActionCatalogue = .builtIn) throws(FileError) {
    let all = try DecisionFile(file, catalogue: catalogue).scenarios
    guard all.count == 1 else {
      throw FileError(
        "\(file.name): found \(all.count) scenarios, expected one. Put each in a file of its own.")
    }
    self = all[0]
  }
}

extension ChangeLog {
  /// - Parameters:
  ///   - file: The bytes with their name.
  ///   - catalogue: The actions that it may name.
  /// - Throws: `FileError` with every fault of the file.
  public init(_ file: SmallFile, catalogue: ActionCatalogue) throws(FileError) {
    do {
      try self.init(document: file.bytes, file: file.name, catalogue: catalogue)
    } catch {
      throw FileError("\(error)")
    }
  }
}
