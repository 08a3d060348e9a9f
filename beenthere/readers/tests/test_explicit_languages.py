"""Danger in five languages as people type it, and what only sounds like it: denied, joked about, or an ordinary day."""

import pytest

from beenthere.readers import cue
from beenthere.readers.explicit import statements
from beenthere.readers.scripts import is_clearly_english, language
from beenthere.readers.shapes import SEEKER, UNAVAILABLE, Turn

# Language -> lines as "least level, words".
DANGER = {
    "en": """
4 i just swallowed all my pills
4 i took them all
4 took loads of paracetamol, i took the whole packet about an hour ago
4 i've overdosed
4 i overdosed on my mum's tablets
4 i took everything.
4 im doing it right now, bye
4 i'm about to jump off the bridge
4 the blade is in my hand
4 there's a rope around my neck
4 i can't keep myself safe tonight
4 my boyfriend just took an overdose, he won't wake up
4 i'm going to stab him
3 im going to do it tonight
3 i'm going to kill myself on saturday
3 ive picked a date
3 i've been stockpiling my meds
3 i wrote my goodbye letter
3 i tried to kill myself last night
2 i want to die
2 i'm not ok, i want to kill myself
2 i dont care anymore, i want to die
2 i keep thinking about suicide
2 i want to not be alive
2 i've been cutting myself again
1 i don't want to wake up
1 they'd be better off without me
""",
    "de": """
4 mir reichts ich spring
4 ich hab grad alle meine Schlaftabletten geschluckt
4 hab zwanzig ibus genommen
4 ich steh auf der brücke
4 ich spring jetzt
4 ich mach es jetzt
4 hab mir grad die pulsadern aufgeschnitten
4 meine freundin hat eine überdosis genommen
4 mein bruder steht auf dem dach
4 ich hab die klinge schon am arm, sie ist an der pulsader und die klinge in der hand
4 ich bin nicht mehr sicher vor mir
4 ich stech ihn ab
3 ich bring mich heut nacht um
3 bring mich um, morgen
3 ich werde mir heute das Leben nehmen
3 ich erhäng mich heute
3 heute abend mach ich schluss
3 der strick liegt bereit
3 ich weiß genau wie ich es mache
3 gestern wollte ich mich umbringen
3 er hat mich gewürgt und gesagt beim nächsten mal bin ich tot
3 mein sohn hat versucht, sich das leben zu nehmen
2 ich will nicht mehr leben
2 ich will nich mehr leben
2 ich wär am liebsten tot
2 denke die ganze zeit dran mich umzubringen
2 ich hab mich gestern wieder geritzt
2 mein mann schlägt mich
2 ich will einfach nur noch sterben
2 ich weiß nicht ob ich sterben will
2 ich halte es nicht mehr aus ich will sterben
1 ich will nicht mehr aufwachen
2 papa hat mich wieder verprügelt
1 kb mehr zu leben
3 ich nehm jetzt alle tabletten
4 opa atmet nicht mehr und ich bin allein mit ihm
4 das baby krampft, was mach ich
4 mama liegt im flur, sie reagiert nicht
4 ich erhäng mich jetzt
4 ich halt es nicht bis morgen
4 mein bruder würgt mich
4 papa schlägt gerade mama
3 am mittwoch bringe ich mich um
3 ich weiß, wo und wann ich mir das leben nehme
3 die pistole liegt im nachttisch und damit mach ich schluss
2 sie hat geschrieben, dass sie sich das leben nehmen will
2 ich drück mir zigaretten auf der haut aus
""",
    "es": """
4 me acabo de tomar todas las pastillas
4 me las tomé todas
4 me tomé un frasco de pastillas
4 estoy en el puente, adiós
4 voy a saltar
4 voy a tirarme del balcón
4 lo voy a hacer ahora mismo
4 tengo la navaja en la mano
4 me corté las venas
4 mi hermana se tomó un montón de pastillas
4 mi novio está en el tejado y dice que salta
4 me está pegando
4 lo voy a matar
3 me voy a matar
3 voy a ahorcarme
3 esta noche me suicido
3 he decidido matarme
3 tengo la cuerda preparada
3 ya sé cómo lo voy a hacer
3 anoche intenté quitarme la vida
3 mi amiga intentó suicidarse
3 mi marido me pega y hoy me quiso ahorcar
3 me amenazó con un cuchillo
2 Pienso todo el tiempo en suicidarme
2 no quiero vivir más
2 ya no quiero seguir viviendo
2 me kiero morir, kiero morirme
2 no aguanto más quiero morirme
2 no puedo dejar de pensar en matarme
2 me he vuelto a cortar
2 mi padre me pega
1 no quiero despertar mañana
2 mi hermano se quiere matar
1 mis hijos estarían mejor sin mí
4 mi abuela no respira
4 está inconsciente y no sé qué tomó
4 se cortó las muñecas, ayuda
4 me suicido ahora
4 mi padrastro está golpeando a mi mamá, ayuda
4 ya tengo la soga amarrada
4 no voy a aguantar esta noche
4 no puedo prometer que mañana esté viva
3 el domingo me ahorco
3 la escopeta del abuelo, quiero pegarme un tiro
3 tomé un montón de cosas para no despertar
3 dijo que si me voy me mata
2 ya no kiero vivir
""",
    "fr": """
4 je viens d'avaler tous mes cachets
4 j'ai pris une boîte de doliprane
4 jai avalé plein de medocs
4 je les ai tous avalés
4 mon copain vient de prendre plein de médicaments
4 ma mère a avalé tous ses comprimés
4 je suis sur le pont
4 je vais sauter du toit
4 je le fais maintenant
4 j'ai pris la corde, elle est prête
4 j'ai la lame dans la main
4 je me suis ouvert les veines
4 il est en train de me frapper
4 je vais le tuer
3 je vais me pendre
3 ce soir je me tue
3 j'ai décidé d'en finir
3 j'ai écrit ma lettre d'adieu
3 je sais exactement comment je vais le faire
3 hier j'ai essayé de me tuer
3 ma soeur a tenté de se suicider
3 il m'a étranglée
3 il menace de me tuer
2 je ne veux plus vivre
2 jveux mourir, je veux mourir
2 je n'en peux plus je veux mourir
2 je n'arrête pas de penser à me tuer
2 j'ai plus envie de vivre
2 je pense tout le temps à la mort
2 je me suis encore coupée hier soir
2 mon mari me frappe
2 j'ai envie de me scarifier
1 je voudrais ne plus me réveiller
1 tout le monde serait mieux sans moi
4 ma soeur respire plus
4 elle est évanouie, elle a pris un truc
4 il s'est ouvert les veines
4 il perd beaucoup de sang
4 mon beau-père frappe maman là maintenant
4 je me pends maintenant
4 je passerai pas la nuit
4 jvais sauter du pont
4 jvais le buter
4 mon meilleur ami est en train de se pendre
3 dimanche je me pends
3 j'ai pris une tonne de trucs pour ne plus me réveiller
3 l'arme de mon oncle, je la retourne contre moi
2 jveux crever
2 je me fais mal exprès
2 je ferais pas mieux de me tuer ?
""",
    "pt": """
4 vou pular da ponte
4 tomei todos os remédios
4 acabei de tomar uma cartela de rivotril
4 engoli um monte de comprimidos
4 tomei tudo
4 tô na ponte, adeus
4 vou me jogar na frente do trem
4 cortei meus pulsos
4 estou com a faca na mão
4 minha mãe tomou veneno
4 meu amigo tá no telhado
4 ele está me batendo
4 vou matar ele
3 vou me matar
3 hoje à noite eu me mato
3 decidi acabar com tudo
3 comprei a corda
3 escrevi uma carta de despedida
3 já sei como vou fazer
3 ontem tentei me enforcar
3 meu irmão tentou se matar
3 meu marido tentou me enforcar
3 ele disse que vai me matar
2 não quero mais viver
2 nao quero viver
2 penso o tempo todo em me matar
2 não aguento mais quero morrer
2 não paro de pensar em me matar
2 perdi a vontade de viver
2 me cortei de novo ontem
2 meu namorado me bate
2 queria estar morta
1 não quero mais acordar
2 minha amiga quer se matar
3 vou tomar todos os remédios agora
3 separei os comprimidos pra hoje
1 minha família ficaria melhor sem mim
4 minha avó não respira
4 a minha irmã está inconsciente, ajudem
4 ele abriu os pulsos
4 vou-me atirar da varanda
4 mato-me agora
4 meu padrasto ta espancando minha mãe
4 não aguento até amanhã
4 não consigo me manter a salvo
4 minha amiga vai se enforcar
3 na sexta enforco-me
3 o revólver do meu tio, vou dar um tiro na boca
3 engoli um monte de coisa pra não acordar
3 ele jurou que me mata
2 quero-me matar
2 n qro mais viver
2 faço-me mal quando estou sozinha
""",
}
NOT_MEANT = {
    "en": """
i took all the medals off the wall
i took all my vitamins this morning
i took all my antibiotics as prescribed
i took all my meds as prescribed
i overdosed on mince pies
i overdosed on coffee and true crime
i'm not going to kill myself
i don't want to die
no, i don't want to die, i'm just tired
i've never thought about suicide
i was cooking dinner and had the knife in my hand
i'd die for a coffee
i nearly died laughing
we watched a film where he kills himself and i want to talk about it
i took everything out of the car
i had the whole bottle of squash spilt over me
""",
    "de": """
ich will nicht sterben
ich bringe mich nicht um
ich will mich nicht umbringen, ich bin nur müde
ich habe nicht vor mich umzubringen
ich habe keine Suizidgedanken
ich denke nicht an Selbstmord
umbringen will ich mich nicht
nein, ich wollte nie sterben
ich lach mich tot
das bringt mich um vor Lachen
ich habe einen Plan für das Wochenende
ich spring noch schnell unter die dusche
ich hab keine tabletten genommen
ich steh mit dem messer in der hand in der küche und schneide zwiebeln
ich sterbe vor Hunger
im Film will er sterben
ich ritze mich nicht mehr, nein: ich habe mich nie geritzt
er ist ja schon wieder blau, zu viel bier
der himmel ist blau
papa bringt mich um wenn er die note sieht haha
ich bringe mich jetzt nicht um
vor zwanzig jahren wollte ich sterben. heute züchte ich bienen
wir haben das seil am baum fest gemacht
""",
    "es": """
no quiero morir
no me quiero morir todavía
mañana lo hago, la tarea
no quiero morirme, solo estoy cansada
no voy a matarme
no me voy a suicidar
no pienso en suicidarme
nunca he pensado en suicidarme
no tengo ganas de morir
no tengo pensamientos suicidas
me muero de hambre
me muero de risa
casi quiero morirme de vergüenza
voy a saltar la cuerda un rato
tengo un plan para el fin de semana
me tomé las pastillas de la tensión
me corté las uñas
con el cuchillo en la mano cortando cebollas para la cena
en la película quiere matarse
el vestido es azul y me encanta
no voy a matarme ahora ni nunca
hace veinte años intenté matarme; hoy tengo un huerto
la cuerda está atada al árbol para el columpio
mi madre me mata si suspendo
cerrar la tienda es un suicidio económico
no me corto los brazos
""",
    "fr": """
je ne veux pas mourir
Je ne veux pas mourir, je suis juste fatiguée
je veux pas mourir
je ne vais pas me tuer
je n'ai pas envie de mourir
je ne pense pas à me suicider
j'ai jamais pensé à me tuer
je n'ai pas d'idées suicidaires
je meurs de faim
je suis mort de rire
j'ai envie de mourir de honte mdr
j'ai pris tout mon temps
j'ai pris mes médicaments comme prescrit
je me suis coupé les cheveux
dans le film il veut mourir
je ne me coupe pas
j'ai prévu le repas de demain
la robe est bleue
je ne vais pas me tuer maintenant
il y a dix ans j'ai essayé de me tuer. aujourd'hui j'ai un jardin
il réagit pas à mes messages
je ne veux pas me foutre en l'air
je vais sauter le repas
j'ai fait une tentative de recette thaï
""",
    "pt": """
Não quero morrer
nao quero morrer
não vou me matar
Não penso em me matar
nunca pensei em me matar
não tenho pensamentos suicidas
não tenho vontade de morrer
não quero mais morrer
não, eu não quero me matar
estou morrendo de fome
quase morri de rir
quero morrer de vergonha kkk
cortei o cabelo
tomei os remédios como o médico mandou
tenho um plano para o fim de semana
vou pular corda
amanhã vou fazer compras
com a faca na mão cortando cebola
no filme ele quer morrer
o vestido ficou azul
não vou me matar agora
há vinte anos tentei me matar. hoje tenho uma horta
largar o curso é suicídio profissional
a corda está presa no varal
não me faço mal
vou matar aquela prova
""",
}


