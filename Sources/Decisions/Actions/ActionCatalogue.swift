/// The actions to choose from, in order. Names are unique.
public struct ActionCatalogue: Sendable, Hashable {
  public private(set) var actions: [Action]

  public init(_ actions: [Action] = []) { self.actions = [].adding(actions) }

  public subscript(name: String) -> Action? { actions.first { $0.name == name } }
  public var names: [String] { actions.map(\.name) }

  /// These actions and `others`. An action with the same name replaces the older one at its place.
  public func adding(_ others: [Action]) -> ActionCatalogue { ActionCatalogue(actions + others) }
}

extension [Action] {
  fileprivate func adding(_ others: [Action]) -> [Action] {
    others.reduce(into: self) { result, action in
      if let index = result.firstIndex(where: { $0.name == action.name }) {
        result[index] = action
      } else {
        result.append(action)
      }
    }
  }
}
