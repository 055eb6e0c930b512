import Documents
import Foundation
import Reporting
import SellerReports
import Workspace

extension EarlierPortfolio {
  /// Reads what a portfolio wrote into a folder.
  init(folder: String) throws {
    let path = (folder as NSString).appendingPathComponent(Self.fileName)
    let file = FileManager.default.fileExists(atPath: path) ? path : path + ".gz"
    guard FileManager.default.fileExists(atPath: file) else {
      throw InputError("\(TerminalText.escaped(path)): no such file. Name the folder of a portfolio.")
    }
    try self.init(Data(InflatedFile.bytes(of: file)), file: file)
  }
}
