/// The blanks of a plan as fields of a form, or filled in.
public struct PlanForm: Sendable {
  /// The address that the form is sent to.
  public var action: String
  /// The query of the page that it came from.
  public var query: String
  /// What was written into the blanks, by their number.
  public var texts: [Int: String]
  /// Whether the texts are shown as text, to be printed; else in fields.
  public var isFilled: Bool

  public init(action: String, query: String, texts: [Int: String] = [:], isFilled: Bool) {
    (self.action, self.query, self.texts, self.isFilled) = (action, query, texts, isFilled)
  }

  /// The name of the field of a blank.
  public static func field(_ number: Int) -> String { "blank-\(number)" }
}

/// A plan as one HTML file that loads nothing and runs nothing, or as a form.
enum PlanPage {
  /// A piece of text, or a blank to fill in.
  struct Span {
    var text: String
    var isBlank: Bool
    var field: Field?
  }

  /// A blank as a field.
  struct Field {
    var name: String
    var hint: String
    var value: String
  }

  struct Hidden {
    var name: String
    var value: String
  }

  struct Cell {
    var spans: [Span]
    /// Whether it stays in one line of a table: a day, a number, the id of an order; not several numbers.
    var isShort: Bool
    /// What stands above it in a table, for a narrow screen.
    var label = ""

    init(spans: [Span]) {
      self.spans = spans
      let text = spans.map(\.text).joined()
      isShort =
        spans.allSatisfy { $0.field == nil } && text.count <= 20 && text.count(where: { $0 == " " }) <= 2
    }
  }

  struct Items { var cells: [Cell] }

  struct Table {
    struct Row { var cells: [Cell] }
    var header: [Cell]
    var rows: [Row]
    /// Whether it is wider than a phone: there each row is then a list.
    var isWide: Bool

    init(header: [Cell], rows: [Row]) {
      (self.header, self.rows) = (header, rows)
      // Stored, as a template sees no other properties.
      isWide = header.count > 3
    }
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
    var style: String
    var blocks: [Block]
    /// What follows is only there for a form.
    var action: String?
    var query: String?
    var isFilled = false
    var hidden: [Hidden] = []
  }

  static let style = String(decoding: PackageResources.plan_css, as: UTF8.self)

  /// - Parameter form: `nil` for a file.
  /// - Throws: A `MustacheTemplate.ParserError` if the embedded template is wrong.
  static func html(_ blocks: [PlanBlock], _ form: PlanForm? = nil) throws -> String {
    // What follows the plan is for the seller alone: nothing in it is filled in.
    let end = blocks.firstIndex(of: .divider) ?? blocks.count
    let (page, notes) = (Page(form: form), Page(form: nil))
    var number = 0
    return try PageTemplates.render(
      .plan,
      Model(
        page: "Plan of action", style: style,
        blocks: blocks.enumerated().map { ($0 < end ? page : notes).block($1, &number) },
        action: form?.action, query: form?.query, isFilled: form?.isFilled ?? false,
        hidden: (form?.texts ?? [:]).sorted { $0.key < $1.key }.map {
          Hidden(name: PlanForm.field($0.key), value: $0.value)
        }))
  }

  private struct Page {
    let form: PlanForm?

    /// - Parameter number: That of the next blank.
    func block(_ block: PlanBlock, _ number: inout Int) -> Block {
      func cell(_ text: PlanText) -> Cell { self.cell(text, &number) }
      switch block {
      case .heading(1, let text): return Block(title: cell(text))
      case .heading(2, let text): return Block(heading: cell(text))
      case .heading(_, let text): return Block(subheading: cell(text))
      case .paragraph(let text): return Block(paragraph: cell(text))
      case .list(let items): return Block(items: Items(cells: items.map(cell)))
      case .table(let header, let rows):
        let header = header.map(cell)
        let labels = header.map { $0.spans.map(\.text).joined() }
        let rows = rows.map { row in
          Table.Row(
            cells: zip(row, labels).map { text, label in
              var cell = cell(text)
              cell.label = label
              return cell
            })
        }
        return Block(table: Table(header: header, rows: rows))
      case .divider: return Block(divider: true)
      }
    }

    private func cell(_ text: PlanText, _ number: inout Int) -> Cell {
      var isAfterField = false
      return Cell(
        spans: text.spans.map { span in
          switch span {
          case .words(let words):
            // A field stands on lines of its own, under which a full stop would be alone.
            let text = isAfterField ? String(words.drop { $0 == "." }) : words
            return Span(text: Phrases.unbroken(text), isBlank: false)
          case .blank(let hint):
            defer { number += 1 }
            guard let form else { return Span(text: PlanText.blank(hint), isBlank: true) }
            let text = form.texts[number] ?? ""
            if form.isFilled {
              return text.isEmpty
                ? Span(text: PlanText.blank(hint), isBlank: true) : Span(text: text, isBlank: false)
            }
            isAfterField = true
            return Span(
              text: "", isBlank: false,
              field: Field(
                name: PlanForm.field(number), hint: hint.isEmpty ? "to fill in" : hint, value: text))
          }
        })
    }
  }
}
