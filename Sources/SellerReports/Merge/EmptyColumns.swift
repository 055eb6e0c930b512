import AccountHealth

/// What the empty cells of an `orders.csv` mean, settled by the whole file.
///
/// | column | empty in every order that could have it | empty in some |
/// |---|---|---|
/// | `ship_by` | unknown, from 3 orders on | unknown |
/// | `deliver_by` | no order has one | unknown |
/// | `shipped_at`, `delivered_at` | unknown, if at least 8 orders are past their deadline | not yet |
/// | `tracking` | unknown, as if the column was not there | unknown |
/// | `cancelled_at`, `defect` | none, and it is said; unknown among many orders | none |
/// | `units` | one | unknown if at least three of four are filled, else one |
struct EmptyColumns {
  /// Fields that no row of the file answers.
  var fields: OrderFields = []
  /// Whether an empty `units` is unknown. Where most are empty, only larger numbers were written down.
  var opensUnits = false
}
