import Foundation
import TestSupport

/// The philox4x32 part of `rng_kat.json`.
struct GeneratorAnswers: Decodable {
  struct Vector: Decodable {
    let generator: String
    let rounds: Int
    let counter: [String]
    let key: [String]
    let output: [String]
    let next_counter: [String]?
    let next_output: [String]?
  }
  struct Digest: Decodable {
    let generator: String
    let rounds: Int
    let key: [String]
    let first_counter: [String]
    let blocks: Int
    let sha256_of_little_endian_words: String
    let xor_of_words: String
  }
  struct Unit: Decodable {
    let word: String
    let value: String
  }
  let official_vectors: [Vector]
  let own_vectors: [Vector]
  let philox_counter_carry: [Vector]
  let philox_stream_digests: [Digest]
  let u01_double: [Unit]

  static func read() throws -> GeneratorAnswers {
    try JSONDecoder().decode(Self.self, from: Data(contentsOf: OracleFolder.file("rng_kat.json")))
  }

  static func words(_ hex: [String]) -> [UInt32] { hex.compactMap { UInt32($0, radix: 16) } }
}
