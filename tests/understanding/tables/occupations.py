"""Occupations as people write them: typed, code."""

OCCUPATION_ROWS: tuple[tuple[str, str | None], ...] = (
    ("tani", "farmer"),  # short
    ("petani", "farmer"),  # the usual word
    ("Petani padi", "farmer"),  # with the crop
    ("buruh tani", "farmer"),  # labourer
    ("bertani", "farmer"),  # a verb
    ("petanii", "farmer"),  # a letter doubled
    ("ptani", "farmer"),  # a vowel dropped
    ("bahuma", "farmer"),  # Banjar: dry rice
    ("bapahumaan", "farmer"),  # Banjar: the same
    ("garap sawah", "farmer"),  # works rice fields
    ("nyawah", "farmer"),  # Javanese
    ("tandur", "farmer"),  # Javanese: plants rice
    ("matun", "farmer"),  # Javanese: weeds
    ("kerja di sawah", "farmer"),  # in words
    ("tani, ladang", "farmer"),  # twice the same
    ("sayuran", "farmer"),  # what is grown
    ("saya petani", "farmer"),  # a sentence
    ("nelayan", "fisher"),  # fisher
    ("nelayann", "fisher"),  # a letter doubled
    ("melaut", "fisher"),  # goes to sea
    ("mencari ikan di laut", "fisher"),  # in words
    ("maiwak", "fisher"),  # Banjar
    ("mancari iwak", "fisher"),  # Banjar, in words
    ("maunjun", "fisher"),  # Banjar: with a rod
    ("pakkaja", "fisher"),  # Bugis
    ("tambak udang", "fisher"),  # shrimp pond
    ("petambak", "fisher"),  # pond farmer
    ("budidaya rumput laut", "fisher"),  # seaweed
    ("abk kapal ikan", "fisher"),  # a hand on a boat
    ("jual ikan", "trader"),  # sells, doesn't fish
    ("dagang", "trader"),  # trades
    ("pedagang", "trader"),  # trader
    ("dagang sayur", "trader"),  # sells, doesn't farm
    ("jualan kue", "trader"),  # sells cakes
    ("bejualan", "trader"),  # Banjar
    ("warung kopi", "trader"),  # a stall
    ("buka warung", "trader"),  # runs one
    ("toko sembako", "trader"),  # a shop
    ("bakul jamu", "trader"),  # Javanese: sells jamu
    ("dodolan", "trader"),  # Javanese
    ("pengepul sawit", "trader"),  # buys up, doesn't plant
    ("jualan online", "trader"),  # on the net
    ("usaha kecil kecilan", None),  # of what?
    ("ojek", "driver"),  # driver
    ("ngojek", "driver"),  # a verb
    ("tukang ojek", "driver"),  # in full
    ("ojol", "driver"),  # by app
    ("sopir", "driver"),  # driver
    ("supir truk", "driver"),  # the other spelling
    ("sopir truk sawit", "driver"),  # drives, doesn't plant
    ("supir angkot", "driver"),  # a bus
    ("kurir", "driver"),  # courier
    ("tukang becak", "driver"),  # rickshaw
    ("motoris klotok", "driver"),  # Banjar boatman
    ("tukang", None),  # of what?
    ("tukang bangunan", "builder"),  # builder
    ("kuli bangunan", "builder"),  # labourer
    ("tukang batu", "builder"),  # mason
    ("nukang", "builder"),  # as spoken
    ("kerja proyek", "builder"),  # on a site
    ("motong gatah", "plantation"),  # Banjar: taps rubber
    ("memotong karet", "plantation"),  # Indonesian: the same
    ("manurih", "plantation"),  # Banjar: the same
    ("nderes", "plantation"),  # Javanese: the same
    ("petani karet", "plantation"),  # more exact than farmer
    ("buruh sawit", "plantation"),  # oil palm
    ("panen sawit", "plantation"),  # harvests it
    ("dodos sawit", "plantation"),  # cuts it
    ("berkebun", "plantation"),  # a plantation of one's own
    ("ternak sapi", "livestock"),  # cattle
    ("peternak ayam", "livestock"),  # chickens
    ("pelihara kambing", "livestock"),  # goats
    ("ngarit", "livestock"),  # Javanese: cuts grass for cattle
    ("penjahit", "craft"),  # tailor
    ("tukang jahit", "craft"),  # no builder
    ("tenun", "craft"),  # weaver
    ("bikin sasirangan", "craft"),  # Banjar cloth
    ("anyaman purun", "craft"),  # plaits reed
    ("pembantu rumah tangga", "domestic"),  # domestic worker
    ("art", "domestic"),  # shortened
    ("tukang cuci", "domestic"),  # washes
    ("rewang", "domestic"),  # Javanese
    ("serabutan", "other"),  # odd jobs
    ("buruh harian lepas", "other"),  # by the day
    ("kerja apa saja", "other"),  # whatever comes
    ("ibu rumah tangga", None),  # no domestic worker
    ("irt", None),  # shortened
    ("pns", None),  # in public service
    ("pensiunan", None),  # retired
    ("tani dan nelayan", None),  # two: asked
    ("tani kadang ngojek", None),  # two, in words
    ("buruh", None),  # of what?
    ("swasta", None),  # of what?
    ("wiraswasta", None),  # of what?
    ("bukan petani", None),  # denied
    ("kada batani", None),  # denied in Banjar
    ("petani?", None),  # a question
    ("guru honor", None),  # free text
    ("", None),  # nothing
)
