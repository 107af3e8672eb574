"""NIK, phone, RT and RW as people write them; every number is made up."""

GOOD = "6310015203809001"  # a woman of 12 March 1980
OTHER = "6310021203809002"
NUMBER = "+6281234567890"
SECOND = "+6281345678901"

# Typed, and the NIK, several, or a reason.
NIK_ROWS: tuple[tuple[str, str | tuple[str, ...]], ...] = (
    (GOOD, GOOD),  # plain
    ("6310 0152 0380 9001", GOOD),  # in groups
    ("63.10.01.520380.9001", GOOD),  # as in tables
    ("6310-0152-0380-9001", GOOD),  # dashes
    ("6310_0152_0380_9001", GOOD),  # underscores
    ("6310:0152:0380:9001", GOOD),  # colons
    ("(6310015203809001)", GOOD),  # brackets
    ("NIK saya 6310015203809001", GOOD),  # a sentence
    ("nik6310015203809001hp081234567890", GOOD),  # glued to what follows
    ("NIKnya:6310015203809001", GOOD),  # a glued label
    ("63100152O38O9OO1", GOOD),  # O for 0
    ("63I00l5203809001", GOOD),  # I and l for 1
    ("63100lS203BO9OO1", GOOD),  # S for 5, B for 8
    ("enam tiga satu nol nol satu lima dua nol tiga delapan nol sembilan nol nol satu", GOOD),
    ("nik saya enam tiga satu kosong nol satu 5203809001", GOOD),  # half spoken
    ("enam tiga sepuluh nol satu lima puluh dua nol tiga delapan puluh 9001", GOOD),  # in pairs
    ("enam tiga satu dobel nol satu 5203809001", GOOD),  # "double zero"
    ("6310 0152 0380 9001 0812 3456 7890", GOOD),  # a phone behind it
    ("0812 3456 7890 6310 0152 0380 9001", GOOD),  # a phone before it
    ("KK 6310021203809002 NIK 6310015203809001", GOOD),  # a KK number before
    ("NIK 6310015203809001 KK 6310021203809002", GOOD),  # and behind
    ("no kk: 6310021203809002\nno ktp: 6310015203809001", GOOD),  # on lines
    ("6310021203809002 (KK) 6310015203809001 (NIK)", GOOD),  # labels behind
    ("kartu keluarga 6310 0212 0380 9002, nik 6310015203809001", GOOD),  # in full
    ("6310015203809001 dan 6310015203809001", GOOD),  # the same twice
    ("6310015203809001 6310021203809002", (GOOD, OTHER)),  # two
    ("nik saya 6310015203809001, istri 6310021203809002", (GOOD, OTHER)),  # two, told
    ("6310 0152 0380 9001 dan 6310021203809002", (OTHER, GOOD)),  # two, written differently
    ("no kk 6310021203809002", "family_card"),  # only a KK number
    ("631001520380900", "length"),  # a digit too few
    ("63100152038090011", "length"),  # a digit too many
    ("6310 0152 0380 9001 5", "length"),  # never the first sixteen of seventeen
    ("081234567890", "length"),  # a phone
    ("9910015203809001", "province"),  # no such province
    ("6310015203800000", "serial"),  # the example of the question
    ("belum punya", "none"),  # words
    ("5-8-1975", "length"),  # a date
    ("6,31E+15", "none"),  # what Excel makes of it
)

