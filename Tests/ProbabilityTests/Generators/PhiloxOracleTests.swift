import Digests
import TestSupport
import Testing

@testable import Probability

@Suite("Philox against the authors' vectors", .enabled(if: OracleFolder.has("rng_kat.json")))
struct PhiloxOracleTests {
  private func block(_ counter: [String], _ key: [String]) -> [UInt32] {
    let (c, k) = (GeneratorAnswers.words(counter), GeneratorAnswers.words(key))
    let four = Philox4x32.block(counter: SIMD4(c), key: SIMD2(k))
    return (0..<4).map { four[$0] }
  }

  @Test("Every philox4x32-10 vector") func vectors() throws {
    let answers = try GeneratorAnswers.read()
    let own = (answers.official_vectors + answers.own_vectors).filter {
      $0.generator == "philox4x32" && $0.rounds == 10
    }
    #expect(own.count >= 4)
    for vector in own {
      #expect(block(vector.counter, vector.key) == GeneratorAnswers.words(vector.output))
    }
  }

  @Test("Both sides of every counter carry") func carry() throws {
    let carries = try GeneratorAnswers.read().philox_counter_carry.filter { $0.generator == "philox4x32" }
    #expect(!carries.isEmpty)
    for vector in carries {
      #expect(block(vector.counter, vector.key) == GeneratorAnswers.words(vector.output))
      let next = try #require(vector.next_counter)
      #expect(block(next, vector.key) == GeneratorAnswers.words(try #require(vector.next_output)))
    }
  }

  @Test("The stream digests") func digests() throws {
    let digests = try GeneratorAnswers.read().philox_stream_digests.filter { $0.generator == "philox4x32" }
    #expect(!digests.isEmpty)
    for digest in digests {
      var counter = SIMD4(GeneratorAnswers.words(digest.first_counter))
      let key = SIMD2(GeneratorAnswers.words(digest.key))
      var bytes: [UInt8] = []
      for _ in 0..<digest.blocks {
        let four = Philox4x32.block(counter: counter, key: key)
        for i in 0..<4 { withUnsafeBytes(of: four[i].littleEndian) { bytes += $0 } }
        counter[0] += 1
      }
      #expect(SHA256.hex(bytes) == digest.sha256_of_little_endian_words)
    }
  }

  @Test("A word in [0, 1)") func unit() throws {
    for answer in try GeneratorAnswers.read().u01_double {
      let word = try #require(UInt64(answer.word, radix: 16))
      #expect(unitInterval(word) == Double(answer.value))
    }
  }
}
