"""Short answers as people write them: typed, and yes, no, unknown, skip or None for unsure."""

YES_NO_ROWS: tuple[tuple[str, str | None], ...] = (
    ("iya", "yes"),  # the usual yes
    ("ya", "yes"),  # shorter
    ("y", "yes"),  # a letter
    ("iyaaaa", "yes"),  # letters drawn out
    ("iyaa", "yes"),  # a letter doubled
    ("iy", "yes"),  # a vowel dropped
    ("ia", "yes"),  # a consonant dropped
    ("IYA!!", "yes"),  # capitals and marks
    ("iya.", "yes"),  # a full stop
    ("iya pak", "yes"),  # to a man
    ("iya bu", "yes"),  # to a woman
    ("Iya, betul", "yes"),  # twice the same
    ("ya ya ya", "yes"),  # three times
    ("ya sudah", "yes"),  # gives in
    ("yaudah", "yes"),  # the same, glued
    ("ok", "yes"),  # English
    ("oke", "yes"),  # as written here
    ("okeee", "yes"),  # drawn out
    ("okk", "yes"),  # a letter doubled
    ("oke deh", "yes"),  # with a particle
    ("okelah", "yes"),  # with another, glued
    ("sip", "yes"),  # colloquial
    ("siip", "yes"),  # drawn out
    ("acc", "yes"),  # office slang
    ("yup", "yes"),  # English
    ("yes please", "yes"),  # English, polite
    ("betul", "yes"),  # true
    ("btul", "yes"),  # a vowel dropped
    ("btl", "yes"),  # both dropped
    ("betull", "yes"),  # a letter doubled
    ("betul sekali", "yes"),  # strengthened
    ("betul itu", "yes"),  # pointed at
    ("itu betul", "yes"),  # turned round
    ("benar", "yes"),  # true
    ("bnr bgt", "yes"),  # vowels dropped, strengthened
    ("bener", "yes"),  # as spoken
    ("sesuai", "yes"),  # as on the card
    ("cocok", "yes"),  # fits
    ("setuju", "yes"),  # agrees
    ("stuju", "yes"),  # a vowel dropped
    ("setujuu", "yes"),  # a letter doubled
    ("saya setuju pak", "yes"),  # a sentence
    ("boleh", "yes"),  # may
    ("blh", "yes"),  # vowels dropped
    ("bolehlah", "yes"),  # a particle glued
    ("boleh boleh", "yes"),  # doubled
    ("boleh saja", "yes"),  # freely
    ("mau", "yes"),  # wants
    ("mau banget", "yes"),  # strengthened
    ("mw", "yes"),  # chat spelling
    ("bisa", "yes"),  # can
    ("siap", "yes"),  # ready
    ("siap bu", "yes"),  # ready, to a woman
    ("siyap", "yes"),  # as spoken
    ("sudah", "yes"),  # already
    ("sdh", "yes"),  # vowels dropped
    ("udah", "yes"),  # as spoken
    ("sudah betul", "yes"),  # already true
    ("sudah pernah", "yes"),  # has once
    ("ada", "yes"),  # there is
    ("pernah", "yes"),  # once
    ("punya", "yes"),  # has one
    ("yakin", "yes"),  # sure
    ("pasti", "yes"),  # certainly
    ("pasti mau", "yes"),  # certainly wants
    ("tentu saja", "yes"),  # of course
    ("iya terima kasih", "yes"),  # with thanks
    ("iya makasih ya", "yes"),  # with thanks that end in a particle
    ("alhamdulillah sudah", "yes"),  # with praise
    ("bismillah setuju", "yes"),  # with a blessing
    ("iya 🙏", "yes"),  # a polite picture
    ("iya 👍", "yes"),  # a picture that agrees
    ("👍", "yes"),  # a picture alone
    ("👍🏽", "yes"),  # with a skin tone
    ("👍👍", "yes"),  # twice
    ("👌🏿", "yes"),  # another
    ("✅", "yes"),  # a tick
    ("✓", "yes"),  # a plain tick
    ("🙆‍♀️", "yes"),  # a joined picture
    ("inggih", "yes"),  # Banjar and Javanese
    ("inggihh", "yes"),  # a letter doubled
    ("nggih", "yes"),  # Javanese
    ("nggh", "yes"),  # a vowel dropped
    ("njih", "yes"),  # Javanese, shorter
    ("injih", "yes"),  # another spelling
    ("nggeh", "yes"),  # as spoken
    ("leres", "yes"),  # Javanese: true
    ("leres pak", "yes"),  # to a man
    ("sampun", "yes"),  # Javanese: already
    ("wis", "yes"),  # plain Javanese: already
    ("gelem", "yes"),  # Javanese: wants
    ("monggo", "yes"),  # Javanese: please do
    ("wonten", "yes"),  # Javanese: there is
    ("hiih", "yes"),  # Banjar
    ("iih", "yes"),  # Banjar, shorter
    ("hi ih", "yes"),  # Banjar, parted
    ("iya am", "yes"),  # Banjar particle
    ("iya pang", "yes"),  # another
    ("bujur", "yes"),  # Banjar: true
    ("bujur banar", "yes"),  # strengthened
    ("hakun", "yes"),  # Banjar: willing
    ("hakun ai", "yes"),  # with a particle
    ("handak", "yes"),  # Banjar: wants
    ("iye", "yes"),  # Bugis
    ("iye'", "yes"),  # Bugis with its stop
    ("iyé", "yes"),  # with an accent
    ("iyo", "yes"),  # Bugis, plain
    ("tongeng", "yes"),  # Bugis: true
    ("muhun", "yes"),  # Sundanese
    ("enggi", "yes"),  # Madurese
    ("he'eh", "yes"),  # a sound
    ("heeh", "yes"),  # the same, glued
    ("ho oh", "yes"),  # another sound
    ("tidak", "no"),  # the usual no
    ("tdk", "no"),  # vowels dropped
    ("tidakkk", "no"),  # letters drawn out
    ("tidakk", "no"),  # a letter doubled
    ("tak", "no"),  # shorter
    ("ga", "no"),  # as spoken
    ("gak", "no"),  # as spoken
    ("g", "no"),  # a letter
    ("gk", "no"),  # a vowel dropped
    ("gaa", "no"),  # a letter doubled
    ("nggak", "no"),  # as spoken
    ("nggakk", "no"),  # a letter doubled
    ("enggak", "no"),  # as spoken
    ("enggaak", "no"),  # a vowel doubled
    ("kagak", "no"),  # Betawi
    ("bukan", "no"),  # is not
    ("bkn", "no"),  # vowels dropped
    ("bukan saya", "no"),  # is not me
    ("bukan itu", "no"),  # not that
    ("belum", "no"),  # not yet
    ("blm", "no"),  # vowels dropped
    ("belom", "no"),  # as spoken
    ("belum pernah", "no"),  # never yet
    ("jangan", "no"),  # don't
    ("jgn", "no"),  # vowels dropped
    ("jangan dulu", "no"),  # not for now
    ("tidak mau", "no"),  # does not want
    ("gamau", "no"),  # the same, glued
    ("gabisa", "no"),  # cannot, glued
    ("gaada", "no"),  # there is none, glued
    ("gausah", "no"),  # no need, glued
    ("tidak usah", "no"),  # no need
    ("ga usah", "no"),  # no need
    ("tidak betul", "no"),  # not true
    ("tidak setuju", "no"),  # does not agree
    ("kurang setuju", "no"),  # politely
    ("kurang tepat", "no"),  # politely
    ("tidak ada", "no"),  # there is none
    ("tidak bisa", "no"),  # cannot
    ("tidak boleh", "no"),  # may not
    ("tidak jadi", "no"),  # not any more
    ("tidak perlu", "no"),  # not needed
    ("tidak pak", "no"),  # to a man
    ("tidak kok", "no"),  # with a particle
    ("tidaklah", "no"),  # a particle glued
    ("tidak terima kasih", "no"),  # with thanks
    ("tidak, terima kasih ya", "no"),  # with thanks that end in a particle
    ("pasti tidak", "no"),  # certainly not
    ("tentu saja tidak", "no"),  # of course not
    ("sama sekali tidak", "no"),  # not at all
    ("tidak sama sekali", "no"),  # turned round
    ("salah", "no"),  # wrong
    ("salah besar", "no"),  # strengthened
    ("itu salah", "no"),  # pointed at
    ("beda", "no"),  # differs
    ("keliru", "no"),  # mistaken
    ("ogah", "no"),  # unwilling
    ("emoh", "no"),  # Javanese: unwilling
    ("tidak 🙏", "no"),  # a polite picture
    ("❌ tidak", "no"),  # a picture that denies
    ("👎", "no"),  # a picture alone
    ("❌", "no"),  # a cross
    ("🚫", "no"),  # a sign
    ("🙅‍♂️", "no"),  # a joined picture
    ("no", "no"),  # English
    ("no thanks", "no"),  # English, polite
    ("kada", "no"),  # Banjar
    ("kd", "no"),  # a vowel dropped
    ("kadaa", "no"),  # a letter doubled
    ("kada bujur", "no"),  # Banjar: not true
    ("kada hakun", "no"),  # Banjar: unwilling
    ("kada handak", "no"),  # Banjar: does not want
    ("ulun kada handak", "no"),  # Banjar sentence
    ("kadada", "no"),  # Banjar: there is none
    ("balum", "no"),  # Banjar: not yet
    ("jangan pang", "no"),  # Banjar particle
    ("ora", "no"),  # Javanese
    ("oraa", "no"),  # a letter doubled
    ("orak", "no"),  # as spoken in Semarang
    ("mboten", "no"),  # polite Javanese
    ("mbtn", "no"),  # vowels dropped
    ("mboten purun", "no"),  # polite: does not want
    ("dereng", "no"),  # Javanese: not yet
    ("dereng sampun", "no"),  # Javanese: not yet done
    ("durung", "no"),  # plain Javanese: not yet
    ("dudu", "no"),  # Javanese: is not
    ("ojo", "no"),  # Javanese: don't
    ("rasah", "no"),  # Javanese: no need
    ("ndak", "no"),  # eastern Javanese
    ("nda", "no"),  # as spoken
    ("aja'", "no"),  # Bugis: don't, with its stop
    ("de'", "no"),  # Bugis: no
    ("tania", "no"),  # Bugis: is not
    ("tena", "no"),  # Makassar: no
    ("teu", "no"),  # Sundanese
    ("tidak tahu", "unknown"),  # does not know
    ("gak tau", "unknown"),  # as spoken
    ("gatau", "unknown"),  # glued
    ("gatau deh", "unknown"),  # with a particle
    ("tdk tau", "unknown"),  # vowels dropped
    ("kurang tahu", "unknown"),  # politely
    ("belum tahu", "unknown"),  # not yet
    ("tidak yakin", "unknown"),  # not sure
    ("tidak ingat", "unknown"),  # does not remember
    ("lupa", "unknown"),  # forgot
    ("saya lupa", "unknown"),  # a sentence
    ("sudah lupa", "unknown"),  # already
    ("mana saya tahu", "unknown"),  # how should I know
    ("tidak hafal", "unknown"),  # not by heart
    ("kada tahu", "unknown"),  # Banjar
    ("kd tahu", "unknown"),  # a vowel dropped
    ("kada ingat", "unknown"),  # Banjar: not remembered
    ("ora ngerti", "unknown"),  # Javanese
    ("mboten ngertos", "unknown"),  # polite Javanese
    ("embuh", "unknown"),  # plain Javanese
    ("entah", "unknown"),  # who knows
    ("🤷", "unknown"),  # a picture
    ("🤷‍♂️", "unknown"),  # a joined picture
    ("lewati", "skip"),  # pass over
    ("lewati dulu", "skip"),  # for now
    ("skip", "skip"),  # English
    ("nanti", "skip"),  # later
    ("nanti saja", "skip"),  # later, then
    ("nanti dulu ya", "skip"),  # later, politely
    ("nanti ya pak", "skip"),  # later, to a man
    ("belum ada", "skip"),  # not there yet
    ("menyusul", "skip"),  # follows
    ("besok saja", "skip"),  # tomorrow
    ("kaina", "skip"),  # Banjar: later
    ("mengko", "skip"),  # Javanese: later
    ("mangke mawon", "skip"),  # polite Javanese
    ("aja", None),  # Bugis don't, Indonesian just
    ("lain", None),  # Banjar is not, Indonesian other
    ("indah", None),  # Banjar unwilling, Indonesian beautiful
    ("duka", None),  # Javanese don't know, Indonesian grief
    ("sanes", None),  # other, or is not
    ("iya tidak", None),  # both
    ("ya ndak", None),  # both: "no, of course" or asked
    ("ya nggak lah", None),  # both
    ("iya ga", None),  # asks
    ("iya kan", None),  # asks for assent
    ("betul bukan", None),  # asks for assent
    ("boleh tidak", None),  # asks
    ("boleh tidak?", None),  # asks with a mark
    ("bisa gak", None),  # asks
    ("mau tidak mau", None),  # willy-nilly
    ("siap tidak", None),  # asks
    ("hakun lah", None),  # Banjar question
    ("bujur lah", None),  # Banjar question
    ("iya?", None),  # asks back
    ("iyakah", None),  # asks back
    ("masa iya", None),  # doubts
    ("y/n", None),  # copies the choice
    ("ya/tidak", None),  # copies the choice
    ("ya atau tidak", None),  # asks which
    ("tidak apa-apa", None),  # never mind: either way
    ("gpp", None),  # the same, shortened
    ("ga masalah", None),  # no problem: either way
    ("kada papa", None),  # Banjar: the same
    ("ora popo", None),  # Javanese: the same
    ("mboten punapa-punapa", None),  # polite Javanese: the same
    ("iya gpp", None),  # yes or never mind
    ("tidak keberatan", None),  # does not mind
    ("bukan tidak mau", None),  # denied twice
    ("jangan tidak", None),  # denied twice
    ("tidak salah", None),  # a denied denial
    ("bukan beda", None),  # a denied denial
    ("kada salah", None),  # Banjar: a denied denial
    ("belum tentu", None),  # not certain
    ("tidak pasti", None),  # not certain
    ("insya Allah", None),  # God willing
    ("insya allah bisa", None),  # God willing
    ("mungkin", None),  # perhaps
    ("bisa jadi", None),  # perhaps
    ("bisa saja pak", None),  # perhaps
    ("kayaknya iya", None),  # seems so
    ("terserah", None),  # up to you
    ("ok tapi", None),  # a condition
    ("iya tapi tidak sekarang", None),  # a condition
    ("ya, belum", None),  # both, in clauses
    ("iya, nanti", None),  # yes and later
    ("oh iya", None),  # remembers something
    ("terima kasih ya", None),  # thanks only
    ("makasih ya pak", None),  # thanks only
    ("alhamdulillah", None),  # praise only
    ("jadi", None),  # so
    ("cukup", None),  # enough
    ("lanjut", None),  # go on
    ("sudah cukup", None),  # stop
    ("sudah tidak", None),  # no longer
    ("tidak iya", None),  # both
    ("👍👎", None),  # both
    ("😂", None),  # a laugh
    ("🙏", None),  # please, or thanks
    ("iya 😂", None),  # a laugh makes it doubtful
    ("pak", None),  # an address
    ("Aminah", None),  # a name
    ("1", None),  # a number
    ("...", None),  # nothing said
    ("siap salah", None),  # a soldier's apology
    ("salah satu", None),  # one of them
    ("sampun repot", None),  # don't trouble yourself
)