def lines_of(table):
    return [(name, line) for name, block in table.items() for line in block.strip().splitlines()]


@pytest.mark.parametrize(("name", "line"), lines_of(DANGER))
def test_danger_is_noticed_in_the_words_people_use(name, line):
    least, text = line.split(" ", 1)

    assert max((one.level for one in statements(text)), default=0) >= int(least)


@pytest.mark.parametrize(("name", "text"), lines_of(NOT_MEANT))
def test_denials_jokes_and_ordinary_days_are_left_alone(name, text):
    assert [one for one in statements(text) if one.level >= 2] == []


@pytest.mark.parametrize("name", DANGER)
def test_every_language_has_enough_lines(name):
    assert len(DANGER[name].strip().splitlines()) >= 25
    assert len(NOT_MEANT[name].strip().splitlines()) >= 15


@pytest.mark.parametrize(("name", "line"), lines_of(DANGER))
def test_danger_is_never_read_as_nothing(name, line):
    found = cue.read([Turn(SEEKER, line.split(" ", 1)[1])])

    assert found.available
    assert found.level >= "A1"


@pytest.mark.parametrize(
    "text",
    [
        "I'm going to do it on Saturday, the marathon",
        "scissors in my hand, wrapping paper everywhere",
        "had the bottle in my hand and the baby finally went to sleep",
        "I overdosed on mince pies",
        "I took all the medals off the wall",
        "i took all my antibiotics as prescribed",
    ],
)
def test_an_ordinary_day_in_english_calls_nobody(text):
    assert cue.read([Turn(SEEKER, text)]).level < "A3"


@pytest.mark.parametrize(
    "text",
    [
        "hoje acaba",
        "estou bem",
        "no sé",
        "me siento solo",
        "ich mag nich",
        "je suis là",
        "acabou",
        "zaten bitti",
    ],
)
def test_what_may_be_another_language_is_not_available_rather_than_nothing(text):
    found = cue.read([Turn(SEEKER, text)])

    assert found == UNAVAILABLE
    assert found.level == ""


@pytest.mark.parametrize(
    "text",
    [
        "I bought a gun as a way out",
        "I work as a nurse on an overdose ward",
        "ive picked a date",
        "ok",
        "me too",
        "so do I",
        "He was a bit off on Monday",
    ],
)
def test_english_is_read_as_english(text):
    assert language(text) == "en"
    assert is_clearly_english(text)
