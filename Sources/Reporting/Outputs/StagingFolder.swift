import CRename
import Foundation

/// A hidden folder in which a set of files is completed, and which then changes places with the folder that
/// gets them.
///
/// Linux exchanges two folders in one step, so at no moment is there a mix of old and new files, even if the
/// process is killed. Other entries of the folder stay: before the exchange the new folder gets a link to
/// each such entry in the old one, and after it each link changes places with its entry.
///
/// The run that fills it has a lock on it, so that another run recognises what a killed one left.
final class StagingFolder {
  /// The folder that gets the files, without links.
  private let target: String
  private let shown: String
  let path: String
  private let name: String
  private var lock: FolderLock?
  /// Whether it has changed places; it then contains the old files, and entries that could not be put back.
  private var isExchanged = false
  /// Its place in `TemporaryFiles`.
  private var place: Int?

  /// Makes it beside the target if possible, or else inside, and removes what killed runs have left.
  ///
  /// - Parameters:
  ///   - target: A folder, without links in its path. If it is absent, the folder that it is to be in exists.
  ///   - shown: Its name in messages.
  init(for target: String, shown: String) throws(OutputError) {
    self.target = target
    self.shown = shown
    let final = (target as NSString).lastPathComponent
    let above = (target as NSString).deletingLastPathComponent
    var info = stat()
    let isAbsent = lstat(target, &info) != 0
    let isBeside = isAbsent || Self.canHold(above, target)
    let folder = isBeside ? above : target
    // The lock is kept until ours is on the new folder, so that no other run takes it for a leftover.
    let working = FolderLock(folder, patience: 1)
    if working != nil {
      if isBeside { Self.removeLeftovers(in: above, of: target) }
      Self.removeLeftovers(in: target, of: target)
    }
    name = TemporaryName.new(for: final)
    path = (folder as NSString).appendingPathComponent(name)
    guard mkdir(path, 0o700) == 0 else {
      throw OutputError(path: shown, reason: String(cString: strerror(errno)))
    }
    lock = FolderLock(path, patience: 0)
    place = TemporaryFiles.add(path)
    _ = consume working
  }

  deinit { discard() }

  private func discard() {
    if isExchanged { rmdir(path) } else { Self.remove(path) }
    TemporaryFiles.remove(place)
    place = nil
  }

  /// Whether a folder can contain the staging folder: it is on the same device and can be written.
  private static func canHold(_ above: String, _ target: String) -> Bool {
    var (one, two) = (stat(), stat())
    return target != "/" && stat(above, &one) == 0 && stat(target, &two) == 0 && one.st_dev == two.st_dev
      && (two.st_uid == geteuid() || geteuid() == 0) && access(above, W_OK | X_OK) == 0
  }

  /// Puts the complete files into the target, all in one step if possible.
  ///
  /// Files are replaced one by one if a process works in the target (an exchanged folder is no longer its
  /// working directory), if the target is a mount, or if the file system cannot exchange folders.
  ///
  /// - Parameters:
  ///   - names: The names of the files, all complete on the disk.
  ///   - outdated: The names of files of an earlier run that do not belong to the new set; they are removed.
  func commit(_ names: [String], outdated: [String] = []) throws(OutputError) {
    let folder = (path as NSString).deletingLastPathComponent
    guard let working = FolderLock(folder) else {
      throw OutputError(path: shown, reason: "another run is writing there")
    }
    TemporaryFiles.beginCommit()
    defer {
      discard()
      TemporaryFiles.endCommit()
    }
    if appear() { return }
    if folder == target || Self.isWorkedIn(target) || !exchange(Set(names + outdated)) {
      for name in names {
        guard rename(path + "/" + name, target + "/" + name) == 0 else {
          throw OutputError(path: shown + "/" + name, reason: String(cString: strerror(errno)))
        }
      }
      for name in outdated { unlink(target + "/" + name) }
    }
    _ = consume working
  }

