"""A way out of the channel in every disguise, plain to devious, and close to each the ordinary words that pass.

Written for the sense of promise T45, so that no rule may stand on the words of a single sentence.
"""

import pytest

from beenthere.readers import contact
from beenthere.readers.shapes import Turn

AWAY = """
# letters and mails in brackets, in spaces, in other signs
j.smith88 [a t] proton [d o t] me
lark.field (a t) example (d o t) org
wren  [ @ ]  example  [ . ]  net
( oak ) @ ( example ) . ( net )
mail me: hazel <at> example <dot> com
tilly_b *at* example *dot* com
m a r a . k @ example . net
ivy.stone ät example punkt de
my gmial is dunes.and.rain
hotmial: rosa.k, write whenever
i'm milo.grey at tutanota dot com
it's juno at sign example full stop com
first name dot surname at fastmail, that reaches me
ＰＩＮＥ＠ｅｘａｍｐｌｅ．ｃｏｍ
reach me at fern{at}example{dot}io
pip·lane@example·org
# networks by name, misspelt, cut up, backwards
im on threads as grey.heron
i'm on bluesky as grey heron
find me on mastodon under pale.fox
you'll find me on tumblr, the blog's called moth hour
on Strava I'm called Bo the Slow, add me
my insatgram is moss.and.rain
my instagrm is moss and rain
add me on snpchat
add me on snapchst
add me on discrod
my telegarm name is tallship
hit me up on wattsapp
msg me on whatapp
i'm on faceboook as Lena Tide
on the tele gram i'm tallship
my in sta gram: holly lane
ins.ta.gram, i'm holly lane there
my s n a p is foxlight
my sn4pch4t is foxlight
add me on d1sc0rd
my tlgrm is tallship
add my nstgrm, it's foxlight
margatsni is where i am, user foxlight
my ιnstagram is foxlight
add me on disс0rd, foxlight
u slash quietpond if you want to carry on
i'm u/quietpond on there
foxlight underscore nine, that's me on insta
it's grey underscore heron, you know where
at sign greyheron, look me up
the handle is grey dot heron, no capitals
my tag's foxlight hash 2210
same name as here but with a two at the end, on the bird app
i'm on the paper plane app, name's tallship
the ghost one, user foxlight, add me
on the music app i'm tallship77, message me there
got snap?
u on signal?
what's your discord
do you use telegrm?
gimme ur whatsap
what's your @ on the clock app
i just sent you a friend request, it's the one with the boat
accept my follow yeah?
i looked you up and followed you from my private page
my handle there is the same as here plus an underscore
let's hop on the other app, nobody checks that one
get the app where messages vanish and we talk there
# numbers
oh seven seven hundred, nine hundred, twelve thirty-four
zer0 s3ven seven zero zero nine zero zero four five six
٠٧٧٠٠ ٩٠٠ ١٢٣
０７７００ ９００１２３
⓪⑦⑦⓪⓪⑨⓪⓪①②③
0️⃣7️⃣7️⃣0️⃣0️⃣9️⃣0️⃣0️⃣1️⃣2️⃣3️⃣
07700 apple 900 pear 417
o seven double seven, o o, nine o o, one two four
plus four four seven seven double oh nine double oh two two one
07700|900|381
07700 *** 900 *** 381
text my cell, not this
ring my house instead, they record these
email me at home, the work one is read
got a pen? i'll give you the number
chuck us your number and i'll text
ping me your digits
my number's in my bio
you'll find my number in my profile
here's me mobile
sling me ur num
i'm in the phone book under Harrow
# a meeting to come
let's grab a pint next week, just us two
let's get a cuppa on Thursday, you and me
shall we do lunch on Sunday, only the two of us?
fancy a walk with me tomorrow after work?
i could buy you a coffee at the station on Saturday
dinner on me, friday?
a drink after my shift, just us?
Coffee? It'd just be the two of us.
we should meet up properly, i'm free tuesday
how about a beer at the Anchor this weekend?
i'll wait for you outside the library at six
i'll be by the fountain at noon in a red coat
i'm at the market on saturdays, green jacket, come say hi
come find me at the club on thursday
i could be there in twenty minutes
i'm only two streets from you, i'll pop by
i'm in your town on monday, we could see each other
let me take you out for a meal next weekend
meet at the bandstand at 4?
let's link up irl this weekend
pull up to the arcade tonight, just you
join me for a swim on sunday
i'd love to cook you dinner at mine
stay at mine tonight if you like
come round for your tea on sunday
i'll come and get you, just say where
whereabouts are you? i'm not far, i could drop in
you could sleep on my sofa tonight
i'll swing by yours after work with soup
can i take you for ice cream on friday
u n me, beach, saturday?
let's see a film next week, you and i
lets hang irl
i get off at six, i'll be at the diner by the bridge
this saturday, the old cinema, you and me
# the way to a door
pop over, second door after the bakery on Mill Lane
mine's the third house past the church, knock twice
i live two doors down from the post office, come by
it's the blue door opposite the chip shop, just ring
left at the bridge, last cottage on the right, that's me
my flat is above the florist on Weir Street, top bell
come round the back, the key is under the mat
i'm at number nine, mill lane
i live on mill lane, number 4, come any time
first turning after the pub, green gate, you can't miss me
///kettle.lantern.plum is my door
my three words are kettle.lantern.plum
i dropped you a pin of my house
sending you my location, come over
we're next to the laundrette, flat above, buzz the top one
# out of sight
delete this after and find me elsewhere
hang up and i'll call you from my car, then it's not on the tape
let's get off this thing and talk properly
let's carry this on somewhere they can't read
i'll message you from my own account tonight
let's go private, this is being watched
add my personal, the work one is locked
hit me up on my personal
# a second helping of all
my discrd is saltmarsh
catch me on bluskey, saltmarsh
look for saltmarsh on instagarm
drop by mine, third gate past the mill
we could share a pizza on Sunday, just you and me
I'd like to take you for a drink this weekend
what about brunch at the harbour on saturday
text me at oh seven nine eleven, one two three, four five six
kit.lowe (at) outlook (dot) com
kit lowe at proton dot me
k i t @ g m a i l
you can have my private number
meet me outside the library tomorrow
I'm by the station till nine, come over
I could drive to yours tonight
i'm at 4 Ferry Row
my place is the last cottage before the bridge, door's open
let's swap to telegram
my user on signal is kit.44
find me on sn@pch@t
are you free on Saturday? I know a nice cafe, just us
shall I pop round with some soup?
can I have your insta
come to my flat on Friday, I'll cook
I'll be in the cafe opposite the station from three, blue scarf
let's keep talking on another app
here is my email, kit at lowe dot org
we can skype on sunday evening, you and me
want to meet up irl?
# other people's words for the same
could you ring me later? i'm home all evening
will u text me after ten
can you phone me plz
you'd do better calling me directly
try messaging me privately
I'll leave you a number, so use it
i can write you the poem by mail
could we write by email, you and i
let's go on by letter
can we finish this over text
send me the email address
please to give me your adress
ur snap?
and your telegram? mine starts with the word pebble
wot's yr discord
whats ur gmail
inst@: pebblewood
d!scord: pebblewood
sn*pchat pebblewood
f@cebook, pebble wood
join the jitsi room, i'm in it
the meet code is xyz-abcd-efg
hop into my voice channel
use our server code
friend code: 4471-0092
the party code is PEB7712
type in the room key and we can talk
scan this code in my bio, the qr code
scan the snapcode
here's my QR
come and join my secret channel
shall we hang out sometime
lets hang
let us meet this weekend
we should get together soon
can we video chat? typing is slow
could we skype? i'd like that
i want to see your face
shall we move to a different app
we could chat in some other app that never logs out
i want to talk to you when you're off shift
can I message you when you're not on here?
it's not allowed but we could text
we're not supposed to, but i can call
I am in room 14 at the hostel, knock when you get there
i'm at flat 3b by the canal, come up
the app with the little bird, search for my nick
the site with the robot, i'm pebble there
same handle over there, backwards
same nick on it minus the number
google my username and pottery
search for my full name plus the town
you'll find my shop with a contact page
im pebble_wood there, write me
"""

