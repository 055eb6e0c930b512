import Foundation
import Yams

/// The bytes of a YAML or JSON file as trees of nodes, guarded against what a small file can grow into.
///
/// JSON is read as the part of YAML that it is. Two things differ from other JSON readers: a field that is
/// written twice is a fault, and a character beyond U+FFFF must be written as itself, not as a pair of `\u`
/// escapes.
public struct DocumentTree {
  static let maximumDepth = 32

  /// What a file is, for its messages.
  public struct Kind: Sendable {
    /// Such as "rule file".
    public var name: String
    /// The most levels of nesting that a correct file has.
    public var levels: Int
    /// A field to begin with, such as `name: mine`.
    public var example: String
    /// The most bytes that a file of this kind may have.
    public var mostBytes: Int

    public init(name: String, levels: Int, example: String, mostBytes: Int = 262_144) {
      self.name = name
      self.levels = levels
      self.example = example
      self.mostBytes = mostBytes
    }
  }

  /// The fields of each document, in the order of the file; never empty.
  public let documents: [DocumentFields]

  /// - Parameters:
  ///   - bytes: Of the whole file.
  ///   - file: What messages call it.
  ///   - kind: What it should be.
  ///   - several: Whether `---` may begin a further document.
  /// - Throws: The one fault that keeps the file from being read at all.
  public init(_ bytes: [UInt8], file: String, kind: Kind, several: Bool = false) throws(DocumentFault) {
    func fault(
      _ line: Int = 1, _ column: Int = 1, found: String, expected: String, advice: String
    ) -> DocumentFault {
      DocumentFault(
        file: file, line: line, column: column, field: "file", found: found, expected: expected,
        advice: advice)
    }
    let comparison = "Compare with an example of a \(kind.name)."
    guard bytes.count <= kind.mostBytes else {
      throw fault(
        found: "\(bytes.count) bytes", expected: "at most \(kind.mostBytes)",
        advice: "Is this a \(kind.name)?")
    }
    guard let text = String(validating: bytes, as: UTF8.self), !bytes.contains(0) else {
      throw fault(
        found: "bytes that are not UTF-8 text", expected: "YAML or JSON in UTF-8", advice: "Save it as UTF-8."
      )
    }
    if let place = Self.anchor(in: bytes) {
      throw fault(
        place.line, place.column, found: "a word that begins with & or *", expected: "no anchors and aliases",
        advice: "Write the value out; put a space after & or * in text.")
    }
    // In JSON indentation has no meaning.
    if let line = Self.deepBracket(in: bytes)
      ?? (Self.deepIndentation(in: bytes).flatMap { Self.isJSON(bytes) ? nil : $0 })
    {
      throw fault(
        line, found: "more than \(Self.maximumDepth) levels",
        expected: "at most \(kind.levels) levels of nesting",
        advice: comparison)
    }
    var nodes: [Node] = []
    // Values are read by the fields that want them, so no rules look for numbers and dates in each word.
    do {
      if several {
        var sequence = try Yams.compose_all(yaml: text, .basic)
        while let node = sequence.next() { nodes.append(node) }
        if let error = sequence.error { throw error }
      } else if let node = try Yams.compose(yaml: text, .basic) {
        nodes = [node]
      }
    } catch {
      let (found, problem) = Self.place(of: error)
      let (line, column) = Self.inside(bytes, found)
      throw fault(
        line, column, found: problem, expected: "valid YAML or JSON",
        advice: "Look at the line and the one before it.")
    }
    // A `---` at the end, or two in a row, begin a document without content.
    if several { nodes.removeAll { $0.scalar?.string.isEmpty == true } }
    var documents: [DocumentFields] = []
    for node in nodes {
      guard case .mapping(let root) = node else {
        throw fault(
          node.mark?.line ?? 1, node.mark?.column ?? 1, found: "no fields",
          expected: "fields such as '\(kind.example)'", advice: comparison)
      }
      let place = several ? node.mark.map { ($0.line, $0.column) } : nil
      documents.append(DocumentFields(root, path: "", mark: place ?? (1, 1), file: file))
    }
    guard !documents.isEmpty else {
      throw fault(
        found: "nothing", expected: "fields such as '\(kind.example)'", advice: comparison)
    }
    self.documents = documents
  }

