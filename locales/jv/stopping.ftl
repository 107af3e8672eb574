# Perlu ditinjau penutur asli: basa Jawa alus ingkang prasaja (krama/madya), dereng dipriksa.
# "Berhenti" wonten HP ingkang dipunangge tiyang sawatawis: kangge sinten.
state-stopped-who = Nggih, mboten wonten malih kabar lan pangeling dhateng HP menika. Kendel nampi kabar mboten ngendelaken perlindungan. HP menika dipunangge tiyang sawatawis; kendel kangge sinten?
    .pick-all = Sedaya tiyang
state-stopped-one = Nggih, kabar lan pangeling kangge *{ $name }* kendel wonten HP menika; kangge sanesipun tetep dhateng. Kendel nampi kabar mboten ngendelaken perlindungan. Menapa tetep kersa dielingaken sakderengipun perlindunganipun telas?
    .pick-reminders = Nggih, niku mawon
    .pick-nothing = Mboten sisah
    .pick-erase = Busak data kula
    .reminders = Nggih, kangge *{ $name }* namung pangeling sakderengipun perlindungan telas. Menawi kersa kabar malih, ketik *mulai*.
