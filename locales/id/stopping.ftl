# "Berhenti" di HP yang dipakai beberapa orang: untuk siapa.
state-stopped-who = Baik, tidak ada lagi kabar dan pengingat ke HP ini. Berhenti menerima kabar tidak menghentikan perlindungan. HP ini dipakai beberapa orang; berhenti untuk siapa?
    .pick-all = Semua orang
state-stopped-one = Baik, kabar dan pengingat untuk *{ $name }* berhenti di HP ini; untuk yang lain tetap datang. Berhenti menerima kabar tidak menghentikan perlindungan. Mau tetap diingatkan sebelum perlindungannya habis?
    .pick-reminders = Ya, itu saja
    .pick-nothing = Tidak usah
    .pick-erase = Hapus data saya
    .reminders = Baik, untuk *{ $name }* hanya pengingat sebelum perlindungan habis. Kalau mau kabar lagi, ketik *mulai*.
