/**
 * What VADER reads in place of an emoji: the English short name of Emoji 11.0, one emoji a line. These
 * are the 1,212 entries of emoji_utf8_lexicon.txt (cjhutto/vaderSentiment at 44fc044) that are one code
 * point: the reference goes through a text by code points, so longer entries (flags, families, skin
 * tones) are never found in it, their parts are. Made from npm emoji.json 11.0.0, with skin tones by
 * hand; half was read beside the reference. The names are Unicode's emoji-list 11.0
 * (© 1991-2018 Unicode, Inc., https://www.unicode.org/license.txt), joined by VADER under:
 *
 * The MIT License (MIT)
 *
 * Copyright (c) 2016 C.J. Hutto
 *
 * Permission is hereby granted, free of charge, to any person obtaining a copy of this software and
 * associated documentation files (the "Software"), to deal in the Software without restriction,
 * including without limitation the rights to use, copy, modify, merge, publish, distribute,
 * sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is
 * furnished to do so, subject to the following conditions:
 *
 * The above copyright notice and this permission notice shall be included in all copies or
 * substantial portions of the Software.
 *
 * THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT
 * NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND
 * NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM,
 * DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT
 * OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
 */
export const emojiNames = `
© copyright
® registered
‼ double exclamation mark
⁉ exclamation question mark
™ trade mark
ℹ information
↔ left-right arrow
↕ up-down arrow
↖ up-left arrow
↗ up-right arrow
↘ down-right arrow
↙ down-left arrow
↩ right arrow curving left
↪ left arrow curving right
⌚ watch
⌛ hourglass done
⌨ keyboard
⏏ eject button
⏩ fast-forward button
⏪ fast reverse button
⏫ fast up button
⏬ fast down button
⏭ next track button
⏮ last track button
⏯ play or pause button
⏰ alarm clock
⏱ stopwatch
⏲ timer clock
⏳ hourglass not done
⏸ pause button
⏹ stop button
⏺ record button
Ⓜ circled M
▪ black small square
▫ white small square
▶ play button
◀ reverse button
◻ white medium square
◼ black medium square
◽ white medium-small square
◾ black medium-small square
☀ sun
☁ cloud
☂ umbrella
☃ snowman
☄ comet
☎ telephone
☑ ballot box with check
☔ umbrella with rain drops
☕ hot beverage
☘ shamrock
☝ index pointing up
☠ skull and crossbones
☢ radioactive
☣ biohazard
☦ orthodox cross
☪ star and crescent
☮ peace symbol
☯ yin yang
☸ wheel of dharma
☹ frowning face
☺ smiling face
♀ female sign
♂ male sign
♈ Aries
♉ Taurus
♊ Gemini
♋ Cancer
♌ Leo
♍ Virgo
♎ Libra
♏ Scorpio
♐ Sagittarius
♑ Capricorn
♒ Aquarius
♓ Pisces
♟ chess pawn
♠ spade suit
♣ club suit
♥ heart suit
♦ diamond suit
♨ hot springs
♻ recycling symbol
♾ infinity
♿ wheelchair symbol
⚒ hammer and pick
⚓ anchor
⚔ crossed swords
⚕ medical symbol
⚖ balance scale
⚗ alembic
⚙ gear
⚛ atom symbol
⚜ fleur-de-lis
⚠ warning
⚡ high voltage
⚪ white circle
⚫ black circle
⚰ coffin
⚱ funeral urn
⚽ soccer ball
⚾ baseball
⛄ snowman without snow
⛅ sun behind cloud
⛈ cloud with lightning and rain
⛎ Ophiuchus
⛏ pick
⛑ rescue worker’s helmet
⛓ chains
⛔ no entry
⛩ shinto shrine
⛪ church
⛰ mountain
⛱ umbrella on ground
⛲ fountain
⛳ flag in hole
⛴ ferry
⛵ sailboat
⛷ skier
⛸ ice skate
⛹ person bouncing ball
⛺ tent
⛽ fuel pump
✂ scissors
✅ white heavy check mark
✈ airplane
✉ envelope
✊ raised fist
✋ raised hand
✌ victory hand
✍ writing hand
✏ pencil
✒ black nib
✔ heavy check mark
✖ heavy multiplication x
✝ latin cross
✡ star of David
✨ sparkles
✳ eight-spoked asterisk
✴ eight-pointed star
❄ snowflake
❇ sparkle
❌ cross mark
❎ cross mark button
❓ question mark
❔ white question mark
❕ white exclamation mark
❗ exclamation mark
❣ heavy heart exclamation
❤ red heart
➕ heavy plus sign
➖ heavy minus sign
➗ heavy division sign
➡ right arrow
➰ curly loop
➿ double curly loop
⤴ right arrow curving up
⤵ right arrow curving down
⬅ left arrow
⬆ up arrow
⬇ down arrow
⬛ black large square
⬜ white large square
⭐ star
⭕ heavy large circle
〰 wavy dash
〽 part alternation mark
㊗ Japanese “congratulations” button
㊙ Japanese “secret” button
🀄 mahjong red dragon
🃏 joker
🅰 A button (blood type)
🅱 B button (blood type)
🅾 O button (blood type)
🅿 P button
🆎 AB button (blood type)
🆑 CL button
🆒 COOL button
🆓 FREE button
🆔 ID button
🆕 NEW button
🆖 NG button
🆗 OK button
🆘 SOS button
🆙 UP! button
🆚 VS button
🈁 Japanese “here” button
🈂 Japanese “service charge” button
🈚 Japanese “free of charge” button
🈯 Japanese “reserved” button
🈲 Japanese “prohibited” button
🈳 Japanese “vacancy” button
🈴 Japanese “passing grade” button
🈵 Japanese “no vacancy” button
🈶 Japanese “not free of charge” button
🈷 Japanese “monthly amount” button
🈸 Japanese “application” button
🈹 Japanese “discount” button
🈺 Japanese “open for business” button
🉐 Japanese “bargain” button
🉑 Japanese “acceptable” button
🌀 cyclone
🌁 foggy
🌂 closed umbrella
🌃 night with stars
🌄 sunrise over mountains
🌅 sunrise
🌆 cityscape at dusk
🌇 sunset
🌈 rainbow
🌉 bridge at night
🌊 water wave
🌋 volcano
🌌 milky way
🌍 globe showing Europe-Africa
🌎 globe showing Americas
🌏 globe showing Asia-Australia
🌐 globe with meridians
🌑 new moon
🌒 waxing crescent moon
🌓 first quarter moon
🌔 waxing gibbous moon
🌕 full moon
🌖 waning gibbous moon
🌗 last quarter moon
🌘 waning crescent moon
🌙 crescent moon
🌚 new moon face
🌛 first quarter moon face
🌜 last quarter moon face
🌝 full moon face
🌞 sun with face
🌟 glowing star
🌠 shooting star
🌡 thermometer
🌤 sun behind small cloud
🌥 sun behind large cloud
🌦 sun behind rain cloud
🌧 cloud with rain
🌨 cloud with snow
🌩 cloud with lightning
🌪 tornado
🌫 fog
🌬 wind face
🌭 hot dog
🌮 taco
🌯 burrito
🌰 chestnut
🌱 seedling
🌲 evergreen tree
🌳 deciduous tree
🌴 palm tree
🌵 cactus
🌶 hot pepper
🌷 tulip
🌸 cherry blossom
🌹 rose
🌺 hibiscus
🌻 sunflower
🌼 blossom
🌽 ear of corn
🌾 sheaf of rice
🌿 herb
🍀 four leaf clover
🍁 maple leaf
🍂 fallen leaf
🍃 leaf fluttering in wind
🍄 mushroom
🍅 tomato
🍆 eggplant
🍇 grapes
🍈 melon
🍉 watermelon
🍊 tangerine
🍋 lemon
🍌 banana
🍍 pineapple
🍎 red apple
🍏 green apple
🍐 pear
🍑 peach
🍒 cherries
🍓 strawberry
🍔 hamburger
🍕 pizza
🍖 meat on bone
🍗 poultry leg
🍘 rice cracker
🍙 rice ball
🍚 cooked rice
🍛 curry rice
🍜 steaming bowl
🍝 spaghetti
🍞 bread
🍟 french fries
🍠 roasted sweet potato
🍡 dango
🍢 oden
🍣 sushi
🍤 fried shrimp
🍥 fish cake with swirl
🍦 soft ice cream
🍧 shaved ice
🍨 ice cream
🍩 doughnut
🍪 cookie
🍫 chocolate bar
🍬 candy
🍭 lollipop
🍮 custard
🍯 honey pot
🍰 shortcake
🍱 bento box
🍲 pot of food
🍳 cooking
🍴 fork and knife
🍵 teacup without handle
🍶 sake
🍷 wine glass
🍸 cocktail glass
🍹 tropical drink
🍺 beer mug
🍻 clinking beer mugs
🍼 baby bottle
🍽 fork and knife with plate
🍾 bottle with popping cork
🍿 popcorn
🎀 ribbon
🎁 wrapped gift
🎂 birthday cake
🎃 jack-o-lantern
🎄 Christmas tree
🎅 Santa Claus
🎆 fireworks
🎇 sparkler
🎈 balloon
🎉 party popper
🎊 confetti ball
🎋 tanabata tree
🎌 crossed flags
🎍 pine decoration
🎎 Japanese dolls
🎏 carp streamer
🎐 wind chime
🎑 moon viewing ceremony
🎒 backpack
🎓 graduation cap
🎖 military medal
🎗 reminder ribbon
🎙 studio microphone
🎚 level slider
🎛 control knobs
🎞 film frames
🎟 admission tickets
🎠 carousel horse
🎡 ferris wheel
🎢 roller coaster
🎣 fishing pole
🎤 microphone
🎥 movie camera
🎦 cinema
🎧 headphone
🎨 artist palette
🎩 top hat
🎪 circus tent
🎫 ticket
🎬 clapper board
🎭 performing arts
🎮 video game
🎯 direct hit
🎰 slot machine
🎱 pool 8 ball
🎲 game die
🎳 bowling
🎴 flower playing cards
🎵 musical note
🎶 musical notes
🎷 saxophone
🎸 guitar
🎹 musical keyboard
🎺 trumpet
🎻 violin
🎼 musical score
🎽 running shirt
🎾 tennis
🎿 skis
🏀 basketball
🏁 chequered flag
🏂 snowboarder
🏃 person running
🏄 person surfing
🏅 sports medal
🏆 trophy
🏇 horse racing
🏈 american football
🏉 rugby football
🏊 person swimming
🏋 person lifting weights
🏌 person golfing
🏍 motorcycle
🏎 racing car
🏏 cricket game
🏐 volleyball
🏑 field hockey
🏒 ice hockey
🏓 ping pong
🏔 snow-capped mountain
🏕 camping
🏖 beach with umbrella
🏗 building construction
🏘 houses
🏙 cityscape
🏚 derelict house
🏛 classical building
🏜 desert
🏝 desert island
🏞 national park
🏟 stadium
🏠 house
🏡 house with garden
🏢 office building
🏣 Japanese post office
🏤 post office
🏥 hospital
🏦 bank
🏧 ATM sign
🏨 hotel
🏩 love hotel
🏪 convenience store
🏫 school
🏬 department store
🏭 factory
🏮 red paper lantern
🏯 Japanese castle
🏰 castle
🏳 white flag
🏴 black flag
🏵 rosette
🏷 label
🏸 badminton
🏹 bow and arrow
🏺 amphora
🏻 light skin tone
🏼 medium-light skin tone
🏽 medium skin tone
🏾 medium-dark skin tone
🏿 dark skin tone
🐀 rat
🐁 mouse
🐂 ox
🐃 water buffalo
🐄 cow
🐅 tiger
🐆 leopard
🐇 rabbit
🐈 cat
🐉 dragon
🐊 crocodile
🐋 whale
🐌 snail
🐍 snake
🐎 horse
🐏 ram
🐐 goat
🐑 ewe
🐒 monkey
🐓 rooster
🐔 chicken
🐕 dog
🐖 pig
🐗 boar
🐘 elephant
🐙 octopus
🐚 spiral shell
🐛 bug
🐜 ant
🐝 honeybee
🐞 lady beetle
🐟 fish
🐠 tropical fish
🐡 blowfish
🐢 turtle
🐣 hatching chick
🐤 baby chick
🐥 front-facing baby chick
🐦 bird
🐧 penguin
🐨 koala
🐩 poodle
🐪 camel
🐫 two-hump camel
🐬 dolphin
🐭 mouse face
🐮 cow face
🐯 tiger face
🐰 rabbit face
🐱 cat face
🐲 dragon face
🐳 spouting whale
🐴 horse face
🐵 monkey face
🐶 dog face
🐷 pig face
🐸 frog face
🐹 hamster face
🐺 wolf face
🐻 bear face
🐼 panda face
🐽 pig nose
🐾 paw prints
🐿 chipmunk
👀 eyes
👁 eye
👂 ear
👃 nose
👄 mouth
👅 tongue
👆 backhand index pointing up
👇 backhand index pointing down
👈 backhand index pointing left
👉 backhand index pointing right
👊 oncoming fist
👋 waving hand
👌 OK hand
👍 thumbs up
👎 thumbs down
👏 clapping hands
👐 open hands
👑 crown
👒 woman’s hat
👓 glasses
👔 necktie
👕 t-shirt
👖 jeans
👗 dress
👘 kimono
👙 bikini
👚 woman’s clothes
👛 purse
👜 handbag
👝 clutch bag
👞 man’s shoe
👟 running shoe
👠 high-heeled shoe
👡 woman’s sandal
👢 woman’s boot
👣 footprints
👤 bust in silhouette
👥 busts in silhouette
👦 boy
👧 girl
👨 man
👩 woman
👪 family
👫 man and woman holding hands
👬 two men holding hands
👭 two women holding hands
👮 police officer
👯 people with bunny ears
👰 bride with veil
👱 blond-haired person
👲 man with Chinese cap
👳 person wearing turban
👴 old man
👵 old woman
👶 baby
👷 construction worker
👸 princess
👹 ogre
👺 goblin
👻 ghost
👼 baby angel
👽 alien
👾 alien monster
👿 angry face with horns
💀 skull
💁 person tipping hand
💂 guard
💃 woman dancing
💄 lipstick
💅 nail polish
💆 person getting massage
💇 person getting haircut
💈 barber pole
💉 syringe
💊 pill
💋 kiss mark
💌 love letter
💍 ring
💎 gem stone
💏 kiss
💐 bouquet
💑 couple with heart
💒 wedding
💓 beating heart
💔 broken heart
💕 two hearts
💖 sparkling heart
💗 growing heart
💘 heart with arrow
💙 blue heart
💚 green heart
💛 yellow heart
💜 purple heart
💝 heart with ribbon
💞 revolving hearts
💟 heart decoration
💠 diamond with a dot
💡 light bulb
💢 anger symbol
💣 bomb
💤 zzz
💥 collision
💦 sweat droplets
💧 droplet
💨 dashing away
💩 pile of poo
💪 flexed biceps
💫 dizzy
💬 speech balloon
💭 thought balloon
💮 white flower
💯 hundred points
💰 money bag
💱 currency exchange
💲 heavy dollar sign
💳 credit card
💴 yen banknote
💵 dollar banknote
💶 euro banknote
💷 pound banknote
💸 money with wings
💹 chart increasing with yen
💺 seat
💻 laptop computer
💼 briefcase
💽 computer disk
💾 floppy disk
💿 optical disk
📀 dvd
📁 file folder
📂 open file folder
📃 page with curl
📄 page facing up
📅 calendar
📆 tear-off calendar
📇 card index
📈 chart increasing
📉 chart decreasing
📊 bar chart
📋 clipboard
📌 pushpin
📍 round pushpin
📎 paperclip
📏 straight ruler
📐 triangular ruler
📑 bookmark tabs
📒 ledger
📓 notebook
📔 notebook with decorative cover
📕 closed book
📖 open book
📗 green book
📘 blue book
📙 orange book
📚 books
📛 name badge
📜 scroll
📝 memo
📞 telephone receiver
📟 pager
📠 fax machine
📡 satellite antenna
📢 loudspeaker
📣 megaphone
📤 outbox tray
📥 inbox tray
📦 package
📧 e-mail
📨 incoming envelope
📩 envelope with arrow
📪 closed mailbox with lowered flag
📫 closed mailbox with raised flag
📬 open mailbox with raised flag
📭 open mailbox with lowered flag
📮 postbox
📯 postal horn
📰 newspaper
📱 mobile phone
📲 mobile phone with arrow
📳 vibration mode
📴 mobile phone off
📵 no mobile phones
📶 antenna bars
📷 camera
📸 camera with flash
📹 video camera
📺 television
📻 radio
📼 videocassette
📽 film projector
📿 prayer beads
🔀 shuffle tracks button
🔁 repeat button
🔂 repeat single button
🔃 clockwise vertical arrows
🔄 counterclockwise arrows button
🔅 dim button
🔆 bright button
🔇 muted speaker
🔈 speaker low volume
🔉 speaker medium volume
🔊 speaker high volume
🔋 battery
🔌 electric plug
🔍 magnifying glass tilted left
🔎 magnifying glass tilted right
🔏 locked with pen
🔐 locked with key
🔑 key
🔒 locked
🔓 unlocked
🔔 bell
🔕 bell with slash
🔖 bookmark
🔗 link
🔘 radio button
🔙 BACK arrow
🔚 END arrow
🔛 ON! arrow
🔜 SOON arrow
🔝 TOP arrow
🔞 no one under eighteen
🔟 keycap: 10
🔠 input latin uppercase
🔡 input latin lowercase
🔢 input numbers
🔣 input symbols
🔤 input latin letters
🔥 fire
🔦 flashlight
🔧 wrench
🔨 hammer
🔩 nut and bolt
🔪 kitchen knife
🔫 pistol
🔬 microscope
🔭 telescope
🔮 crystal ball
🔯 dotted six-pointed star
🔰 Japanese symbol for beginner
🔱 trident emblem
🔲 black square button
🔳 white square button
🔴 red circle
🔵 blue circle
🔶 large orange diamond
🔷 large blue diamond
🔸 small orange diamond
🔹 small blue diamond
🔺 red triangle pointed up
🔻 red triangle pointed down
🔼 upwards button
🔽 downwards button
🕉 om
🕊 dove
🕋 kaaba
🕌 mosque
🕍 synagogue
🕎 menorah
🕐 one o’clock
🕑 two o’clock
🕒 three o’clock
🕓 four o’clock
🕔 five o’clock
🕕 six o’clock
🕖 seven o’clock
🕗 eight o’clock
🕘 nine o’clock
🕙 ten o’clock
🕚 eleven o’clock
🕛 twelve o’clock
🕜 one-thirty
🕝 two-thirty
🕞 three-thirty
🕟 four-thirty
🕠 five-thirty
🕡 six-thirty
🕢 seven-thirty
🕣 eight-thirty
🕤 nine-thirty
🕥 ten-thirty
🕦 eleven-thirty
🕧 twelve-thirty
🕯 candle
🕰 mantelpiece clock
🕳 hole
🕴 man in suit levitating
🕵 detective
🕶 sunglasses
🕷 spider
🕸 spider web
🕹 joystick
🕺 man dancing
🖇 linked paperclips
🖊 pen
🖋 fountain pen
🖌 paintbrush
🖍 crayon
🖐 hand with fingers splayed
🖕 middle finger
🖖 vulcan salute
🖤 black heart
🖥 desktop computer
🖨 printer
🖱 computer mouse
🖲 trackball
🖼 framed picture
🗂 card index dividers
🗃 card file box
🗄 file cabinet
🗑 wastebasket
🗒 spiral notepad
🗓 spiral calendar
🗜 clamp
🗝 old key
🗞 rolled-up newspaper
🗡 dagger
🗣 speaking head
🗨 left speech bubble
🗯 right anger bubble
🗳 ballot box with ballot
🗺 world map
🗻 mount fuji
🗼 Tokyo tower
🗽 Statue of Liberty
🗾 map of Japan
🗿 moai
😀 grinning face
😁 beaming face with smiling eyes
😂 face with tears of joy
😃 grinning face with big eyes
😄 grinning face with smiling eyes
😅 grinning face with sweat
😆 grinning squinting face
😇 smiling face with halo
😈 smiling face with horns
😉 winking face
😊 smiling face with smiling eyes
😋 face savoring food
😌 relieved face
😍 smiling face with heart-eyes
😎 smiling face with sunglasses
😏 smirking face
😐 neutral face
😑 expressionless face
😒 unamused face
😓 downcast face with sweat
😔 pensive face
😕 confused face
😖 confounded face
😗 kissing face
😘 face blowing a kiss
😙 kissing face with smiling eyes
😚 kissing face with closed eyes
😛 face with tongue
😜 winking face with tongue
😝 squinting face with tongue
😞 disappointed face
😟 worried face
😠 angry face
😡 pouting face
😢 crying face
😣 persevering face
😤 face with steam from nose
😥 sad but relieved face
😦 frowning face with open mouth
😧 anguished face
😨 fearful face
😩 weary face
😪 sleepy face
😫 tired face
😬 grimacing face
😭 loudly crying face
😮 face with open mouth
😯 hushed face
😰 anxious face with sweat
😱 face screaming in fear
😲 astonished face
😳 flushed face
😴 sleeping face
😵 dizzy face
😶 face without mouth
😷 face with medical mask
😸 grinning cat face with smiling eyes
😹 cat face with tears of joy
😺 grinning cat face
😻 smiling cat face with heart-eyes
😼 cat face with wry smile
😽 kissing cat face
😾 pouting cat face
😿 crying cat face
🙀 weary cat face
🙁 slightly frowning face
🙂 slightly smiling face
🙃 upside-down face
🙄 face with rolling eyes
🙅 person gesturing NO
🙆 person gesturing OK
🙇 person bowing
🙈 see-no-evil monkey
🙉 hear-no-evil monkey
🙊 speak-no-evil monkey
🙋 person raising hand
🙌 raising hands
🙍 person frowning
🙎 person pouting
🙏 folded hands
🚀 rocket
🚁 helicopter
🚂 locomotive
🚃 railway car
🚄 high-speed train
🚅 bullet train
🚆 train
🚇 metro
🚈 light rail
🚉 station
🚊 tram
🚋 tram car
🚌 bus
🚍 oncoming bus
🚎 trolleybus
🚏 bus stop
🚐 minibus
🚑 ambulance
🚒 fire engine
🚓 police car
🚔 oncoming police car
🚕 taxi
🚖 oncoming taxi
🚗 automobile
🚘 oncoming automobile
🚙 sport utility vehicle
🚚 delivery truck
🚛 articulated lorry
🚜 tractor
🚝 monorail
🚞 mountain railway
🚟 suspension railway
🚠 mountain cableway
🚡 aerial tramway
🚢 ship
🚣 person rowing boat
🚤 speedboat
🚥 horizontal traffic light
🚦 vertical traffic light
🚧 construction
🚨 police car light
🚩 triangular flag
🚪 door
🚫 prohibited
🚬 cigarette
🚭 no smoking
🚮 litter in bin sign
🚯 no littering
🚰 potable water
🚱 non-potable water
🚲 bicycle
🚳 no bicycles
🚴 person biking
🚵 person mountain biking
🚶 person walking
🚷 no pedestrians
🚸 children crossing
🚹 men’s room
🚺 women’s room
🚻 restroom
🚼 baby symbol
🚽 toilet
🚾 water closet
🚿 shower
🛀 person taking bath
🛁 bathtub
🛂 passport control
🛃 customs
🛄 baggage claim
🛅 left luggage
🛋 couch and lamp
🛌 person in bed
🛍 shopping bags
🛎 bellhop bell
🛏 bed
🛐 place of worship
🛑 stop sign
🛒 shopping cart
🛠 hammer and wrench
🛡 shield
🛢 oil drum
🛣 motorway
🛤 railway track
🛥 motor boat
🛩 small airplane
🛫 airplane departure
🛬 airplane arrival
🛰 satellite
🛳 passenger ship
🛴 kick scooter
🛵 motor scooter
🛶 canoe
🛷 sled
🛸 flying saucer
🛹 skateboard
🤐 zipper-mouth face
🤑 money-mouth face
🤒 face with thermometer
🤓 nerd face
🤔 thinking face
🤕 face with head-bandage
🤖 robot face
🤗 hugging face
🤘 sign of the horns
🤙 call me hand
🤚 raised back of hand
🤛 left-facing fist
🤜 right-facing fist
🤝 handshake
🤞 crossed fingers
🤟 love-you gesture
🤠 cowboy hat face
🤡 clown face
🤢 nauseated face
🤣 rolling on the floor laughing
🤤 drooling face
🤥 lying face
🤦 person facepalming
🤧 sneezing face
🤨 face with raised eyebrow
🤩 star-struck
🤪 zany face
🤫 shushing face
🤬 face with symbols on mouth
🤭 face with hand over mouth
🤮 face vomiting
🤯 exploding head
🤰 pregnant woman
🤱 breast-feeding
🤲 palms up together
🤳 selfie
🤴 prince
🤵 man in tuxedo
🤶 Mrs. Claus
🤷 person shrugging
🤸 person cartwheeling
🤹 person juggling
🤺 person fencing
🤼 people wrestling
🤽 person playing water polo
🤾 person playing handball
🥀 wilted flower
🥁 drum
🥂 clinking glasses
🥃 tumbler glass
🥄 spoon
🥅 goal net
🥇 1st place medal
🥈 2nd place medal
🥉 3rd place medal
🥊 boxing glove
🥋 martial arts uniform
🥌 curling stone
🥍 lacrosse
🥎 softball
🥏 flying disc
🥐 croissant
🥑 avocado
🥒 cucumber
🥓 bacon
🥔 potato
🥕 carrot
🥖 baguette bread
🥗 green salad
🥘 shallow pan of food
🥙 stuffed flatbread
🥚 egg
🥛 glass of milk
🥜 peanuts
🥝 kiwi fruit
🥞 pancakes
🥟 dumpling
🥠 fortune cookie
🥡 takeout box
🥢 chopsticks
🥣 bowl with spoon
🥤 cup with straw
🥥 coconut
🥦 broccoli
🥧 pie
🥨 pretzel
🥩 cut of meat
🥪 sandwich
🥫 canned food
🥬 leafy green
🥭 mango
🥮 moon cake
🥯 bagel
🥰 smiling face with 3 hearts
🥳 partying face
🥴 woozy face
🥵 hot face
🥶 cold face
🥺 pleading face
🥼 lab coat
🥽 goggles
🥾 hiking boot
🥿 flat shoe
🦀 crab
🦁 lion face
🦂 scorpion
🦃 turkey
🦄 unicorn face
🦅 eagle
🦆 duck
🦇 bat
🦈 shark
🦉 owl
🦊 fox face
🦋 butterfly
🦌 deer
🦍 gorilla
🦎 lizard
🦏 rhinoceros
🦐 shrimp
🦑 squid
🦒 giraffe
🦓 zebra
🦔 hedgehog
🦕 sauropod
🦖 T-Rex
🦗 cricket
🦘 kangaroo
🦙 llama
🦚 peacock
🦛 hippopotamus
🦜 parrot
🦝 raccoon
🦞 lobster
🦟 mosquito
🦠 microbe
🦡 badger
🦢 swan
🦰 red-haired
🦱 curly-haired
🦲 bald
🦳 white-haired
🦴 bone
🦵 leg
🦶 foot
🦷 tooth
🦸 superhero
🦹 supervillain
🧀 cheese wedge
🧁 cupcake
🧂 salt
🧐 face with monocle
🧑 adult
🧒 child
🧓 older adult
🧔 bearded person
🧕 woman with headscarf
🧖 person in steamy room
🧗 person climbing
🧘 person in lotus position
🧙 mage
🧚 fairy
🧛 vampire
🧜 merperson
🧝 elf
🧞 genie
🧟 zombie
🧠 brain
🧡 orange heart
🧢 billed cap
🧣 scarf
🧤 gloves
🧥 coat
🧦 socks
🧧 red envelope
🧨 firecracker
🧩 jigsaw
🧪 test tube
🧫 petri dish
🧬 dna
🧭 compass
🧮 abacus
🧯 fire extinguisher
🧰 toolbox
🧱 brick
🧲 magnet
🧳 luggage
🧴 lotion bottle
🧵 thread
🧶 yarn
🧷 safety pin
🧸 teddy bear
🧹 broom
🧺 basket
🧻 roll of paper
🧼 soap
🧽 sponge
🧾 receipt
🧿 nazar amulet
`;
