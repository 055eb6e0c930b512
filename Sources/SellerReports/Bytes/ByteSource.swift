internal import CZlib
import Digests
import Foundation

/// The bytes of a file or of standard input in chunks, inflated if they are gzip (seen from the first two
/// bytes).
///
/// Memory is two chunks, whatever the size of the file.
final class ByteSource {
  static let chunk = 1 << 20

  let name: String
  /// The path of a file that can be opened again.
  private let path: String?
  private let descriptor: Int32
  private let owns: Bool
  /// When the file was last written, in seconds since 1970; nil for standard input and bytes in memory.
  private(set) var modified: Int?
  /// The bytes on the disk, of which `fetched` have been read; 0 if they are not known.
  private var size = 0
  private var fetched = 0
  /// Bytes given instead of a file.
  private var given: ArraySlice<UInt8> = []
  private let hash = SHA256()
  private var raw = [UInt8](repeating: 0, count: ByteSource.chunk)
  /// The part of `raw` that has not been handed on.
  private var pending = 0..<0
  private var inflater: UnsafeMutablePointer<z_stream>?
  private var isEnded = false
  private var memberEnded = false
  /// An error after the head that was handed out; the next read throws it.
  private(set) var failure: ReportError?
  private(set) var isCompressed = false

  /// - Parameter path: The path of a file, or `-` for standard input.
  init(path: String) throws(ReportError) {
    if path == "-" {
      (name, self.path, descriptor, owns) = (Self.name(of: path), nil, 0, false)
    } else {
      name = Self.name(of: path)
      self.path = path
      owns = true
      descriptor = try Self.opened(path)
      var status = stat()
      if fstat(descriptor, &status) == 0 {
        modified = Int(status.st_mtim.tv_sec)
        if status.st_mode & S_IFMT == S_IFREG { size = Int(status.st_size) }
      }
    }
    try begin()
  }

  /// What messages call a file: its base name.
  static func name(of path: String) -> String {
    path == "-" ? "standard input" : (path as NSString).lastPathComponent
  }

  /// Bytes in memory, read as a file of this name.
  init(_ bytes: [UInt8], name: String) throws(ReportError) {
    (self.name, path, descriptor, owns) = (name, nil, -1, false)
    given = bytes[...]
    try begin()
  }

  /// The same file from its beginning; nil for a pipe and for bytes in memory.
  func again() throws(ReportError) -> ByteSource? {
    guard let path, Self.isRegular(path) else { return nil }
    return try ByteSource(path: path)
  }

  /// Whether a path is of a file on a disk, which can be opened any number of times.
  static func isRegular(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  private static func opened(_ path: String) throws(ReportError) -> Int32 {
    var status = stat()
    guard stat(path, &status) == 0 else {
      guard errno == ENOENT || errno == ENOTDIR else { throw unreadable(path) }
      throw ReportError(path, "no such file. Check the name and the folder.")
    }
    guard status.st_mode & S_IFMT != S_IFDIR else {
      throw ReportError(path, "a folder, expected a file. Name the files in it.")
    }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw unreadable(path) }
    return descriptor
  }

  private static func unreadable(_ path: String) -> ReportError {
    ReportError(path, "cannot be read (\(String(cString: strerror(errno)))). Check its permissions.")
  }

  private func begin() throws(ReportError) {
    try refill()
    guard pending.count >= 2, raw[pending.lowerBound] == 0x1F, raw[pending.lowerBound + 1] == 0x8B else {
      return
    }
    isCompressed = true
    let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    stream.initialize(to: z_stream())
    // 15 bits of window, + 16 for the gzip wrapper.
    guard headroom_inflate_init(stream, 31) == Z_OK else {
      stream.deallocate()
      throw ReportError(name, "cannot be unpacked: no memory. Unpack it yourself.")
    }
    inflater = stream
  }

  deinit {
    if let inflater {
      inflateEnd(inflater)
      inflater.deallocate()
    }
    if owns { close(descriptor) }
  }

  /// Reads the whole file for its hash only. Nothing can be read from this value afterwards.
  ///
  /// - Returns: The hash of the bytes on disk, and when they were last written.
  func digest() throws(ReportError) -> (sha256: String, written: Int?) {
    while !pending.isEmpty { try refill() }
    return (sha256, modified)
  }

  /// SHA-256 of the bytes on disk; complete once `read` has returned 0.
  private(set) lazy var sha256 = hash.finish()

