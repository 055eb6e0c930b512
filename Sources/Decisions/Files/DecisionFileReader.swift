import Documents

/// Reads every document of a file to its end and collects the faults on the way.
enum DecisionFileReader {
  enum Kind: String, CaseIterable {
    case action = "Action"
    case scenario = "Scenario"
    case enforcement = "Enforcement"
    case loss = "Loss"
    case removalFees = "RemovalFees"
  }

  private static let kind = DocumentTree.Kind(
    name: "file of actions", levels: 6, example: "apiVersion: \(DecisionFile.apiVersion)")

  /// - Parameter catalogue: The actions that scenarios may name besides those of the file. It is asked for
  ///   only if the file has a scenario.
  /// - Throws: `DocumentError` with every fault of the file.
  static func read(
    _ bytes: [UInt8], file: String, catalogue: () -> ActionCatalogue
  ) throws(DocumentError) -> DecisionFile {
    var documents: [DocumentFields]
    do {
      documents = try DocumentTree(bytes, file: file, kind: kind, several: true).documents
    } catch {
      throw DocumentError([error])
    }
    let kinds = documents.indices.map { head(&documents[$0]) }
    var result = DecisionFile()
    var names: Set<String> = []
    // Actions first: a scenario of the same file may name them.
    for order in [Kind.action, .enforcement, .loss, .removalFees, .scenario] {
      lazy var known = catalogue().adding(result.actions)
      for index in documents.indices where kinds[index] == order {
        // A fault of the head does not hide those of the rest.
        let metadata = metadata(&documents[index], kind: order) ?? Metadata(name: "", title: "")
        guard var spec = documents[index].fields("spec") else { continue }
        if !metadata.name.isEmpty, !names.insert("\(order.rawValue) \(metadata.name)").inserted {
          documents[index].reject(
            "metadata", found: "a second \(order.rawValue) named \(TerminalText.quoted(metadata.name))",
            expected: "each name once", advice: "Rename one of the two.")
        }
        switch order {
        case .action:
          if let action = spec.action(metadata), !metadata.name.isEmpty { result.actions.append(action) }
        case .enforcement: if let read = spec.enforcement(metadata) { result.enforcements.append(read) }
        case .loss: if let read = spec.books() { result.books.append(read) }
        case .removalFees:
          if let read = spec.removalFees(metadata) { result.removalFees.append(read) }
        case .scenario: if let read = spec.scenario(metadata, known: known) { result.scenarios.append(read) }
        }
        documents[index].absorb(spec)
      }
    }
    let faults = documents.flatMap(\.faults)
    guard faults.isEmpty else { throw DocumentError(faults) }
    return result
  }

  private static func head(_ fields: inout DocumentFields) -> Kind? {
    fields.allow(only: ["apiVersion", "kind", "metadata", "spec"])
    fields.require(["apiVersion", "kind", "metadata", "spec"])
    _ = fields.value(
      "apiVersion", expected: DecisionFile.apiVersion, advice: "This version of Headroom reads only that."
    ) { $0 == DecisionFile.apiVersion ? true : nil }
    return fields.value(
      "kind", expected: "one of \(Kind.allCases.map(\.rawValue).joined(separator: ", "))",
      advice: "Correct the spelling.", parse: Kind.init)
  }

  private static func metadata(_ fields: inout DocumentFields, kind: Kind) -> Metadata? {
    guard var metadata = fields.fields("metadata") else { return nil }
    defer { fields.absorb(metadata) }
    metadata.allow(only: ["name", "title", "source", "grade"])
    metadata.require(kind == .scenario ? ["name", "title"] : ["name", "title", "source", "grade"])
    let name = metadata.value(
      "name", expected: "1 to 40 lower-case letters, digits and _, not do_nothing",
      advice: "The command line calls it by this name."
    ) { text in
      (1...40).contains(text.utf8.count) && text != "do_nothing"
        && text.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F }
        ? text : nil
    }
    let title = metadata.text("title")
    let source = metadata.text("source")
    let grade = metadata.grade("grade")
    guard let name, let title else { return nil }
    return Metadata(name: name, title: title, source: source ?? "", grade: grade)
  }
}
