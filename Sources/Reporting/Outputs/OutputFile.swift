import Foundation
import SellerReports

/// One file, written under a temporary name beside its own until `commit`, and discarded if that never comes.
///
/// A pipe or device that exists already is written directly, see `OutputTarget`. One of an `OutputFolder` is
/// put in place by that.
public final class OutputFile {
  public let path: String
  /// Where the file is written until it is complete, and where it is put then; `nil` for a pipe or device,
  /// and in a folder.
  private let names: (temporary: String, final: String)?
  private let isStaged: Bool
  private var descriptor: Int32
  private var isInPlace = false
  /// Whether the end of the compressed bytes is written.
  private var isCompressed = false
  /// The place of its temporary name in `TemporaryFiles`.
  private var place: Int?
  private var buffer: [UInt8] = []
  /// Compresses what is written; `nil` for plain bytes.
  private let gzip: GzipStream?
  private static let bufferSize = 1 << 18

  init(path: String, isGzip: Bool = false) throws(OutputError) {
    self.path = path
    gzip = isGzip ? GzipStream() : nil
    isStaged = false
    switch try OutputTarget(path: path) {
    case .stream(let path):
      names = nil
      descriptor = open(path, O_WRONLY | O_CLOEXEC)
    case .file(let final):
      let above = (final as NSString).deletingLastPathComponent
      let folder = above.isEmpty ? "." : above
      let name = TemporaryName.new(for: (final as NSString).lastPathComponent)
      let temporary = (folder as NSString).appendingPathComponent(name)
      names = (temporary, final)
      // The lock of the folder is kept until ours is on the new file, so that no other run takes it for a
      // leftover.
      let working = FolderLock(folder, patience: 1)
      if working != nil { Self.removeLeftovers(in: folder) }
      descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
      if descriptor >= 0 { _ = flock(descriptor, LOCK_EX | LOCK_NB) }
      _ = consume working
    }
    guard descriptor >= 0 else { throw OutputError(path: path, reason: String(cString: strerror(errno))) }
    if let names { place = TemporaryFiles.add(names.temporary) }
    buffer.reserveCapacity(Self.bufferSize)
  }

  /// One of a set.
  ///
  /// - Parameters:
  ///   - staged: Where it is written.
  ///   - path: What it is called.
  init(staged: String, path: String, isGzip: Bool) throws(OutputError) {
    self.path = path
    gzip = isGzip ? GzipStream() : nil
    isStaged = true
    names = nil
    descriptor = open(staged, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw OutputError(path: path, reason: String(cString: strerror(errno))) }
    place = TemporaryFiles.add(staged)
    buffer.reserveCapacity(Self.bufferSize)
  }

  /// A single file, such as that of `--output FILE`.
  ///
  /// - Parameters:
  ///   - path: Where it goes.
  ///   - inputs: The files that are read, of which it must not be one.
  public static func single(path: String, beside inputs: [String] = []) throws(OutputError) -> OutputFile {
    func resolved(_ path: String) -> String {
      URL(fileURLWithPath: path).resolvingSymlinksInPath().standardizedFileURL.path
    }
    guard !inputs.contains(where: { $0 != "-" && resolved($0) == resolved(path) }) else {
      throw OutputError(path: path, reason: nil)
    }
    return try OutputFile(path: path)
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
    if let names, !isInPlace { unlink(names.temporary) }
    TemporaryFiles.remove(place)
  }

  /// Removes temporary files that no living run has a lock on.
  ///
  /// The caller has the lock of `folder`.
  static func removeLeftovers(in folder: String) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    for name in names where TemporaryName.isOne(name) {
      let path = folder + "/" + name
      let file = open(path, O_WRONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
      guard file >= 0 else { continue }
      if flock(file, LOCK_EX | LOCK_NB) == 0 { unlink(path) }
      close(file)
    }
  }

  public func append(_ text: String) throws(OutputError) { try append(bytes: text.utf8) }

  public func append(bytes: some Sequence<UInt8>) throws(OutputError) {
    buffer.append(contentsOf: bytes)
    if buffer.count >= Self.bufferSize { try flush() }
  }

  /// Writes everything to the disk, still under the temporary name.
  func finish() throws(OutputError) {
    guard descriptor >= 0 else { return }
    try flush()
    if let gzip, !isCompressed {
      isCompressed = true
      try write(gzip.finish())
    }
    let synced = fsync(descriptor)
    let reason = errno
    // A pipe or a special file system has nothing to sync.
    guard synced == 0 || reason == EINVAL || reason == EROFS else {
      throw OutputError(path: path, reason: String(cString: strerror(reason)))
    }
    // The lock on a file of its own is needed until it is in place; hundreds of a set would stay open for
    // nothing.
    if isStaged { end() }
  }

  /// Replaces the existing file with the complete one.
  public func commit() throws(OutputError) {
    try finish()
    defer { end() }
    guard let names, !isInPlace else { return }
    guard rename(names.temporary, names.final) == 0 else {
      throw OutputError(path: path, reason: String(cString: strerror(errno)))
    }
    isInPlace = true
    TemporaryFiles.remove(place)
    place = nil
  }

  private func end() {
    if descriptor >= 0 { close(descriptor) }
    descriptor = -1
  }

  private func flush() throws(OutputError) {
    if let gzip { try write(gzip.compress(buffer)) } else { try write(buffer) }
    buffer.removeAll(keepingCapacity: true)
  }

  private func write(_ some: [UInt8]) throws(OutputError) {
    var start = 0
    while start < some.count {
      let written = some.withUnsafeBytes { bytes in
        bytes.baseAddress.map { Foundation.write(descriptor, $0 + start, bytes.count - start) } ?? 0
      }
      if written < 0, errno == EINTR { continue }
      guard written > 0 else { throw OutputError(path: path, reason: String(cString: strerror(errno))) }
      start += written
    }
  }
}
