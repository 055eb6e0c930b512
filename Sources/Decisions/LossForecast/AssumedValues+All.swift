extension AssumedValues {
  /// Every assumption behind a loss that the seller's own figures do not replace, in the order of the file.
  ///
  /// - Parameters:
  ///   - enforcement: With the fees of a removal in force.
  ///   - books: The seller's own figures.
  ///   - unitFee: Where those fees come from.
  ///   - isShut: Whether the account is deactivated already, so that when it comes is not assumed.
  static func all(_ enforcement: Enforcement, books: Books, _ unitFee: UnitFee, isShut: Bool = false)
    -> [AssumedValues]
  {
    var groups: [AssumedValues] = []
    let hasStock = (books.stock ?? 0) > 0 || (books.stockUnits ?? 0) > 0
    for variant in LossVariant.all(enforcement, books: books) + LossVariant.ofLiquidity
    where hasStock || !LossVariant.ofStock.contains(variant.name) {
      if isShut, variant.isOfHazards { continue }
      var group = AssumedValues(
        source: enforcement.metadata.source, grade: enforcement.metadata.grade, fields: [])
      if let own = (enforcement.evidence + [proceeds]).first(where: { $0.covers(variant.name) }) {
        (group.source, group.grade) = (own.source, own.grade)
      }
      if books.assumptions != nil, variant.name.hasPrefix("loss.") {
        (group.source, group.grade) = (nil, nil)
      }
      if variant.name == "loss.removal_fee" {
        switch unitFee {
        case .stated: (group.source, group.grade) = (nil, nil)
        case .table(let fees): (group.source, group.grade) = (fees.metadata.source, fees.metadata.grade)
        case .unknown: continue
        }
      }
      let field = Field(name: variant.name, values: variant.ranges(enforcement).joined(separator: ", "))
      if let place = groups.firstIndex(where: { $0.source == group.source && $0.grade == group.grade }) {
        groups[place].fields.append(field)
      } else {
        group.fields = [field]
        groups.append(group)
      }
    }
    return groups
  }

  private static let proceeds = FieldEvidence(
    fields: ["proceeds_share"], source: "sales less a referral fee of 15 %, the usual one; ends judged",
    grade: EvidenceGrade("C→D") ?? .judged)
}

extension EvidenceGrade {
  /// Own judgement.
  fileprivate static let judged: EvidenceGrade = {
    guard let grade = EvidenceGrade("D") else { preconditionFailure("D is a grade") }
    return grade
  }()
}