  /// Takes the place of a target that is absent, with the permissions that a new folder has.
  ///
  /// - Returns: `false` if it is there by now.
  private func appear() -> Bool {
    var info = stat()
    guard lstat(target, &info) != 0, errno == ENOENT else { return false }
    let mask = umask(0o077)
    umask(mask)
    guard chmod(path, 0o777 & ~mask) == 0 else { return false }
    return renameat2(AT_FDCWD, path, AT_FDCWD, target, 1) == 0  // RENAME_NOREPLACE
  }

  /// - Parameter names: The entries of the target that do not stay.
  private func exchange(_ names: Set<String>) -> Bool {
    var info = stat()
    guard stat(target, &info) == 0, chown(path, info.st_uid, info.st_gid) == 0,
      chmod(path, info.st_mode & 0o7777) == 0
    else { return false }
    let others = Self.entries(target).filter { !names.contains($0) }
    for other in others where symlink(Self.link(to: other, in: name), path + "/" + other) != 0 {
      return false
    }
    guard Self.swap(path, target) else {
      for other in others { unlink(path + "/" + other) }
      return false
    }
    // From here on `path` is the old folder.
    isExchanged = true
    for old in Self.entries(path) {
      if names.contains(old) {
        unlink(path + "/" + old)
      } else {
        Self.takeBack(old, from: path, to: target)
      }
    }
    return true
  }

  /// Puts an entry of the old folder into the new one, where a link may keep its place.
  ///
  /// - Returns: Whether it is there.
  @discardableResult
  private static func takeBack(_ entry: String, from old: String, to new: String) -> Bool {
    let (from, to) = (old + "/" + entry, new + "/" + entry)
    guard isLink(to, link(to: entry, in: (old as NSString).lastPathComponent)) else {
      return renameat2(AT_FDCWD, from, AT_FDCWD, to, 1) == 0  // RENAME_NOREPLACE
    }
    return swap(from, to) && unlink(from) == 0
  }

  private static func swap(_ one: String, _ two: String) -> Bool {
    renameat2(AT_FDCWD, one, AT_FDCWD, two, 2) == 0  // RENAME_EXCHANGE
  }

  /// The target of a link that keeps the place of an entry until it is back.
  private static func link(to entry: String, in name: String) -> String { "../\(name)/\(entry)" }

  private static func isLink(_ path: String, _ destination: String) -> Bool {
    (try? FileManager.default.destinationOfSymbolicLink(atPath: path)) == destination
  }

  private static func entries(_ folder: String) -> [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
  }

  /// Whether a process has the folder, or one inside, as its working directory.
  private static func isWorkedIn(_ folder: String) -> Bool {
    let processes = entries("/proc").filter { $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }
    return processes.contains { process in
      guard let place = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(process)/cwd")
      else { return false }
      return place == folder || place.hasPrefix(folder + "/")
    }
  }

  /// Removes the staging folders and temporary files of the target that no living run has a lock on.
  ///
  /// The caller has the lock of `folder`.
  private static func removeLeftovers(in folder: String, of target: String) {
    let final = (target as NSString).lastPathComponent
    for name in entries(folder) where TemporaryName.isOne(name, of: final) {
      let path = folder + "/" + name
      guard let lock = FolderLock(path, patience: 0) else { continue }
      let kept = entries(path).filter { entry in
        var info = stat()
        guard !isLink(path + "/" + entry, link(to: entry, in: name)), lstat(path + "/" + entry, &info) == 0
        else { return false }
        return info.st_mode & S_IFMT == S_IFDIR || isLink(target + "/" + entry, link(to: entry, in: name))
      }
      if kept.allSatisfy({ takeBack($0, from: path, to: target) }) { remove(path) }
      _ = consume lock
    }
    if folder == target { OutputFile.removeLeftovers(in: folder) }
  }

  /// Removes the folder with its files, unless it still contains a folder.
  private static func remove(_ path: String) {
    for entry in entries(path) { unlink(path + "/" + entry) }
    rmdir(path)
  }
}
