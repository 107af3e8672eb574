# Memilih bahasa percakapan. Tiap bahasa disebut dengan namanya sendiri, sama di semua berkas.
state-language = Mau memakai bahasa yang mana?
    .pick-id = Bahasa Indonesia
    .pick-bjn = Bahasa Banjar
    .pick-jv = Basa Jawa
    .changed = Baik, sekarang pakai bahasa Indonesia. Untuk ganti lagi, ketik *bahasa*.
