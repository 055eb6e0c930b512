/// FNV-1a of a name in 32 bits: unlike Swift's own hashes, the same number in every run and on every machine.
///
/// G. Fowler, L. C. Noll, K.-P. Vo and D. Eastlake, *The FNV Non-Cryptographic Hash Algorithm*, IETF draft.
public func stableHash(_ name: String) -> UInt32 {
  var hash: UInt32 = 2_166_136_261
  for byte in name.utf8 { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
  return hash
}
