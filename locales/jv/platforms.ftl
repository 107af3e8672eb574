# Perlu ditinjau penutur asli: basa Jawa alus ingkang prasaja (krama/madya), dereng dipriksa.
# Ingkang ditedahaken aplikasi obrolan piyambak: daftar prentah, tetepangan, tombol nomer.
share-contact = Kirim nomer kula
command-start = Bikak menu
command-daftar = Ndaftar dados peserta
command-status = Mriksani sampun dumugi pundi
command-bantuan = Cara ngagemipun
command-petugas = Nyuwun dibantu petugas
command-berhenti = Mboten kersa dikirimi kabar malih
bot-description =
    Seratus, penjawab otomatis pendaftaran BPJS Ketenagakerjaan: perlindungan kacilakan kerja lan seda kangge petani, nelayan, bakul, lan tiyang nyambut damel sanesipun. Sanes BPJS Kesehatan kangge berobat.

    Ndaftar GRATIS; iuranipun tetep dibayar, piyambak utawi dening desa. Kula mboten nate nyuwun arta, kode OTP, utawi PIN.

    Pencet Mulai, lajeng serat mawi tembung piyambak.
bot-short-description = Pendaftaran BPJS Ketenagakerjaan kangge pekerja desa. Ndaftar GRATIS. Mboten nate nyuwun arta, OTP, utawi PIN.
