# Perlu ditinjau penutur asli: basa Jawa alus ingkang prasaja (krama/madya), dereng dipriksa.
# Milih basa. Jeneng basa boten diganti: mendhet saking berkas id.
state-language = Badhe ngagem basa pundi?
    .changed = Nggih, sakniki ngagem basa Jawa. Menawi badhe gantos malih, ketik *bahasa*.
