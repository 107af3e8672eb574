# Kata pembuka percakapan di terminal.
terminal-hint = Tulis pesan lalu Enter · nomor memilih · /foto BERKAS mengirim foto · /keluar menutup
