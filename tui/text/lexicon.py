"""Words that the analyses know: calendars, numbers, small words, titles, reporting verbs.

Data only, in lower case. English, Spanish, French and German are covered; another language
simply gets less.
"""

from __future__ import annotations

from typing import Final


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


MONTHS: Final = _set(
    """january february march april may june july august september october november december
    enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre
    diciembre janvier février mars avril mai juin juillet août septembre octobre novembre décembre
    januar jänner februar märz juni juli oktober dezember
    يناير فبراير مارس أبريل إبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر
    जनवरी फ़रवरी फरवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर सितम्बर अक्टूबर अक्तूबर नवंबर
    नवम्बर दिसंबर दिसम्बर
    ינואר פברואר מרץ אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר
    בינואר בפברואר במרץ באפריל במאי ביוני ביולי באוגוסט בספטמבר באוקטובר בנובמבר בדצמבר"""
)

MONTH_ABBREVIATIONS: Final = _set("jan feb mar apr jun jul aug sep sept oct nov dec")

WEEKDAYS: Final = _set(
    """monday tuesday wednesday thursday friday saturday sunday
    mondays tuesdays wednesdays thursdays fridays saturdays sundays
    lunes martes miércoles jueves viernes sábado domingo
    lundi mardi mercredi jeudi vendredi samedi dimanche
    montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag"""
)

MONTHS_THAT_ARE_NAMES: Final = _set("april may june august mai mars")
"""Months that are people's names too, or other words."""

SMALL_WORDS: Final = _set(
    """a about above according across after afterwards again against ago all almost along already
    also although always am among an and another any anyone anything are around as asked at away
    back be because been before behind being below beside besides between beyond both but by came
    can cannot come could critics despite did do does doing done down during each early
    earlier either else elsewhere end eight eleven enough even eventually ever every everybody
    everyone everything except experts far few fewer finally first five following for formerly four
    from further get give given go good had has have having he hello hence her here hers
    herself him himself his how however i if in inside instead into is it its itself just
    last lastly later least less let like little located long look made make many maybe me
    meanwhile men might mine more moreover most much must my myself near nearby nearly
    neither never nevertheless new next nine no nobody none nor not nothing now nowhere of off
    officials often oh old on once one only onto opponents or other others otherwise our ours out
    outside over overall own part past per perhaps please plus polls question rather read really
    related residents right same say says scientists second see several shall she should similarly
    since six so some somebody somehow someone something sometimes somewhere soon still such
    supporters sure ten than thank thanks that the their theirs them themselves then there thereby
    therefore these they third this those though three through throughout thus to
    today together tomorrow tonight too toward towards twelve twenty two under unless unlike until
    up upon us used very via was we well were what whatever when whenever where whereas wherever
    whether which while who whoever whole whom whose why will with within without witnesses women
    workers would yes yesterday yet you your yours yourself
    al algo algunos ante antes aquel aquella aquí así aun aunque bajo cada casi como con contra
    cuando cuatro de del desde después donde dos durante e el ella ellas ellos en entonces entre
    era es esa ese eso esta estaba estas este esto estos fue ha hace hacia hasta hay la las le les
    lo los luego mientras mucho muchos muy más me menos mi nada nadie ni ninguna no nos nosotros
    nuestra nuestro nunca o otra otro otros para pero poco por porque pues que quien quienes qué se
    según ser si siempre
    sido sin sobre solo son su sus sí también tampoco tan tanto te tiene toda todas todo todos tras
    tres tu tuve tuvo un una unas uno unos usted ustedes y ya yo
    à afin ainsi alors après au aucun aucune aujourd'hui aussi autre autres aux avant avec
    c'est ce cela celle celui cependant ces cet cette ceux chacun chaque chez comme comment contre d
    dans depuis derrière des dès désormais deux devant donc dont du elle elles en encore enfin
    entre est et eux il ils je jusqu l la là le les leur leurs lors lorsque ma mais malgré me même
    mes moi moins mon ne ni non nos notre nous on or où ou par parce parmi pas pendant peu plus
    plusieurs pour pourquoi pourtant près puis quand que quel quelle quelques qui quoi rien sa sans
    se selon ses si son sont sous sur ta tandis tous tout toute toutes très trois un une vers
    voici voilà vos votre vous y
    ab aber alle allein aller alles als also am an andere auch auf aus außer bei beide beim bevor
    bis bisher da dabei dadurch dafür dagegen daher damit danach daneben dann daran darauf
    daraufhin darum das dass davon davor dazu dem den denn dennoch der deren des deshalb dessen
    die dies diese diesem diesen dieser dieses doch dort drei du durch ein eine einem einen einer
    eines einige er es etwa etwas euch euer für gegen gibt habe haben hat hatte heute hier hinter
    ich ihm ihn ihnen ihr ihre im immer in indem ins inzwischen ist ja jede jeder jedes jedoch jene
    jetzt kann kein keine können mal man manche mehr mein meine mit nach nachdem neben nein nicht
    nichts nie niemand noch nun nur ob obwohl oder ohne schon sehr sei seine seinem seinen seit
    seitdem sich sie sind so sobald sogar solche sondern sonst soll sowie trotz trotzdem über um
    und uns unser unter viel viele vielleicht vom von vor während wann war waren warum was weder
    wegen weil welche wenn wer werden wie wieder wir wird wo wohl wollen wurde zu zuerst zum zur
    zwar zwei zwischen
    من إلى على في عن مع أو ثم عام سنة में से की के का को और"""
)
"""Function words and the commonest openers of a sentence: a capital says nothing about them."""

