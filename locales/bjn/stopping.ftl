# Perlu ditinjau penutur asli. (Bahasa Banjar, dari locales/id/stopping.ftl.)
# "Berhenti" di HP yang dipakai beberapa orang: untuk siapa.
state-stopped-who = Inggih, kadada lagi habar wan pangingat ka HP ini. Ampih manarima habar kada maampihakan perlindungan. HP ini dipakai babarapa urang; ampih gasan siapa?
    .pick-all = Sabarataan urang
state-stopped-one = Inggih, habar wan pangingat gasan *{ $name }* ampih di HP ini; gasan nang lain tatap datang. Ampih manarima habar kada maampihakan perlindungan. Handak tatap diingatakan sabalum perlindungannya habis?
    .pick-reminders = Inggih, itu haja
    .pick-nothing = Kada usah
    .pick-erase = Hapus data ulun
    .reminders = Inggih, gasan *{ $name }* pangingat sabalum perlindungan habis haja. Amun handak habar pulang, tik *mulai*.
