import AccountHealth
import Foundation

/// The words that a cell may contain, whatever their case, accents and separators, and their meanings.
///
/// `A-to-Z Claim`, `a_to_z_claim` and `ATOZCLAIM` are the same word, and so are `Verkäufer` and `VERKAUFER`.
/// Words around the one that counts do no harm: `Cancelled by seller` is `seller`.
struct Words<Value: Sendable>: Sendable {
  private let words: [(bytes: [UInt8], value: Value)]
  private let others: [String: Value]
  /// What may stand before or behind a word without changing its meaning.
  private let fillers: [String]
  /// The words of `orders.csv`, as a message lists them.
  let listed: String

  /// - Parameters:
  ///   - words: Those of `orders.csv`, in lower case.
  ///   - others: What other programs write for the same.
  ///   - fillers: What may stand around any of them.
  init(
    _ words: [(key: String, value: Value)], others: [(words: String, value: Value)] = [],
    fillers: String = ""
  ) {
    self.words = words.map { (Array($0.key.utf8), $0.value) }
    let spoken =
      words.map { ($0.key, $0.value) }
      + others.flatMap { entry in Self.list(entry.words).map { ($0, entry.value) } }
    self.others = Dictionary(spoken.map { (Self.key($0.0), $0.1) }) { first, _ in first }
    self.fillers = Self.list(fillers).map(Self.key)
    listed = words.map(\.key).sorted().joined(separator: ", ")
  }

  private static func list(_ text: String) -> [String] {
    text.split { $0 == "," || $0 == "\n" }.map { $0.filter { $0 != " " } }.filter { !$0.isEmpty }
  }

  func value(_ cell: Bytes) -> Value? {
    for (bytes, value) in words where bytes.count == cell.count {
      if bytes.elementsEqual(cell, by: { $0 == $1 || $1 >= 0x41 && $1 <= 0x5A && $0 == $1 | 0x20 }) {
        return value
      }
    }
    guard cell.count <= Self.longest else { return nil }
    var isLatin = false
    return value(of: CellText.string(cell, isLatin: &isLatin))
  }

  /// The meaning of a text of at most 60 bytes.
  func value(of text: String) -> Value? {
    // "valid?" is a question.
    guard text.utf8.count <= Self.longest, !text.contains("?"), !text.contains("？") else { return nil }
    var seen: Set<String> = []
    return stripped(Self.key(text), &seen)
  }

  private static var longest: Int { 60 }

  /// The meaning of a word, or of what is left without the fillers around it.
  private func stripped(_ key: String, _ seen: inout Set<String>) -> Value? {
    if let value = others[key] { return value }
    guard seen.count < 64, seen.insert(key).inserted else { return nil }
    for filler in fillers where filler.count < key.count {
      if key.hasPrefix(filler), let value = stripped(String(key.dropFirst(filler.count)), &seen) {
        return value
      }
      if key.hasSuffix(filler), let value = stripped(String(key.dropLast(filler.count)), &seen) {
        return value
      }
    }
    return nil
  }

  /// Lower-case letters and digits only, without accents and in plain width.
  private static func key(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return Header.key(text) }
    return Header.key(
      text.folding(
        options: [.diacriticInsensitive, .caseInsensitive, .widthInsensitive],
        locale: Locale(identifier: "en_US_POSIX")))
  }
}

extension Words where Value == Order.Channel {
  /// Who sends the parcel.
  static let channels = Words(
    Order.Channel.allCases.map { ($0.word, $0) },
    others: [
      (
        """
        merchant, mfn, fbm, merchantfbm, merchantmfn, sellerfbm, sellermfn, fbmmerchant, default, self, own,
        sfp, easyship, sellerflex, selfship, selfshipped, vendeur, marchand, händler, verkäufer, venditore,
        vendedor, comerciante, 出品者, 自社, verkoper, sprzedawca, säljare, satıcı, 卖家, 自发货
        """, .seller
      ),
      (
        """
        afn, fba, fbaonsite, amazonna, amazoneu, amazonfe, amazonin, amazonjp, amazonuk, amazonca, amazonau,
        amazonfba, amazonafn, fbaamazon, アマゾン, 亚马逊
        """, .amazon
      ),
    ],
    fillers: """
      fulfilled, fulfillment, fulfilment, fulfill, fulfil, shipped, sent, by, channel, network, versand, versendet,
      durch, vom, expédié, expédition, par, le, logística, logistica, gestito, gestione, gestionado, gestión, spedito,
      enviado, da, de, del, di, dal, por, el, pela, pelo, 出荷, 発送, 配送, による, が, door, verzonden, wysyłka, przez
      """)
}

