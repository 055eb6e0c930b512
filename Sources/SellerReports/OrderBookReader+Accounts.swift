extension OrderBookReader {
  /// Whether the first rows of one of these files name an account, so that the files need not be read whole
  /// to know. A file of which that cannot be told says nothing.
  ///
  /// - Parameter files: Paths. A pipe is not read.
  /// - Complexity: O(files): of each only the first 64 KiB are read.
  public func namesAccount(_ files: [String]) -> Bool {
    files.contains { path in
      guard ByteSource.isRegular(path), let source = try? ByteSource(path: path),
        let text = try? TextSource(source)
      else { return false }
      // The end of the head may cut a line.
      let isCut = text.head.count >= TextSource.headSize
      let end = isCut ? (text.head.lastIndex(of: 0x0A) ?? 0) : text.head.count
      let book = try? read(Array(text.head.prefix(end)), name: text.name)
      return book?.accounts.contains { !$0.name.isEmpty } ?? false
    }
  }
}
