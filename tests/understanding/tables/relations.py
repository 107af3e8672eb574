"""Relations as people write them: typed, code."""

RELATION_ROWS: tuple[tuple[str, str | None], ...] = (
    ("istri", "wife"),  # Indonesian
    ("isteri", "wife"),  # older spelling
    ("istri saya", "wife"),  # with an owner
    ("istrinya", "wife"),  # with an ending
    ("istriku", "wife"),  # with another
    ("Istri.", "wife"),  # a full stop
    ("istrii", "wife"),  # a letter doubled
    ("istrri", "wife"),  # another
    ("bini", "wife"),  # Banjar
    ("bini ulun", "wife"),  # Banjar, owned
    ("bini saya", "wife"),  # mixed
    ("suami", "husband"),  # Indonesian
    ("suami saya", "husband"),  # with an owner
    ("swami", "husband"),  # as spoken
    ("suamiku", "husband"),  # with an ending
    ("laki", "husband"),  # Banjar
    ("laki ulun", "husband"),  # Banjar, owned
    ("alm. suami", "husband"),  # a late one
    ("almarhum suami saya", "husband"),  # in full
    ("laki-laki", None),  # a sex
    ("anak", "child"),  # child
    ("anak kandung", "child"),  # by blood
    ("anak laki-laki", "child"),  # a sex inside
    ("anak perempuan", "child"),  # the other
    ("anaknya", "child"),  # with an ending
    ("anak ke 2", "child"),  # counted
    ("anak pertama", "child"),  # counted in words
    ("anak bungsu", "child"),  # the youngest
    ("anak saya yang pertama", "child"),  # in a sentence
    ("anak lanang", "child"),  # Javanese
    ("yugo", "child"),  # polite Javanese
    ("ibu", "parent"),  # mother
    ("ibu kandung", "parent"),  # by blood
    ("mama", "parent"),  # as spoken
    ("mamak", "parent"),  # Bugis, Malay
    ("uma", "parent"),  # Banjar
    ("abah", "parent"),  # Banjar father
    ("bapak", "parent"),  # father
    ("ayah saya", "parent"),  # father, owned
    ("ambo'", "parent"),  # Bugis father
    ("indo'", "parent"),  # Bugis mother
    ("orang tua", "parent"),  # either
    ("ortu", "parent"),  # shortened
    ("kuitan", "parent"),  # Banjar
    ("simbok", "parent"),  # Javanese
    ("mertua", "parent_in_law"),  # Indonesian
    ("mintuha", "parent_in_law"),  # Banjar
    ("ibu mertua", "parent_in_law"),  # not a parent
    ("bapak mertua saya", "parent_in_law"),  # owned
    ("morotuwo", "parent_in_law"),  # Javanese
    ("matua", "parent_in_law"),  # Bugis
    ("dangsanak", "sibling"),  # Banjar
    ("adik", "sibling"),  # younger
    ("ading", "sibling"),  # Banjar younger
    ("kakak", "sibling"),  # elder
    ("kakak kandung", "sibling"),  # by blood
    ("saudara", "sibling"),  # either
    ("sodara", "sibling"),  # as spoken
    ("adik saya yang bungsu", "sibling"),  # in a sentence
    ("daeng", None),  # Bugis: an elder sibling, or how one speaks to people
    ("sedulur", "sibling"),  # Javanese
    ("cucu", "grandchild"),  # grandchild
    ("cucunya", "grandchild"),  # with an ending
    ("putu", "grandchild"),  # Javanese
    ("keponakan", "other_family"),  # nephew
    ("kamanakan", "other_family"),  # Banjar
    ("sepupu", "other_family"),  # cousin
    ("paman", "other_family"),  # uncle
    ("julak", "other_family"),  # Banjar aunt or uncle
    ("acil", "other_family"),  # Banjar aunt
    ("kai", "other_family"),  # Banjar grandfather
    ("nenek", "other_family"),  # grandmother
    ("menantu", "other_family"),  # in law
    ("mantu", "other_family"),  # shortened
    ("kakak ipar", "other_family"),  # not a sibling
    ("ipar", "other_family"),  # in law
    ("anak tiri", "other_family"),  # not a child by law
    ("anak angkat", "other_family"),  # nor this one
    ("tetangga", "neighbour"),  # neighbour
    ("tetangga sebelah rumah", "neighbour"),  # next door
    ("tonggo", "neighbour"),  # Javanese
    ("subalah rumah", "neighbour"),  # Banjar
    ("teman", "other"),  # friend
    ("kawan ulun", "other"),  # Banjar friend
    ("pak RT", "other"),  # head of the neighbourhood
    ("kader", "other"),  # a volunteer
    ("mantan istri", "other"),  # no longer
    ("calon suami", "other"),  # not yet
    ("hubungannya istri", "wife"),  # a sentence
    ("sebagai anak", "child"),  # another
    ("dia istri saya", "wife"),  # another
    ("bojo", None),  # husband or wife
    ("garwa", None),  # polite Javanese, husband or wife
    ("pasangan", None),  # either
    ("istri/anak", None),  # two
    ("anak tetangga", None),  # two relations
    ("istri anak saya", None),  # two relations
    ("bukan istri", None),  # denied
    ("kada bini", None),  # denied in Banjar
    ("istri?", None),  # a question
    ("Rahmah", None),  # a name
    ("saya sendiri", None),  # oneself
    ("1", None),  # a number
    ("", None),  # nothing
)
