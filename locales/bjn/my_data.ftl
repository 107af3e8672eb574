# Perlu ditinjau penutur asli. (Bahasa Banjar, dari locales/id/my_data.ftl.)
state-my-data = Data ini ampun Pian. Handak diapakan data Pian?
    .pick-see = Malihat data
    .pick-correct = Mambaiki data
    .pick-withdraw = Cabut persetujuan
    .pick-limit = Batasi pamakaian
    .pick-object = Kada satuju
    .pick-take = Minta salinan
    .pick-erase = Hapus data
    .pick-no = Kada jadi
state-my-data-sure = Handak diminta?
    .pick-yes = Inggih, minta
    .pick-no = Kada jadi
my-data-sure =
    .see = Data langkap diliatakan ulih petugas, imbah petugas mamastiakan amun itu bujur Pian. Handak maminta?
    .withdraw = Amun persetujuan dicabut, pandaftaran nang balum tuntung diampihi wan data kada dipakai lagi. Isian nang balum dikirim langsung dihapus. Kapesertaan nang sudah dibayar kada hilang. Handak maminta?
    .limit = Amun dibatasi, data tatap disimpan tagal kada dipakai gasan habar wan pangingat. Handak maminta?
    .object = Amun kada satuju, kami ampih mangirim habar, wan petugas mamariksa pamakaian data Pian. Handak maminta?
    .take = Salinan data dibari ulih petugas, imbah petugas mamastiakan amun itu bujur Pian. Bawa KTP amun diminta datang. Handak maminta?
my-data-held = Nang tasimpan atas ngaran *{ $name }*:
    NIK { $nik }, { $village }.

    Tasimpan jua, kada kami liatakan di sini: tanggal lahir, ngaran mama kandung, alamat, nomor HP, gawian, kaluarga nang kawa dihubungi, foto KTP amun dikirim, wan pandiran di sini.
my-data-others = Data urang lain nang didaftarakan matan HP ini kada kami liatakan. Sidin saurang nang bulih mamintanya, matan HP sidin atawa di kantor desa.
my-data-shared = HP ini dipakai babarapa urang, jadi datanya kada kami liatakan di sini. Petugas mamastiakan dahulu siapa nang maminta.
my-data-none = Kadada data nang tasimpan matan HP ini.
my-data-draft = Nang tasimpan hanyar isian nang balum dikirim. Gasan malihatnya, tulis *lanjut*; gasan mahapusnya, tulis *hapus data saya*.
my-data-left = Inggih, kadada nang diubah.
my-data-withdrawn = Inggih, persetujuan dicabut. Isian nang balum dikirim sudah dihapus.
my-data-open = { $late ->
    [yes] { my-data-kind } Saharusnya dijawab { $due }. Maaf, talambat; sudah ditarusakan ka panangguh jawab.
   *[no] { my-data-kind } Dijawab paling lambat { $due }.
}
my-data-again = { $late ->
    [yes] { my-data-kind } Sudah kami catat wan saharusnya dijawab { $due }. Maaf, talambat; sudah ditarusakan ka panangguh jawab.
   *[no] { my-data-kind } Sudah kami catat, dijawab paling lambat { $due }.
}
my-data-asked = { my-data-kind } Sudah kami catat. Petugas manjawab paling lambat { $due }, hari libur gin dihitung. Ini GRATIS, wan petugas kada suah maminta kode OTP.
my-data-late = { my-data-kind } Maaf, sampai 3 × 24 jam balum dijawab. Itu kasalahan kami. Parmintaan ini sudah ditarusakan ka panangguh jawab di kabupaten.
my-data-kind = { $kind ->
    [see] Parmintaan malihat data.
    [correct] Parmintaan mambaiki data.
    [withdraw] Parmintaan mancabut persetujuan.
    [limit] Parmintaan mambatasi pamakaian data.
    [object] Kada satuju lawan pamakaian data.
    [take] Parmintaan salinan data.
   *[erase] Parmintaan hapus data.
}
my-data-answer =
    .done = { my-data-kind } ✅ Sudah digawi ulih petugas.
    .refused = { my-data-kind } Balum kawa dipanuhi.
    .come = { my-data-kind } Petugas parlu batamu Pian dahulu. Silakan datang ka kantor desa mambawa KTP. Kada dipungut bayaran.
my-data-reason =
    .other-person = Data itu mamuat jua data urang lain, nang kada bulih kami buka.
    .not-proved = Petugas balum kawa mamastiakan amun Pian urangnya.
    .law-keeps = Manurut petugas, data itu masih parlu disimpan.
    .open-claim = Masih ada klaim nang bajalan. Imbah tuntung, minta lagi.
    .nothing-held = Kami kada manyimpan data itu.
    .other = Takunakan ka petugas; tulis *petugas*.
my-data-copy = Salinannya ada di berkas ini. Isinya NIK wan data Pian: simpan saurang, jangan ditarusakan ka siapa pun.
my-data-note = Jar petugas: { $note }
consent-renewed = Kata-kata persetujuan kami barubah, jadi kami takunakan sakali lagi sabalum malanjutakan. Jawaban nang tadi tatap tasimpan.
