import Mustache

/// A plan as one HTML file that loads nothing and runs nothing.
enum PlanPage {
  /// A piece of text, or a blank to fill in.
  struct Span {
    var text: String
    var isBlank: Bool
  }

  struct Cell { var spans: [Span] }

  struct Items { var cells: [Cell] }

  struct Table {
    struct Row { var cells: [Cell] }
    var header: [Cell]
    var rows: [Row]
  }

  /// One of these is set.
  struct Block {
    var title: Cell?
    var heading: Cell?
    var subheading: Cell?
    var paragraph: Cell?
    var items: Items?
    var table: Table?
    var divider = false
  }

  private struct Model {
    var page: String
    var blocks: [Block]
  }

  /// - Throws: A `MustacheTemplate.ParserError` if the embedded template is wrong.
  static func html(_ blocks: [PlanBlock]) throws -> String {
    EscapedText.register()
    let template = try MustacheTemplate(
      string: String(decoding: PackageResources.plan_mustache, as: UTF8.self))
    return template.render(
      Model(page: "Plan of action", blocks: blocks.map(block)))
  }

  private static func block(_ block: PlanBlock) -> Block {
    switch block {
    case .heading(1, let text): Block(title: cell(text))
    case .heading(2, let text): Block(heading: cell(text))
    case .heading(_, let text): Block(subheading: cell(text))
    case .paragraph(let text): Block(paragraph: cell(text))
    case .list(let items): Block(items: Items(cells: items.map(cell)))
    case .table(let header, let rows):
      Block(table: Table(header: header.map(cell), rows: rows.map { Table.Row(cells: $0.map(cell)) }))
    case .divider: Block(divider: true)
    }
  }

  private static func cell(_ text: PlanText) -> Cell {
    Cell(
      spans: text.spans.map { span in
        switch span {
        case .words(let words): Span(text: Phrases.unbroken(words), isBlank: false)
        case .blank(let hint): Span(text: PlanText.blank(hint), isBlank: true)
        }
      })
  }
}
