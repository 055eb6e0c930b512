import Documents
internal import GRDB

/// Why a store cannot be used, with its path and what to do.
public struct StoreError: Error, Sendable, Hashable, CustomStringConvertible {
  public enum Reason: Sendable, Hashable {
    /// There is no store yet.
    case absent
    /// A file of something else.
    case foreign
    /// A store of a later version of this program.
    case newer(schema: Int, known: Int)
    case damaged(String)
    /// A folder instead of a file.
    case folder
    /// Another run is writing to it.
    case busy
    /// It cannot be opened or read.
    case unreadable(String)
    /// It cannot be written: no room, no permission or a fault of the disk. What was in it is intact.
    case unwritable(String)
    /// It holds no file.
    case empty
  }

  public let path: String
  public let reason: Reason

  public init(_ path: String, _ reason: Reason) {
    self.path = path
    self.reason = reason
  }

  /// What SQLite said, in the terms of a store.
  init(_ path: String, _ error: any Error, isWriting: Bool) {
    guard let error = error as? DatabaseError else {
      self.init(path, .damaged("\(error)"))
      return
    }
    let text = "\(error.resultCode): \(error.message ?? "no message")"
    switch error.resultCode {
    case .SQLITE_CORRUPT: self.init(path, .damaged(text))
    case .SQLITE_NOTADB: self.init(path, .foreign)
    case .SQLITE_BUSY, .SQLITE_LOCKED: self.init(path, .busy)
    case .SQLITE_FULL: self.init(path, .unwritable("the disk is full"))
    case .SQLITE_IOERR, .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM:
      self.init(path, isWriting ? .unwritable(text) : .unreadable(text))
    default: self.init(path, isWriting ? .unwritable(text) : .damaged(text))
    }
  }

  /// Whether the fault is of the place to write to, and not of what was to be written.
  public var isOfWriting: Bool { if case .unwritable = reason { true } else { false } }

  /// What is wrong with a damaged store; `nil` for any other fault.
  public var damage: String? { if case .damaged(let text) = reason { text } else { nil } }

  public var description: String {
    let name = TerminalText.escaped(path)
    return switch reason {
    case .absent: "\(name): no store yet. Fill it with headroom import FILES, or name files."
    case .empty: "\(name): the store has no files. Fill it with headroom import FILES, or name files."
    case .folder:
      "\(name): a folder, where the file of the store is expected. Name a file in it, such as \(name)/store.sqlite."
    case .foreign: "\(name): not a store of headroom. It is left as it is; name another place with --store."
    case .newer(let schema, let known):
      "\(name): a store of a later headroom (schema \(schema), this one knows \(known)). It is left as it is; "
        + "install the later version."
    case .damaged(let text):
      "\(name): the store is damaged (\(TerminalText.escaped(text))). It is left as it is; headroom store --verify "
        + "shows what is wrong. Put a backup in its place, or import your files into another store."
    case .busy: "\(name): another run is writing to the store. Try again when it has ended."
    case .unreadable(let text):
      "\(name): the store cannot be read (\(TerminalText.escaped(text))). Check its permissions and the disk."
    case .unwritable(let text):
      "\(name): the store cannot be written (\(TerminalText.escaped(text))). What was in it is intact; make "
        + "room or choose another place with --store, and run it again."
    }
  }
}
