# Perlu ditinjau penutur asli. (Bahasa Banjar, dari locales/id/language.ftl.)
# Nama bahasa tidak diterjemahkan: diambil dari berkas id.

state-language = Handak mamakai bahasa nang mana?
    .changed = Inggih, wayah ini pakai bahasa Banjar. Amun handak baganti lagi, ketik *bahasa*.
