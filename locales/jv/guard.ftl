# Perlu ditinjau penutur asli: basa Jawa alus ingkang prasaja (krama/madya), dereng dipriksa.
# Njagi obrolan: diaturaken dening bagean ingkang mbusak, mindhah, utawi mlebet grup.
channel-name = { $channel ->
    [telegram] Telegram
    [whatsapp] WhatsApp
   *[other] papan sanes
}
guard-told = { $kind ->
    [nik] Pesen ingkang wonten NIK-ipun kula busak saking obrolan niki supados aman.
    [mother_name] Pesen ingkang wonten asma ibu kandhung kula busak saking obrolan niki supados aman.
    [account] Pesen ingkang wonten nomer rekeningipun kula busak saking obrolan niki supados aman.
    [number] Pesen ingkang wonten nomer kertunipun kula busak saking obrolan niki supados aman.
   *[photo] Foto wau sampun kasimpen, dados kula busak saking obrolan niki supados aman.
}
rush = Pesenipun kathah sanget ing wekdal cekak, dados saperangan mboten kewaos. Mangga ngentosi setunggal menit, lajeng kirim malih ingkang pungkasan. Wangsulan saderengipun tetep kasimpen.
group-polite = Nyuwun pangapunten, kula namung nglayani obrolan pribadi, supados data mboten diwaos tiyang sanes. Monggo serat langsung dhateng kula.
moved-away = Obrolan niki dilajengaken wonten { channel-name }. Menawi sanes Panjenengan ingkang mindhah, ketik *petugas* sakniki ugi.