# Typed, and the number in E.164, several, or a reason.
PHONE_ROWS: tuple[tuple[str, str | tuple[str, ...]], ...] = (
    ("081234567890", NUMBER),  # plain
    ("+62 812-3456-7890", NUMBER),  # international
    ("62 812 3456 7890", NUMBER),  # without the plus
    ("81234567890", NUMBER),  # without the zero
    ("0062812 3456 7890", NUMBER),  # dialled from abroad
    ("0081234567890", NUMBER),  # a zero too many
    ("+62 0812 3456 7890", NUMBER),  # code and zero
    ("+62 (0)812 3456 7890", NUMBER),  # as on cards
    ("(+62) 812 3456 7890", NUMBER),  # the code in brackets
    ("O812 3456 7890", NUMBER),  # the letter O
    ("08l2 3456 789O", NUMBER),  # l and O
    ("O8I2-3456-7890", NUMBER),  # I
    ("0812.3456.7890", NUMBER),  # dots
    ("0812_3456_7890", NUMBER),  # underscores
    ("08 12 34 56 78 90", NUMBER),  # in pairs
    ("0 8 1 2 3 4 5 6 7 8 9 0", NUMBER),  # digit by digit
    ("(0812) 34567890", NUMBER),  # brackets
    ("no hp: 081234567890", NUMBER),  # a label
    ("wa.me/6281234567890", NUMBER),  # a link
    ("nomor saya 0812-3456-7890 ya pak", NUMBER),  # a sentence
    ("nol delapan satu dua tiga empat lima enam tujuh delapan sembilan nol", NUMBER),  # spoken
    ("kosong lapan satu dua tiga empat lima nam tujuh lapan sembilan kosong", NUMBER),  # shortened
    ("nol delapan satu dua 34567890", NUMBER),  # half spoken
    ("nol delapan dua belas 34567890", "+6281234567890"),  # in pairs
    ("081234567890 / 0812-3456-7890", NUMBER),  # the same twice
    ("6310015203809001 081234567890", NUMBER),  # beside a NIK
    ("0812345678901", "+62812345678901"),  # thirteen digits
    ("+60 12-345 6789", "+60123456789"),  # a son in Malaysia
    ("0812 3456 7890 0813 4567 8901", (NUMBER, SECOND)),  # two
    ("081234567890, 081345678901", (NUMBER, SECOND)),  # two, with a comma
    ("0812-3456-7890/0813-4567-8901", (NUMBER, SECOND)),  # two, with a slash
    ("0812 3456 7890 atau 0813 4567 8901", (NUMBER, SECOND)),  # two, in words
    ("0812", "too_short"),  # cut off
    ("0812 34", "too_short"),  # cut off later
    ("0812345678901234", "too_long"),  # too many digits
    ("08123456789012", "too_long"),  # two too many
    ("0518 21234", "landline"),  # no WhatsApp there
    ("021-5551234", "landline"),  # in Jakarta
    ("O812345678go", "not_a_phone"),  # letters for digits that nobody can tell
    ("6310015203809001", "not_a_phone"),  # a NIK
    ("5-8-1975", "not_a_phone"),  # a date
    ("05081975", "not_a_phone"),  # a date without marks
    ("Rp 1.500.000", "not_a_phone"),  # money
    ("rt 03 rw 02", "not_a_phone"),  # an address
    ("Aminah", "not_a_phone"),  # a name
    ("tidak punya", "not_a_phone"),  # none
    ("+60 1234567890123", "foreign"),  # no such number in Malaysia
)

# Typed, and RT and RW as they are kept; "" for none.
RT_RW_ROWS: tuple[tuple[str, str], ...] = (
    ("RT 3", "RT 3"),  # alone, the normal case
    ("rt03", "RT 3"),  # glued
    ("rt.03", "RT 3"),  # a dot
    ("R.T. 3", "RT 3"),  # dots
    ("rt lima", "RT 5"),  # spoken
    ("rt tiga belas", "RT 13"),  # spoken, two words
    ("rt O3", "RT 3"),  # the letter O
    ("rukun tetangga 3", "RT 3"),  # in full
    ("RT 05 RW 02", "RT 5 RW 2"),  # both
    ("rt5rw2", "RT 5 RW 2"),  # glued
    ("RW 2 RT 5", "RT 5 RW 2"),  # turned round
    ("RT 05/02", "RT 5 RW 2"),  # a slash
    ("RT/RW: 003/001", "RT 3 RW 1"),  # as on the card
    ("RT.3/RW.1", "RT 3 RW 1"),  # dots and a slash
    ("rt lima rw dua", "RT 5 RW 2"),  # spoken
    ("3/1", "RT 3 RW 1"),  # bare
    ("3", "RT 3"),  # bare, RT alone
    ("RW 02", "RW 2"),  # RW alone
    ("jl melati rt 3 no 5", "RT 3"),  # in an address
    ("RT 3, Jalan Melati 5", "RT 3"),  # before one
    ("rt 3 5-8-1975", "RT 3"),  # a date behind it
    ("RT 1975", ""),  # a year
    ("rt 0", ""),  # none has it
    ("prt 3", ""),  # another word
    ("art 3", ""),  # another word
    ("rt", ""),  # no number
    ("5-8-1975", ""),  # a date
)
