import Documents

extension Scenario {
  /// The scenario as a file that reads back as the same settings and actions. Actions are named, not
  /// described.
  public var document: String {
    var lines = [
      "apiVersion: headroom/v1", "kind: Scenario", "metadata:", "  name: \(fileName)",
      "  title: \(YAMLText.quoted(metadata.title))", "spec:",
    ]
    if !settings.isEmpty {
      lines.append("  set:")
      lines += settings.map { setting in
        let parts = setting.text.split(separator: "=", maxSplits: 1)
        let days = [("from", setting.from), ("to", setting.to)].compactMap { name, day in
          day.map { ", \(name): \($0)" }
        }
        return "    - {\(parts[0]): \(parts[1])\(days.joined())}"
      }
    }
    if !actions.isEmpty {
      lines.append("  actions:")
      lines += actions.map { planned in
        "    - {name: \(planned.action.name)\(planned.from.map { ", from: \($0)" } ?? "")}"
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Its name if a file may have it, or else `scenario`.
  private var fileName: String {
    let name = metadata.name
    let isName =
      (1...40).contains(name.utf8.count) && name != ActionRanking.doNothing
      && name.utf8.allSatisfy {
        (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F
      } && name.utf8.contains { (0x61...0x7A).contains($0) }
    return isName ? name : "scenario"
  }
}
