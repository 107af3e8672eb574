# Hak atas data sendiri: melihat, membetulkan, menarik persetujuan, membatasi, menolak, salinan, hapus.
state-my-data = Data ini milik Anda. Mau apa dengan data Anda?
    .pick-see = Lihat data
    .pick-correct = Betulkan data
    .pick-withdraw = Tarik persetujuan
    .pick-limit = Batasi pemakaian
    .pick-object = Keberatan
    .pick-take = Minta salinan
    .pick-erase = Hapus data
    .pick-no = Tidak jadi
state-my-data-sure = Mau diminta?
    .pick-yes = Ya, minta
    .pick-no = Tidak jadi
my-data-sure =
    .see = Data lengkap diperlihatkan oleh petugas, setelah petugas memastikan bahwa itu benar Anda. Mau minta?
    .withdraw = Kalau persetujuan ditarik, pendaftaran yang belum selesai dihentikan dan data tidak dipakai lagi. Isian yang belum dikirim langsung dihapus. Kepesertaan yang sudah dibayar tidak hilang. Mau minta?
    .limit = Kalau dibatasi, data tetap disimpan tetapi tidak dipakai untuk kabar dan pengingat. Mau minta?
    .object = Kalau keberatan, kami berhenti mengirim kabar, dan petugas memeriksa pemakaian data Anda. Mau minta?
    .take = Salinan data diberikan oleh petugas, setelah petugas memastikan bahwa itu benar Anda. Bawa KTP kalau diminta datang. Mau minta?
my-data-held = Yang tersimpan atas nama *{ $name }*:
    NIK { $nik }, { $village }.

    Tersimpan juga, tidak kami perlihatkan di sini: tanggal lahir, nama ibu kandung, alamat, nomor HP, pekerjaan, keluarga yang bisa dihubungi, foto KTP kalau dikirim, dan percakapan di sini.
my-data-others = Data orang lain yang didaftarkan dari HP ini tidak kami perlihatkan. Beliau sendiri yang boleh memintanya, dari HP-nya atau di kantor desa.
my-data-shared = HP ini dipakai beberapa orang, jadi datanya tidak kami perlihatkan di sini. Petugas memastikan dulu siapa yang meminta.
my-data-none = Tidak ada data yang tersimpan dari HP ini.
my-data-draft = Yang tersimpan baru isian yang belum dikirim. Untuk melihatnya, tulis *lanjut*; untuk menghapusnya, tulis *hapus data saya*.
my-data-left = Baik, tidak ada yang diubah.
my-data-withdrawn = Baik, persetujuan ditarik. Isian yang belum dikirim sudah dihapus.
my-data-open = { $late ->
    [yes] { my-data-kind } Seharusnya dijawab { $due }. Maaf, terlambat; sudah diteruskan ke penanggung jawab.
   *[no] { my-data-kind } Dijawab paling lambat { $due }.
}
my-data-again = { $late ->
    [yes] { my-data-kind } Sudah kami catat dan seharusnya dijawab { $due }. Maaf, terlambat; sudah diteruskan ke penanggung jawab.
   *[no] { my-data-kind } Sudah kami catat, dijawab paling lambat { $due }.
}
my-data-asked = { my-data-kind } Sudah kami catat. Petugas menjawab paling lambat { $due }, hari libur pun dihitung. Ini GRATIS, dan petugas tidak pernah meminta kode OTP.
my-data-late = { my-data-kind } Maaf, sampai 3 × 24 jam belum dijawab. Itu kesalahan kami. Permintaan ini sudah diteruskan ke penanggung jawab di kabupaten.
my-data-kind = { $kind ->
    [see] Permintaan melihat data.
    [correct] Permintaan membetulkan data.
    [withdraw] Permintaan menarik persetujuan.
    [limit] Permintaan membatasi pemakaian data.
    [object] Keberatan atas pemakaian data.
    [take] Permintaan salinan data.
   *[erase] Permintaan hapus data.
}
my-data-answer =
    .done = { my-data-kind } ✅ Sudah dikerjakan oleh petugas.
    .refused = { my-data-kind } Belum bisa dipenuhi.
    .come = { my-data-kind } Petugas perlu bertemu Anda dulu. Silakan datang ke kantor desa dengan KTP. Tidak dipungut biaya.
my-data-copy = Salinannya ada di berkas ini. Isinya NIK dan data Anda: simpan sendiri, jangan diteruskan kepada siapa pun.
my-data-reason =
    .other-person = Data itu juga memuat data orang lain, yang tidak boleh kami buka.
    .not-proved = Petugas belum bisa memastikan bahwa Anda orangnya.
    .law-keeps = Menurut petugas, data itu masih perlu disimpan.
    .open-claim = Masih ada klaim yang berjalan. Setelah selesai, mintalah lagi.
    .nothing-held = Kami tidak menyimpan data itu.
    .other = Tanyakan kepada petugas; tulis *petugas*.
my-data-note = Kata petugas: { $note }
consent-renewed = Kata-kata persetujuan kami berubah, jadi kami tanyakan sekali lagi sebelum melanjutkan. Jawaban tadi tetap tersimpan.
