/// One kind of file: how its content is recognised, and how it is read. The name of a file says nothing.
///
/// A new kind is a value of this type in a file of its own, named once in `FileKind.all`.
struct FileKind: Sendable {
  enum Content: Sendable {
    /// Rows under a header. The closure is asked of each of the first lines what it would be as the header.
    case table(Quotes, @Sendable (TableHead) -> Bool)
    /// Text that is no table, such as JSON.
    case document(@Sendable (DocumentHead) -> Bool)
  }

  /// As people call it, such as "Amazon all-orders report".
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

/// The beginning of a text that is no table.
struct DocumentHead {
  enum Syntax { case json, markup }

  let syntax: Syntax
  /// The first 64 KiB.
  let text: String

  /// Whether one of these words is there as written.
  func contains(_ words: String...) -> Bool { words.contains { text.contains($0) } }
}