FREE = """
# ordinary words close to those
could you call me Sam please?
can you ring the surgery in the morning?
my mum keeps calling me at work
they kept ringing me about the rent
I can give you the number of the helpline
I'll give you the number for Samaritans
he said can you call me later and hung up
I wrote you off, he said in an email
I will write my dad a letter, maybe
would it help to write it by hand?
let's talk about breaking up over text
can we talk about the letter from the council?
did she ever read your email?
your phone?
your mail came back?
we zoomed in on the map
can we zoom out a little?
the nurse had to scan the code on my wrist
they made me scan the QR code at the door
I forgot the code to the door
the room code at work changed again
had to join the meeting with no sleep
he joined my server at work to the wrong port
they moved me to another ward
can you go to another room where it's quieter?
I switched to another school in May
we moved to a different place when I was six
I want to talk to someone else about him
I'm in room 9 and they come every hour
I'm not allowed to cry but I can sit here
we're not supposed to lift but we do
the film with the little ghost made me cry
a house with a bird on the gate
the same name came up twice
I googled my name and found the court list
you'll find your feet, they said
I found a story about it on elm-press.com
I saw it on bbc.co.uk and turned it off
I bought the chair from oakshop.com and it broke
it was $3 for the bread
a one-time-pay thing from the council
we used to hang out sometimes
she and I should get together, mum says
nobody wants to hang out
# meetings that were, and meetings with others
I met a friend for coffee on Friday, it was nice
we had a pint last week, just us two, my dad and me
I grabbed a coffee with my sister on Saturday
you could grab a coffee with your sister on Saturday
she and I are meeting next week, just the two of us
I'm meeting my brother for lunch on Thursday
would you like to meet your mum for a coffee this week?
what would it be like to go for a walk tomorrow, even a short one?
he wants to meet up on Friday and I don't
he said let's grab a pint next week, just us two
are you seeing your friend on Saturday?
my ex wants to meet for a coffee tomorrow
they went for dinner on Sunday and never asked me
we used to meet at the cafe on Mill Lane
my therapist and I meet on Tuesdays at four
there's a group that meets on Thursdays in the library
you said you might see your dad this weekend
is there someone who could come over tonight?
could your neighbour pop round tomorrow?
who could sit with you tonight?
maybe a friend could take you out for a drink on Friday
my mate took me for a beer after the funeral
my mum comes over on Sundays
a cup of tea and then we look at it together?
get a glass of water, I'll wait here
let's take a minute and have a drink of water
go and make a tea, I'm here when you're back
let's meet here again on Thursday if you want
same time next week, here?
I'm on again on Tuesday evening
see you here on Thursday
we could come back to that on Thursday
let's catch our breath
let's see how tonight goes
want to tell me about the dinner on Friday?
so the two of you are going for a walk tomorrow
just us two in that big house now
it was just the two of us, then she left
you and me both
you and me and the kettle, as mum used to say
I'd love to go for a walk but my knee hurts
I can't meet you for coffee, we stay in here
meeting up isn't something I can do, and I'm glad you asked
I'm not able to come over, could somebody near you?
I won't be giving out my number
I don't do socials with people I talk to here
In the book she says meet me by the river at noon, and nobody comes
in that film they meet at the station every friday
the song goes "come over, come over, second door on the left"
# places and doors that are nobody's
the clinic is the second door after the bakery
the food bank is opposite the church on Mill Lane
my nan lived two doors down from the post office
the surgery moved above the chemist
I walked past the second door on the left and cried
there was a red door opposite our school
the third house we looked at had damp
turn left at the lights and the hospital is on the right
the library on Mill Lane has a quiet room
I live near the sea, it helps
I live alone since May
I grew up on a street with no trees
he lives in the flat above me and drums
they closed the last door on me
my first house was cold
the key is to start small
we got as far as the second page
# networks without a way to anybody
I read about it on threads and it made me sad
I'm off instagram since May
I am on insta too much
she blocked me on snap
she's on threads as somebody else now
he found me on facebook and I hid
my feed on tiktok is all breakups
mum is on facebook as Grandma Rose
everyone's on discord but me
there were threads of hope in it
I lost the thread, sorry
my signal keeps dropping, bear with me
in line at the bank with my head down
we had a zoom with the ward
her snapchat streak with me is gone, she said
I snapped at him
I discarded the letter
it was an instant regret
a passenger shouted at me
I sent a telegram of a text, ha
he keeps telling me to get on linkedin
the app crashed while I wrote that
my banking app says minus forty
the breathing app under health helps me
I deleted the dating app
strava says I ran 4 km
I looked up the symptoms and got scared
I found your words kind
I followed your advice and slept
her name there is not her real name
same name as my father
we have the same name, funny
# mails, dots and signs that are none
look at the list on page two
I was at home dot dot dot alone
I'm at my best at ten
he put an underscore in my name on the form
she wrote a full stop after my name, that was all
I emailed the council again
my boss emails me at home
my email is full
they read my emails at work
ok.then I cried
well... at least I slept
my password has a dash and a dot in it
# numbers that are ordinary
I take fifty milligrams in the morning and a hundred at night
two tablets of five hundred, four times a day
one two three four five six seven, then out again
in for four, hold for seven, out for eight
twenty, thirty, forty people stared at me
she was seventy nine, he was eighty two
I'm thirty four and he is forty one
it was nineteen ninety eight, or nineteen ninety nine
the seven hundred and the forty two bus both go there
bus 42, then the 700, then the 7
order 07700 900123 has not come
my reference is 0770 0900 12
paid 1,200 in March and 950 in April
at 7:30, 9:15 and 10:45 I woke
on 07/07/2019 and again 09/09/2020
room 7700, ward 9
I counted sheep, one thousand two hundred of them
it took 15 years, 3 jobs and 2 marriages
the helpline is 0800 123 4567, free all night
you can text 85258 any hour
call 999 now, I'm staying with you
Samaritans answer on 116 123
there's a number on the back of your card
my number came up in the raffle
he got my number from a friend
she texts my house phone all day
I rang my house and nobody picked up
I had a pen in my hand and wrote nothing
delete that thought, ha
I hung up and cried
I need to get off this merry-go-round
they can't read, the two little ones
he goes private for his teeth
it feels like it's being watched, my flat
# a second helping of all
I saw my sister for lunch on Sunday, it went fine
we were going to have a pint on Friday, then he died
you could ask your brother for a coffee this weekend
are you free on Saturday? that is when the group is open
is there a cafe near you where it's quiet?
I'm free on Tuesdays for this shift
let's talk about Saturday, the dinner with your dad
shall we look at tomorrow, the two of us?
can we go back to the walk you took on Friday?
let's get you through tonight
what could you have for dinner tonight?
maybe a walk tomorrow, or a bath, or nothing at all
I'm near tears reading that
a drink would be easy at six, wouldn't it
you and I have twenty minutes left
just you and the cat tonight?
the second floor of the hospital is quieter
ring the ward and ask for the nurse in charge
your gp is open at 8
we live in a small flat above a shop and hear everything
take two 500 mg tablets at night, as the doctor said
I've been on discord all night
her instagram says she's happy
dad joined facebook
a pub is a hard place for you on Friday
come back any time, somebody is here
drop in here whenever it's heavy
I'll be here until ten
that's a bus number, the 7700
the town hall opens at nine, you could ask there
my friend lives on Mill Lane, number four
she came round on Sunday with soup
I can't come over, and I won't leave you alone with it
could you call a friend to come over?
is your mum able to pick you up?
it was a red door, I remember that
he told me to find him on telegram
let's do one thing at a time tonight
we could make a plan for Saturday
how about a shower and some tea tonight?
how about a walk tomorrow?
let's plan dinner for tonight
what about lunch tomorrow, could you manage toast?
i have to delete this after, he looks at my history
"""


def _lines(table: str) -> list[str]:
    return [line for line in table.splitlines() if line and not line.startswith("# ")]


@pytest.mark.parametrize("text", _lines(AWAY))
def test_a_way_out_is_found_in_its_disguise(text):
    assert contact.has_contact(text)


@pytest.mark.parametrize("text", _lines(FREE))
def test_words_close_to_it_pass(text):
    assert not contact.has_contact(text)


def test_the_words_are_quoted_as_they_were_written():
    text = "well then: wren (a t) example (d o t) org"

    (found, *_rest) = contact.read([Turn("", text)]).because

    assert found.words == "wren (a t) example (d o t) org"
    assert text[found.start : found.end] == found.words
