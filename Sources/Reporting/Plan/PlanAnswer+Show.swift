import AccountHealth
import Decisions
import Documents
import Workspace

extension PlanAnswer {
  /// Where the list of all orders is.
  enum Annex { case within, file }

  /// The plan in Markdown, ending with a line's end.
  func markdown(annex: Annex) -> String { PlanMarkdown.text(blocks(annex)) }

  /// The plan as a page of its own.
  ///
  /// - Throws: A `MustacheTemplate.ParserError` if the embedded template is wrong.
  public func html() throws -> String { try PlanPage.html(blocks(.within)) }

  /// The plan as a page on which its blanks are filled in.
  ///
  /// - Throws: A `MustacheTemplate.ParserError` if the embedded template is wrong.
  public func html(_ form: PlanForm) throws -> String { try PlanPage.html(blocks(.within), form) }

  /// The whole answer, ending with a line's end: the plan in Markdown, or its orders for programs.
  public func text(as format: AnswerFormat) throws -> String {
    switch format {
    case .table: markdown(annex: .within)
    case .json: try PlanJSON.line(self)
    case .csv: PlanFiles.orders.header + PlanFiles.orders.csv(PlanFiles.orderRows(self))
    case .ndjson: PlanFiles.orders.ndjson(PlanFiles.orderRows(self))
    }
  }

  private func blocks(_ annex: Annex) -> [PlanBlock] {
    PlanDocument(answer: self).blocks + PlanNotes(answer: self).blocks + self.annex(annex)
  }

  private func annex(_ place: Annex) -> [PlanBlock] {
    guard !orders.isEmpty else { return [] }
    let head: [PlanBlock] = [.divider, .heading(1, "Annex: the orders")]
    guard place == .within else {
      return head + [
        .paragraph(
          "\(Phrases.count(orders.count, "order", "orders")), all in the table that goes with this plan (plan_orders.csv)."
        )
      ]
    }
    let hasFindings = !rootCauses.isEmpty
    let header: [PlanText] =
      ["order", "placed", "due", "what", "on", "SKU"] + (hasFindings ? ["root cause"] : [])
    let rows = orders.map { order -> [PlanText] in
      [
        "\(PlanWords.outside(order.id))", "\(order.placed.description)", "\(order.due?.description ?? "–")",
        "\(PlanWords.fact(order.fact))", "\(order.happened?.description ?? "–")",
        "\(order.sku.map(PlanWords.outside) ?? "–")",
      ] + (hasFindings ? ["\(order.rootCauses(of: self).map(String.init).joined(separator: ", "))"] : [])
    }
    return head + [.table(header: header, rows: rows)]
  }
}
