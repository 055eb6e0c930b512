/// A column of a table and how it was understood.
public struct TableColumn: Sendable, Hashable {
  /// As the file has it.
  public var name: String
  /// What it was taken for; `nil` where it is not read.
  public var meaning: String?
}