PARTICLES: Final = _set(
    """van von vom der den dem de del della dello degli dei da das do dos du di la le las los lo
    ten ter te zu zum zur y e i bin binti bint ibn ben abu al el af av am d' dell'"""
)
"""Small words inside a name, between two of its capitalised words."""

LEADING_PARTICLES: Final = _set("van von bin ibn bint al el-")
"""Small words that may open a name: "said van der Moor"."""

TITLES: Final = _set(
    """mr mrs ms mx miss dr prof professor sir dame lord lady madam president vice-president
    premier prime minister chancellor secretary senator sen representative rep congressman
    congresswoman governor gov mayor councillor councilor council commissioner ambassador
    judge justice magistrate captain capt commander cmdr colonel col general gen major maj
    lieutenant lt sergeant sgt corporal private admiral adm officer constable inspector
    detective chief superintendent sheriff deputy king queen prince princess duke duchess baron
    pope cardinal bishop archbishop father fr brother sister reverend rev rabbi imam sheikh
    chairman chairwoman chair director nurse doctor coach uncle aunt ex-president spokesman
    spokeswoman
    sr sra srta señor señora señorita don doña presidente presidenta ministro ministra alcalde
    alcaldesa doctor doctora juez jueza rey reina
    m mm mme mlle monsieur madame mademoiselle président présidente ministre maire docteur maître
    roi reine
    herr herrn frau präsident präsidentin kanzler kanzlerin minister ministerin bürgermeister
    bürgermeisterin professorin doktor könig königin kapitän richter richterin"""
)
"""Words that stand before a name and are no part of it."""

HEADS_WITH_OF: Final = _set(
    """ministry department university institute bank council court house bay isle island islands
    republic kingdom city church board office bureau chamber college school association society
    union federation gulf cape sea port commission committee academy museum league order bank
    archbishop diocese parliament fund states faculty centre center foundation agency authority
    institution trust firth strait straits valley mouth sound friends"""
)
"""Words after which "of" or "for" goes on with the name: "Ministry of Transport"."""

SAYING: Final = _set(
    """said says asked asks added adds told tells replied replies wrote writes shouted cried
    answered explained insisted recalled continued argued warned whispered declared noted
    observed remarked wondered laughed joked demanded called
    dijo dice afirmó preguntó añadió explicó respondió declaró aseguró señaló contestó
    dit demande répond ajoute explique déclare affirme demanda répondit ajouta
    sagt sagte fragt fragte meint meinte erklärt erklärte antwortet antwortete rief"""
)
"""Verbs that report speech."""

