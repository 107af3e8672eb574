"""What the columns of a list of people mean: headers as people write them → field ids."""

import re
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher

from conversations.understanding.text import fold
from conversations.understanding.words import listed

FEWEST_KNOWN = 2  # columns; one known word alone may stand in a person's row as well
NEAR = 0.85  # of a ratio: one or two letters of a header typed wrong
SHORTEST_NEAR = 6  # letters; shorter words are too near to each other
LONGEST_HEADER = 60  # characters; longer is an explanation or a person's row

# Field ids of the registration, and three that its fields are made of: `birth` is place and date in
# one cell, `district` the kecamatan of the village, `rt` and `rw` where they have columns of their
# own. What the programme has no field for is known as "", so that it is not taken for another.
COLUMNS: Mapping[str, frozenset[str]] = {
    "": listed(
        "no,nomor,no urut,nomor urut,nmr,kk,no kk,nomor kk,agama,status,status perkawinan,"
        "pendidikan,kewarganegaraan,golongan darah,gol darah,umur,usia,ket,keterangan,catatan,"
        "kabupaten,kab,provinsi,email,dusun,penghasilan,upah,status kawin"
    ),
    "name": listed(
        "nama,nama lengkap,nama peserta,nama pekerja,nama warga,nama petani,nama nelayan,"
        "nama sesuai ktp,nama sesuai nik,nama lengkap sesuai ktp,nm,nama anggota,nama penerima,"
        "nama tenaga kerja,nama orang"
    ),
    "nik": listed(
        "nik,no nik,nomor nik,no ktp,nomor ktp,ktp,nik ktp,nik sesuai ktp,no nik ktp,"
        "nomor induk kependudukan,nomor identitas,no identitas,no induk kependudukan"
    ),
    "birth_place": listed(
        "tempat lahir,tmp lahir,tmpt lahir,tpt lahir,kota lahir,tempat kelahiran"
    ),
    "birth_date": listed(
        "tanggal lahir,tgl lahir,tg lahir,tgl kelahiran,tanggal kelahiran,tgl lhr,birth date"
    ),
    "birth": listed(
        "ttl,tempat tanggal lahir,tempat tgl lahir,tmp tgl lahir,tmpt tgl lahir,lahir,"
        "tempat dan tanggal lahir,tempat dan tgl lahir,tempat tanggal kelahiran"
    ),
    "sex": listed("jenis kelamin,jk,j k,l p,p l,lk pr,kelamin,gender,sex,jns kelamin"),
    "mother_name": listed(
        "nama ibu,nama ibu kandung,ibu kandung,nama gadis ibu,nama gadis ibu kandung,ibu,nama mama"
    ),
    "village": listed(
        "desa,kelurahan,desa kelurahan,kelurahan desa,kel desa,desa kel,nama desa,kel,ds"
    ),
    "district": listed("kecamatan,kec,nama kecamatan"),
    "rt_rw": listed("rt rw,rtrw"),
    "rt": listed("rt"),
    "rw": listed("rw"),
    "street": listed(
        "alamat,alamat lengkap,alamat rumah,alamat ktp,alamat sesuai ktp,jalan,alamat domisili,"
        "alamat tinggal,domisili,tempat tinggal"
    ),
    "phone": listed(
        "hp,no hp,nomor hp,wa,no wa,nomor wa,no hp wa,hp wa,telepon,telp,no telp,no telepon,tlp,"
        "nomor telepon,no handphone,handphone,whatsapp,no whatsapp,nomor handphone,kontak,no tlp"
    ),
    "occupation": listed(
        "pekerjaan,kerja,profesi,jenis pekerjaan,mata pencaharian,bidang pekerjaan,bidang usaha,"
        "jenis usaha,usaha"
    ),
}
_KNOWN = {word: name for name, words in COLUMNS.items() for word in words}
_ASIDE = re.compile(r"\([^)]*\)")  # "Tgl lahir (dd/mm/yyyy)"


def map_columns(headers: Sequence[str]) -> Mapping[int, str]:
    """The field id of each column that is known, by its place from 0; {} where they are no headers.

    Of two columns for the same the first counts. `COLUMNS` has the ids.
    """
    found: dict[int, str] = {}
    known = 0
    for at, header in enumerate(headers):
        name = column(header)
        known += name is not None
        if name and name not in found.values():
            found[at] = name
    return found if known >= FEWEST_KNOWN and found else {}


def column(header: str) -> str | None:
    """The field id of one header, "" for one that has no field, None for one that is not known."""
    words = fold(_ASIDE.sub(" ", header)) if len(header) <= LONGEST_HEADER else ""
    if all(len(each) == 1 for each in words.split()):  # "N I K"
        words = words.replace(" ", "") if words.replace(" ", "") in _KNOWN else words
    if words in _KNOWN:
        return _KNOWN[words]
    return _near(words) if len(words) >= SHORTEST_NEAR and not _digits(words) else None


def _digits(words: str) -> bool:
    return any(each.isdecimal() for each in words)


def _near(words: str) -> str | None:
    """The field of a header with a slip of the fingers."""
    ratios = [
        (SequenceMatcher(None, words, known).ratio(), name)
        for known, name in _KNOWN.items()
        if abs(len(known) - len(words)) <= 2
    ]
    best = max(ratios, default=(0.0, ""))
    return best[1] if best[0] >= NEAR else None
