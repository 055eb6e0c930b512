import AccountHealth

/// The form as the template shows it.
struct FormModel {
  struct Lever {
    var name: String
    var title: String
    var factor: String
    var most: Int
  }

  struct Option {
    var value: String
    var title: String
    var note: String?
    var isChosen: Bool
  }

  struct Accounts { var options: [Option] }

  var account: String
  var accounts: Accounts?
  var asOf: String
  var evening: String
  var first: String
  var last: String
  /// Days from the first evening to the last and to the chosen one.
  var evenings: Int
  var place: Int
  var isPast: Bool
  var levers: [Lever]
  var from: String
  var earliest: String
  var latest: String
  var actions: [Option]
  var chosen: String
  var hasChosen: Bool
  var rates: [Option]
  var loaded: String
  var kept: [String]
  var budget: String
  var currency: String

  init(_ form: LiveForm) {
    func options(_ options: [LiveForm.Option]) -> [Option] {
      options.map { Option(value: $0.value, title: $0.title, note: $0.note, isChosen: $0.isChosen) }
    }
    let evenings = form.evenings
    account = form.account
    accounts = form.accounts.isEmpty ? nil : Accounts(options: options(form.accounts))
    asOf = form.asOf
    evening = "\(evenings.chosen)"
    (first, last) = ("\(evenings.first)", "\(evenings.last)")
    self.evenings = evenings.last - evenings.first
    place = evenings.chosen - evenings.first
    isPast = evenings.chosen < evenings.last
    levers = form.levers.map {
      Lever(name: $0.name, title: $0.title, factor: $0.factor, most: $0.most)
    }
    from = form.from
    earliest = "\(evenings.chosen + 1)"
    latest = "\(evenings.chosen + form.horizon)"
    actions = options(form.actions)
    let count = form.actions.count(where: \.isChosen)
    hasChosen = count > 0
    chosen = count == 0 ? "none chosen" : "\(count) chosen"
    rates = options(form.rates)
    loaded = form.loaded
    kept = form.kept
    (budget, currency) = (form.budget, form.currency)
  }
}
