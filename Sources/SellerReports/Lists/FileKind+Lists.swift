extension FileKind {
  static let feedback = unread(
    "Amazon's feedback report",
    "Put its negative ratings into orders.csv as defect and defect_at."
  ) { $0.has("rater-email", "comments") }

  static let returns = unread(
    "Amazon's returns report", "Put its claims into orders.csv as defect and defect_at."
  ) { $0.has("return-request-date", "a-to-z-claim") }

  /// A kind that is known and not read.
  private static func unread(
    _ name: String, _ remedy: String, recognises: @escaping @Sendable (TableHead) -> Bool
  ) -> FileKind {
    FileKind(name, .table(.unlessTabs, recognises)) { file, _ throws(ReportError) in
      throw ReportError(file.name, "\(name), which is not read yet. \(remedy)", isUseless: true)
    }
  }
}
