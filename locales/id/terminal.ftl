# Kata pembuka percakapan di terminal.
terminal-hint = Tulis pesan lalu Enter · nomor memilih · /foto BERKAS mengirim foto · /simpan NAMA menyimpan percakapan sebagai tes · /keluar menutup