extension Words where Value == Order.Tracking {
  static let trackings = Words(
    Order.Tracking.allCases.map { ($0.word, $0) },
    others: [
      (
        """
        1, yes, y, true, hasvalid, ok, scanned, gültig, valide, valido, válido, válida, 有効, ja, oui, sì, sí, si, sim,
        はい
        """, .valid
      ),
      (
        """
        0, no, n, false, notvalid, novalid, hasnovalid, notscanned, noscan, unscanned, ungültig, invalide, nonvalide,
        nonvalido, inválido, noválido, 無効, nein, non, não, いいえ
        """, .invalid
      ),
      (
        "missing, untracked, no tracking, without tracking, keine, aucun, nessuno, ninguno, nenhum, なし", .none
      ),
    ], fillers: "tracking, number, id, code")
}

extension Words where Value == Order.Canceller {
  /// The words of the Orders API, of Seller Central in its languages and of the seller's own programs.
  static let cancellers = Words(
    Order.Canceller.allCases.map { ($0.word, $0) },
    others: [
      (
        """
        merchant, mfn, fbm, shop, store, vendor, retailer, us, me, self, own, vendeur, vendeuse, marchand, händler,
        verkäufer, verkäuferin, anbieter, venditore, vendedor, vendedora, comerciante, 出品者, 販売者, セラー, 卖家,
        verkoper, sprzedawca, sprzedawcę, sprzedający, säljare, säljaren, satıcı
        """, .seller
      ),
      (
        """
        customer, client, consumer, purchaser, acheteur, acheteuse, käufer, käuferin, kunde, kunden, kundin,
        acquirente, compratore, cliente, comprador, compradora, 購入者, お客様, 顧客, 买家, koper, klant, kupujący,
        kupującego, klient, klienta, köpare, köparen, kund, kunden, alıcı, müşteri
        """, .buyer
      ),
      (
        """
        system, systeme, systemet, sistema, システム, 系统, systeem, auto, automatic, automatically, automatisch,
        automatique, automatico, automático, marketplace, amazonsystem, autocancel, アマゾン, 亚马逊, amazoncom
        """, .amazon
      ),
    ],
    fillers: """
      cancelled, canceled, cancel, cancels, cancellation, cancelation, by, the, a, auto, automatic, automatically,
      automatisch, automatiquement, automaticamente, request, requested, requests, s, order,
      reason, initiated, from, at, on, annulé, annulée, annulation, demande, par, le, la, l, du, de, storniert,
      stornierung, storno, vom, von, durch, den, dem, der, wunsch, auf, annullato, annullata, annullamento, richiesta,
      da, dal, dalla, dall, dell, della, dello, cancelado, cancelada, cancelación, anulado, anulada, anulación, cancelamento, solicitud,
      por, el, del, pelo, pela, キャンセル, による, により, が, 取消, geannuleerd, door, anulowane, przez, avbruten, av
      """)
}

