"""Short and pet forms of given names, in Latin letters: two words that may be one given name.

A Thai, Lao or Burmese nickname (Lek, Nok, Noi) is given beside the name and says nothing about it: it has no row here.
The last or first syllable of a Thai given name (Chai for Somchai) is one of its own, and has. Pet forms of Chinese
given names (a doubled syllable, Ah or Xiao before it) are not here yet.

Source: general knowledge of English, Spanish, Filipino, Russian, Ukrainian, Malay, Indonesian and Arabic usage, written
for this project (2026-11-22).
Thai: everyday shortenings of common given names, general knowledge, written for this project (2026-11-22).
"""

from collections.abc import Mapping

# The full form first.
_FAMILIES = """
    alexander alex sandy alec; andrew andy drew; anthony tony; albert bert al; barbara barb babs; benjamin ben
    benny; catherine cathy kate katie cat; katherine kathy kate katie kitty; charles charlie chuck chas; christopher
    chris kit; christine chris tina; daniel dan danny; david dave davy; deborah deb debbie; dorothy dot dolly;
    edward ed eddie ned ted teddy; elizabeth liz lizzie beth betty betsy bess eliza libby; eleanor nell ellie nora;
    frances fanny fran; francis frank fran; frederick fred freddie freddy; george georgie; gerald gerry jerry;
    gregory greg; harold harry hal; henry harry hal hank; jacob jake; james jim jimmy jamie jem; jane jenny janey;
    jeffrey jeff; jennifer jen jenny; john jack johnny jon; jonathan jon; joseph joe joey; joshua josh; kenneth ken
    kenny; lawrence larry; leonard leo len lenny; margaret maggie meg peggy madge daisy greta; martha patty; mary
    molly polly may mamie; matthew matt; michael mike mick mickey; nathaniel nat nathan; nicholas nick nicky;
    patricia pat patty tricia; patrick pat paddy; peter pete; philip phil; rebecca becky; richard rick dick rich
    richie ricky; robert bob bobby rob robbie bert; ronald ron ronnie; samuel sam sammy; sarah sally sadie; stephen
    steve; steven steve; susan sue susie; theodore ted theo; theresa terry tess; thomas tom tommy; timothy tim;
    victoria vicky; virginia ginny; walter walt wally; william bill billy will willy liam; zachary zach; alberto
    beto berto; alejandro alex ale; antonio tono antonino; concepcion concha conchita; dolores lola; eduardo lalo
    edu; enrique quique kike; ernesto neto; fernando nando; francisco paco pancho kiko curro; guadalupe lupe;
    guillermo memo; gregorio goyo; ignacio nacho; isabel chabela; jesus chuy chucho; jose pepe joey peping; jorge
    coque; juan juancho juanito; luis lucho; manuel manolo manny; maria mari maricar marites; mariano nano; miguel
    mike migs; pedro perico; rafael rafa paeng; ramon moncho monching; roberto beto berto bobby; rosario charo;
    salvador chava; santiago santi; sergio checo; vicente chente enteng; teresa tess tere; eduardo eddie edong;
    emmanuel manny; ferdinand ferdie; rodrigo digong rody; benigno ninoy; corazon cory; aleksandr sasha shura sania;
    aleksei alyosha lyosha; anastasia nastya; anatoly tolya; andrei andryusha; anna anya; boris borya; dmitry dima
    mitya; ekaterina katya; elena lena; evgeny zhenya; grigory grisha; ilya ilyusha; irina ira; ivan vanya;
    konstantin kostya; leonid lyonya; maria masha; mikhail misha; natalia natasha; nikolai kolya; oksana ksyusha;
    olga olya; pavel pasha; pyotr petya; sergei seryozha; stanislav slava stas; svetlana sveta; tatiana tanya; vadim
    vadik; valery valera; vasily vasya; viktor vitya; vladimir volodya vova; vladislav vlad; yuri yura; yevgeny
    zhenya; oleksandr sasha; volodymyr vova; muhammad mamat mat; ismail mail; abdullah dollah; ibrahim brahim him;
    ahmad amat; mustafa mus; yusuf usup usop;
"""


_THAI = """
    somchai chai; somsak sak; sombat bat; somporn porn; siriporn porn; supaporn porn; wilaiporn porn; prasit sit;
    surasak sak; weerasak sak; kittisak sak; nattapong nat pong; nattaphong nat pong; thanapong pong; somphong pong;
    sompong pong; prasert sert; wichai chai; thawatchai chai tawat; chaiwat wat; wattana wat; worawut wut; sarawut wut;
    nattawut nat wut; apichart chart; surachart chart; suchart chart; suriya ya; malee mali; siriwan wan; suwanna wan;
    nattaya nat; natthaya nat; kanokwan kanok wan; pornthip thip porn; rattana rat; sunisa nisa; thidarat thida rat;
"""


def _families() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for family in (part.split() for part in f"{_FAMILIES}{_THAI}".split(";")):
        for word in family:
            found.setdefault(word, set()).add(family[0])
    return {word: frozenset(names) for word, names in found.items()}


_FULL_FORMS = _families()


def full_forms(spelling: str) -> frozenset[str]:
    """The given names that a word may stand for, itself among them where it is one; nothing for most words."""
    return _FULL_FORMS.get(spelling, frozenset())
