import Foundation

/// One file, written under a temporary name beside its own until `commit`; discarded if that never comes.
///
/// A pipe or device that is there already is written as it comes, see `OutputTarget`.
public final class OutputFile {
  public let path: String
  /// Where the file is written until it is complete, and where it is put then; `nil` for a pipe or device.
  private let names: (temporary: String, final: String)?
  private var descriptor: Int32
  private var isInPlace = false
  /// Where `TemporaryFiles` keeps its temporary name.
  private var place: Int?
  private var buffer: [UInt8] = []
  private static let bufferSize = 1 << 18

  init(path: String) throws(OutputError) {
    self.path = path
    switch try OutputTarget(path: path) {
    case .stream(let path):
      names = nil
      descriptor = open(path, O_WRONLY | O_CLOEXEC)
    case .file(let final):
      let folder = (final as NSString).deletingLastPathComponent
      // Without the file's own name, which may be as long as a name can be.
      let name = ".headroom.\(getpid()).\(UInt32.random(in: 0...UInt32.max)).tmp"
      let temporary = folder.isEmpty ? name : (folder as NSString).appendingPathComponent(name)
      names = (temporary, final)
      descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    }
    guard descriptor >= 0 else { throw OutputError(path: path, reason: String(cString: strerror(errno))) }
    if let names { place = TemporaryFiles.add(names.temporary) }
    buffer.reserveCapacity(Self.bufferSize)
  }

  /// A file of its own, such as the one of `--output FILE`.
  public static func single(path: String) throws(OutputError) -> OutputFile { try OutputFile(path: path) }

  deinit {
    if descriptor >= 0 { close(descriptor) }
    if let names, !isInPlace { unlink(names.temporary) }
    TemporaryFiles.remove(place)
  }

  public func append(_ text: String) throws(OutputError) { try append(bytes: text.utf8) }

  public func append(bytes: some Sequence<UInt8>) throws(OutputError) {
    buffer.append(contentsOf: bytes)
    if buffer.count >= Self.bufferSize { try flush() }
  }

  /// Everything on the disk, still under the temporary name.
  func finish() throws(OutputError) {
    guard descriptor >= 0 else { return }
    try flush()
    let synced = fsync(descriptor)
    let reason = errno
    close(descriptor)
    descriptor = -1
    // A pipe or a special file system has nothing to sync.
    guard synced == 0 || reason == EINVAL || reason == EROFS else {
      throw OutputError(path: path, reason: String(cString: strerror(reason)))
    }
  }

  /// Puts the complete file in place of what was there.
  public func commit() throws(OutputError) {
    try finish()
    guard let names, !isInPlace else { return }
    guard rename(names.temporary, names.final) == 0 else {
      throw OutputError(path: path, reason: String(cString: strerror(errno)))
    }
    isInPlace = true
    TemporaryFiles.remove(place)
    place = nil
  }

  private func flush() throws(OutputError) {
    var start = 0
    while start < buffer.count {
      let written = buffer.withUnsafeBytes { bytes in
        bytes.baseAddress.map { write(descriptor, $0 + start, bytes.count - start) } ?? 0
      }
      if written < 0, errno == EINTR { continue }
      guard written > 0 else { throw OutputError(path: path, reason: String(cString: strerror(errno))) }
      start += written
    }
    buffer.removeAll(keepingCapacity: true)
  }
}
