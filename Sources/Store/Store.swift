import AccountHealth
import Foundation
internal import GRDB

/// What was seen of a seller's files and when, in one SQLite file on this machine.
///
/// It keeps the content of files as the reader understood it, never the files themselves, and so no data of
/// any buyer. A version of an order that many files repeat is kept once. The file is readable only by its
/// owner (mode 0600), writes go through a rollback journal with `synchronous = EXTRA`, and one run writes at
/// a time.
public final class Store: Sendable {
  public let path: String
  let queue: DatabaseQueue

  /// The store of `HEADROOM_STORE`, or the one in the user's data folder.
  public static func defaultPath(_ environment: [String: String] = ProcessInfo.processInfo.environment)
    -> String
  {
    if let path = environment["HEADROOM_STORE"], !path.isEmpty { return path }
    let folder =
      environment["XDG_DATA_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
      ?? (environment["HOME"] ?? NSHomeDirectory()) + "/.local/share"
    return folder + "/headroom/store.sqlite"
  }

  /// Opens a store to read it.
  ///
  /// - Parameters:
  ///   - path: Of the store.
  ///   - isLeftAsIs: Whether an older schema stays as it is, for who reads only files, orders and counts.
  ///   - checksPages: Whether every page is looked at. A page that is lost takes its rows with it.
  /// - Throws: `StoreError` if there is none, or it is damaged, foreign or of a later version.
  /// - Complexity: O(size of the store).
  public init(reading path: String, isLeftAsIs: Bool = false, checksPages: Bool = true) throws(StoreError) {
    self.path = path
    try Self.refuseFolder(path)
    guard FileManager.default.fileExists(atPath: path) else { throw StoreError(path, .absent) }
    do {
      queue = try DatabaseQueue(
        path: path, configuration: Self.configuration(isReadOnly: access(path, W_OK) != 0))
      let state = try queue.read { try Schema.state($0) }
      switch state {
      case .empty: throw StoreError(path, .empty)
      case .foreign: throw StoreError(path, .foreign)
      case .store(let version):
        guard version <= Schema.current else {
          throw StoreError(path, .newer(schema: version, known: Schema.current))
        }
        if checksPages, let fault = try queue.read({ try Self.damagedPage($0) }) {
          throw StoreError(path, .damaged(fault))
        }
        // What an older store lacks is added by the first run that may write.
        if version < Schema.current, !isLeftAsIs { try Self.migrate(queue) }
      }
    } catch let error as StoreError {
      throw error
    } catch {
      throw StoreError(path, error, isWriting: false)
    }
  }

  /// Opens a store to write to it, and makes it if there is none.
  ///
  /// - Throws: `StoreError` if it is damaged, foreign or of a later version, or cannot be made.
  init(writing path: String) throws(StoreError) {
    self.path = path
    try Self.makeFile(path)
    do {
      queue = try DatabaseQueue(path: path, configuration: Self.configuration(isReadOnly: false))
      switch try queue.read({ try Schema.state($0) }) {
      case .foreign: throw StoreError(path, .foreign)
      case .store(let version) where version > Schema.current:
        throw StoreError(path, .newer(schema: version, known: Schema.current))
      case .store(let version):
        // What is written beside damage hides it.
        if let fault = try queue.read({ try Self.damage($0) }) { throw StoreError(path, .damaged(fault)) }
        if version < Schema.current { try Self.migrate(queue) }
      case .empty: try Self.migrate(queue)
      }
    } catch let error as StoreError {
      throw error
    } catch {
      throw StoreError(path, error, isWriting: true)
    }
  }

  /// The first page or row that is not as it was written; `nil` in a sound store.
  ///
  /// - Complexity: O(size of the store).
  private static func damage(_ db: Database) throws -> String? {
    try damagedPage(db) ?? damagedRows(db, atMost: 1).first?.description
  }

  /// The first page that is no page of its tables, or is not there; `nil` if there is none.
  static func damagedPage(_ db: Database) throws -> String? {
    try String.fetchAll(db, sql: "PRAGMA quick_check(1)").first { $0 != "ok" }
  }

  /// A store in memory, for a dry run where there is none.
  init(named path: String) throws(StoreError) {
    self.path = path
    do {
      queue = try DatabaseQueue(configuration: Self.configuration(isReadOnly: false))
      try Self.migrate(queue)
    } catch {
      throw StoreError(path, error, isWriting: true)
    }
  }

  /// The pages that a run holds in memory, in KiB.
  private static let cache = 12 << 10

  private static func configuration(isReadOnly: Bool) -> Configuration {
    var configuration = Configuration()
    configuration.readonly = isReadOnly
    configuration.busyMode = .timeout(10)
    configuration.prepareDatabase { db in
      db.add(function: RowSeal.function)
      try db.execute(sql: "PRAGMA cache_size = -\(cache)")
      guard !isReadOnly else { return }
      try db.execute(sql: "PRAGMA journal_mode = DELETE")
      // As FULL, and the folder is synchronised too once the journal is gone: a commit outlives a power cut.
      try db.execute(sql: "PRAGMA synchronous = EXTRA")
    }
    return configuration
  }

  private static func migrate(_ queue: DatabaseQueue) throws {
    try queue.inDatabase { db in
      try db.inTransaction(.immediate) {
        // Another run may have been faster.
        if case .store(let version) = try Schema.state(db) {
          if version < Schema.current { try Schema.migrate(db, from: version) }
        } else {
          try Schema.migrate(db, from: 0)
        }
        return .commit
      }
    }
  }

  private static func refuseFolder(_ path: String) throws(StoreError) {
    var isFolder: ObjCBool = false
    guard !FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) || !isFolder.boolValue else {
      throw StoreError(path, .folder)
    }
  }

  /// Makes an empty file that only its owner can read, and the folders above it.
  private static func makeFile(_ path: String) throws(StoreError) {
    var info = stat()
    if stat(path, &info) == 0 {
      // A file that was made for the store, such as by mktemp or touch, holds nothing yet.
      if info.st_size == 0, info.st_mode & S_IFMT == S_IFREG { chmod(path, 0o600) }
      return
    }
    let folder = (path as NSString).deletingLastPathComponent
    if !folder.isEmpty {
      do {
        try FileManager.default.createDirectory(
          atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      } catch {
        throw StoreError(path, .unwritable("its folder cannot be made"))
      }
    }
    let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw StoreError(path, .unwritable(String(cString: strerror(errno)))) }
    fsync(file)
    close(file)
    let place = open(folder.isEmpty ? "." : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    if place >= 0 {
      fsync(place)
      close(place)
    }
  }

  /// The right to write, taken before the store is opened: makes the folder where it is absent.
  static func lock(_ path: String, patience: Double) throws(StoreError) -> StoreLock {
    try refuseFolder(path)
    let folder = (path as NSString).deletingLastPathComponent
    if !folder.isEmpty, !FileManager.default.fileExists(atPath: folder) {
      do {
        try FileManager.default.createDirectory(
          atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      } catch {
        throw StoreError(path, .unwritable("its folder cannot be made"))
      }
    }
    return try StoreLock(path, patience: patience)
  }

  /// Reads within one transaction.
  func read<Value>(_ body: (Database) throws -> Value) throws(StoreError) -> Value {
    do {
      return try queue.read(body)
    } catch let error as StoreError {
      throw error
    } catch {
      throw StoreError(path, error, isWriting: false)
    }
  }
}
