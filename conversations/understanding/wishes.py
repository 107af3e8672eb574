"""What people write when they want something: phrases by wish, in the words of `spelling.py`."""

from __future__ import annotations

from conversations.understanding.phrases import Phrases
from conversations.understanding.spelling import Speller
from conversations.understanding.words import listed

SURE = 95  # nothing else is meant
CLEAR = 85
PLAIN = 80
TOPIC = 60  # names what it is about, and gives way to whatever is wanted with it
PLEASANT = 40

# Where several are found, the earlier is named first.
_TABLE: tuple[tuple[str, int, str], ...] = (
    (
        "delete_data",
        SURE,
        "hapus data/akun/nama/identitas/semua, data hapus, data minta hapus, hilangkan data/nama, "
        "musnahkan data, buang data, tarik data, cabut data, hapus ktp/nik",
    ),
    (
        "withdraw_consent",
        SURE,
        "cabut/tarik/batal persetujuan/setuju/izin, tidak setuju lagi, "
        "persetujuan cabut/tarik/batal",
    ),
    (
        "take_data",
        SURE,
        "salinan data, minta/kirim/ambil/unduh salinan/data, fotokopi data, download data",
    ),
    (
        "limit_data",
        SURE,
        "batasi/bekukan data, batasi/pembatasan pemakaian/penggunaan, pembatasan data",
    ),
    (
        "object_data",
        SURE,
        "keberatan data/dipakai/atas, keberatan dengan data/pemakaian, tolak pemakaian data",
    ),
    (
        "see_data",
        SURE,
        "cek/tunjukkan/tampilkan data, data apa tersimpan/disimpan/dicatat, "
        "data saja tersimpan/disimpan/dicatat, data tersimpan/disimpan/dicatat apa",
    ),
    (
        "my_data",
        CLEAR,
        "data saya, hak saya/data, data pribadi",
    ),
    (
        "withdraw",
        SURE,
        "batal daftar/pendaftaran/ikut/gabung, cabut/tarik/batal pendaftaran, "
        "berhenti/keluar/mundur jadi/dari/sebagai peserta/kepesertaan/bpjs, "
        "berhenti/keluar/mundur peserta/kepesertaan, mundur diri, berhenti ikut bpjs, tidak jadi "
        "daftar/ikut/gabung, berhenti bpjs, keluar bpjs, keluar dari program, pendaftaran batal, "
        "tidak mau ikut lagi, tidak ikut lagi, batal jadi peserta",
    ),
    (
        "accident",
        SURE,
        "kecelakaan, jatuh dari/saking/pohon/motor/puhun/kerja, tiba saking, terjatuh, jatuh "
        "di/saat/waktu/pas/ke, kesetrum, tersengat, tersetrum, kasatrum, "
        "digigit/dipatuk/dipatok/kapatuk/kapatok/dicatok/diigut/disengat ular/anjing, kena/kana "
        "parang/paku/beling/kaca/duri/kayu/api/listrik/setrum/gergaji/mesin, kena/kana "
        "pisau/lading/sabit/arit/cangkul/chainsaw, "
        "patah kaki/tangan/tulang/tulangku, jari putus, putus jari, tertimbun, takana, luka "
        "kerja/bakar/parah/kena/kana/saat/waktu/di, disambar petir, tenggelam, laka "
        "kerja/lantas/lalu",
    ),
    (
        "accident",
        TOPIC,
        "luka",
    ),
    (
        "health_bpjs",
        SURE,
        "bpjs kesehatan/kes/sehat/kis/berobat/kelas/faskes, kartu kis/sehat/berobat, kartu "
        "indonesia sehat, untuk/bikin kis, daftar/daftarkan kis/pbi/jkn, kis pbi, jkn kis, bpjs "
        "pbi, pbi jkn, pindah/ganti faskes, jaminan kesehatan, kis mati/aktif, bpjs untuk "
        "sakit/berobat, faskes, naik/turun/pindah kelas, mau berobat",
    ),
    (
        "health_bpjs",
        CLEAR,
        "kis, pbi, jkn, askes, jamkesmas, berobat, opname, rawat inap, mobile jkn",
    ),
    (
        "health_bpjs",
        TOPIC,
        "rumah sakit, puskesmas, dokter, sakit, kesehatan, rujukan",
    ),
    (
        "claim",
        SURE,
        "klaim, pencairan, cairkan, ambil/urus jht/santunan/tabungan/uang, tarik jht, jht saya, "
        "urus/surat/akta/uang/dana kematian, uang duka, klaim kecelakaan/kematian, santunan "
        "kematian/kecelakaan, hak ahli waris, beasiswa anak, uang santunan",
    ),
    (
        "claim",
        CLEAR,
        "santunan, ahli waris, beasiswa, cairnya",
    ),
    (
        "paid",
        SURE,
        "sudah/baru/tadi/kemarin/habis bayar/transfer/setor/dibayar/lunas, bukti "
        "bayar/transfer/setor, struk bayar, bayar tadi/kemarin, iuran lunas, sudah iuran, saya "
        "lunas",
    ),
    (
        "language",
        SURE,
        "bahasa jawa/banjar/indonesia/bugis/daerah/lain/inggris/madura/sunda/krama, "
        "ganti/pilih/ubah/pakai/bisa bahasa, speak english, english please, bicara jawa/banjar",
    ),
    (
        "language",
        PLAIN,
        "bahasa",
    ),
    (
        "change_data",
        SURE,
        "ganti/ubah/perbaiki/salah/pindah data/nama/alamat/nik/desa/pekerjaan, "
        "ganti/ubah/perbaiki/salah tanggal/tgl/tempat/umur/kk/rt/rekening/kerja, "
        "data/nama/alamat/nik/tanggal/tgl/tempat/umur/desa/kk/kelamin/pekerjaan/nomor "
        "salah/berubah, nama/alamat/data/nik ganti/ubah/pindah/beda/perbaiki, salah "
        "ketik/tulis/isi, ganti/ubah/salah/perbaiki nomor hp/wa/whatsapp/hubungi, pindah "
        "rumah/desa, nomor hp/wa/whatsapp/hubungi ganti/ubah/salah/baru, nomor salah, pindah "
        "domisili, ganti/ubah ahli waris, update data, nama kartu salah, salah "
        "nama/nik/alamat/isi/kirim",
    ),
    (
        "move",
        CLEAR,
        "ganti/pindah hp/nomor/wa/whatsapp/telegram, hp baru, pindah percakapan, lanjut di/ke "
        "wa/whatsapp/telegram/hp, hp lama hilang, kode pindah",
    ),
    (
        "card",
        CLEAR,
        "kartu hilang/rusak/bpjs/peserta/jadi/cetak/kapan/mana/fisik/saya/baru/patah, "
        "cetak/ambil/untuk/bikin/minta/ganti/hilang/terima kartu, kpj, kartu belum jadi/terima, "
        "kartu tidak ada/terima/jadi/bisa",
    ),
    (
        "card",
        TOPIC,
        "kartu",
    ),
    (
        "",
        TOPIC,
        "kartu keluarga/nama/atm/kredit/kuning/perdana/telkomsel/tani/pos, hp/nomor/wa/email "
        "aktif, daftar menu/isi/nama/hadir, "
        "jangan hapus/buang/hilangkan data saya, data saya jangan hapus/buang/hilangkan",
    ),
    (
        "covered",
        CLEAR,
        "aktif, terlindungi, perlindungan, masih berlaku, masih dijamin, masih peserta, jadi "
        "peserta tidak/belum/apa/kah, apa/apakah saya peserta, cek kepesertaan, cek peserta, "
        "kepesertaan, sudah peserta, sudah jadi peserta, tercover, dicover, peserta tidak/belum, "
        "sampai kapan berlaku, masa berlaku, berlaku sampai",
    ),
    (
        "status",
        CLEAR,
        "status, sampai mana, cek pendaftaran/daftar/berkas/pengajuan, kode pendaftaran, sudah "
        "daftar/daftarkan/terdaftar/diproses/proses/masuk, pendaftaran saya, gimana pendaftaran, "
        "pendaftaran gimana, kapan diproses/selesai/jadi, saya terdaftar, belum ada kabar, kok "
        "lama, terdaftar belum/tidak, belum diproses, pendaftaran sampai",
    ),
    (
        "register",
        PLAIN,
        "daftar, daftarkan, mau ikut/gabung/masuk/jadi peserta, mau jadi/punya bpjs, ikut "
        "bpjs/program, untuk/bikin/urus/jadi bpjs, jadi peserta, gabung bpjs, daftar peserta, "
        "daftar baru, mau bpjs, pengajuan bpjs, ajukan bpjs, mau ikut, mau gabung",
    ),
    (
        "register",
        TOPIC,
        "pendaftaran, gabung",
    ),
    (
        "premium",
        PLAIN,
        "iuran, bayar berapa, berapa bayar/biaya/sebulan/uang/rupiah, cara/mau bayar, bayar "
        "di/kemana/dimana/lewat/mana, tempat bayar, biaya daftar, tunggakan, menunggak, nunggak, "
        "telat bayar, terlambat bayar, per bulan, gimana bayar, jatuh tempo",
    ),
    (
        "premium",
        TOPIC,
        "bayar, biaya, potongan, diskon, dibayar, transfer, setor",
    ),
    (
        "officer",
        CLEAR,
        "bicara petugas/orang/manusia/admin/sama/dengan, hubungi petugas/admin/kantor, "
        "panggil/panggilkan/minta/tanya/mau/nomor/butuh/cari/ketemu petugas/admin/cs, petugas "
        "minta/tipu/pungut, lapor petugas, mau lapor/komplain/mengadu, komplain, pengaduan, orang "
        "asli, call center, calo, minta uang, dipungut uang, dengan orang",
    ),
    (
        "officer",
        TOPIC,
        "petugas, operator",
    ),
    (
        "continue",
        PLAIN,
        "lanjut, isi lagi, mulai lagi, lanjut isi",
    ),
    (
        "thanks",
        PLEASANT,
        "thanks, terima kasih, bicara/hatur thanks/nuhun, alhamdulillah",
    ),
)
# Words that stand between those of a phrase and say nothing.
FILLERS = listed(
    "pak bu mas mbak mba mbk kak kaka bang min om gan bos ya yah lah deh dong sih nih tuh aja "
    "saja haja ae ai pang gin wae mawon tolong mohon yang nang sing itu ini nya dulu juga kan "
    "to"
)
PHRASES = Phrases(_TABLE)
spelled = Speller(PHRASES.words)
