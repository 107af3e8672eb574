"""Words of wishes as people spell them: each known spelling, or one typing slip, to one word."""

from __future__ import annotations

import re
from collections.abc import Iterable

from conversations.understanding.words import one_edit_apart

_SHORTEST_KNOWN = 7  # letters of a word meant; shorter ones are one slip away from many villages
_SHORTEST_SLIP = 6  # letters of the word as written
_SHORT_TOO = frozenset({"daftar", "pindah", "status", "jangan"})  # often written
_DOUBLED = re.compile(r"(.)\1")
_ENDINGS = re.compile(r"(?:nya|kah|lah|ku|mu|pun|ne|e)$")

# One word, then its other spellings: Indonesian and shortenings, Banjar, Javanese, Bugis.
_TABLE = """
sudah: sdh udah udh dah suda sdah hudah suah wis wes uwis uwes sampun sampon telah pura
belum: blm blum balum durung dereng depa
tidak: tdk tdak tida tak nggak enggak engga ngga ngak gak ga gk g gag kagak kaga kada kd kda kadak
 kadada kahada ora ra mboten boten ndak ndhak nda tidk tidka teu henteu tania tena teya bukan bkn
 dudu
jangan: jgn jng ojo jngan jagan janan jangn janga jngn jgan
saya: sy aku ku ulun unda kami kita gue gw kula kulo inyong iyya
mau: handak hndk hendak ingin pengen pengin pingin pgn kepingin kepengin pengn arep badhe ajeng mo
 mw melo
daftar: mendaftar mandaftar ndaftar daptar daftr dftar ndaptar madaptar mendaptar registrasi regis
 badaftar dafta daftra
daftarkan: daftarin daftarakan daftaraken daftarno daftarke didaftarkan mendaftarkan mandaftarakan
 daptarkan daptarakan ndaftarke ndaftarno ndaftaraken didaftarin daftarne daftari daptarin
 didaftarakan daftarkn
pendaftaran: pandaftaran pendaptaran
terdaftar: kadaftar kedaftar tadaftar kedaptar terdaptar
ikut: umpat tumut melu milu ikutan ngikut maccoe
gabung: bergabung bagabung join nggabung
peserta: anggota member paserta
kepesertaan: keanggotaan
bayar: membayar mambayar mbayar bayari byr bayarkan membayarkan mbayari pembayaran mbyr bayare
dibayar: dibayari dibayarkan dibayarin
transfer: tf trf tranfer transper ditransfer mentransfer
setor: setoran disetor nyetor menyetor
iuran: iyuran yuran premi uran cicilan
berapa: brp brapa barapa berape brpa pira piro pinten barapaan berapaan sabarapa
biaya: biyaya ongkos harga hrg tarif tarip beaya rega
kartu: kertu krtu
hilang: ilang hilng
petugas: ptugas patugas
bicara: bicra berbicara ngomong omong ngobrol bapander ngendikan matur
hubungi: menghubungi menelpon telpon nelpon telepon telp
kecelakaan: kacilakaan celaka cilaka kcelakaan kecelakan kecilakaan tabrakan ketabrak
 tertabrak ditabrak katabrak ditumbur tatumbur katumbur kclakaan
jatuh: gugur mabuang jatoh jtuh dawah
terjatuh: tajatuh terpeleset kepleset tapaleset kejatuhan tertimpa katimpa tatimpa ketiban
 tergelincir tagalincir tejatuh
luka: terluka taluka cedera cidera tatu kalukaan
dari: dr dri matan
saking: saka seko
kesehatan: kesehatn kesehtan kasihatan keshatan
berobat: barubat berubat mberobat brobat barobat berobt
klaim: claim kleim klem diklaim mengklaim ngeklaim
santunan: sntunan
pencairan: pencaiaran
cairkan: mencairkan cairin dicairkan cairaken nyairkan cair cairakan mancairakan
hapus: hapuskan dihapus menghapus hapusin hapusakan hps busak busek dibusak busaken
batal: batalkan dibatalkan membatalkan mbatalke batalin batalaken cancel urung mambatalakan
cabut: dicabut mencabut
berhenti: brenti brhenti berenti brhnti mandheg mandeg mendheg ampih setop stop leren barhanti
keluar: kluar metu kaluar
mundur: mengundurkan undur
ganti: tukar ngganti mengganti diganti tuker
ubah: rubah robah mengubah merubah diubah dirubah ngowahi ubahi
perbaiki: memperbaiki diperbaiki koreksi betulkan benerin betulin dibetulkan mbenerke ralat revisi
 perbaikan mambaiki dibenerin pembetulan membetulkan
salah: slh keliru klentu kaliru
pindah: pinda berpindah bapindah
nomor: no nomer nmr nmer
hp: hape handphone
bahasa: basa boso bhs bhsa
jawa: jowo jawi
thanks: makasih mksh makasi mksih trims thx thanx tq suwun nuwun tengkyu tks syukron
 terimakasih trimakasih tarimakasih mkasih kamsia trmksh trmakasih
terima: trima tarima trm
kasih: ksh
lanjut: lanjutkan teruskan terusin lajengaken terusakan dilanjutkan diteruskan terusno lanjutan
 melanjutkan lanjutakan
aktif: aktip aktf
terlindungi: dilindungi kelindungan terlindung talindungi
perlindungan: proteksi
status: setatus
cek: ngecek mengecek dicek cekkan lihat liat
kapan: pabila kpan
gimana: bagaimana bgmn gmn gimn gmna gmana kayapa pripun piye kepiye kepriye
untuk: utk buat gasan kanggo kagem buwat
sampai: sampe smp
mana: ngendi
baru: barusan hanyar nembe
kemarin: kamarin wingi kmrn kmarin
bpjs: bpjstk bpjamsostek jamsostek
"""