  /// The first bytes, at most `count`. An error after the first of them is thrown by the next read instead,
  /// so that the rows before it can be counted.
  func head(_ count: Int) throws(ReportError) -> [UInt8] {
    var head = [UInt8](repeating: 0, count: count)
    var filled = 0
    while filled < count {
      do throws(ReportError) {
        let more = try read(into: &head, from: filled)
        if more == 0 { break }
        filled += more
      } catch {
        if filled == 0 { throw error }
        failure = error
        break
      }
    }
    head.removeLast(count - filled)
    return head
  }

  /// Fills a part of `target` and returns its size; 0 at the end.
  func read(into target: UnsafeMutableRawBufferPointer) throws(ReportError) -> Int {
    if let failure { throw failure }
    return inflater == nil ? try copy(into: target) : try inflateSome(into: target)
  }

  /// The same into an array, from one of its elements on.
  func read(into array: inout [UInt8], from start: Int) throws(ReportError) -> Int {
    try array.withUnsafeMutableBufferPointer { buffer throws(ReportError) in
      try read(into: UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[start...]))
    }
  }

  private func copy(into target: UnsafeMutableRawBufferPointer) throws(ReportError) -> Int {
    if pending.isEmpty { try refill() }
    let count = min(pending.count, target.count)
    guard count > 0 else { return 0 }
    raw.withUnsafeBytes { bytes in
      target.copyMemory(
        from: UnsafeRawBufferPointer(rebasing: bytes[pending.lowerBound..<pending.lowerBound + count]))
    }
    pending = (pending.lowerBound + count)..<pending.upperBound
    return count
  }

  private func inflateSome(into target: UnsafeMutableRawBufferPointer) throws(ReportError) -> Int {
    guard let stream = inflater, let base = target.baseAddress, !target.isEmpty else { return 0 }
    while true {
      if pending.isEmpty {
        try refill()
        if pending.isEmpty {
          if memberEnded { return 0 }
          throw ReportError.damaged(
            name, "the gzip file is cut off: it ends in the middle of its data. Download or copy it again.")
        }
      }
      if memberEnded {
        // Several members in one file are one text; anything else after the first member is not gzip.
        guard raw[pending.lowerBound] == 0x1F, inflateReset(stream) == Z_OK else {
          while !pending.isEmpty { try refill() }
          return 0
        }
        memberEnded = false
      }
      stream.pointee.next_out = base.assumingMemoryBound(to: UInt8.self)
      stream.pointee.avail_out = uInt(target.count)
      let before = pending.count
      let code = raw.withUnsafeMutableBytes { bytes -> Int32 in
        stream.pointee.next_in = bytes.baseAddress.map {
          ($0 + pending.lowerBound).assumingMemoryBound(to: UInt8.self)
        }
        stream.pointee.avail_in = uInt(before)
        return inflate(stream, Z_NO_FLUSH)
      }
      let used = before - Int(stream.pointee.avail_in)
      pending = (pending.lowerBound + used)..<pending.upperBound
      if code == Z_STREAM_END { memberEnded = true }
      // What was unpacked before damage is handed on first; the next call finds the damage again.
      let made = target.count - Int(stream.pointee.avail_out)
      if made > 0 { return made }
      guard code == Z_OK || code == Z_STREAM_END || code == Z_BUF_ERROR else {
        throw ReportError.damaged(name, "the gzip data are damaged. Download or copy the file again.")
      }
    }
  }

  private func refill() throws(ReportError) {
    pending = 0..<0
    guard !isEnded else { return }
    var count = -1
    if descriptor < 0 {
      count = min(given.count, raw.count)
      raw.replaceSubrange(0..<count, with: given.prefix(count))
      given = given.dropFirst(count)
    } else {
      repeat {
        count = raw.withUnsafeMutableBytes { Foundation.read(descriptor, $0.baseAddress, $0.count) }
      } while count < 0 && errno == EINTR
    }
    guard count >= 0 else {
      throw ReportError(
        name, "cannot be read (\(String(cString: strerror(errno)))). Check the file and the disk.")
    }
    if count == 0 { isEnded = true }
    raw.withUnsafeBytes { hash.update(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
    pending = 0..<count
    fetched += count
  }

  /// The share of the file that has been handed on, above 0 and at most 1; nil for a pipe and for bytes in
  /// memory.
  var share: Double? {
    let done = fetched - pending.count
    return size > 0 && done > 0 ? min(1, Double(done) / Double(size)) : nil
  }
}
