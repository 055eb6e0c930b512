internal import CZlib
import Crypto
import Foundation

/// The bytes of a file or of standard input in chunks, inflated if they are gzip (seen from the first two bytes).
///
/// Memory is two chunks, whatever the file holds.
final class ByteSource {
  static let chunk = 1 << 20

  let name: String
  private let descriptor: Int32
  private let owns: Bool
  private var hash = SHA256()
  private var raw = [UInt8](repeating: 0, count: ByteSource.chunk)
  /// The part of `raw` not yet handed on.
  private var pending = 0..<0
  private var inflater: UnsafeMutablePointer<z_stream>?
  private var isEnded = false
  private var memberEnded = false
  private(set) var isCompressed = false

  init(path: String) throws(ReportError) {
    if path == "-" {
      (name, descriptor, owns) = ("standard input", 0, false)
    } else {
      name = (path as NSString).lastPathComponent
      var status = stat()
      guard stat(path, &status) == 0 else {
        throw ReportError(path, "no such file. Check the name and the folder.")
      }
      guard status.st_mode & S_IFMT != S_IFDIR else {
        throw ReportError(path, "a folder, expected a file. Name the files in it.")
      }
      descriptor = open(path, O_RDONLY | O_CLOEXEC)
      owns = true
      guard descriptor >= 0 else {
        throw ReportError(
          path, "cannot be read (\(String(cString: strerror(errno)))). Check its permissions.")
      }
    }
    try refill()
    if pending.count >= 2, raw[pending.lowerBound] == 0x1F, raw[pending.lowerBound + 1] == 0x8B {
      isCompressed = true
      let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
      stream.initialize(to: z_stream())
      // 15 bits of window, + 16 for the gzip wrapper.
      guard headroom_inflate_init(stream, 31) == Z_OK else {
        throw ReportError(name, "cannot be unpacked: no memory. Unpack it yourself.")
      }
      inflater = stream
    }
  }

  deinit {
    if let inflater {
      inflateEnd(inflater)
      inflater.deallocate()
    }
    if owns { close(descriptor) }
  }

  /// SHA-256 of the file as it lies on the disk; complete once `read` has returned 0.
  var sha256: String { hash.finalize().map { String(format: "%02x", $0) }.joined() }

  /// Fills a part of `target` and returns how much; 0 at the end.
  func read(into target: UnsafeMutableRawBufferPointer) throws(ReportError) -> Int {
    inflater == nil ? try copy(into: target) : try inflateSome(into: target)
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
          throw ReportError(
            name, "the gzip file is cut off: it ends in the middle of its data. Download or copy it again.")
        }
      }
      if memberEnded {
        // Several members in one file are one text; anything else after the first is not gzip.
        guard raw[pending.lowerBound] == 0x1F, inflateReset(stream) == Z_OK else { return 0 }
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
      guard code == Z_OK || code == Z_STREAM_END || code == Z_BUF_ERROR else {
        throw ReportError(name, "the gzip data are damaged. Download or copy the file again.")
      }
      if code == Z_STREAM_END { memberEnded = true }
      let made = target.count - Int(stream.pointee.avail_out)
      if made > 0 { return made }
    }
  }

  private func refill() throws(ReportError) {
    guard !isEnded else { return }
    var count = -1
    repeat {
      count = raw.withUnsafeMutableBytes { Foundation.read(descriptor, $0.baseAddress, $0.count) }
    } while count < 0 && errno == EINTR
    guard count >= 0 else {
      throw ReportError(
        name, "cannot be read (\(String(cString: strerror(errno)))). Check the file and the disk.")
    }
    if count == 0 { isEnded = true }
    raw.withUnsafeBytes { hash.update(bufferPointer: UnsafeRawBufferPointer(rebasing: $0[..<count])) }
    pending = 0..<count
  }
}