  /// The first place where an anchor or alias could stand: a word that begins with & or *. A comment line
  /// of plain ASCII without quotes can contain none; any other line is checked as a whole, so nothing hides
  /// in a quote or behind one of YAML's other line ends.
  private static func anchor(in bytes: [UInt8]) -> (line: Int, column: Int)? {
    for (index, whole) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
      let line = whole.last == 0x0D ? whole.dropLast() : whole
      let isComment = line.first { $0 != 0x20 && $0 != 0x09 } == UInt8(ascii: "#")
      if isComment, line.allSatisfy({ $0 < 0x80 && !"\"'\r".utf8.contains($0) }) { continue }
      var previous = UInt8(ascii: " ")
      for (offset, byte) in line.enumerated() {
        let next = line.dropFirst(offset + 1).first ?? 0x20
        if byte == UInt8(ascii: "&") || byte == UInt8(ascii: "*"),
          previous >= 0x80 || " \t\r[]{},:-?\"'".utf8.contains(previous), !" \t\r".utf8.contains(next)
        {
          return (index + 1, offset + 1)
        }
        previous = byte
      }
    }
    return nil
  }

  /// The first line on which more brackets are open than may be nested. Quotes are ignored, so an odd text
  /// may be refused.
  private static func deepBracket(in bytes: [UInt8]) -> Int? {
    var open = 0
    for (index, line) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
      for byte in line {
        if byte == UInt8(ascii: "[") || byte == UInt8(ascii: "{") { open += 1 }
        if byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}") { open = max(0, open - 1) }
      }
      if open > maximumDepth { return index + 1 }
    }
    return nil
  }

  /// The first line whose indentation, with the compact `- - -` of one line, could nest too deep.
  private static func deepIndentation(in bytes: [UInt8]) -> Int? {
    bytes.split(separator: 0x0A, omittingEmptySubsequences: false).firstIndex { line in
      line.prefix { " \t-?:".utf8.contains($0) }.count > 2 * maximumDepth
    }.map { $0 + 1 }
  }

  private static func isJSON(_ bytes: [UInt8]) -> Bool {
    (try? JSONSerialization.jsonObject(with: Data(bytes))) != nil
  }

  private static func place(of error: any Error) -> (place: (line: Int, column: Int), problem: String) {
    switch error as? YamlError {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      ((mark.line, mark.column), "text that is not YAML or JSON (\(problem))")
    case .duplicatedKeysInMapping(let keys, let context):
      (
        (context.mark.line, context.mark.column),
        "the field \(TerminalText.quoted(keys.first ?? "")) twice"
      )
    case .reader(let problem, _, _, _): ((1, 1), "text that is not YAML or JSON (\(problem))")
    default: ((1, 1), "text that cannot be read")
    }
  }

  /// A place on a line that the text has: the parser takes the end of a last line without its line end for a
  /// new line.
  private static func inside(_ bytes: [UInt8], _ place: (line: Int, column: Int)) -> (Int, Int) {
    let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    guard place.line > lines.count, let last = lines.last else { return place }
    return (lines.count, String(decoding: last, as: UTF8.self).unicodeScalars.count + 1)
  }
}

extension DocumentTree {
  /// Reads a file of one document.
  ///
  /// - Parameters:
  ///   - bytes: Those of the file.
  ///   - file: Its name, for messages.
  ///   - kind: The kind that the document must have.
  ///   - read: Takes the values out of the fields. Where it returns `nil`, it has reported why.
  /// - Throws: `DocumentError` with every fault, also where `read` returned a value but reported one.
  public static func read<Value>(
    _ bytes: [UInt8], file: String, kind: Kind, _ read: (inout DocumentFields) -> Value?
  ) throws(DocumentError) -> Value {
    let tree: DocumentTree
    do {
      tree = try DocumentTree(bytes, file: file, kind: kind)
    } catch {
      throw DocumentError([error])
    }
    var fields = tree.documents[0]
    let value = read(&fields)
    guard fields.faults.isEmpty else { throw DocumentError(fields.faults) }
    guard let value else { preconditionFailure("a reader of \(kind.name)s gave no value and named no fault") }
    return value
  }
}
