/// One kind of file: how its content is recognised, and how it is read. The name of a file says nothing.
///
/// A new kind is a value of this type in a file of its own, named once in `FileKind.all`.
struct FileKind: Sendable {
  enum Content: Sendable {
    /// Rows under a header. The closure is asked whether a line is the header, for each of the first lines.
    case table(Quotes, @Sendable (TableHead) -> Bool)
    /// Text that is not a table, such as JSON.
    case document(@Sendable (DocumentHead) -> Bool)
  }

  /// Its usual name, such as "Amazon all-orders report".
  let name: String
  let content: Content
  /// Reads a file of this kind into what has been read so far.
  let read: @Sendable (OpenFile, inout Reading) throws(ReportError) -> Void

  init(
    _ name: String, _ content: Content,
    read: @escaping @Sendable (OpenFile, inout Reading) throws(ReportError) -> Void
  ) {
    self.name = name
    self.content = content
    self.read = read
  }
}

/// The beginning of a text that is not a table.
struct DocumentHead {
  enum Syntax { case json, markup }

  let syntax: Syntax
  /// The first 64 KiB.
  let text: String

  /// Whether the text contains one of these words exactly.
  func contains(_ words: String...) -> Bool { words.contains { text.contains($0) } }
}