NUMBER_WORDS: Final = _set(
    """one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety
    dos tres cuatro cinco seis siete ocho nueve diez once doce quince veinte treinta cuarenta
    cincuenta sesenta setenta ochenta noventa cien
    deux trois quatre cinq sept huit neuf dix onze douze quinze seize vingt trente quarante
    cinquante soixante cent
    zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn zwanzig dreißig vierzig
    fünfzig sechzig siebzig achtzig neunzig"""
)

MAGNITUDES: Final = _set(
    """hundred hundreds thousand thousands million millions billion billions trillion trillions
    dozen dozens mn bn tn m k
    ciento cientos mil miles millón millones billón billones
    cents mille millier milliers million milliard milliards
    hundert tausend tausende millionen milliarde milliarden mio mrd"""
)

SEASONS: Final = _set(
    """spring summer autumn fall winter primavera verano otoño invierno printemps été automne
    hiver frühjahr frühling sommer herbst"""
)

PERIODS: Final = SEASONS | _set(
    """second seconds minute minutes hour hours day days night nights week weeks weekend month
    months quarter year years decade decades century centuries term season
    segundo segundos minuto minutos hora horas día días noche semana semanas mes meses año años
    siglo siglos seconde secondes heure heures jour jours nuit semaine semaines mois an ans
    année années siècle sekunde sekunden minuten stunde stunden tag tage tagen woche wochen
    monat monate monaten jahr jahre jahren jahrhundert nacht"""
)
"""Stretches of time, for "last week" and "three years ago"."""

ABBREVIATED_IN_NAMES: Final = _set(
    """mr mrs ms dr prof st mt jr sr sra srta sen rep gov gen col lt capt sgt rev hon inc ltd"""
)
"""Words of a name, or before one, that are written with a full stop."""

OPENING_PARTICLES: Final = _set("de di da van von")
"""Particles that keep their place when a capital opens the sentence: "De la Brae said"."""

GERMAN_DETERMINERS: Final = _set(
    """der die das den dem des ein eine einen einem einer eines im am zum zur vom beim ins ans
    kein keine keinen keiner mein meine sein seine seinen seiner ihr ihre ihren ihrer unser unsere
    diese dieser dieses diesem diesen jede jeder jedes viele alle mehr zwei drei vier fünf zehn
    mehrere einige"""
)

DATING: Final = _set(
    """first last published updated posted modified created publicado actualizado publié
    veröffentlicht aktualisiert"""
)
"""What stands before a date among credits, and names nothing."""

TIME_ZONES: Final = _set("et est edt ct cst cdt pt pst pdt gmt utc bst cet cest local")

TIME_OPENERS: Final = (
    MONTHS
    | MONTH_ABBREVIATIONS
    | WEEKDAYS
    | SEASONS
    | NUMBER_WORDS
    | _set(
        """a an the several few many early mid late last next this yesterday today tomorrow tonight
        half quarter noon midnight el la hace ayer hoy anteayer mediodía medianoche il l le hier
        avant demain aujourd minuit vor gestern vorgestern heute mitternacht letzte letzten letzter
        letztes vergangene vergangenen vergangener vergangenes vorige vorigen voriger voriges
        nächste nächsten nächster nächstes"""
    )
)
"""The first words of all dates and times that begin with a word."""

AMOUNT_OPENERS: Final = NUMBER_WORDS | _set(
    """a an several few half third thirds quarter quarters fifth fifths hundreds thousands millions
    billions dozens miles millones milliers"""
)
"""The first words of all amounts that begin with a word."""

QUALIFYING: Final = _set("a an the la le el il this last next many several few")
"""Openers that begin a figure only before one of the next, or before a year."""

QUALIFIED: Final = (
    PERIODS
    | MAGNITUDES
    | MONTHS
    | WEEKDAYS
    | _set("early mid late few many half third quarter fifth las y morning afternoon evening")
)
