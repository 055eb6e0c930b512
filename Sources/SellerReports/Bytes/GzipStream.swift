internal import CZlib

/// Bytes in, gzip out, in pieces. The header has no name and no time, so the same bytes give the same file.
///
/// A class, so that the library's state is freed exactly once.
public final class GzipStream {
  private static let level: Int32 = 6
  /// The largest window, and 16 for a gzip header.
  private static let windowBits: Int32 = 15 + 16

  private let stream: UnsafeMutablePointer<z_stream>
  private var made = [UInt8](repeating: 0, count: 1 << 16)

  public init() {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    let code = headroom_deflate_init(stream, Self.level, Self.windowBits)
    precondition(code == Z_OK, "zlib cannot begin")
  }

  deinit {
    deflateEnd(stream)
    stream.deinitialize(count: 1)
    stream.deallocate()
  }

  /// What is ready after these bytes; it may be nothing yet.
  public func compress(_ bytes: [UInt8]) -> [UInt8] { run(bytes, Z_NO_FLUSH) }

  /// The rest. Call it once, last.
  public func finish() -> [UInt8] { run([], Z_FINISH) }

  private func run(_ bytes: [UInt8], _ flush: Int32) -> [UInt8] {
    var bytes = bytes
    var result: [UInt8] = []
    bytes.withUnsafeMutableBufferPointer { input in
      stream.pointee.next_in = input.baseAddress
      stream.pointee.avail_in = uInt(input.count)
      repeat {
        let count = made.count
        made.withUnsafeMutableBufferPointer { output in
          stream.pointee.next_out = output.baseAddress
          stream.pointee.avail_out = uInt(count)
          let code = deflate(stream, flush)
          precondition(code != Z_STREAM_ERROR, "zlib lost its state")
        }
        result += made[..<(count - Int(stream.pointee.avail_out))]
      } while stream.pointee.avail_out == 0
    }
    return result
  }
}

/// The whole of a file, inflated if it is gzip.
public enum InflatedFile {
  /// - Throws: `ReportError` for a file that is missing, unreadable or damaged.
  public static func bytes(of path: String) throws(ReportError) -> [UInt8] {
    let source = try ByteSource(path: path)
    var (all, some) = ([UInt8](), [UInt8](repeating: 0, count: 1 << 16))
    while true {
      let count = try source.read(into: &some, from: 0)
      guard count > 0 else { return all }
      all += some[..<count]
    }
  }
}