extension Words where Value == Order.Defect? {
  /// Kinds of defect, and the words for none.
  static let defects = Words(
    Order.Defect.allCases.map { ($0.word, $0) },
    others: [
      (
        """
        atoz, az, a2z, abisz, aaz, dallaaallaz, delaaalaz, deaaz, odadoz, atotz, claim, guaranteeclaim, réclamation,
        reklamation, reclamo, reclamación, マーケットプレイス保証, 保証申請, 索赔, 保障索赔, 交易保障索赔, 商城交易保障索赔
        """, .aToZClaim
      ),
      (
        """
        cb, ccchargeback, chargebackrefund, servicechargeback, creditcardchargeback, 拒付, 信用卡拒付, rückbuchung,
        rückbelastung, rétrofacturation, riaddebito, contracargo, devolucióndecargo, estorno, チャージバック
        """, .chargeback
      ),
      (
        """
        nf, negfb, 差评, 负面反馈, negative, feedback, negativerating, negativereview, badfeedback, negfeedback, neg,
        negativebewertung, évaluationnégative, commentairenégatif, feedbacknegativo, valoraciónnegativa,
        comentarionegativo, avaliaçãonegativa, 低い評価, 悪い評価, 1star, 1stars, 2star, 2stars, onestar, twostars,
        1sterne, 2sterne
        """, .negativeFeedback
      ),
      (
        """
        no, none, false, 0, n, non, nein, nodefect, nodefects, keine, kein, keiner, aucun, aucune, nessuno,
        nessuna, ninguno, ninguna, nenhum, なし, 無し, ok, good, positive, positivefeedback, neutral,
        neutralfeedback, 3star, 3stars, 4star, 4stars, 5star, 5stars
        """, .none
      ),
    ],
    fillers: """
      received, filed, opened, granted, claim, claims, guarantee, garantie, garanzia, garantía, garantia, gwarancja,
      antrag, refund, amazon, アマゾン, 亚马逊, defect, by, buyer, customer
      """)
}

/// What a seller's own table says of the whole order.
enum OrderStatus: Sendable, Hashable { case cancelled, shipped, open }

extension Words where Value == OrderStatus {
  static let statuses = Words(
    [("cancelled", .cancelled), ("shipped", .shipped), ("open", .open)],
    others: [
      (
        """
        canceled, cancel, cancellation, annulé, annulée, storniert, annullato, annullata, cancelado, cancelada,
        anulado, anulada, キャンセル, キャンセル済み, 取消, 已取消, geannuleerd, anulowane, avbruten, void, voided, iptal,
        iptaledildi, stornierung, storno, anulación, annulation, annullamento, anulowano, avbeställd,
        cancelamento
        """, .cancelled
      ),
      (
        """
        dispatched, despatched, sent, delivered, completed, complete, fulfilled, intransit, versandt, versendet,
        verschickt, geliefert, zugestellt, expédié, expédiée, livré, livrée, spedito, spedita, consegnato,
        enviado, enviada, entregado, entregada, entregue, 発送済み, 出荷済み, 配達済み, 已发货, 已送达, verzonden, bezorgd,
        wysłane, wysłano, skickad, gönderildi, kargolandı, teslimedildi
        """, .shipped
      ),
      (
        """
        created, approved, invoiced, accepted, acknowledged, authorized, authorised, placed, received, released,
        allocated, picking, picked, packing, packed, printed, backordered, unavailable, hold, pending,
        unshipped, notshipped, unfulfilled, processing, inprocess, inprogress, new, paid, confirmed, awaiting,
        awaitingshipment, awaitingfulfillment, readytoship, onhold, backorder, partiallyshipped, tobeshipped,
        offen, neu, bezahlt, inbearbeitung, nichtversandt, versandbereit, encours, enattente, payée, nouvelle,
        àexpédier, nonexpédiée, pendiente, nuevo, pagado, procesando, noenviado, sinenviar, inlavorazione,
        inattesa, nuovo, pagato, dadaspedire, daspedire, nonspedito, pendente, pago, 未出荷, 未発送, 保留中, 处理中, 待发货,
        未发货, 已付款, 待处理, openstaand, nieuw, betaald, nietverzonden, nowe, opłacone, wrealizacji, niewysłane,
        bekliyor, hazırlanıyor, yeni, ny, betald, ejskickad
        """, .open
      ),
    ],
    fillers:
      "order, by, the, seller, buyer, customer, merchant, amazon, to, bestellung, commande, pedido, ordine")
}

extension Words where Value == Bool {
  static let flags = Words(
    [("false", false), ("true", true)],
    others: [(Mark.words(for: .no), false), (Mark.words(for: .yes), true), ("x", true)])
}
