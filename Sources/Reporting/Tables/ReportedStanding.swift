import AccountHealth
import Documents
import SellerReports
import Workspace

/// What a performance report says about the account itself, shown before any rate.
public struct ReportedStanding: Sendable, Hashable {
  /// A warning or a kind of policy violation.
  public struct Item: Sendable, Hashable {
    public var name: String
    /// nil if the report has only a status.
    public var count: Int?
    public var status: String

    public init(name: String, count: Int?, status: String) {
      self.name = name
      self.count = count
      self.status = status
    }
  }

  public var marketplace: String
  public var asOf: Day?
  /// The report's word, such as NORMAL or AT_RISK; empty if it does not say.
  public var accountStatus: String
  /// Whether that word says that the account is deactivated.
  public var isDeactivated = false
  /// Account Health Rating, 0…1000.
  public var score: Int?
  public var ratingStatus: String?
  /// A score that cannot be meant, as the report has it.
  public var oddScore: String?
  /// Whether the score and its status are on different sides of 200.
  public var contradictsItself = false
  /// The file of a report that could not be read.
  public var unread: String?
  public var warnings: [Item]
  public var policies: [Item]
  /// The rates whose count is not in the report but was computed from the rate.
  public var inferred: [Metric]

  public init(
    marketplace: String, asOf: Day?, accountStatus: String, score: Int?, ratingStatus: String?,
    warnings: [Item], policies: [Item], inferred: [Metric]
  ) {
    self.marketplace = marketplace
    self.asOf = asOf
    self.accountStatus = accountStatus
    self.score = score
    self.ratingStatus = ratingStatus
    self.warnings = warnings
    self.policies = policies
    self.inferred = inferred
  }

  /// The paragraph before everything else, with an empty line after it; empty if no report says anything
  /// about its account.
  public static func opening(_ reports: [PerformanceReport], on terminal: Terminal = .plain) -> String {
    let lines = lines(reports.map(\.standing), terminal)
    return lines.isEmpty ? "" : lines.joined(separator: "\n") + "\n\n"
  }

  /// The lines of the accounts, worst first; empty if no report says anything about its account.
  static func lines(_ standings: [ReportedStanding], _ terminal: Terminal) -> [String] {
    let told = standings.filter { !$0.sentences.isEmpty }
    let ordered = told.filter { !$0.isNormal } + told.filter(\.isNormal)
    var lines = ordered.prefix(StatusSelection.mostAccounts).flatMap { standing in
      standing.sentences.map {
        TextWrap.wrapped(
          TerminalText.escaped(standing.unread ?? standing.marketplace) + ": " + $0, to: terminal.width)
      }
    }
    if ordered.count > StatusSelection.mostAccounts {
      lines.append("… and \(ordered.count - StatusSelection.mostAccounts) more marketplaces.")
    }
    return lines
  }

  private var isNormal: Bool { ["", "NORMAL"].contains(accountStatus.uppercased()) }

  /// What the report says about the account, and how its counts were found.
  var sentences: [String] {
    if unread != nil {
      return [
        "Amazon's performance report could not be read. Nothing here is compared with Amazon's own counts, and its limits and the account status are not known. Download it again."
      ]
    }
    var sentences: [String] = []
    var first: [String] = []
    if !accountStatus.isEmpty { first.append("account status at Amazon \(Self.word(accountStatus))") }
    if let score {
      // Amazon's bounds: 200 or more is healthy, 100 to 199 is at risk, and 99 or less may be deactivated.
      let meaning =
        score >= 200
        ? "" : score >= 100 ? ", below 200 at risk" : ", below 100 the account can be deactivated"
      first.append(
        "Account Health Rating \(score) of 1000" + named(ratingStatus) + meaning
          + (contradictsItself ? ", and the two contradict each other" : ""))
    } else if let oddScore {
      first.append(
        "Account Health Rating" + named(ratingStatus)
          + ": the report has \(Self.word(oddScore)), which is no whole number from 0 to 1000 and is not used"
      )
    } else if let ratingStatus, !ratingStatus.isEmpty {
      first.append("Account Health Rating \(Self.word(ratingStatus))")
    }
    if !first.isEmpty {
      sentences.append(
        first.joined(separator: "; ") + (asOf.map { " (report of \(Phrases.date($0)))" } ?? "") + ".")
    }
    if isDeactivated {
      sentences.append(
        "Amazon has deactivated the account: appeal first. Forecasts of rates and their risks are about the time after it is back."
      )
    }
    let raised = warnings.filter {
      $0.count ?? 1 > 0 && !["GOOD", "NONE", ""].contains($0.status.uppercased())
    }
    if !raised.isEmpty {
      sentences.append(
        "warnings: " + raised.map { Self.word($0.name) + named($0.status) }.joined(separator: ", ") + ".")
    }
    let violated = policies.filter { $0.count ?? 0 > 0 }
    if !violated.isEmpty {
      sentences.append(
        "policy violations: "
          + violated.map { "\(Self.word($0.name)) \($0.count ?? 0)" + named($0.status) }.joined(
            separator: ", ") + ".")
    }
    if !inferred.isEmpty {
      sentences.append(
        "counts of " + inferred.map(\.rawValue).joined(separator: ", ")
          + " are worked out from Amazon's rates, which are rounded.")
    }
    return sentences
  }

  private func named(_ status: String?) -> String {
    status.flatMap { $0.isEmpty ? nil : " (\(Self.word($0)))" } ?? ""
  }

  private static func word(_ text: String) -> String { TerminalText.cell(text, width: 48) }
}

extension PerformanceReport {
  /// What the report says about the account itself.
  var standing: ReportedStanding {
    var standing = ReportedStanding(
      marketplace: marketplace, asOf: asOf, accountStatus: accountStatus, score: rating?.score,
      ratingStatus: rating?.status,
      warnings: warnings.map { .init(name: $0.name, count: nil, status: $0.status) },
      policies: policies.map { .init(name: $0.name, count: $0.count, status: $0.status) },
      inferred: entries.filter(\.isInferred).map(\.metric))
    standing.oddScore = rating?.oddScore
    standing.contradictsItself = rating?.contradictsItself ?? false
    standing.unread = isUnread ? file : nil
    standing.isDeactivated = saysDeactivated
    return standing
  }
}