def _spellings() -> dict[str, str]:
    known: dict[str, str] = {}
    for line in _TABLE.replace("\n ", " ").strip().splitlines():
        word, _, others = line.partition(":")
        known |= {word: word, **dict.fromkeys(others.split(), word)}
    return known


_SPELLINGS = _spellings()
# Words of their own that are one slip away from a word of wishes.
_OTHERS = frozenset(
    "bahaya carikan pencarian celana mandur berobah berubah bertobat manunggal menunggal keluarga "
    "petani bahasan hubungan satus ratus tinggal banjir berlalu seratus tengku pengadan".split()
)


class Speller:
    """Reads words of wishes; one letter wrong in a long word is read as the word meant."""

    def __init__(self, words: Iterable[str]) -> None:
        """Knows `words`, the ones that phrases are made of, and every spelling of the table."""
        self._known = {**{word: word for word in words}, **_SPELLINGS}
        long = (word for word in self._known if len(word) >= _SHORTEST_KNOWN)
        self._near = _index({*long, *_SHORT_TOO})

    def __call__(self, word: str) -> str:
        """The word as the phrases spell it; unknown words stay as they are."""
        if word in self._known:
            return self._known[word]
        if len(word) < _SHORTEST_SLIP or word in _OTHERS:
            return word
        for bare in (_ENDINGS.sub("", word), _DOUBLED.sub(r"\1", word)):
            if bare in self._known:
                return self._known[bare]
        return self._meant(word)

    def _meant(self, word: str) -> str:
        """The only known word one slip away that begins alike, else the word itself."""
        near = {each for slip in _slips(word) for each in self._near.get(slip, ())}
        alike = (each for each in near if each[0] == word[0] and one_edit_apart(each, word))
        meant = {self._known[each] for each in alike}
        return meant.pop() if len(meant) == 1 else word


def _slips(word: str) -> Iterable[str]:
    """The word and every way to leave one letter out: words one slip apart share one of these."""
    yield word
    for i in range(len(word)):
        yield word[:i] + word[i + 1 :]


def _index(words: Iterable[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for word in words:
        for slip in _slips(word):
            found[slip] = (*found.get(slip, ()), word)
    return found
