import AccountHealth

/// A column of the canonical `orders.csv`, in the order in which they are written.
///
/// Reader and writer know a column only from here; a file may hold its columns in any order.
enum OrdersColumn: Int, CaseIterable {
  case account, id, purchased, marketplace, channel, shipBy, shipped, deliverBy, delivered, tracking,
    cancelled
  case cancelledBy, defect, defectRecorded, units, amount, currency, sku, category
  /// Only read: the newer of two rows wins.
  case updated
  /// Only read: an order may be cancelled or shipped without a day.
  case status
  /// Written where an order needs them: what several files together say of an order, and one file does not.
  case service, knownThrough, shippedBy, itemCancelled, exempt, assumed, proven, region, carrier

  static let written = allCases.filter { $0.rawValue < OrdersColumn.updated.rawValue }
  static let joined = allCases.filter { $0.rawValue >= OrdersColumn.service.rawValue }

  /// Its name, which is written, then others by which it is known; names are compared as `Header.key` has
  /// them.
  var names: [String] {
    switch self {
    case .account: ["account"]
    // Where both are there, Amazon's number is the one that other files know.
    case .id:
      [
        "order_id", "amazon_order_id", "order_number", "order_no", "bestellnummer", "bestell_nr",
        "auftragsnummer", "numéro_de_commande", "n_de_commande", "numero_ordine", "numero_d_ordine",
        "número_de_pedido", "numero_de_pedido", "bestelnummer", "ordernummer", "numer_zamówienia", "注文番号",
      ]
    case .purchased:
      [
        "purchased_at", "purchase_date", "order_date", "ordered_at", "bestelldatum", "bestellt_am",
        "kaufdatum", "date_d_achat", "date_de_commande", "data_di_acquisto", "data_ordine",
        "data_dell_ordine", "fecha_de_compra", "fecha_de_pedido", "fecha_del_pedido", "besteldatum",
        "orderdatum", "data_zakupu", "data_zamówienia", "注文日", "注文日時", "購入日",
      ]
    case .marketplace: ["marketplace", "sales_channel", "marktplatz", "verkaufskanal"]
    case .channel:
      [
        "channel", "fulfillment_channel", "fulfilment_channel", "fulfillment", "fulfilment", "fulfilled_by",
        "versandkanal", "versand_durch", "kanał_realizacji", "wysyłane_przez", "canal_de_logística",
        "expédié_par", "spedito_da", "gestionado_por", "verzonden_door", "gönderen", "配送方式",
      ]
    case .shipBy:
      [
        "ship_by", "ship_by_date", "latest_ship_date", "expected_ship_date",
        "spätestes_versanddatum", "spaetestes_versanddatum", "versand_bis", "versenden_bis",
        "versand_spätestens", "versandfrist", "date_limite_d_expédition", "date_d_expédition_prévue",
        "expédier_avant", "à_expédier_avant", "spedire_entro", "data_di_spedizione_prevista",
        "fecha_límite_de_envío", "enviar_antes_de", "enviar_antes_del", "uiterste_verzenddatum",
        "verzenden_voor", "wysłać_do", "termin_wysyłki", "出荷期限", "出荷期日", "発送期限",
      ]
    case .shipped:
      [
        "shipped_at", "ship_date", "shipped_date", "ship_confirm_date", "ship_confirmation_date",
        "versanddatum", "versendet_am", "verschickt_am", "versandt_am",
        "versandt", "versendet", "verschickt", "date_d_expédition", "expédié_le", "expédiée_le",
        "data_di_spedizione", "spedito_il", "fecha_de_envío", "enviado_el", "verzenddatum", "verzonden_op",
        "data_wysyłki", "wysłano", "出荷日", "発送日",
      ]
    case .deliverBy:
      [
        "deliver_by", "deliver_by_date", "latest_delivery_date", "promised_delivery_date",
        "spätestes_lieferdatum", "spaetestes_lieferdatum", "lieferung_bis", "zugesagtes_lieferdatum",
        "date_de_livraison_prévue", "à_livrer_avant", "consegna_entro", "data_di_consegna_prevista",
        "fecha_límite_de_entrega", "fecha_de_entrega_prevista", "entregar_antes_del",
        "uiterste_leverdatum", "verwachte_leverdatum", "termin_dostawy", "配達予定日", "お届け予定日", "配送期限",
      ]
    case .delivered:
      [
        "delivered_at", "delivery_date", "delivered_date", "actual_delivery_date", "zugestellt_am",
        "geliefert_am", "zustelldatum",
        // A bare "date of delivery" may be the promised one in these languages.
        "livré_le", "livrée_le", "consegnato_il", "entregado_el", "geleverd_op", "bezorgd_op", "dostarczono",
        "配達完了日",
      ]
    case .tracking: ["tracking"]
    case .cancelled:
      [
        "cancelled_at", "canceled_at", "cancellation_date", "cancelled_date", "canceled_date", "cancel_date",
        "cancelled", "canceled", "storniert_am",
        "stornodatum",
        "annulé_le", "annulée_le", "date_d_annulation", "annullato_il", "data_di_annullamento",
        "cancelado_el",
        "fecha_de_cancelación", "geannuleerd_op", "annuleringsdatum", "data_anulowania", "キャンセル日",
      ]
    case .cancelledBy:
      [
        "cancelled_by", "canceled_by", "storniert_von", "storniert_durch", "annulé_par", "annulée_par",
        "annullato_da", "cancelado_por", "geannuleerd_door", "anulowane_przez",
      ]
    case .defect: ["defect", "defect_type", "has_defect", "is_defect", "order_defect", "defects"]
    case .defectRecorded: ["defect_at", "defect_date"]
    case .units:
      [
        "units", "quantity", "qty", "quantity_purchased", "menge", "anzahl", "stückzahl", "quantité",
        "quantità",
        "cantidad", "aantal", "ilość", "数量",
      ]
    case .amount: ["amount", "item_price", "betrag"]
    case .currency: ["currency", "currency_code", "währung"]
    case .sku: ["sku", "seller_sku", "merchant_sku"]
    case .category: ["category", "product_category"]
    case .updated: ["updated_at", "last_updated_date", "updated"]
    case .status:
      [
        "status", "order_status", "order_state", "bestellstatus", "auftragsstatus", "statut",
        "statut_de_la_commande",
        "stato", "stato_ordine", "stato_dell_ordine", "estado", "estado_del_pedido", "estado_do_pedido",
        "orderstatus",
        "status_zamówienia", "durum", "sipariş_durumu", "订单状态", "注文状況", "注文ステータス", "zustand",
      ]
    case .service:
      ["ship_service", "ship_service_level", "shipping_service", "service_level", "versandart"]
    case .knownThrough: ["known_through"]
    case .shippedBy: ["shipped_no_later_than"]
    case .itemCancelled: ["item_cancelled_at"]
    case .exempt: ["exempt_fields"]
    case .assumed: ["assumed_fields"]
    case .proven: ["proven_fields"]
    case .region: ["ship_region"]
    case .carrier: ["carrier"]
    }
  }

  var name: String { names[0] }

  /// The field of an order that only this column fills; empty where no metric depends on it.
  var field: OrderFields {
    switch self {
    case .channel: .channel
    case .shipBy: .shipBy
    case .shipped: .shipped
    case .deliverBy: .deliverBy
    case .delivered: .delivered
    case .tracking: .tracking
    case .cancelled: .cancelled
    case .cancelledBy: .cancelledBy
    case .defect: .defect
    case .account, .id, .purchased, .marketplace, .defectRecorded, .units, .amount, .currency, .sku,
      .category, .updated, .status, .service, .knownThrough, .shippedBy, .itemCancelled, .exempt, .assumed,
      .proven, .region, .carrier:
      []
    }
  }
}

extension TableHead {
  /// Whether it names the day of a purchase and who or what was cancelled when. No download does: it is the
  /// seller's own table of orders, in whatever language.
  var saysWhatWasCancelled: Bool {
    func has(_ columns: OrdersColumn...) -> Bool {
      columns.contains { $0.names.contains { keys.contains(Header.key($0)) } }
    }
    return has(.id) && has(.purchased) && has(.cancelled, .cancelledBy)
  }
}
